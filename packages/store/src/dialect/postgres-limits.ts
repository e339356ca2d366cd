import { sql } from 'kysely'
import { type Db, isPostgres } from '../database.ts'

export interface SessionLimits {
  /** Milliseconds that a statement waits for a lock. */
  readonly lockMs: number
  /** Milliseconds after which a session that falls silent in the middle of a transaction is ended, and its locks with it. */
  readonly idleInTransactionMs: number
}

/**
 * The statement that gives a session its limits. Smaller ones that the role or database already has stay. It is sent as a statement and not in the
 * connection string, since a pooler refuses parameters there that it does not know.
 */
export const limitSession = ({ lockMs, idleInTransactionMs }: SessionLimits) => ({
  text: `select set_config(name, least(nullif(setting::bigint, 0), case name when 'lock_timeout' then $1::bigint else $2::bigint end)::text, false)
    from pg_settings where name in ('lock_timeout', 'idle_in_transaction_session_timeout')`,
  values: [lockMs, idleInTransactionMs],
})

/** Ends every limit for the rest of the transaction: a backup waits for a disk or a pipe in the middle of one, and may take hours. */
export async function liftLimits(db: Db): Promise<void> {
  if (!isPostgres(db)) return
  await sql`select set_config(name, '0', true) from pg_settings
    where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')`.execute(db)
}
