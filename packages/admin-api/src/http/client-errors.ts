import {
  OutcomeUnknownError,
  ReadTooLongError,
  ResultTooLargeError,
  StoreBusyError,
  StoreUnavailableError,
} from '@rollcall/store'
import { GraphQLError } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { Logger } from 'pino'
import { apiError, asBusy } from '../errors.ts'

/** Codes that go out; anything else is masked. */
const KNOWN_CODES: ReadonlySet<unknown> = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'RATE_LIMITED',
  'COMPLEXITY',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
])

/** The error that was thrown, under graphql's own wrappings. */
function rootOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError !== undefined ? rootOf(error.originalError) : error
}

function withExtensions(error: GraphQLError, extensions: Readonly<Record<string, unknown>>): GraphQLError {
  return new GraphQLError(error.message, {
    ...(error.nodes === undefined ? {} : { nodes: error.nodes }),
    ...(error.source === undefined ? {} : { source: error.source }),
    ...(error.positions === undefined ? {} : { positions: error.positions }),
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions,
  })
}

/** Searches and exports take turns; there are more than can be served soon. */
const busy = (): GraphQLError =>
  apiError('RATE_LIMITED', 'More long searches are waiting than can be served soon. Try again in a moment.', {
    extensions: { retryAfterSeconds: RETRY_AFTER_SECONDS },
    headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
  })

const RETRY_AFTER_SECONDS = 5

const TRY_AGAIN = {
  retryAfterSeconds: RETRY_AFTER_SECONDS,
  http: { status: 503, headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } },
}

/** What the store gives up on, as an error that is meant for clients. */
function forClients(thrown: unknown): unknown {
  if (thrown instanceof StoreBusyError) return busy()
  if (thrown instanceof ReadTooLongError || thrown instanceof ResultTooLargeError) {
    return apiError(
      'COMPLEXITY',
      'The search would take too long, or find too much. Narrow the filter, or ask for fewer.',
    )
  }
  return asBusy(thrown)
}

/** What a client is told of an error: as it is when it is meant for clients, otherwise nothing but the request id. */
export function toClientError(error: GraphQLError, requestId: string, logger: Pick<Logger, 'error'>): GraphQLError {
  const thrown = rootOf(error)
  const root = forClients(thrown)
  if (root instanceof GraphQLError) {
    const code = error.extensions.code ?? root.extensions.code
    // Graphql's own errors about the request (a variable of the wrong type) have no code.
    const told = withExtensions(error, {
      ...root.extensions,
      ...error.extensions,
      code: KNOWN_CODES.has(code) ? code : 'BAD_USER_INPUT',
      requestId,
    })
    if (root !== thrown) told.message = root.message
    return told
  }
  logger.error({ err: root, requestId, path: error.path }, 'graphql request failed')
  const away = root instanceof StoreUnavailableError || root instanceof OutcomeUnknownError
  // Never that nothing was changed: a document may hold several mutations, and a mutation that is done may be read back in vain.
  const message =
    root instanceof OutcomeUnknownError
      ? 'The database failed while the change was being saved: it was made whole or not at all. Look before you try again.'
      : away
        ? 'The database cannot be used at the moment. Try again shortly.'
        : 'That did not work on our side. The log has the details under the request id.'
  const masked = withExtensions(error, { code: 'INTERNAL', requestId, ...(away ? TRY_AGAIN : {}) })
  masked.message = message
  return masked
}

/** Applies toClientError to every answer. */
export const clientErrors = (logger: Pick<Logger, 'error'>, requestIdOf: (request: Request) => string): Plugin => ({
  onResultProcess({ request, result, setResult }) {
    if (isAsyncIterable(result) || Array.isArray(result) || result.errors === undefined) return
    setResult({
      ...result,
      errors: result.errors.map((error) => toClientError(error as GraphQLError, requestIdOf(request), logger)),
    })
  },
})
