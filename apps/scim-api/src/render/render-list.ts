import { LIST_RESPONSE_URN } from '@rollcall/scim-core'

export interface ListHead {
  readonly total: number
  /** undefined when the client pages by cursor. */
  readonly startIndex: number | undefined
  readonly nextCursor: string | undefined
  readonly itemsPerPage: number
}

/**
 * A ListResponse (RFC 7644 section 3.4.2) up to its first resource; LIST_END ends it. `Resources` is there even when empty: Okta's connection test
 * needs it.
 */
export function renderListHead({ total, startIndex, nextCursor, itemsPerPage }: ListHead): string {
  const index = startIndex === undefined ? '' : `"startIndex":${startIndex},`
  const next = nextCursor === undefined ? '' : `"nextCursor":${JSON.stringify(nextCursor)},`
  return `{"schemas":["${LIST_RESPONSE_URN}"],"totalResults":${total},${index}"itemsPerPage":${itemsPerPage},${next}"Resources":[`
}

export const LIST_END = ']}'
