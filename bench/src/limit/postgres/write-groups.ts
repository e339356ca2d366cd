import type pg from 'pg'
import { v7 } from 'uuid'
import type { JsonObject } from '../../population/users.ts'
import { groupEntriesOf, toDocument } from '../../rows/document.ts'
import { movedRows, newGroupRows, readMove, valuesOf } from '../../rows/group.ts'
import { Refused, type Space } from '../../rows/space.ts'
import { type FoundGroup, MEMBERS_IN_PATCH_ANSWER } from '../backend.ts'
import { fly, type Step } from './flight.ts'
import { SQL, scopedTo } from './statements.ts'
import { oneMore, recordSteps, searchableSteps } from './write-users.ts'

/** One round trip; the workloads create groups without members. */
export async function createGroup(
  client: pg.ClientBase,
  space: Space,
  body: JsonObject,
  requestId: string,
): Promise<FoundGroup> {
  if (valuesOf(body.members).length > 0) throw new Refused(501, 'groups are created without members here')
  const id = v7()
  const document = toDocument(body, id)
  const rows = newGroupRows(space, document, id, [], requestId)
  await fly(
    client,
    scopedTo(space, [
      { text: SQL.insertResource, values: rows.resource },
      ...searchableSteps(space, 'Group', id, groupEntriesOf(document)),
      oneMore(space, 'Group'),
      ...recordSteps(rows),
    ]),
  )
  return { row: rows.answered, members: '' }
}

/** Two round trips: one that locks, moves members and counts, one that records and commits. */
export async function patchGroup(
  client: pg.ClientBase,
  space: Space,
  id: string,
  body: JsonObject,
  requestId: string,
  base: string,
): Promise<FoundGroup> {
  const { tenantId, directoryId } = space
  const move = readMove(body)
  const [, , locked, come = [], gone = [], counted] = await fly(client, [
    { text: SQL.begin, values: [] },
    ...scopedTo(space, [
      { text: SQL.lockGroup, values: [tenantId, directoryId, 'Group', id] },
      { text: SQL.addMembers, values: [tenantId, directoryId, id, move.add] },
      { text: SQL.removeMembers, values: [tenantId, id, move.remove] },
      { text: SQL.countMembers, values: [tenantId, id, MEMBERS_IN_PATCH_ANSWER + 1] },
    ]),
  ])
  const [row] = locked ?? []
  if (row === undefined) throw new Refused(404, 'no such group')
  const [doc = '', oldVersion, createdAt = '', updatedAt = ''] = row.map(String)
  const [added, removed] = [come.map(([member]) => String(member)), gone.map(([member]) => String(member))]
  const small = Number(counted?.[0]?.[0] ?? 0) <= MEMBERS_IN_PATCH_ANSWER
  const answer: Step[] = small ? [{ text: SQL.members, values: [tenantId, id, base] }] : []
  const moved = added.length + removed.length > 0
  const at = moved ? new Date().toISOString() : updatedAt
  const version = Number(oldVersion) + (moved ? 1 : 0)
  const answered = [id, doc, version, createdAt, at] as const
  const records: Step[] = moved
    ? [
        { text: SQL.touchResource, values: [version, at, tenantId, id] },
        ...(added.length === 0 ? [] : [{ text: SQL.openMemberships, values: [tenantId, id, version, at, added] }]),
        ...(removed.length === 0 ? [] : [{ text: SQL.closeMemberships, values: [version, at, tenantId, id, removed] }]),
        ...recordSteps(movedRows(space, answered, added, removed, requestId)),
      ]
    : []
  const results = await fly(client, [...answer, ...records, { text: SQL.commit, values: [] }])
  return { row: answered, members: small ? (results[0]?.[0]?.[0] ?? '') : undefined }
}
