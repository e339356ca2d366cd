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

/** Opens without checks. */
export function connectStore(options: StoreOptions): OpenedStore {
  const { url } = options
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length))
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(options)
  throw new StoreSetupError('DATABASE_URL must start with sqlite: or postgres://.')
}

/** Opens, checks the connection, migrates (or, with `migrate: false`, only checks) and returns a store that is ready. Closes again when it is not. */
export async function openStore(options: StoreOptions & { readonly migrate?: boolean }): Promise<Store> {
  const opened = connectStore(options)
  try {
    await opened.checkConnection()
    if (options.migrate === false) {
      const state = await opened.migrationState()
      if (state === 'newer') throw newerDatabase()
      if (state === 'behind')
        throw new StoreSetupError('The database is not migrated. Run: npm run rollcall -- migrate')
    } else {
      await opened.migrate()
    }
    return opened.store
  } catch (error) {
    await opened.store.close()
    throw error
  }
}
