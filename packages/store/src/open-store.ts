import type { Db, Store } from './database.ts'
import { openPostgres } from './dialect/postgres.ts'
import { openSqlite } from './dialect/sqlite.ts'
import { StoreSetupError } from './errors.ts'
import { type MigrationState, newerDatabase } from './migrate.ts'

/** A database that was opened but not yet judged fit: the command line migrates through it, the server goes through openStore. */
export interface OpenedStore {
  readonly store: Store
  migrationState(): Promise<MigrationState>
  /** The migrations that the database has gone through, in order. */
  executedMigrations(): Promise<string[]>
  /** Brings the schema up to date, or only as far as `to`; returns the names of the migrations that ran. */
  migrate(to?: string): Promise<string[]>
  /** Runs `work` over one consistent snapshot of the whole instance, however long it takes; writers are not held up. */
  snapshot<T>(work: (db: Db) => Promise<T>): Promise<T>
  /** PostgreSQL only: what its server says of itself. */
  serverFacts(): Promise<ServerFacts | undefined>
  /**
   * Throws StoreSetupError for a PostgreSQL that cannot be reached, a role that row-level security does not bind, and a pooler that moves a
   * connection between backends.
   */
  checkConnection(): Promise<void>
}

export interface ServerFacts {
  readonly now: Date
  readonly synchronousCommit: string
  readonly fsync: boolean
  /** The role the server works as. */
  readonly role: string
  readonly ownsTables: boolean
}

export interface StoreOptions {
  /** `sqlite:<path>` or `postgres://…`. */
  readonly url: string
  /** PostgreSQL only: the role that owns the tables, where it is not the one of `url`. */
  readonly migrationUrl?: string | undefined
  /** PostgreSQL only: milliseconds that a statement waits for a lock, 8,000 unless given. */
  readonly lockTimeoutMs?: number | undefined
}

/**
 * Opens without checks. An SQLite file that is missing is made, for its owner alone; with `create: false` it is a StoreSetupError, as is one that holds
 * something else. A database of PostgreSQL has to be there.
 */
export function connectStore({ create, ...options }: StoreOptions & { readonly create?: boolean }): OpenedStore {
  const { url } = options
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length), create ?? true)
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(options)
  throw new StoreSetupError('DATABASE_URL must start with sqlite: or postgres://.')
}

/**
 * Opens, checks the connection, migrates and returns a store that is ready. With `migrate: false` nothing is made or changed: StoreSetupError unless
 * there is a database of this version. Closes again when it is not ready.
 */
export async function openStore(options: StoreOptions & { readonly migrate?: boolean }): Promise<Store> {
  const migrate = options.migrate ?? true
  const opened = connectStore({ ...options, create: migrate })
  try {
    await opened.checkConnection()
    if (migrate) await opened.migrate()
    else await refuseUnlessCurrent(opened)
    return opened.store
  } catch (error) {
    await opened.store.close()
    throw error
  }
}

/** Throws StoreSetupError, with what to do, unless the database is at the schema of this program. */
export async function refuseUnlessCurrent(opened: OpenedStore): Promise<void> {
  const state = await opened.migrationState()
  if (state === 'newer') throw newerDatabase()
  if (state === 'current') return
  if ((await opened.executedMigrations()).length === 0) {
    throw new StoreSetupError(
      'The database of DATABASE_URL is not migrated: it has no tables of Rollcall. "rollcall migrate" makes them, and so does the start of the server.',
    )
  }
  // A server of that version may be running on it, so nothing but a deliberate act changes it.
  throw new StoreSetupError(
    'The database is of an older version of Rollcall. "rollcall migrate" brings it to this one, and so does the start of the server; back it up before.',
  )
}
