import { sql } from 'kysely'
import { INSTANCE, type Store } from '../database.ts'
import { tryElect } from '../retention/election.ts'
import { RECORD_COLUMNS, type RequestRecordRow } from './request-record.repository.ts'
import type { RecordDb } from './request-record.table.ts'
import { DAY_MS, dayOf, type RequestRecords } from './request-records.ts'

/** Partitions that stand ready, today's included. */
const DAYS_AHEAD = 4

/** SQLSTATE check_violation: no partition takes the row. */
const NO_PARTITION = '23514'

/** Daily partitions of the same database. They are made and dropped by functions of the tables' owner: the server's own role may own nothing. */
export function postgresRecords(store: Pick<Store, 'transaction' | 'read'>): RequestRecords {
  const ready = new Set<string>()
  const makeReady = async (days: readonly string[]): Promise<void> => {
    const missing = days.filter((day) => !ready.has(day))
    if (missing.length === 0) return
    await store.transaction(INSTANCE, async (trx) => {
      for (const day of missing) await sql`select make_request_record_partition(${day})`.execute(trx)
    })
    for (const day of missing) ready.add(day)
  }
  return {
    async insert(rows) {
      const insert = async () => {
        await makeReady([...new Set(rows.map((row) => dayOf(row.occurred_at)))])
        await store.transaction(INSTANCE, (trx) => insertRows(trx as unknown as RecordDb, rows))
      }
      try {
        await insert()
      } catch (error) {
        if ((error as { code?: unknown }).code !== NO_PARTITION) throw error
        // Another process dropped the day meanwhile.
        ready.clear()
        await insert()
      }
    },
    read: (scope, work) => store.read(scope, (db) => work(db as unknown as RecordDb)),
    write: (scope, work) => store.transaction(scope, (trx) => work(trx as unknown as RecordDb)),
    async prepare(now) {
      const days = Array.from({ length: DAYS_AHEAD }, (_, at) => new Date(now.getTime() + at * DAY_MS).toISOString())
      ready.clear()
      await makeReady(days.map(dayOf))
    },
    forgetSome: (before) =>
      store.transaction(INSTANCE, async (trx) => {
        if (!(await tryElect(trx, 'retention'))) return 0
        // Readers hold a partition for moments only; whoever holds it longer is not waited for, the next run comes.
        await sql`set local lock_timeout = '2s'`.execute(trx)
        const day = dayOf(before.toISOString())
        const { rows } = await sql<{ dropped: number }>`
          select drop_request_record_partition(${day}) as dropped`.execute(trx)
        return rows[0]?.dropped ?? 0
      }),
    close: async () => undefined,
  }
}

const TYPES: Readonly<Partial<Record<keyof RequestRecordRow, string>>> = {
  status: 'smallint',
  duration_ms: 'real',
  request_bytes: 'integer',
  response_bytes: 'integer',
}

const INSERT = (() => {
  const typed = RECORD_COLUMNS.map((name) => `${name} ${TYPES[name] ?? 'text'}`)
  const values = RECORD_COLUMNS.map((name) => (name === 'content' ? "decode(r.content, 'base64')" : `r.${name}`))
  return [
    `insert into request_record (${RECORD_COLUMNS.join(', ')}) select ${values.join(', ')} from json_to_recordset(`,
    `::json) as r (${typed.join(', ')}) on conflict do nothing`,
  ] as const
})()

/** One statement of constant text, whatever the number of rows. */
async function insertRows(db: RecordDb, rows: readonly RequestRecordRow[]): Promise<void> {
  const json = JSON.stringify(rows.map((row) => ({ ...row, content: row.content?.toString('base64') ?? null })))
  await sql`${sql.raw(INSERT[0])}${json}${sql.raw(INSERT[1])}`.execute(db)
}
