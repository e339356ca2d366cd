import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { APIRequestContext } from '@playwright/test'

const folder = process.env.E2E_FOLDER ?? ''

/** Where the server under test is. */
export const ORIGIN = `http://127.0.0.1:${process.env.E2E_PORT}`

/** The owner's session, for `test.use({ storageState })`. */
export const OWNER_SESSION = join(folder, 'owner.json')

export const OWNER = {
  name: 'Maya Lindqvist',
  email: 'maya@rollcall.example',
  password: 'correct horse battery staple',
}

/** The one-time code that the server printed when it started. */
export function printedCode(): string {
  const code = /\brcs_\S+/.exec(readFileSync(join(folder, 'output.log'), 'utf8'))?.[0]
  if (code === undefined) throw new Error('The server printed no one-time code')
  return code
}

/** What the journey leaves behind for the tests after it. */
export interface World {
  readonly tenant: string
  readonly directory: string
  readonly person: string
  readonly group: string
  readonly event: string
  readonly credential: string
}

export const saveWorld = (world: World): void => writeFileSync(join(folder, 'world.json'), JSON.stringify(world))

export const readWorld = (): World => JSON.parse(readFileSync(join(folder, 'world.json'), 'utf8')) as World

/** Asks the GraphQL API with the session of a browser context, as the console's own pages do. */
export async function graphql(
  request: APIRequestContext,
  query: string,
  variables: Record<string, unknown> = {},
  // biome-ignore lint/suspicious/noExplicitAny: the tests name what they read
): Promise<any> {
  const response = await request.post('/graphql', {
    headers: { origin: ORIGIN, 'x-rollcall-csrf': '1' },
    data: { query, variables },
  })
  const { data, errors } = await response.json()
  if (errors !== undefined) throw new Error(JSON.stringify(errors))
  return data
}
