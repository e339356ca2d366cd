import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import { isBusy, translateSqliteError } from '../dialect/sqlite-errors.ts'
import { makePrivate } from '../dialect/sqlite-file.ts'
import { overSqlite } from '../dialect/sqlite-kysely.ts'
import { withStatementCache } from '../dialect/statement-cache.ts'
import { StoreSetupError } from '../errors.ts'
import { RECORD_COLUMNS, type RequestRecordRow } from './request-record.repository.ts'
import type { RecordDatabase } from './request-record.table.ts'
import type { RequestRecords } from './request-records.ts'

/** SQLite's own wait stops the event loop, so it is short; between attempts we wait without stopping it. */
const BUSY_TIMEOUT_MS = 10
const OPEN_TIMEOUT_MS = 2_000
const PATIENCE_MS = 5_000
const CACHE_KIB = 4_096
const ROWS_PER_DELETE = 500

/** The file is no part of a backup and may be deleted while the server is stopped, so it has a schema version of its own. */
const SCHEMA_VERSION = 1
const SCHEMA = `
  create table request_record (
    tenant_id text not null,
    id text not null,
    directory_id text not null,
    credential_id text not null,
    occurred_at text not null,
    method text not null,
    path text not null,
    query text,
    status integer not null,
    scim_type text,
    duration_ms real not null,
    request_bytes integer not null,
    response_bytes integer not null,
    user_agent text,
    resource_ids text,
    operations text,
    content blob,
    constraint request_record_pkey primary key (tenant_id, id));
  create index request_record_directory_id_idx on request_record (tenant_id, directory_id, occurred_at, id);
  create table request_record_key (
    tenant_id text not null,
    day text not null,
    wrapped_key blob not null,
    created_at text not null,
    constraint request_record_key_pkey primary key (tenant_id, day)) without rowid;
  pragma user_version = ${SCHEMA_VERSION};`

/** `requests.db` in the folder of the database. */
export function recordsFileOf(databaseFile: string): string {
  const taken = basename(databaseFile) === 'requests.db'
  return join(dirname(databaseFile), taken ? 'requests-records.db' : 'requests.db')
}

/**
 * A file and a writer of their own, `synchronous=NORMAL`: a power cut may cost the last records, never a page of the file, and the main writer waits
 * for none of it. Opened at first use.
 */
export function sqliteRecords(databaseFile: string): RequestRecords {
  let opened: Opened | undefined
  const open = () => {
    opened ??= openFile(recordsFileOf(databaseFile))
    return opened
  }
  return {
    insert: (rows) => patiently(async () => open().insert(rows)),
    read: (_scope, work) => patiently(() => work(open().db)),
    write: (_scope, work) => patiently(() => work(open().db)),
    prepare: async () => undefined,
    async forgetSome(before) {
      // Rows are numbered as they come, so the oldest are the first: no index by time is needed for this.
      const { numAffectedRows } = await patiently(() =>
        sql`delete from request_record where rowid in (select rowid from request_record order by rowid limit ${ROWS_PER_DELETE})
          and occurred_at < ${before.toISOString()}`.execute(open().db),
      )
      return Number(numAffectedRows ?? 0n)
    },
    async close() {
      await opened?.db.destroy()
      opened = undefined
    },
  }
}

interface Opened {
  readonly db: Kysely<RecordDatabase>
  insert(rows: readonly RequestRecordRow[]): void
}

function openFile(path: string): Opened {
  makePrivate(path)
  const handle = new BetterSqlite3(path, { timeout: OPEN_TIMEOUT_MS })
  handle.pragma('journal_mode = wal')
  handle.pragma('synchronous = normal')
  handle.pragma(`cache_size = -${CACHE_KIB}`)
  const migrate = handle.transaction(() => {
    const version = handle.pragma('user_version', { simple: true }) as number
    if (version === 0) handle.exec(SCHEMA)
    else if (version !== SCHEMA_VERSION)
      throw new StoreSetupError(`The file ${path} of request records was made by another version of Rollcall.`)
  })
  migrate.immediate()
  handle.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
  const statement = handle.prepare(
    `insert or ignore into request_record (${RECORD_COLUMNS.join(', ')}) values (${RECORD_COLUMNS.map(() => '?').join(', ')})`,
  )
  const insertAll = handle.transaction((rows: readonly RequestRecordRow[]) => {
    for (const row of rows) statement.run(RECORD_COLUMNS.map((name) => row[name]))
  })
  return {
    db: overSqlite<RecordDatabase>(withStatementCache(handle)),
    insert: (rows) => insertAll.immediate(rows),
  }
}

/** Runs again while another process writes. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw translateSqliteError(error)
      await setTimeout(10 + Math.random() * 20)
    }
  }
}
