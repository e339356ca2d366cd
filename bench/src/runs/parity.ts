import { setTimeout } from 'node:timers/promises'
import { ScimClient } from '../load/scim-client.ts'
import type { Tell } from '../measure/measure.ts'
import {
  activePatch,
  addMembersPatch,
  GROUP_SCHEMA,
  removeMembersPatch,
  userBody,
  userNameOf,
} from '../population/users.ts'
import type { Subject } from '../workloads/workload.ts'
import { type Stored, storedIn } from './stored.ts'

/** Spellings of JSON may differ by a little; a row that one of the two does not write may not be missing. */
const TOLERANCE = 0.05
const FLOOR_BYTES = 200
/** Request records are written within a second. */
const FLUSH_MS = 1_500

/** What nobody's request writes: the sealer's checkpoints, when a credential was last used, who runs which background work. */
const BACKGROUND = new Set(['audit_checkpoint', 'credential', 'retention_mark', 'kysely_migration'])
/** A counter of either server may fall into a slot that has a row already or not (PostgreSQL). */
const COUNTERS = new Set(['scim_total'])

/**
 * Sends the same requests to Rollcall and to the limit server and compares every table and every answer of the two, so that nobody has to believe
 * that they do the same. Throws when they do not.
 */
export async function checkParity(subjects: readonly Subject[], tell: Tell): Promise<void> {
  const [first, second] = ['rollcall', 'limit'].map((name) => subjects.find(({ server }) => server.name === name))
  if (first === undefined || second === undefined) return
  const [ours, theirs] = [await exchange(first), await exchange(second)]
  for (const table of new Set([...ours.written.keys(), ...theirs.written.keys()])) {
    if (BACKGROUND.has(table) || COUNTERS.has(table)) continue
    const a = ours.written.get(table) ?? { rows: 0, bytes: 0 }
    const b = theirs.written.get(table) ?? { rows: 0, bytes: 0 }
    if (a.rows === 0 && b.rows === 0 && a.bytes === b.bytes) continue
    const line = `${table}: rollcall ${a.rows} rows, ${a.bytes} bytes; limit ${b.rows} rows, ${b.bytes} bytes`
    if (a.rows !== b.rows || differ(a.bytes, b.bytes)) {
      throw new Error(`the limit server does not write what Rollcall writes: ${line}`)
    }
    tell(`same writes: ${line}`)
  }
  for (const [request, bytes] of ours.answered) {
    const other = theirs.answered.get(request) ?? 0
    if (differ(bytes, other)) {
      throw new Error(`the limit server does not answer as Rollcall does: ${request}: ${bytes} and ${other} bytes`)
    }
  }
  tell(`same answers: ${[...ours.answered].map(([request, bytes]) => `${request} ${bytes}`).join(', ')} bytes`)
}

const differ = (a: number, b: number): boolean => {
  const difference = Math.abs(a - b)
  return difference > FLOOR_BYTES && difference > TOLERANCE * Math.max(Math.abs(a), Math.abs(b))
}

interface Exchanged {
  readonly written: ReadonlyMap<string, Stored>
  readonly answered: ReadonlyMap<string, number>
}

async function exchange({ server, population }: Subject): Promise<Exchanged> {
  await setTimeout(FLUSH_MS)
  const before = await storedIn(server.database)
  const answered = new Map<string, number>()
  const client = await ScimClient.open(server.target)
  const [, user = '', member = ''] = population.userIds
  const ok = { status: [200, 201, 204] }
  const note = (request: string, body: string) => {
    answered.set(request, body.length)
    return body
  }
  const send = async (request: string, method: 'POST' | 'PUT' | 'PATCH', path: string, body: string) =>
    note(request, await client.send(method, path, body, ok))
  const get = async (request: string, path: string) => note(request, await client.get(path, ok))

  await send('create', 'POST', '/Users', JSON.stringify(userBody('parity', 1)))
  await send('PUT', 'PUT', `/Users/${user}`, JSON.stringify({ ...userBody('loaded', 1), title: 'Parity' }))
  await send('PATCH', 'PATCH', `/Users/${user}`, activePatch(false))
  const body = JSON.stringify({ schemas: [GROUP_SCHEMA], displayName: 'Parity' })
  const { id } = JSON.parse(await send('create group', 'POST', '/Groups', body)) as { id: string }
  await send('add members', 'PATCH', `/Groups/${id}`, addMembersPatch([user, member]))
  await send('remove a member', 'PATCH', `/Groups/${id}`, removeMembersPatch([member]))
  await get('look-up', `/Users?filter=${encodeURIComponent(`userName eq "${userNameOf('loaded', 3)}"`)}`)
  await get('miss', `/Users?filter=${encodeURIComponent('userName eq "nobody"')}`)
  await get('GET', `/Users/${user}`)
  await get('page', '/Users?startIndex=1&count=200')
  await get('cursor', '/Users?cursor=&count=200')
  await get('GET group', `/Groups/${population.groups[0]?.id}`)
  await get('GET group without members', `/Groups/${population.groups[0]?.id}?excludedAttributes=members`)
  client.close()
  await setTimeout(FLUSH_MS)
  const after = await storedIn(server.database)
  const written = [...after].map(([table, { rows, bytes }]): [string, Stored] => {
    const from = before.get(table)
    return [table, { rows: rows - (from?.rows ?? 0), bytes: bytes - (from?.bytes ?? 0) }]
  })
  return { written: new Map(written), answered }
}
