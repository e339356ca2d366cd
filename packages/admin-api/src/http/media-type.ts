import { foreignCharset } from '@rollcall/request-bodies'
import { apiError } from '../errors.ts'

/** Media types are read in any letter case (RFC 9110 section 8.3.1). */
const JSON_TYPE = /^\s*application\/(graphql-response\+)?json\s*(;|$)/i

/**
 * A request under the one spelling of its media type that the GraphQL server compares with. Forms of other sites cannot send JSON, so nothing else is
 * read: it throws an error that says what to send (415).
 */
export function toJsonRequest(request: Request): Request {
  if (request.method !== 'POST') return request
  const type = request.headers.get('content-type') ?? ''
  if (!JSON_TYPE.test(type)) throw unsupported('Send the request as JSON, with "Content-Type: application/json".')
  if (foreignCharset(type) !== undefined) throw unsupported('Send the JSON in UTF-8 (RFC 8259 section 8.1).')
  const headers = new Headers(request.headers)
  headers.set('content-type', 'application/json')
  return new Request(request, { headers })
}

const unsupported = (message: string) => apiError('BAD_USER_INPUT', message, { status: 415 })
