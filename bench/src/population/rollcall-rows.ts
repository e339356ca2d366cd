import {
  acceptCreate,
  compileResourceType,
  EnterpriseUserSchema,
  GroupSchema,
  type JsonObject,
  toIndexEntries,
  UserResourceType,
  UserSchema,
} from '@rollcall/scim-core'
import { v7 } from 'uuid'
import type { Row } from '../rows/columns.ts'
import { type Entry, groupEntriesOf, indexText, soughtOf } from '../rows/document.ts'
import { type NewGroupRows, newGroupRows } from '../rows/group.ts'
import type { WrappingKey } from '../rows/sealing.ts'
import type { Space } from '../rows/space.ts'
import { type NewUserRows, newUserRows } from '../rows/user.ts'
import { groupNameOf, LOADED } from './plan.ts'
import { GROUP_SCHEMA, userBody } from './users.ts'

export interface LoadedUser extends NewUserRows, SearchableRows {
  readonly id: string
}

interface SearchableRows {
  readonly index: Row
  readonly values: readonly Row[]
}

function searchableRows(
  { tenantId, directoryId }: Space,
  type: 'User' | 'Group',
  id: string,
  entries: readonly Entry[],
): SearchableRows {
  return {
    index: [tenantId, directoryId, type, id, indexText(entries)],
    values: soughtOf(entries).map(({ path, key, element, lead }) => [
      ...[tenantId, directoryId, type, path, key, null, id, element, lead],
    ]),
  }
}

/** Rows of the loaded users: documents and index entries are scim-core's own, the rest is what the limit server writes too. */
export function* loadedUsers(space: Space, wrapping: WrappingKey, count: number): Generator<LoadedUser> {
  const type = compileResourceType(UserResourceType, [UserSchema, EnterpriseUserSchema, GroupSchema])
  for (let n = 0; n < count; n += 1) {
    const id = v7()
    const { schemas, ...rest } = acceptCreate(type, userBody(LOADED, n) as JsonObject).document
    const document: JsonObject = { schemas, id, ...rest }
    yield {
      ...{ id, ...newUserRows(space, wrapping, document, id, v7()) },
      ...searchableRows(
        ...([space, 'User', id] as const),
        toIndexEntries(type, document).map((entry) => ({ ...entry, lead: entry.lead ? 1 : 0 })),
      ),
    }
  }
}

export interface LoadedGroup extends NewGroupRows, SearchableRows {
  readonly id: string
  readonly members: readonly Row[]
  readonly memberships: readonly Row[]
}

/** Rows of a group of `memberIds`. */
export function loadedGroup(space: Space, memberIds: readonly string[]): LoadedGroup {
  const { tenantId } = space
  const id = v7()
  const document = { schemas: [GROUP_SCHEMA], id, displayName: groupNameOf(memberIds.length) }
  const rows = newGroupRows(space, document, id, memberIds, v7())
  return {
    ...{ id, ...rows },
    ...searchableRows(space, 'Group', id, groupEntriesOf(document)),
    members: memberIds.map((member) => [tenantId, id, member]),
    memberships: memberIds.map((member) => [tenantId, id, member, 1, rows.answered[3], null, null]),
  }
}
