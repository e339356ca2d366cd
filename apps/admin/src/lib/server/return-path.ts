/**
 * A path of this console to go back to, from what a form sent. Anything that could lead to another site becomes the start
 * page: `//host`, `/\host` and full URLs all resolve to another origin.
 */
export function toReturnPath(value: unknown, url: URL): string {
  if (typeof value !== 'string' || !URL.canParse(value, url)) return '/'
  const target = new URL(value, url)
  return target.origin === url.origin ? `${target.pathname}${target.search}` : '/'
}
