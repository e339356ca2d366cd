import { sql } from 'kysely'
import { isPostgres, type Trx } from '../database.ts'

/** Elects one process for a job until the transaction ends; false: another one is at it. SQLite has one writer anyway. */
export async function tryElect(trx: Trx, job: string): Promise<boolean> {
  if (!isPostgres(trx)) return true
  const { rows } = await sql<{ locked: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`rollcall ${job}`}, 0)) as locked`.execute(trx)
  return rows[0]?.locked === true
}
