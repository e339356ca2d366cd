import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import type { Db, Scope } from '../database.ts'
import type { Database } from '../tables.ts'
import { Flight, PreparedStatements, type Step, type StepResult, toParameter } from './postgres-flight.ts'

/** How many statements may be on their way unanswered: bounds what a long import keeps in memory. */
const MAX_UNANSWERED = 100

/**
 * `write` and `read` are transactions; a read sees one snapshot. `turns`: no transaction is opened, so each flight is one by itself, which the database
 * ends at its Sync.
 */
export type SessionMode = 'write' | 'read' | 'turns'

/**
 * One connection of the pool, with a handle bound to it. What is asked in one turn is sent together when the turn ends, whether or not what was sent
 * before is answered, so a round trip is paid only where somebody waits for an answer. Nobody waits for `begin` and the tenant, for plain inserts, and for the end of a
 * transaction that wrote nothing. What those throw is thrown by the next statement that is waited for, at latest by the commit: PostgreSQL refuses
 * everything after a failed statement, and turns its commit into a rollback.
 */
export class PostgresSession implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #db: Db
  #open = false
  #mode: SessionMode = 'read'
  /** Of a session in turns: whose rows it may see, and whether the waiting flight says so yet. */
  #scope: Scope = ''
  #isScoped = false
  #unanswered = 0
  #failure: unknown
  /** Ends a read that nobody asked to end yet; undefined: no transaction is left open. */
  #ending: NodeJS.Immediate | undefined
  readonly #statements = new PreparedStatements()
  readonly #types: pg.CustomTypesConfig
  /** What was asked in this turn; it travels together when the turn ends. */
  #waiting: Step[] = []

  constructor(client: pg.PoolClient, types: pg.CustomTypesConfig) {
    this.#client = client
    this.#types = types
    this.#db = new Kysely<Database>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => boundTo(this),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    })
  }

  /** Opens a transaction for the scope, without waiting for it; in turns, none. */
  begin(mode: SessionMode, scope: Scope): Db {
    this.#failure = undefined
    this.#open = true
    this.#mode = mode
    this.#scope = scope
    if (this.#ending !== undefined) {
      clearImmediate(this.#ending)
      this.#ending = undefined
      this.#forget('rollback')
    }
    if (mode === 'turns') return this.#db
    this.#forget(mode === 'write' ? 'begin' : 'begin isolation level repeatable read read only')
    this.#forget("select set_config('rollcall.tenant', $1, true)", [scope])
    return this.#db
  }

  /** Resolves when the transaction is durable. */
  async commit(): Promise<void> {
    this.#open = false
    const { command } = await this.#send('commit').catch((error: unknown) => {
      // It may have been skipped with the rest of a flight that failed, and then the transaction is still open.
      this.#forget('rollback')
      throw error
    })
    // Set by statements that nobody waited for, all of which were answered before the commit was.
    if (this.#failure !== undefined) throw this.#failure
    if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`)
  }

  /**
   * Ends a transaction that wrote nothing, or whose writes are to be forgotten. Waits only where the connection itself may be broken. The end of a
   * read travels with the begin of the next one, when that comes at once.
   */
  async abandon(): Promise<void> {
    this.#open = false
    if (this.#mode === 'turns') return
    if (this.#failure !== undefined) await this.#send('rollback').catch(() => undefined)
    else if (this.#mode === 'write') this.#forget('rollback')
    else {
      this.#ending = setImmediate(() => {
        this.#ending = undefined
        this.#forget('rollback')
      })
    }
  }

  /** Gives the connection back; the pool replaces one that broke. */
  release(): void {
    this.#client.release()
  }

  async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
    if (!this.#open) throw new Error('a statement was sent through a handle whose transaction has ended')
    const rows = this.#mode === 'write' ? insertedRows(compiled) : undefined
    if (rows !== undefined && this.#unanswered < MAX_UNANSWERED) {
      this.#forget(compiled.sql, compiled.parameters)
      return { rows: [], numAffectedRows: rows }
    }
    if (this.#mode === 'turns' && !this.#isScoped) {
      this.#isScoped = true
      this.#forget(SCOPE_OF_FLIGHT, [this.#scope])
    }
    const result = await this.#send(compiled.sql, compiled.parameters)
    // After this the transaction works on: what failed before it is undone.
    if (/^rollback to savepoint/i.test(compiled.sql)) this.#failure = undefined
    const counted = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command)
    return { rows: result.rows as R[], ...(counted && { numAffectedRows: BigInt(result.rowCount) }) }
  }

  // biome-ignore lint/correctness/useYield: there is nothing to yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are streamed through a cursor of SQL on PostgreSQL')
  }

  async #send(text: string, parameters: readonly unknown[] = []): Promise<StepResult> {
    const values = parameters.map(toParameter)
    this.#unanswered += 1
    try {
      return await new Promise<StepResult>((resolve, reject) => {
        // A flight that fails skips what is left of it, and this must not be skipped.
        if (/^rollback/i.test(text)) this.#depart()
        if (this.#waiting.length === 0) process.nextTick(() => this.#depart())
        this.#waiting.push({ text, parameters: values, resolve, reject })
      })
    } catch (error) {
      // The first failure is the reason of all that follow it.
      this.#failure ??= error
      throw this.#failure
    } finally {
      this.#unanswered -= 1
    }
  }

  #depart(): void {
    this.#isScoped = false
    if (this.#waiting.length === 0) return
    this.#client.query(new Flight(this.#waiting, this.#statements, this.#types))
    this.#waiting = []
  }

  #forget(text: string, parameters?: readonly unknown[]): void {
    this.#send(text, parameters).catch(() => undefined)
  }
}

/** Local settings end with the flight, which without a transaction of its own is one. */
const SCOPE_OF_FLIGHT =
  "select set_config('rollcall.tenant', $1, true), set_config('transaction_read_only', 'on', true)"

/** How many rows a plain insert of given rows adds: all of them, or it fails. Undefined: only the answer tells. */
function insertedRows({ query }: CompiledQuery): bigint | undefined {
  if (query.kind !== 'InsertQueryNode' || query.returning !== undefined || query.values?.kind !== 'ValuesNode') return
  if (query.onConflict?.doNothing === true || query.onConflict?.updateWhere !== undefined) return
  return BigInt((query.values as unknown as { readonly values: readonly unknown[] }).values.length)
}

function boundTo(session: PostgresSession): Driver {
  const refuse = async () => {
    throw new Error('a transaction is open already')
  }
  return {
    init: async () => undefined,
    acquireConnection: async () => session,
    releaseConnection: async () => undefined,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: async () => undefined,
  }
}
