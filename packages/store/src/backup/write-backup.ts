import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Db, isPostgres } from '../database.ts'
import type { Database } from '../tables.ts'
import { BACKUP_FORMAT, TABLES, toJsonRow } from './format.ts'

export interface BackupSummary {
  readonly rows: number
  /** SHA-256 over every line before the last, hex. */
  readonly digest: string
}

/**
 * Every row of every table as lines of JSON, from one snapshot: a header, for each table a line that names it and its rows, and a last line with
 * counts and a digest, without which a file is not a backup. The same on both databases, so a backup of one restores into the other.
 */
export async function* writeBackup(
  db: Db,
  facts: { readonly takenAt: string; readonly migrations: readonly string[] },
  onEnd: (summary: BackupSummary) => void,
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  const counts: Record<string, number> = {}
  const line = (value: unknown): string => {
    const text = `${JSON.stringify(value)}\n`
    hash.update(text)
    return text
  }
  yield line({ format: BACKUP_FORMAT, ...facts })
  for (const table of TABLES) {
    yield line({ table })
    counts[table] = 0
    for await (const row of rowsOf(db, table)) {
      counts[table] = (counts[table] ?? 0) + 1
      yield line(toJsonRow(row))
    }
  }
  const digest = hash.digest('hex')
  yield `${JSON.stringify({ end: true, counts, digest })}\n`
  onEnd({ rows: Object.values(counts).reduce((sum, count) => sum + count, 0), digest })
}

const ROWS_AT_A_TIME = 500

async function* rowsOf(db: Db, table: keyof Database): AsyncGenerator<Record<string, unknown>> {
  if (!isPostgres(db)) {
    yield* db.selectFrom(table).selectAll().stream() as AsyncIterable<Record<string, unknown>>
    return
  }
  await sql`declare backup_rows no scroll cursor for select * from ${sql.table(table)}`.execute(db)
  for (;;) {
    const { rows } = await sql.raw<Record<string, unknown>>(`fetch ${ROWS_AT_A_TIME} from backup_rows`).execute(db)
    yield* rows
    if (rows.length < ROWS_AT_A_TIME) break
  }
  await sql`close backup_rows`.execute(db)
}
