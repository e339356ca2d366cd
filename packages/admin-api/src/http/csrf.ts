/** A header that a form or an image of another site cannot send, and that a script there may not. */
export const CSRF_HEADER = 'x-rollcall-csrf'

/**
 * Why a request without an API key is refused; undefined: it is not. Other sites can make a browser send our cookie, so such a request must come
 * from our own pages: a header of our own, and an Origin that is ours. (That it is JSON was judged before.)
 */
export function csrfFault(request: Request, publicUrl: string, hasCookie: boolean): string | undefined {
  const { headers } = request
  if (headers.get(CSRF_HEADER) === null) return `Send the header ${CSRF_HEADER}: 1, or an API key.`
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return 'The request comes from another site.'
  const origin = headers.get('origin')
  if (origin !== null) return isOwn(origin, request, publicUrl) ? undefined : 'The request comes from another site.'
  // Browsers say where a POST comes from; what does not say it and has a cookie is no page of ours.
  if (hasCookie && request.method !== 'GET' && site === null)
    return 'The request does not say where it comes from (Origin).'
  return undefined
}

function isOwn(origin: string, request: Request, publicUrl: string): boolean {
  if (!URL.canParse(origin)) return false
  if (new URL(publicUrl).origin === origin) return true
  // Under another name of this server the page and the API share the host that was asked for.
  return new URL(origin).host === (request.headers.get('host') ?? new URL(request.url).host)
}
