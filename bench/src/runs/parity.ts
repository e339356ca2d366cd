import BetterSqlite3 from 'better-sqlite3'
import { ScimClient } from '../load/scim-client.ts'
import { activePatch, addMembersPatch, GROUP_SCHEMA, removeMembersPatch, userBody } from '../population/users.ts'
import type { Subject } from '../workloads/workload.ts'

/** What one request of each kind writes. The request records come later, in a batch. */
const TABLES = [
  ...['scim_resource', 'scim_value', 'scim_total', 'scim_member', 'scim_history', 'scim_member_history'],
  ...['person', 'person_key', 'audit_event', 'event'],
]
/** Spellings of JSON may differ by a little; a table that one of the two does not write may not. */
const TOLERANCE = 0.05
const FLOOR_BYTES = 200

interface Written {
  readonly rows: number
  readonly bytes: number
}

/**
 * Sends the same writes to Rollcall and to the limit server and compares what each of them has in its database afterwards, so that nobody has to
 * believe that they write the same. Throws when they do not.
 */
export async function checkParity(subjects: readonly Subject[], tell: (line: string) => void): Promise<void> {
  const pair = subjects.filter(({ server }) => server.name === 'rollcall' || server.name === 'limit')
  const [first, second] = pair
  if (first === undefined || second === undefined) return
  const [a, b] = [await writtenBy(first), await writtenBy(second)]
  for (const table of TABLES) {
    const mine = a.get(table) ?? { rows: 0, bytes: 0 }
    const theirs = b.get(table) ?? { rows: 0, bytes: 0 }
    const difference = Math.abs(mine.bytes - theirs.bytes)
    const tooFar = difference > FLOOR_BYTES && difference > TOLERANCE * Math.max(mine.bytes, theirs.bytes)
    const line = `${table}: ${first.server.name} ${mine.rows} rows, ${mine.bytes} bytes; ${second.server.name} ${theirs.rows} rows, ${theirs.bytes} bytes`
    if (mine.rows !== theirs.rows || tooFar)
      throw new Error(`the limit server does not write what Rollcall writes: ${line}`)
    tell(`same writes: ${line}`)
  }
}

async function writtenBy({ server, population }: Subject): Promise<Map<string, Written>> {
  const before = sizes(server.database)
  const client = await ScimClient.open(server.target)
  const [, user = '', member = ''] = population.userIds
  const ok = { status: [200, 201, 204] }
  const idOf = (text: string) => (JSON.parse(text) as { id: string }).id
  await client.send('POST', '/Users', JSON.stringify(userBody('parity', 1)), ok)
  await client.send('PUT', `/Users/${user}`, JSON.stringify({ ...userBody('loaded', 1), title: 'Parity' }), ok)
  await client.send('PATCH', `/Users/${user}`, activePatch(false), ok)
  const group = idOf(
    await client.send('POST', '/Groups', JSON.stringify({ schemas: [GROUP_SCHEMA], displayName: 'Parity' }), ok),
  )
  await client.send('PATCH', `/Groups/${group}`, addMembersPatch([user, member]), ok)
  await client.send('PATCH', `/Groups/${group}`, removeMembersPatch([member]), ok)
  client.close()
  const after = sizes(server.database)
  return new Map(
    TABLES.map((table) => {
      const [from, to] = [before.get(table), after.get(table)]
      return [table, { rows: (to?.rows ?? 0) - (from?.rows ?? 0), bytes: (to?.bytes ?? 0) - (from?.bytes ?? 0) }]
    }),
  )
}

/** Columns that somebody else writes: the sealer chains audit events a second later. */
const LATER = new Set(['seq', 'chain'])

function sizes(file: string): Map<string, Written> {
  const db = new BetterSqlite3(file, { readonly: true })
  try {
    return new Map(
      TABLES.map((table) => {
        const columns = (db.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
        const length = columns
          .filter((name) => !LATER.has(name))
          .map((name) => `coalesce(length(cast("${name}" as blob)), 0)`)
          .join(' + ')
        return [
          table,
          db.prepare(`select count(*) as rows, coalesce(sum(${length}), 0) as bytes from ${table}`).get() as Written,
        ]
      }),
    )
  } finally {
    db.close()
  }
}
