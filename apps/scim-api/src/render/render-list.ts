import { LIST_RESPONSE_URN } from '@rollcall/scim-core'

/** A ListResponse (RFC 7644 section 3.4.2) from rendered resources. `Resources` is there even when empty: Okta's connection test needs it. */
export function renderList(list: {
  readonly total: number
  readonly startIndex: number
  readonly resources: readonly string[]
}): string {
  const { total, startIndex, resources } = list
  return `{"schemas":["${LIST_RESPONSE_URN}"],"totalResults":${total},"startIndex":${startIndex},"itemsPerPage":${resources.length},"Resources":[${resources.join(',')}]}`
}
