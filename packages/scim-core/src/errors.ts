import { ERROR_URN } from './protocol/urns.ts'
import type { JsonObject } from './resource/types.ts'

/** RFC 7644 table 9 and RFC 9865 section 2.1. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount'

export interface ScimErrorOptions {
  readonly scimType?: ScimType
  readonly headers?: Readonly<Record<string, string>>
  readonly cause?: unknown
}

/** A protocol error as a client is told of it (RFC 7644 section 3.12). `detail` is read by administrators: it names the attribute and what to do. */
export class ScimError extends Error {
  override readonly name = 'ScimError'
  readonly status: number
  readonly scimType: ScimType | undefined
  readonly detail: string
  readonly headers?: Readonly<Record<string, string>>

  constructor(status: number, detail: string, options: ScimErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause })
    this.status = status
    this.scimType = options.scimType
    this.detail = detail
    if (options.headers !== undefined) this.headers = options.headers
  }
}

function badRequest(scimType: ScimType): (detail: string) => ScimError {
  return (detail) => new ScimError(400, detail, { scimType })
}

export const invalidFilter = badRequest('invalidFilter')
export const invalidPath = badRequest('invalidPath')
export const invalidValue = badRequest('invalidValue')
export const invalidSyntax = badRequest('invalidSyntax')
export const noTarget = badRequest('noTarget')
export const mutability = badRequest('mutability')
export const tooMany = badRequest('tooMany')
export const invalidCursor = badRequest('invalidCursor')
export const expiredCursor = badRequest('expiredCursor')
export const invalidCount = badRequest('invalidCount')

export function uniqueness(detail: string): ScimError {
  return new ScimError(409, detail, { scimType: 'uniqueness' })
}

export function notFound(detail: string): ScimError {
  return new ScimError(404, detail)
}

export function forbidden(detail: string): ScimError {
  return new ScimError(403, detail)
}

/** `headers` carries WWW-Authenticate (RFC 9110 section 11.6.1). */
export function unauthorized(detail: string, headers: Readonly<Record<string, string>>): ScimError {
  return new ScimError(401, detail, { headers })
}

export function preconditionFailed(detail: string): ScimError {
  return new ScimError(412, detail)
}

export function payloadTooLarge(detail: string): ScimError {
  return new ScimError(413, detail)
}

export function unsupportedMediaType(detail: string): ScimError {
  return new ScimError(415, detail)
}

export function notImplemented(detail: string): ScimError {
  return new ScimError(501, detail)
}

/** RFC 9110 section 15.5.6: a 405 names the methods that work. */
export function methodNotAllowed(allow: readonly string[]): ScimError {
  const list = allow.join(', ')
  return new ScimError(405, `This address answers ${list} only.`, { headers: { Allow: list } })
}

export function tooManyRequests(detail: string, retryAfterSeconds: number): ScimError {
  return new ScimError(429, detail, { headers: { 'Retry-After': wholeSeconds(retryAfterSeconds) } })
}

export function unavailable(detail: string, retryAfterSeconds: number): ScimError {
  return new ScimError(503, detail, { headers: { 'Retry-After': wholeSeconds(retryAfterSeconds) } })
}

/** A `Retry-After`. Okta reads whole seconds only; a fraction or a date makes it wait five minutes. */
export function wholeSeconds(seconds: number): string {
  return String(Math.max(1, Math.ceil(seconds)))
}

/** The body of an error response. RFC 7644 section 3.12: `status` is a string. */
export function toErrorBody(error: ScimError): JsonObject {
  return {
    schemas: [ERROR_URN],
    status: String(error.status),
    ...(error.scimType === undefined ? {} : { scimType: error.scimType }),
    detail: error.detail,
  }
}
