import { LIST_RESPONSE_URN } from '@rollcall/scim-core'

/** A ListResponse (RFC 7644 section 3.4.2) from rendered resources. `Resources` is there even when empty: Okta's connection test needs it. */
export function renderList(list: {
  readonly total: number
  /** undefined when the client pages by cursor. */
  readonly startIndex: number | undefined
  readonly nextCursor: string | undefined
  readonly resources: readonly string[]
}): string {
  const { total, startIndex, nextCursor, resources } = list
  const index = startIndex === undefined ? '' : `"startIndex":${startIndex},`
  const next = nextCursor === undefined ? '' : `"nextCursor":${JSON.stringify(nextCursor)},`
  return `{"schemas":["${LIST_RESPONSE_URN}"],"totalResults":${total},${index}"itemsPerPage":${resources.length},${next}"Resources":[${resources.join(',')}]}`
}
