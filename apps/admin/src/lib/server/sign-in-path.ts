/** The sign-in page, which leads back to where the reader wanted to go. */
export function signInPath(url: URL): string {
  const wanted = url.pathname + url.search
  return wanted === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(wanted)}`
}
