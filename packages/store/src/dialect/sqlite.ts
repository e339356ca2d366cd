import { setTimeout } from 'node:timers/promises'
import BetterSqlite3 from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Db, Store } from '../database.ts'
import { StoreSetupError } from '../errors.ts'
import { executedMigrations, migrateTo, readMigrationState } from '../migrate.ts'
import type { OpenedStore } from '../open-store.ts'
import { sqliteRecords } from '../request-records/sqlite-records.ts'
import type { Database } from '../tables.ts'
import { SqliteCheckpoints } from './sqlite-checkpoints.ts'
import { isBusy, translateSqliteError } from './sqlite-errors.ts'
import { makeDatabaseFile, refuseUnlessDatabase } from './sqlite-file.ts'
import { overSqlite } from './sqlite-kysely.ts'
import { SqliteReaders } from './sqlite-readers.ts'
import { SqliteWriter } from './sqlite-writer.ts'
import { withStatementCache } from './statement-cache.ts'

/** SQLite's own wait for a lock stops the event loop, so it is short; SqliteWriter waits longer without stopping it. */
const BUSY_TIMEOUT_MS = 10

/** Pages kept per handle: the inner ones of the indexes of a million users. SQLite's own 2 MB makes every look-up there read them again. */
const CACHE_KIB = 16_384

/** Opens (and, with `create`, makes) the file at `path`: one writing handle, one read-only handle, more of these in threads of their own, WAL, synchronous FULL. */
export function openSqlite(path: string, create: boolean): OpenedStore {
  const handle = openHandle(path, create)
  const writerDb = overSqlite<Database>(withStatementCache(handle))
  const checkpoints = new SqliteCheckpoints(handle, path)
  const writer = new SqliteWriter(handle, writerDb, () => checkpoints.keepUp())
  let readerDb: Kysely<Database> | undefined
  const reader = () => {
    readerDb ??= overSqlite<Database>(withStatementCache(openReader(path)))
    return readerDb
  }

  const readers = new SqliteReaders(path)
  const records = sqliteRecords(path)
  const store: Store = {
    dialect: 'sqlite',
    identity: {},
    transaction: (scope, work) => writer.run(scope, work),
    async read(_scope, work) {
      try {
        return await work(reader())
      } catch (error) {
        throw translateSqliteError(error)
      }
    },
    async readLong(scope, work, options) {
      try {
        return await readers.read(scope, work, options)
      } catch (error) {
        throw translateSqliteError(error)
      }
    },
    records,
    async ping() {
      try {
        handle.prepare('select 1 from sqlite_schema').get()
        writer.checkWritable()
      } catch (error) {
        throw translateSqliteError(error)
      }
    },
    async close() {
      await writer.idle()
      await checkpoints.close()
      await records.close()
      await readers.close()
      await readerDb?.destroy()
      await writerDb.destroy()
    },
  }
  return {
    store,
    migrationState: () => readMigrationState(writerDb),
    executedMigrations: () => executedMigrations(writerDb),
    migrate: (to) => migrateInTransaction(handle, writerDb, to),
    checkConnection: async () => undefined,
    serverFacts: async () => undefined,
    snapshot: (work) => inSnapshot(path, work),
  }
}

const MIGRATION_PATIENCE_MS = 30_000

/**
 * All in one transaction, which Kysely's migrator does not open on SQLite: a kill in the middle leaves nothing, and of processes that start together
 * on one file the others wait and find the schema there.
 */
async function migrateInTransaction(handle: BetterSqlite3.Database, db: Db, to?: string): Promise<string[]> {
  const until = performance.now() + MIGRATION_PATIENCE_MS
  for (;;) {
    try {
      handle.exec('begin immediate')
      break
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw translateSqliteError(error)
      await setTimeout(20 + Math.random() * 50)
    }
  }
  try {
    const names = await migrateTo(db, { to })
    handle.exec('commit')
    return names
  } finally {
    if (handle.inTransaction) handle.exec('rollback')
  }
}

/** A handle of its own: an open read transaction keeps its snapshot while others write. */
async function inSnapshot<T>(path: string, work: (db: Db) => Promise<T>): Promise<T> {
  const handle = openReader(path)
  const db = overSqlite<Database>(handle)
  try {
    handle.exec('begin')
    return await work(db)
  } finally {
    if (handle.inTransaction) handle.exec('rollback')
    await db.destroy()
  }
}

function openHandle(path: string, create: boolean): BetterSqlite3.Database {
  if (!create) refuseUnlessDatabase(path)
  try {
    if (create) makeDatabaseFile(path)
    const handle = new BetterSqlite3(path, { timeout: BUSY_TIMEOUT_MS })
    handle.pragma('journal_mode = wal')
    handle.pragma('synchronous = full')
    handle.pragma('foreign_keys = on')
    handle.pragma(`cache_size = -${CACHE_KIB}`)
    // A savepoint keeps what its pages were; in a file that costs a system call for each.
    handle.pragma('temp_store = memory')
    return handle
  } catch (error) {
    throw new StoreSetupError(`The database file ${path} cannot be opened for writing: ${(error as Error).message}.`, {
      cause: error,
    })
  }
}

function openReader(path: string): BetterSqlite3.Database {
  const handle = new BetterSqlite3(path, { readonly: true, timeout: BUSY_TIMEOUT_MS })
  handle.pragma('query_only = on')
  handle.pragma(`cache_size = -${CACHE_KIB}`)
  return handle
}
