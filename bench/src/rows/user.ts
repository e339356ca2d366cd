import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import type { JsonObject } from '../population/users.ts'
import { type ChangeRows, changeRows } from './change.ts'
import type { Row } from './columns.ts'
import { type Entry, entriesOf, indexText, missingFrom, soughtOf } from './document.ts'
import { type AnsweredRow, type ContentColumns, contentColumns, resourceRow } from './resource.ts'
import { unwrapPersonKey, type WrappingKey, wrapPersonKey } from './sealing.ts'
import type { Space } from './space.ts'

export interface NewUserRows extends ChangeRows {
  readonly person: Row
  readonly personKey: Row
  readonly resource: Row
  readonly answered: AnsweredRow
}

/** Everything a create writes but the searchable values and the total: for the limit servers and the loaders alike. */
export function newUserRows(
  space: Space,
  wrapping: WrappingKey,
  document: JsonObject,
  id: string,
  requestId: string,
): NewUserRows {
  const { tenantId } = space
  const at = new Date().toISOString()
  const columns = contentColumns(document, String(document.userName))
  const doc = columns[5]
  const personId = v7()
  const personKey = randomBytes(32)
  return {
    person: [tenantId, personId, at],
    personKey: [tenantId, personId, wrapPersonKey(wrapping, personKey, tenantId, personId), at],
    resource: resourceRow(space, 'User', id, columns, personId, at),
    ...changeRows(space, requestId, {
      ...{ type: 'User', operation: 'created', verb: 'created', id, version: 1, at, personId, personKey, doc },
      changed: Object.keys(document),
      data: `{"after":${doc},"addedMembers":[]}`,
    }),
    answered: [id, doc, 1, at, at],
  }
}

/** What a change needs to know of the stored user. */
export interface StoredUser {
  readonly id: string
  readonly doc: string
  readonly version: number
  readonly personId: string
  readonly wrappedKey: Buffer
  readonly createdAt: string
  readonly updatedAt: string
}

export interface ChangedUserRows extends ChangeRows {
  readonly columns: ContentColumns
  readonly version: number
  readonly at: string
  /** The new text of the index row, where it changes. */
  readonly index: string | undefined
  readonly gone: readonly Entry[]
  readonly come: readonly Entry[]
  readonly answered: AnsweredRow
}

export type WantDocument = (current: Record<string, unknown>) => Record<string, unknown>

/** `replace` of top-level attributes. */
export const patchedBy =
  (body: JsonObject): WantDocument =>
  (current) => {
    const document = { ...current }
    for (const { path, value } of body.Operations as { path: string; value: unknown }[]) document[path] = value
    return document
  }

/** What a PUT or PATCH writes; undefined when nothing changes. */
export function changedUserRows(
  space: Space,
  wrapping: WrappingKey,
  stored: StoredUser,
  operation: 'replaced' | 'patched',
  want: WantDocument,
  requestId: string,
): ChangedUserRows | undefined {
  const { id, personId } = stored
  const current = JSON.parse(stored.doc) as Record<string, unknown>
  const wanted = want(current)
  const columns = contentColumns(wanted, String(wanted.userName))
  const doc = columns[5]
  if (doc === stored.doc) return undefined
  const at = new Date().toISOString()
  const version = stored.version + 1
  const [before, after] = [entriesOf(current), entriesOf(wanted)]
  const [sought, soughtAfter] = [soughtOf(before), soughtOf(after)]
  const index = indexText(after)
  const changed = Object.keys(wanted).filter((name) => JSON.stringify(current[name]) !== JSON.stringify(wanted[name]))
  const only = (document: JsonObject) => Object.fromEntries(changed.map((name) => [name, document[name]]))
  const verb = current.active === wanted.active ? 'updated' : wanted.active ? 'activated' : 'deactivated'
  return {
    ...{ columns, version, at, index: index === indexText(before) ? undefined : index },
    ...{ gone: missingFrom(sought, soughtAfter), come: missingFrom(soughtAfter, sought) },
    ...changeRows(space, requestId, {
      ...{ type: 'User', operation, verb, id, version, at, personId, doc, changed },
      personKey: unwrapPersonKey(wrapping, stored.wrappedKey, space.tenantId, personId),
      data: JSON.stringify({ before: only(current), after: only(wanted), addedMembers: [], removedMembers: [] }),
    }),
    answered: [id, doc, version, stored.createdAt, at],
  }
}

export const unchanged = (stored: StoredUser): AnsweredRow => [
  ...([stored.id, stored.doc, stored.version, stored.createdAt, stored.updatedAt] as const),
]
