import type pg from 'pg'
import { v7 } from 'uuid'
import type { JsonObject } from '../../population/users.ts'
import { type Entry, entriesOf, indexText, soughtOf, toDocument } from '../../rows/document.ts'
import type { WrappingKey } from '../../rows/sealing.ts'
import { Refused, type Space } from '../../rows/space.ts'
import { type ChangedUserRows, changedUserRows, newUserRows, unchanged, type WantDocument } from '../../rows/user.ts'
import type { FoundUser } from '../backend.ts'
import { fly, type Step } from './flight.ts'
import { SQL, scopedTo } from './statements.ts'

/** The product spreads its counters over as many rows. */
const TOTAL_SLOTS = 16

/** One round trip: the flight is the transaction. */
export async function createUser(
  client: pg.ClientBase,
  space: Space,
  wrapping: WrappingKey,
  body: JsonObject,
  requestId: string,
): Promise<FoundUser> {
  const { tenantId, directoryId } = space
  const id = v7()
  const document = toDocument(body, id)
  const rows = newUserRows(space, wrapping, document, id, requestId)
  const externalId = typeof body.externalId === 'string' ? [body.externalId] : []
  await fly(
    client,
    scopedTo(space, [
      // A re-created user would join the former person; there is none in the workloads, but the question is asked.
      ...externalId.map((value) => ({ text: SQL.removedPerson, values: [tenantId, directoryId, value] })),
      { text: SQL.insertPerson, values: rows.person },
      { text: SQL.insertPersonKey, values: rows.personKey },
      { text: SQL.insertResource, values: rows.resource },
      ...searchableSteps(space, 'User', id, entriesOf(document)),
      oneMore(space, 'User'),
      ...recordSteps(rows),
    ]),
  )
  return { row: rows.answered, groups: [] }
}

export const oneMore = ({ tenantId, directoryId }: Space, type: 'User' | 'Group'): Step => ({
  text: SQL.addToTotal,
  values: [tenantId, directoryId, type, Math.floor(Math.random() * TOTAL_SLOTS), 1],
})

export const recordSteps = (rows: Pick<ChangedUserRows, 'history' | 'audit' | 'event'>): Step[] => [
  { text: SQL.insertHistory, values: rows.history },
  { text: SQL.insertAudit, values: rows.audit },
  { text: SQL.insertEvent, values: rows.event },
]

/** Two round trips: one that locks and reads, one that writes and commits. */
export async function changeUser(
  client: pg.ClientBase,
  space: Space,
  wrapping: WrappingKey,
  id: string,
  operation: 'replaced' | 'patched',
  want: WantDocument,
  requestId: string,
): Promise<FoundUser> {
  const { tenantId, directoryId } = space
  const place = [tenantId, directoryId, 'User', id]
  const [, , locked, found] = await fly(client, [
    { text: SQL.begin, values: [] },
    ...scopedTo(space, [
      { text: SQL.lockUser, values: place },
      { text: SQL.user, values: place },
    ]),
  ])
  const [row] = locked ?? []
  if (row === undefined) throw new Refused(404, 'no such user')
  const [doc, version, personId, wrappedKey, createdAt, updatedAt] = row.map(String)
  const stored = {
    ...{ id, doc: doc ?? '', version: Number(version), personId: personId ?? '' },
    ...{ wrappedKey: Buffer.from(wrappedKey ?? '', 'hex'), createdAt: createdAt ?? '', updatedAt: updatedAt ?? '' },
  }
  const held = found?.[0]?.[5] == null ? [] : (JSON.parse(found[0][5]) as [string, string][])
  const groups = held.map(([groupId, display]) => ({ id: groupId, display, direct: true }))
  const rows = changedUserRows(space, wrapping, stored, operation, want, requestId)
  if (rows === undefined) {
    await fly(client, [{ text: SQL.commit, values: [] }])
    return { row: unchanged(stored), groups }
  }
  await fly(client, [
    { text: SQL.updateResource, values: [...rows.columns, rows.version, rows.at, tenantId, id] },
    ...(rows.index === undefined
      ? []
      : [{ text: SQL.updateIndex, values: [tenantId, directoryId, 'User', id, rows.index] }]),
    ...valueSteps(space, 'User', id, rows.gone, rows.come),
    ...recordSteps(rows),
    { text: SQL.commit, values: [] },
  ])
  return { row: rows.answered, groups }
}

export const searchableSteps = (
  space: Space,
  type: 'User' | 'Group',
  id: string,
  entries: readonly Entry[],
): Step[] => [
  { text: SQL.insertIndex, values: [space.tenantId, space.directoryId, type, id, indexText(entries)] },
  ...valueSteps(space, type, id, [], soughtOf(entries)),
]

function valueSteps(
  { tenantId, directoryId }: Space,
  type: 'User' | 'Group',
  id: string,
  gone: readonly Entry[],
  come: readonly Entry[],
): Step[] {
  const place = [tenantId, directoryId, type, id]
  const columns = (entries: readonly Entry[]) => [
    entries.map(({ path }) => path),
    entries.map(({ key }) => key),
    entries.map(({ element }) => element),
  ]
  const steps: Step[] = []
  if (gone.length > 0) steps.push({ text: SQL.deleteValues, values: [...place, ...columns(gone)] })
  if (come.length > 0) {
    const leads = come.map(({ lead }) => lead)
    steps.push({ text: SQL.insertValues, values: [...place, ...columns(come), leads] })
  }
  return steps
}
