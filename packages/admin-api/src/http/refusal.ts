import { GraphQLError } from 'graphql'
import type { Logger } from 'pino'
import { toClientError } from './client-errors.ts'

/**
 * An answer to a request that was not run as GraphQL, in the shape of one that was: what was thrown, as far as clients may know. The status is the
 * error's own unless another is given.
 */
export function refusal(thrown: unknown, requestId: string, logger: Pick<Logger, 'error'>, status?: number): Response {
  const error = thrown instanceof GraphQLError ? thrown : new GraphQLError('', { originalError: thrown as Error })
  const { message, extensions } = toClientError(error, requestId, logger)
  const { http, ...told } = extensions as { http?: { status?: number; headers?: Record<string, string> } }
  return Response.json(
    { errors: [{ message, extensions: told }] },
    {
      status: status ?? http?.status ?? 500,
      headers: { ...http?.headers, 'X-Request-Id': requestId, 'Cache-Control': 'no-store' },
    },
  )
}
