import { type Kysely, PostgresAdapter } from 'kysely'
import type { RequestRecords } from './request-records/request-records.ts'
import type { Database } from './tables.ts'

/** Any handle a repository function can use. */
export type Db = Kysely<Database>

/** A handle inside an open transaction: obtained from Store.transaction only. */
export type Trx = Db & { readonly __transaction?: never }

/** Which tenant a statement may see. INSTANCE crosses tenants: instance administration and the look-ups that precede the tenant. */
export type Scope = string
export const INSTANCE: Scope = '*'

export type DialectName = 'sqlite' | 'postgres'

export function isPostgres(db: Db): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}

export interface ReadOptions {
  /**
   * Each turn may see a state of its own, as where all is asked in one turn or nothing that is asked later must fit. On PostgreSQL this saves opening
   * and closing a transaction.
   */
  readonly inTurns?: boolean
}

export interface LongReadOptions {
  /** Part of an answer that has begun: waits for its turn however long the line is. */
  readonly begun?: boolean
}

/** One database, opened. */
export interface Store {
  readonly dialect: DialectName
  /** The same object for every handle of one opened database, however it is wrapped: what a process keeps in memory of the database is kept under it. */
  readonly identity: object
  /**
   * Runs `work` in one write transaction that is durable when the promise resolves. May run `work` again after a conflict: keep it repeatable,
   * and use nothing but the handle it is given.
   */
  transaction<T>(scope: Scope, work: (trx: Trx) => Promise<T>): Promise<T>
  /** Runs `work` over committed data, never writing. */
  read<T>(scope: Scope, work: (db: Db) => Promise<T>, options?: ReadOptions): Promise<T>
  /**
   * The same over one snapshot, for what may take longer than about 5 ms: it never holds up the event loop, and takes turns with other tenants'.
   * Throws StoreBusyError when too many wait.
   */
  readLong<T>(scope: Scope, work: (db: Db) => Promise<T>, options?: LongReadOptions): Promise<T>
  /** Request records, apart from everything else. */
  readonly records: RequestRecords
  /** Resolves when the database answers and takes writes, as far as it can be told without writing. */
  ping(): Promise<void>
  close(): Promise<void>
}
