import { BusyError } from '@rollcall/provisioning'
import {
  invalidSyntax,
  notFound,
  preconditionFailed,
  ScimError,
  toErrorBody,
  tooMany,
  tooManyRequests,
  unavailable,
  uniqueness,
} from '@rollcall/scim-core'
import {
  NotFoundError,
  OutcomeUnknownError,
  ReadTooLongError,
  ResultTooLargeError,
  StaleVersionError,
  StoreBusyError,
  StoreUnavailableError,
  UniqueViolationError,
} from '@rollcall/store'
import type { Answer } from '../exchange.ts'

const RETRY_AFTER_SECONDS = 5

/** Any failure as a SCIM error (RFC 7644 section 3.12). `unexpected`: nobody foresaw it, so it is logged with its cause. */
export function toErrorAnswer(
  error: unknown,
  requestId: string,
): { readonly answer: Answer; readonly unexpected: boolean; readonly scimType: string | undefined } {
  const known = toScimError(error)
  const shown = known ?? new ScimError(500, 'Something failed on our side. Give the request id to the operator.')
  const body = toErrorBody(shown)
  const answer = {
    status: shown.status,
    headers: { ...shown.headers },
    body: JSON.stringify({ ...body, detail: `${shown.detail} (request ${requestId})` }),
  }
  return { answer, unexpected: known === undefined, scimType: shown.scimType }
}

function toScimError(error: unknown): ScimError | undefined {
  if (error instanceof ScimError) return error
  if (error instanceof UniqueViolationError)
    return uniqueness('A value that must be unique is taken by another resource.')
  if (error instanceof StaleVersionError)
    return preconditionFailed('The resource changed meanwhile. Read it again and repeat the change.')
  if (error instanceof NotFoundError) return notFound('The resource does not exist.')
  if (error instanceof StoreUnavailableError) {
    return unavailable(
      'The database cannot be used right now; nothing was changed. Try again shortly.',
      RETRY_AFTER_SECONDS,
    )
  }
  if (error instanceof StoreBusyError) {
    return tooManyRequests(
      'More searches and long lists are waiting than can be served soon; nothing was changed. Send the request again.',
      RETRY_AFTER_SECONDS,
    )
  }
  if (error instanceof BusyError) return tooManyRequests(error.message, error.retryAfterSeconds)
  if (error instanceof ReadTooLongError)
    return tooMany('The search took too long and was stopped. Narrow the filter, or ask by userName, externalId or id.')
  if (error instanceof ResultTooLargeError)
    return tooMany('The answer would be too large. Ask for fewer resources with count, or for fewer attributes.')
  if (error instanceof OutcomeUnknownError) {
    return unavailable(
      'The database failed while the change was being saved: it was made whole or not at all. Look before you send it again.',
      RETRY_AFTER_SECONDS,
    )
  }
  // Express could not decode a percent escape of the path.
  if (error instanceof URIError) return invalidSyntax('The URL holds a percent escape that is not valid UTF-8.')
  return undefined
}
