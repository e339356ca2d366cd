import { newId } from '@rollcall/provisioning'
import type { Logger } from 'pino'
import type { Caller } from '../caller.ts'
import { unauthenticated } from '../errors.ts'
import { schemaText } from '../schema/schema.ts'
import { refusal } from './refusal.ts'

/** The schema as text, for whoever is signed in; others find it in the repository. */
export async function serveSchema(identify: () => Promise<Caller>, logger: Pick<Logger, 'error'>): Promise<Response> {
  try {
    if ((await identify()).kind === 'anonymous') throw unauthenticated()
  } catch (error) {
    return refusal(error, newId(), logger)
  }
  return new Response(schemaText, {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Cache-Control': 'private, no-cache',
      Vary: 'Cookie, Authorization',
    },
  })
}
