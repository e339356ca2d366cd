import { sql } from 'kysely'
import { isPostgres, type Trx } from '../database.ts'

/**
 * Waits for each name until nobody else's transaction has it, and keeps it until this one ends: for what no row stands for yet. A statement that follows
 * sees what the others committed. SQLite has one writer anyway.
 */
export async function lockNames(trx: Trx, names: readonly string[]): Promise<void> {
  if (!isPostgres(trx)) return
  // In one order, so that nobody waits in a circle.
  for (const name of [...new Set(names)].sort()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`rollcall ${name}`}, 0))`.execute(trx)
  }
}
