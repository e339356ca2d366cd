import { v7 } from 'uuid'
import type { JsonObject } from '../../population/users.ts'
import { groupEntriesOf, toDocument } from '../../rows/document.ts'
import { movedRows, newGroupRows, readMove, valuesOf } from '../../rows/group.ts'
import type { AnsweredRow } from '../../rows/resource.ts'
import { Refused, type Space } from '../../rows/space.ts'
import type { Writes } from './statements.ts'
import { insertSearchable } from './write-users.ts'

export function createGroup(writes: Writes, space: Space, body: JsonObject, requestId: string): AnsweredRow {
  const { tenantId, directoryId } = space
  const id = v7()
  const document = toDocument(body, id)
  const wanted = liveIds(writes, space, valuesOf(body.members))
  const rows = newGroupRows(space, document, id, wanted, requestId)
  writes.insertResource.run(...rows.resource)
  insertSearchable(writes, space, 'Group', id, groupEntriesOf(document))
  writes.addToTotal.run(tenantId, directoryId, 'Group', 1)
  for (const member of wanted) {
    writes.insertMember.run(tenantId, id, member)
    writes.openMembership.run(tenantId, id, member, 1, rows.answered[3])
  }
  writes.insertHistory.run(...rows.history)
  writes.insertAudit.run(...rows.audit)
  writes.insertEvent.run(...rows.event)
  return rows.answered
}

type StoredColumns = [doc: string, version: number, personId: null, createdAt: string, updatedAt: string]

export function patchGroup(writes: Writes, space: Space, id: string, body: JsonObject, requestId: string): AnsweredRow {
  const { tenantId, directoryId } = space
  const row = writes.resource.get(tenantId, id, directoryId, 'Group') as StoredColumns | undefined
  if (row === undefined) throw new Refused(404, 'no such group')
  const [doc, oldVersion, , createdAt, updatedAt] = row
  const move = readMove(body)
  const added = liveIds(writes, space, move.add).filter(
    (member) => writes.insertMember.run(tenantId, id, member).changes === 1,
  )
  const removed = move.remove.filter((member) => writes.deleteMember.run(tenantId, id, member).changes === 1)
  if (added.length + removed.length === 0) return [id, doc, oldVersion, createdAt, updatedAt]
  const version = oldVersion + 1
  const at = new Date().toISOString()
  const { changes } = writes.touchResource.run(version, at, tenantId, id, oldVersion)
  if (changes !== 1) throw new Refused(412, 'changed meanwhile')
  for (const member of added) writes.openMembership.run(tenantId, id, member, version, at)
  for (const member of removed) writes.closeMembership.run(version, at, tenantId, id, member)
  const answered = [id, doc, version, createdAt, at] as const
  const rows = movedRows(space, answered, added, removed, requestId)
  writes.insertHistory.run(...rows.history)
  writes.insertAudit.run(...rows.audit)
  writes.insertEvent.run(...rows.event)
  return answered
}

/** Only live resources of the directory become members. */
function liveIds(writes: Writes, { tenantId, directoryId }: Space, ids: readonly string[]): string[] {
  return ids.length === 0 ? [] : (writes.liveIds.all(JSON.stringify(ids), tenantId, directoryId) as string[])
}
