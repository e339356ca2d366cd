import type { ScimResponse } from './scim-client.ts'

const ERROR_URN = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** RFC 7644 table 9 and RFC 9865 section 2.1. */
const SCIM_TYPES = [
  'invalidFilter',
  'tooMany',
  'uniqueness',
  'mutability',
  'invalidSyntax',
  'invalidPath',
  'noTarget',
  'invalidValue',
  'invalidVers',
  'sensitive',
  'invalidCursor',
  'expiredCursor',
  'invalidCount',
]

/** What holds for every answer, whatever was asked. Throws an Error that says which law was broken by what. */
export function checkLaws(method: string, path: string, response: ScimResponse): void {
  const broken = [...brokenByAll(method, response), ...brokenByError(method, response), ...brokenByResource(response)]
  if (broken.length === 0) return
  throw new Error(
    `${method} ${path.slice(0, 300)} was answered ${response.status} and ${broken.join('; ')}. Body: ${response.text.slice(0, 500)}`,
  )
}

function* brokenByAll(method: string, { status, headers, text }: ScimResponse): Iterable<string> {
  if (status >= 500 && status !== 501) yield 'no input may end in a server error'
  if (headers['x-request-id'] === undefined) yield 'has no X-Request-Id'
  if (headers['cache-control'] !== 'no-store') yield 'may be cached (RFC 7644 7.6)'
  if (headers['x-powered-by'] !== undefined) yield 'names the framework'
  if (text !== '' && !/^application\/scim\+json(;|$)/.test(headers['content-type'] ?? '')) {
    yield `is of type ${headers['content-type']}, not application/scim+json`
  }
  if ((method === 'HEAD' || status === 204 || status === 304) && text !== '') yield 'has a body'
}

function* brokenByError(method: string, { status, headers, json }: ScimResponse): Iterable<string> {
  if (status < 400) return
  if (status === 401 && headers['www-authenticate'] === undefined) yield 'has no WWW-Authenticate'
  if (status === 405 && headers.allow === undefined) yield 'has no Allow'
  if (method === 'HEAD') return
  if (JSON.stringify(json?.schemas) !== JSON.stringify([ERROR_URN])) yield 'is no SCIM error'
  if (json?.status !== String(status)) yield `says status ${JSON.stringify(json?.status)}`
  if (typeof json?.detail !== 'string' || json.detail === '') yield 'has no detail'
  if (json?.scimType !== undefined && !SCIM_TYPES.includes(json.scimType)) yield `has the scimType ${json.scimType}`
  if (/select |insert |sqlite|postgres|node_modules|\.ts:\d/i.test(json?.detail ?? '')) yield 'shows our insides'
}

function* brokenByResource({ status, headers, json }: ScimResponse): Iterable<string> {
  if (status >= 300 || json === undefined) return
  if (json.id === undefined || json.meta?.resourceType === undefined || json.meta.version === undefined) return
  if (headers.etag !== json.meta.version) yield `has the ETag ${headers.etag} and meta.version ${json.meta.version}`
  if (headers.location !== json.meta.location) yield 'has another Location than meta.location'
  if (headers['content-location'] !== json.meta.location) yield 'has another Content-Location than meta.location'
  if (json.password !== undefined) yield 'returns a password'
  if (!Array.isArray(json.schemas) || json.schemas.length === 0) yield 'has no schemas'
}
