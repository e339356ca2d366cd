import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { type Db, INSTANCE, type Scope, type Store } from '../database.ts'
import { OutcomeUnknownError, StoreSetupError } from '../errors.ts'
import { FairQueue } from '../fair-queue.ts'
import { executedMigrations, migrateTo, readMigrationState } from '../migrate.ts'
import type { OpenedStore, ServerFacts } from '../open-store.ts'
import { postgresRecords } from '../request-records/postgres-records.ts'
import type { Database } from '../tables.ts'
import { isConnectionLost, isRetryable, translatePostgresError } from './postgres-errors.ts'
import { PostgresSession, type SessionMode } from './postgres-session.ts'

const POOL_SIZE = 10
/** Connections that long reads may hold: the rest is for everybody else. */
const LONG_READS = { running: 4, runningOfScope: 2, waiting: 256, waitingOfScope: 64 }
const CONNECT_TIMEOUT_MS = 10_000
const MAX_ATTEMPTS = 5
const INT8_OID = 20

/** A connection that breaks while it is in use fails its query and emits `error` as well; without a listener that would end the process. */
class ListeningClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.on('error', () => undefined)
  }
}

/** bigint columns are counters and time-ordered numbers below 2^53. */
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}

/** Connects to `url`; `migrationUrl` may name another role that owns the tables. */
export function openPostgres(url: string, migrationUrl: string | undefined): OpenedStore {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    Client: ListeningClient,
    types,
    pipeline: true,
  })
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })

  const inTransaction = transactions(pool)

  const access: Pick<Store, 'transaction' | 'read'> = {
    transaction: (scope, work) => inTransaction('write', scope, work),
    read: (scope, work, options) => inTransaction(options?.inTurns === true ? 'turns' : 'read', scope, work),
  }
  const longReads = new FairQueue(LONG_READS)
  const store: Store = {
    dialect: 'postgres',
    ...access,
    readLong: (scope, work, options) => longReads.run(scope, () => access.read(scope, boundedInTime(work)), options),
    records: postgresRecords(access),
    async ping() {
      await sql`select 1`.execute(db)
    },
    close: () => db.destroy(),
  }
  return {
    store,
    migrationState: () => readMigrationState(db),
    executedMigrations: () => executedMigrations(db),
    migrate: async (to) => {
      if (migrationUrl === undefined) return migrateTo(db, { to })
      const owner = new Kysely<Database>({
        dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: migrationUrl, max: 2, types }) }),
      })
      try {
        return await migrateTo(owner, { to, grantTo: await currentUser(db) })
      } finally {
        await owner.destroy()
      }
    },
    checkRole: () => checkRole(db),
    serverFacts: () => serverFacts(db),
    snapshot: (work) => inTransaction('read', INSTANCE, work),
  }
}

/** Okta waits a minute for an answer, and a plan made without statistics may take hours. */
const LONG_READ_MS = 30_000

const boundedInTime =
  <T>(work: (db: Db) => Promise<T>) =>
  async (db: Db): Promise<T> => {
    await sql`select set_config('statement_timeout', ${String(LONG_READ_MS)}, true)`.execute(db)
    return work(db)
  }

/** Runs work in transactions on connections of the pool. */
function transactions(pool: pg.Pool) {
  const sessions = new WeakMap<pg.PoolClient, PostgresSession>()
  const acquire = async (): Promise<PostgresSession> => {
    const client = await pool.connect()
    const session = sessions.get(client) ?? new PostgresSession(client, types)
    sessions.set(client, session)
    return session
  }
  return async <T>(mode: SessionMode, scope: Scope, work: (db: Db) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const session = await acquire()
        try {
          return await runIn(session, mode, scope, work)
        } finally {
          session.release()
        }
      } catch (error) {
        if (isRetryable(error) && attempt < MAX_ATTEMPTS) continue
        throw translatePostgresError(error)
      }
    }
  }
}

async function runIn<T>(
  session: PostgresSession,
  mode: SessionMode,
  scope: Scope,
  work: (db: Db) => Promise<T>,
): Promise<T> {
  let value: T
  try {
    value = await work(session.begin(mode, scope))
  } catch (error) {
    await session.abandon()
    throw error
  }
  await (mode === 'write' ? commit(session) : session.abandon())
  return value
}

async function commit(session: PostgresSession): Promise<void> {
  try {
    await session.commit()
  } catch (error) {
    // The commit may have arrived, and only its answer been lost.
    if (isConnectionLost(error)) throw new OutcomeUnknownError('the connection broke during a commit', { cause: error })
    throw error
  }
}

async function currentUser(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_user as name`.execute(db)
  return rows[0]?.name ?? ''
}

async function serverFacts(db: Db): Promise<ServerFacts> {
  const { rows } = await sql<ServerFacts>`
    select clock_timestamp() as now, current_setting('synchronous_commit') as "synchronousCommit",
      current_setting('fsync') = 'on' as fsync, current_user as role,
      exists (select 1 from pg_class where relowner = current_user::regrole and relnamespace = 'public'::regnamespace) as "ownsTables"`.execute(
    db,
  )
  return rows[0] as ServerFacts
}

/** Row-level security means nothing to a superuser or a role with BYPASSRLS, so the start refuses them. */
async function checkRole(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string; rolsuper: boolean; rolbypassrls: boolean }>`
    select rolname as name, rolsuper, rolbypassrls from pg_roles where rolname = current_user`
    .execute(db)
    .catch((error: unknown) => {
      throw new StoreSetupError(
        `PostgreSQL cannot be reached with DATABASE_URL: ${(error as Error).message || String(error)}.`,
        {
          cause: error,
        },
      )
    })
  const role = rows[0]
  if (role?.rolsuper || role?.rolbypassrls) {
    const right = role.rolsuper ? 'a superuser' : 'allowed to bypass row-level security (BYPASSRLS)'
    throw new StoreSetupError(
      `The PostgreSQL role "${role.name}" of DATABASE_URL is ${right}, so tenants would not be isolated by the database. Use a plain role: create role rollcall login password '…'.`,
    )
  }
}
