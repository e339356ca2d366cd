import type { Scope } from '../database.ts'
import type { RequestRecordRow } from './request-record.repository.ts'
import type { RecordDb } from './request-record.table.ts'

/** Where request records live: apart from the main writer's commits, so that neither waits for the other. */
export interface RequestRecords {
  /** Writes rows of any tenants; a row that is there already stays. Throws StoreUnavailableError when they may be offered again. */
  insert(rows: readonly RequestRecordRow[]): Promise<void>
  read<T>(scope: Scope, work: (db: RecordDb) => Promise<T>): Promise<T>
  /** For statements of which each may stand alone; `work` may run again. */
  write<T>(scope: Scope, work: (db: RecordDb) => Promise<T>): Promise<T>
  /** Makes room for the days to come, so that midnight costs nothing. */
  prepare(now: Date): Promise<void>
  /** Forgets some of what is older: rows on SQLite, whole days on PostgreSQL. Returns how many; 0: nothing is left. */
  forgetSome(before: Date): Promise<number>
  close(): Promise<void>
}

export const DAY_MS = 86_400_000

/** The day of an instant, UTC. */
export const dayOf = (at: string): string => at.slice(0, 10)
