import type { ScimClientRequest } from '../http/scim-client.ts'

/**
 * The headers of requests captured from real orgs. A GET has no Content-Type; a DELETE has one although it has no body.
 * https://github.com/oktadeveloper/okta-blog-archive/pull/1956
 */
export function toOktaHeaders(request: ScimClientRequest, authorization: string): Record<string, string> {
  return {
    Accept: 'application/scim+json',
    'Accept-Charset': 'utf-8',
    'Accept-Encoding': 'gzip,deflate',
    Authorization: authorization,
    Connection: 'Keep-Alive',
    ...(request.method !== 'GET' && { 'Content-Type': 'application/scim+json; charset=utf-8' }),
    'User-Agent': 'Okta SCIM Client 1.0.0',
  }
}

/** `filter=userName%20eq%20%22a%40b.c%22&startIndex=1&count=100`: a space is %20, never a plus. */
export function toLookupPath(endpoint: 'Users' | 'Groups', attribute: string, value: string): string {
  const filter = `${attribute} eq ${JSON.stringify(value)}`
  return `/${endpoint}?filter=${encodeURIComponent(filter)}&startIndex=1&count=100`
}
