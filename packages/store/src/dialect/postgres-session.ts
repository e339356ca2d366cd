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

/** How many statements may be on their way unanswered: bounds what a long import keeps in memory. */
const MAX_UNANSWERED = 100

/**
 * One connection of the pool, with a handle bound to it. The driver pipelines: a statement is sent at once, whether or not the one before was answered,
 * so a round trip is paid only where somebody waits for an answer. Nobody waits for `begin` and the tenant, for plain inserts, and for the end of a
 * transaction that wrote nothing. What those throw is thrown by the next statement that is waited for, at latest by the commit: PostgreSQL refuses
 * everything after a failed statement, and turns its commit into a rollback.
 */
export class PostgresSession implements DatabaseConnection {
  readonly #client: pg.PoolClient
  readonly #db: Db
  #open = false
  #writes = false
  #unanswered = 0
  #failure: unknown

  constructor(client: pg.PoolClient) {
    this.#client = client
    this.#db = new Kysely<Database>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => boundTo(this),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    })
  }

  /** Opens a transaction for the scope, without waiting for it. */
  begin(mode: 'read' | 'write', scope: Scope): Db {
    this.#failure = undefined
    this.#open = true
    this.#writes = mode === 'write'
    const begin = this.#writes ? 'begin' : 'begin isolation level repeatable read read only'
    // The scope is one of our own ids, quoted all the same.
    this.#forget(`${begin}; select set_config('rollcall.tenant', '${scope.replaceAll("'", "''")}', true)`)
    return this.#db
  }

  /** Resolves when the transaction is durable. */
  async commit(): Promise<void> {
    this.#open = false
    const { command } = await this.#send('commit')
    // Set by statements that nobody waited for, all of which were answered before the commit was.
    if (this.#failure !== undefined) throw this.#failure
    if (command !== 'COMMIT') throw new Error(`the transaction ended with ${command}`)
  }

  /** Ends a transaction that wrote nothing, or whose writes are to be forgotten. Waits only where the connection itself may be broken. */
  async abandon(): Promise<void> {
    this.#open = false
    if (this.#failure === undefined) this.#forget('rollback')
    else await this.#client.query('rollback').catch(() => undefined)
  }

  /** Gives the connection back; the pool replaces one that broke. */
  release(): void {
    this.#client.release()
  }

  async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
    if (!this.#open) throw new Error('a statement was sent through a handle whose transaction has ended')
    const rows = this.#writes ? insertedRows(compiled) : undefined
    if (rows !== undefined && this.#unanswered < MAX_UNANSWERED) {
      this.#forget(compiled.sql, compiled.parameters)
      return { rows: [], numAffectedRows: rows }
    }
    const result = await this.#send(compiled.sql, compiled.parameters)
    // After this the transaction works on: what failed before it is undone.
    if (/^rollback to savepoint/i.test(compiled.sql)) this.#failure = undefined
    const counted = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command)
    return { rows: result.rows as R[], ...(counted && { numAffectedRows: BigInt(result.rowCount ?? 0) }) }
  }

  // biome-ignore lint/correctness/useYield: there is nothing to yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('rows are streamed through a cursor of SQL on PostgreSQL')
  }

  async #send(text: string, parameters: readonly unknown[] = []): Promise<pg.QueryResult> {
    this.#unanswered += 1
    try {
      return await this.#client.query(text, parameters as unknown[])
    } catch (error) {
      // The first failure is the reason of all that follow it.
      this.#failure ??= error
      throw this.#failure
    } finally {
      this.#unanswered -= 1
    }
  }

  #forget(text: string, parameters?: readonly unknown[]): void {
    this.#send(text, parameters).catch(() => undefined)
  }
}

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
