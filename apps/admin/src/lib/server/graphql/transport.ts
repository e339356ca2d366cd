import type { RequestEvent } from '@sveltejs/kit'
import { GRAPHQL_URL } from '$app/env/private'
import { parseSetCookie } from './set-cookie.ts'

type Fetch = typeof fetch

/**
 * Sends a server-side load's request to the GraphQL API as the caller: with their cookies, and with the API's new cookies
 * passed on to the browser. In the one-port process the server lends its handler and nothing leaves the process; a console
 * that runs apart reaches the API over HTTP.
 */
export async function fetchGraphql(event: RequestEvent, request: Request, fetch: Fetch): Promise<Response> {
  const response = await send(event, asCaller(event, request), fetch)
  for (const header of response.headers.getSetCookie()) {
    const { name, value, options } = parseSetCookie(header)
    event.cookies.set(name, value, { ...options, encode: (text) => text })
  }
  return response
}

function send(event: RequestEvent, request: Request, fetch: Fetch): Promise<Response> {
  const lent = event.platform?.req.fetchGraphql
  if (lent !== undefined) return lent(request)
  return GRAPHQL_URL === undefined ? fetch(request) : globalThis.fetch(addressed(event, request, GRAPHQL_URL))
}

function asCaller(event: RequestEvent, request: Request): Request {
  const headers = new Headers(request.headers)
  const cookies = event.cookies.getAll().map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
  if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
  for (const name of ['user-agent', 'accept-language']) {
    const value = event.request.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return new Request(request, { headers })
}

/**
 * The form post came from our own page, which was checked; to the API the request comes from itself. Attempts to sign in are counted by where the
 * person sits: an API whose TRUST_PROXY names this console believes it.
 */
function addressed(event: RequestEvent, request: Request, url: string): Request {
  const addressed = new Request(url, request)
  addressed.headers.set('origin', new URL(url).origin)
  const address = event.platform?.req.ip
  if (address !== undefined) addressed.headers.set('x-forwarded-for', address)
  return addressed
}
