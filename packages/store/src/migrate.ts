import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { isPostgres } from './database.ts'
import { StoreSetupError } from './errors.ts'
import { migrations } from './migrations/index.ts'
import type { Database } from './tables.ts'

/** `current`: ready. `behind`: migrate first. `newer`: the database was migrated by a newer program. */
export type MigrationState = 'current' | 'behind' | 'newer'

const createMigrator = (db: Kysely<Database>) =>
  new Migrator({ db: db as Kysely<unknown>, provider: { getMigrations: async () => ({ ...migrations }) } })

/** What the database has gone through, in order. */
export async function executedMigrations(db: Kysely<Database>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map((row) => row.name)
}

export async function readMigrationState(db: Kysely<Database>): Promise<MigrationState> {
  const executed = await executedMigrations(db)
  if (executed.some((name) => !(name in migrations))) return 'newer'
  return executed.length === Object.keys(migrations).length ? 'current' : 'behind'
}

export interface MigrateOptions {
  /** PostgreSQL only: the role that the server works as, where it is not the one that migrates. */
  readonly grantTo?: string
  /** The last one to run; all of them unless told. Never goes back: a database that is further stays as it is. */
  readonly to?: string | undefined
}

/** Brings the schema up to this program's, or to the migration named; harmless when it already is. Returns the names of what ran. */
export async function migrateTo(db: Kysely<Database>, options: MigrateOptions = {}): Promise<string[]> {
  if ((await readMigrationState(db)) === 'newer') throw newerDatabase()
  const { to } = options
  if (to !== undefined && (await executedMigrations(db)).includes(to)) return []
  const migrator = createMigrator(db)
  const { error, results } = await (to === undefined ? migrator.migrateToLatest() : migrator.migrateTo(to))
  if (error) throw error
  if (isPostgres(db) && options.grantTo !== undefined) {
    const role = sql.id(options.grantTo)
    await sql`grant usage on schema public to ${role}`.execute(db)
    await sql`grant select, insert, update, delete on all tables in schema public to ${role}`.execute(db)
    await sql`grant execute on all functions in schema public to ${role}`.execute(db)
  }
  return (results ?? []).map((result) => result.migrationName)
}

export const newerDatabase = () =>
  new StoreSetupError(
    'The database was migrated by a newer version of Rollcall. Start that version, or restore an older backup.',
  )
