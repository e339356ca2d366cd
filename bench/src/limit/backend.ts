import type { JsonObject } from '../population/users.ts'
import type { Row } from '../rows/columns.ts'
import type { AnsweredRow } from '../rows/resource.ts'
import type { Space } from '../rows/space.ts'

/** A group that a user is in. */
export interface HeldGroup {
  readonly id: string
  readonly display: string
  readonly direct: boolean
}

export interface FoundUser {
  readonly row: AnsweredRow
  readonly groups: readonly HeldGroup[]
}

/** A page in order of n, with the n of each. */
export interface FoundPage {
  readonly users: readonly FoundUser[]
  readonly total: number
  readonly numbers: readonly number[]
}

export interface FoundGroup {
  readonly row: AnsweredRow
  /** Rendered elements, joined by commas; undefined: not asked for, or too many to send back. */
  readonly members: string | undefined
}

type Soon<T> = T | Promise<T>

/** What the limit server asks of its database; SQLite answers reads at once. */
export interface Backend {
  findSpace(secretHash: string): Soon<Space | undefined>
  user(space: Space, id: string): Soon<FoundUser | undefined>
  usersBy(space: Space, attribute: 'userName' | 'externalId', value: string): Soon<readonly FoundUser[]>
  page(space: Space, startIndex: number, limit: number): Soon<FoundPage>
  pageAfter(space: Space, n: number, id: string, limit: number): Soon<FoundPage>
  createUser(space: Space, body: JsonObject, requestId: string): Promise<FoundUser>
  replaceUser(space: Space, id: string, body: JsonObject, requestId: string): Promise<FoundUser>
  patchUser(space: Space, id: string, body: JsonObject, requestId: string): Promise<FoundUser>
  group(space: Space, id: string, options: { readonly members: boolean }): Soon<FoundGroup | undefined>
  createGroup(space: Space, body: JsonObject, requestId: string): Promise<FoundGroup>
  /** Without members where the group is large: then the answer is 204. */
  patchGroup(space: Space, id: string, body: JsonObject, requestId: string): Promise<FoundGroup>
  /** Request records, of any tenants. */
  keepRecords(records: readonly Row[]): Promise<void>
  /** When the credential was last used. */
  touchCredential(space: Space): Promise<void>
  close(): Promise<void>
}

/** From this many members on a PATCH is answered without a body, like the product's. */
export const MEMBERS_IN_PATCH_ANSWER = 500
