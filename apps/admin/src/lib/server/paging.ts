/** Rows of a page. */
export const PAGE_SIZE = 50

/** The window of a Relay connection that the address names: `?after=` and `?before=`. */
export function pageOf(url: URL, size = PAGE_SIZE) {
  const before = url.searchParams.get('before')
  if (before !== null) return { last: size, before, first: null, after: null }
  return { first: size, after: url.searchParams.get('after'), last: null, before: null }
}
