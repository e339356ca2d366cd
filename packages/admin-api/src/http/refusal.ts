import { newId } from '@rollcall/provisioning'
import type { GraphQLError } from 'graphql'

/** An answer to a request that is refused as a whole, before it was read. */
export function refusal(error: GraphQLError, status?: number): Response {
  const { http, ...extensions } = error.extensions as {
    readonly http?: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> }
  }
  const requestId = newId()
  return Response.json(
    { errors: [{ message: error.message, extensions: { ...extensions, requestId } }] },
    {
      status: status ?? http?.status ?? 400,
      headers: { ...http?.headers, 'X-Request-Id': requestId, 'Cache-Control': 'no-store' },
    },
  )
}
