/** The same page with other query parameters; null removes one. Paging starts over unless it is what changes. */
export function withParams(
  url: Pick<URL, 'pathname' | 'search'>,
  changes: Readonly<Record<string, string | null>>,
): string {
  const params = new URLSearchParams(url.search)
  params.delete('after')
  params.delete('before')
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) params.delete(name)
    else params.set(name, value)
  }
  const text = params.toString()
  return text === '' ? url.pathname : `${url.pathname}?${text}`
}
