import { BusyError } from '@rollcall/provisioning'
import { GraphQLError } from 'graphql'

/** What `extensions.code` may say, beside graphql's own GRAPHQL_PARSE_FAILED and GRAPHQL_VALIDATION_FAILED. */
export type ErrorCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'BAD_USER_INPUT' | 'RATE_LIMITED' | 'COMPLEXITY' | 'INTERNAL'

const STATUS: Readonly<Partial<Record<ErrorCode, number>>> = {
  UNAUTHENTICATED: 401,
  RATE_LIMITED: 429,
  COMPLEXITY: 400,
}

/** An error that a client is told of as it is. */
export function apiError(
  code: ErrorCode,
  message: string,
  options: {
    readonly extensions?: Readonly<Record<string, unknown>>
    readonly headers?: Readonly<Record<string, string>>
    /** Other than the code's own. */
    readonly status?: number
  } = {},
): GraphQLError {
  const status = options.status ?? STATUS[code]
  const http = {
    ...(status === undefined ? {} : { status }),
    ...(options.headers === undefined ? {} : { headers: options.headers }),
  }
  return new GraphQLError(message, {
    extensions: { code, ...options.extensions, ...(Object.keys(http).length === 0 ? {} : { http }) },
  })
}

export const unauthenticated = (
  message = 'Sign in, or send an API key as "Authorization: Bearer rck_…".',
): GraphQLError => apiError('UNAUTHENTICATED', message)

export const forbidden = (message: string): GraphQLError => apiError('FORBIDDEN', message)

/** The request as a whole is refused, not a field of it. */
export const refused = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'FORBIDDEN', http: { status: 403 } } })

/** Work of which as much is under way as may be, as the client is told; any other error as it is. */
export const asBusy = (error: unknown): unknown =>
  error instanceof BusyError
    ? apiError('RATE_LIMITED', error.message, {
        extensions: { retryAfterSeconds: error.retryAfterSeconds },
        headers: { 'Retry-After': String(error.retryAfterSeconds) },
      })
    : error

export const badInput = (message: string, argument?: string): GraphQLError =>
  apiError('BAD_USER_INPUT', message, argument === undefined ? {} : { extensions: { argument } })
