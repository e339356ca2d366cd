import { LIST_RESPONSE_URN } from '@rollcall/scim-core'

export interface ListHead {
  readonly total: number
  /** undefined when the client pages by cursor. */
  readonly startIndex: number | undefined
  readonly nextCursor: string | undefined
  readonly itemsPerPage: number
}

/** A ListResponse (RFC 7644 section 3.4.2) from rendered resources. `Resources` is there even when empty: Okta's connection test needs it. */
export const renderList = (head: ListHead, resources: readonly string[]): string =>
  `${renderListHead(head)}${resources.join(',')}${LIST_END}`

/** Everything before the first resource. */
export function renderListHead({ total, startIndex, nextCursor, itemsPerPage }: ListHead): string {
  const index = startIndex === undefined ? '' : `"startIndex":${startIndex},`
  const next = nextCursor === undefined ? '' : `"nextCursor":${JSON.stringify(nextCursor)},`
  return `{"schemas":["${LIST_RESPONSE_URN}"],"totalResults":${total},${index}"itemsPerPage":${itemsPerPage},${next}"Resources":[`
}

export const LIST_END = ']}'
