import { v7 } from 'uuid'
import type { JsonObject } from '../../population/users.ts'
import { type Entry, entriesOf, indexText, soughtOf, toDocument } from '../../rows/document.ts'
import type { AnsweredRow } from '../../rows/resource.ts'
import type { WrappingKey } from '../../rows/sealing.ts'
import { Refused, type Space } from '../../rows/space.ts'
import { changedUserRows, newUserRows, unchanged, type WantDocument } from '../../rows/user.ts'
import type { Writes } from './statements.ts'

export function createUser(
  writes: Writes,
  space: Space,
  wrapping: WrappingKey,
  body: JsonObject,
  requestId: string,
): AnsweredRow {
  const { tenantId, directoryId } = space
  const id = v7()
  const document = toDocument(body, id)
  // A re-created user would join the former person; there is none in the workloads, but the question is asked.
  if (typeof body.externalId === 'string') {
    writes.removedPerson.get(tenantId, directoryId, 'User', body.externalId)
  }
  const rows = newUserRows(space, wrapping, document, id, requestId)
  writes.insertPerson.run(...rows.person)
  writes.insertPersonKey.run(...rows.personKey)
  writes.insertResource.run(...rows.resource)
  insertSearchable(writes, space, 'User', id, entriesOf(document))
  writes.addToTotal.run(tenantId, directoryId, 'User', 1)
  writes.insertHistory.run(...rows.history)
  writes.insertAudit.run(...rows.audit)
  writes.insertEvent.run(...rows.event)
  return rows.answered
}

type StoredColumns = [doc: string, version: number, personId: string, createdAt: string, updatedAt: string]

export function changeUser(
  writes: Writes,
  space: Space,
  wrapping: WrappingKey,
  id: string,
  operation: 'replaced' | 'patched',
  want: WantDocument,
  requestId: string,
): AnsweredRow {
  const { tenantId, directoryId } = space
  const row = writes.resource.get(tenantId, id, directoryId, 'User') as StoredColumns | undefined
  if (row === undefined) throw new Refused(404, 'no such user')
  const [doc, version, personId, createdAt, updatedAt] = row
  const wrappedKey = writes.personKey.get(tenantId, personId) as Buffer
  const stored = { id, doc, version, personId, wrappedKey, createdAt, updatedAt }
  const rows = changedUserRows(space, wrapping, stored, operation, want, requestId)
  if (rows === undefined) return unchanged(stored)
  const { changes } = writes.updateResource.run(...rows.columns, rows.version, rows.at, tenantId, id, version)
  if (changes !== 1) throw new Refused(412, 'changed meanwhile')
  if (rows.index !== undefined) writes.updateIndex.run(rows.index, tenantId, directoryId, 'User', id)
  for (const { path, key, element } of rows.gone) {
    writes.deleteValue.run(tenantId, directoryId, 'User', path, key, id, element)
  }
  insertValues(writes, space, 'User', id, rows.come)
  writes.insertHistory.run(...rows.history)
  writes.insertAudit.run(...rows.audit)
  writes.insertEvent.run(...rows.event)
  return rows.answered
}

export function insertSearchable(
  writes: Writes,
  space: Space,
  type: 'User' | 'Group',
  id: string,
  entries: readonly Entry[],
): void {
  writes.insertIndex.run(space.tenantId, space.directoryId, type, id, indexText(entries))
  insertValues(writes, space, type, id, soughtOf(entries))
}

function insertValues(
  writes: Writes,
  { tenantId, directoryId }: Space,
  type: 'User' | 'Group',
  id: string,
  entries: readonly Entry[],
): void {
  for (const { path, key, element, lead } of entries) {
    writes.insertValue.run(tenantId, directoryId, type, path, key, id, element, lead)
  }
}
