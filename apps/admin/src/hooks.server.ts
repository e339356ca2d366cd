import type { Handle, HandleFetch } from '@sveltejs/kit/hooks'
import { fetchGraphql } from '#lib/server/graphql/transport.ts'
import { THEME_COOKIE, toTheme } from '#lib/theme.ts'

const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

export const handle: Handle = async ({ event, resolve }) => {
  event.locals.theme = toTheme(event.cookies.get(THEME_COOKIE))
  const response = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%rollcall.theme%', event.locals.theme),
    // Of the font's files only the one that every page needs; the rest comes by unicode-range.
    preload: ({ type, path }) => type !== 'font' || path.includes('inter-latin-wght'),
  })
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.headers.set(name, value)
  // Pages show personal data: no copy of them stays in a cache.
  if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-store')
  return response
}

/** Server-side loads and actions reach the GraphQL API as the caller. */
export const handleFetch: HandleFetch = ({ event, request, fetch }) => {
  const url = new URL(request.url)
  return url.origin === event.url.origin && url.pathname === '/graphql'
    ? fetchGraphql(event, request, fetch)
    : fetch(request)
}
