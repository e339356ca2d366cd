import { dirname, join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { COLUMNS, insertInto, type Row } from '../../rows/columns.ts'

/** The product's file of request records beside its database: a writer of its own, synchronous=NORMAL. */
export function openRequestRecords(databaseFile: string): { insert(rows: readonly Row[]): void; close(): void } {
  const db = new BetterSqlite3(join(dirname(databaseFile), 'requests.db'))
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = normal')
  // No types: SQLite stores what it is given.
  db.exec(
    `create table if not exists request_record (${COLUMNS.request_record.join(', ')}, primary key (tenant_id, id));
     create index if not exists request_record_directory_id_idx on request_record (tenant_id, directory_id, occurred_at, id)`,
  )
  const insert = db.prepare(insertInto('request_record', () => '+?'))
  return {
    insert: db.transaction((rows: readonly Row[]) => {
      for (const row of rows) insert.run(...row)
    }),
    close: () => db.close(),
  }
}
