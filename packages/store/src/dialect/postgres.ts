import { setTimeout } from 'node:timers/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { type Db, INSTANCE, type Scope, type Store } from '../database.ts'
import { OutcomeUnknownError, ReadTooLongError, StoreSetupError } from '../errors.ts'
import { FairQueue } from '../fair-queue.ts'
import { executedMigrations, migrateTo, readMigrationState } from '../migrate.ts'
import type { OpenedStore, ServerFacts, StoreOptions } from '../open-store.ts'
import { postgresRecords } from '../request-records/postgres-records.ts'
import { takePendingTotals } from '../resources/pending-totals.ts'
import { writePendingTotals } from '../resources/total.repository.ts'
import type { Database } from '../tables.ts'
import { isCancelled, isConnectionLost, isRetryable, translatePostgresError } from './postgres-errors.ts'
import { liftLimits, limitSession } from './postgres-limits.ts'
import { checkSessions } from './postgres-pooler.ts'
import { PostgresSession, type SessionMode } from './postgres-session.ts'

const CONNECT_TIMEOUT_MS = 10_000
/** Connections that long reads may hold: the rest is for everybody else. */
const LONG_READS = { running: 4, runningOfScope: 2, waiting: 256, waitingOfScope: 64 }
/**
 * Connections that writes may hold, scopes in turn: writes that wait for a lock never take those of reads, nor one tenant's all of them. Who waits is
 * bounded by the requests in progress.
 */
const WRITES = {
  running: 10,
  runningOfScope: 8,
  waiting: Number.POSITIVE_INFINITY,
  waitingOfScope: Number.POSITIVE_INFINITY,
  patienceMs: CONNECT_TIMEOUT_MS,
}
/** Two more, so that a short read always finds one. */
const POOL_SIZE = WRITES.running + LONG_READS.running + 2
/** How long a statement waits for a lock, which may be a foreign session's that nobody ends. */
const LOCK_TIMEOUT_MS = 8_000
/** A session that falls silent in the middle of a transaction (a machine that is suspended, a network that is cut) gives its locks back after this. */
const IDLE_IN_TRANSACTION_MS = 60_000
const MAX_ATTEMPTS = 5
/** Before the second attempt, and twice as long before each further one; at random, so that those who met once do not meet again. */
const RETRY_DELAY_MS = 10
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
export function openPostgres({
  url,
  migrationUrl,
  lockTimeoutMs = LOCK_TIMEOUT_MS,
}: Pick<StoreOptions, 'url' | 'migrationUrl' | 'lockTimeoutMs'>): OpenedStore {
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
  const limits = limitSession({ lockMs: lockTimeoutMs, idleInTransactionMs: IDLE_IN_TRANSACTION_MS })
  pool.on('connect', (client) => void client.query(limits).catch(() => undefined))
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })

  const inTransaction = transactions(pool)

  const writes = new FairQueue(WRITES)
  const access: Pick<Store, 'transaction' | 'read'> = {
    transaction: (scope, work) => inTransaction('write', scope, work, (attempt) => writes.run(scope, attempt)),
    read: (scope, work, options) => inTransaction(options?.inTurns === true ? 'turns' : 'read', scope, work),
  }
  const longReads = new FairQueue(LONG_READS)
  const store: Store = {
    dialect: 'postgres',
    identity: {},
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
      // A pool of its own also where the role is the same: a migration waits as long as it takes.
      const owner = new Kysely<Database>({
        dialect: new PostgresDialect({
          pool: new pg.Pool({ connectionString: migrationUrl ?? url, max: 2, types, Client: ListeningClient }),
        }),
      })
      try {
        return await migrateTo(owner, migrationUrl === undefined ? { to } : { to, grantTo: await currentUser(db) })
      } finally {
        await owner.destroy()
      }
    },
    async checkConnection() {
      await checkRole(db)
      await checkSessions(pool)
    },
    serverFacts: () => serverFacts(db),
    snapshot: (work) =>
      inTransaction('read', INSTANCE, async (snapshot) => {
        await liftLimits(snapshot)
        return work(snapshot)
      }),
  }
}

/** Okta waits a minute for an answer, and a plan made without statistics may take hours. */
const LONG_READ_MS = 30_000

const boundedInTime =
  <T>(work: (db: Db) => Promise<T>) =>
  async (db: Db): Promise<T> => {
    await sql`select set_config('statement_timeout', ${String(LONG_READ_MS)}, true)`.execute(db)
    try {
      return await work(db)
    } catch (error) {
      // Nothing else has a time limit of its own: elsewhere it is the limit of the role or database, which says nothing about what was asked.
      if (isCancelled(error)) throw new ReadTooLongError('the read was stopped at its time limit', { cause: error })
      throw error
    }
  }

type Attempt<T> = () => Promise<T>

/** Runs work in transactions on connections of the pool. */
function transactions(pool: pg.Pool) {
  const sessions = new WeakMap<pg.PoolClient, PostgresSession>()
  const acquire = async (): Promise<PostgresSession> => {
    const client = await pool.connect()
    const session = sessions.get(client) ?? new PostgresSession(client, types)
    sessions.set(client, session)
    return session
  }
  return async <T>(
    mode: SessionMode,
    scope: Scope,
    work: (db: Db) => Promise<T>,
    /** Lets each attempt in when there is room for it. */
    admit: (attempt: Attempt<T>) => Promise<T> = (attempt) => attempt(),
  ): Promise<T> => {
    const attemptOnce: Attempt<T> = async () => {
      const session = await acquire()
      try {
        return await runIn(session, mode, scope, work)
      } finally {
        session.release()
      }
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await admit(attemptOnce)
      } catch (error) {
        if (!isRetryable(error) || attempt === MAX_ATTEMPTS) throw translatePostgresError(error)
        await setTimeout(Math.random() * RETRY_DELAY_MS * 2 ** attempt)
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
  const db = session.begin(mode, scope)
  let value: T
  try {
    value = await work(db)
    if (mode === 'write') await writePendingTotals(db)
  } catch (error) {
    // The connection is used again by other transactions.
    takePendingTotals(db)
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
