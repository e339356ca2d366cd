import type { Json, JsonObject } from '../resource/types.ts'
import { LIST_RESPONSE_URN } from './urns.ts'

export interface ListResponseInput {
  /** How many match, on every page the same. undefined: unknown (RFC 9865 section 2). */
  readonly totalResults: number | undefined
  /** undefined when the client pages by cursor. */
  readonly startIndex?: number | undefined
  readonly resources: readonly Json[]
  readonly nextCursor?: string | undefined
  readonly previousCursor?: string | undefined
}

/** RFC 7644 section 3.4.2. `Resources` is there even when empty: Okta's connection test wants it. */
export function toListResponse(input: ListResponseInput): JsonObject {
  const { totalResults, startIndex, resources, nextCursor, previousCursor } = input
  return {
    schemas: [LIST_RESPONSE_URN],
    ...(totalResults === undefined ? {} : { totalResults }),
    itemsPerPage: resources.length,
    ...(startIndex === undefined ? {} : { startIndex }),
    ...(previousCursor === undefined ? {} : { previousCursor }),
    ...(nextCursor === undefined ? {} : { nextCursor }),
    Resources: resources,
  }
}
