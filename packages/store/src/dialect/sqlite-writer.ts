import { setImmediate, setTimeout } from 'node:timers/promises'
import type BetterSqlite3 from 'better-sqlite3'
import type { Scope, Trx } from '../database.ts'
import { StoreUnavailableError } from '../errors.ts'
import { ScopeQueue } from '../scope-queue.ts'
import { isBusy, translateCommitError, translateSqliteError } from './sqlite-errors.ts'

interface Job {
  readonly work: (trx: Trx) => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

/** Bounds of one shared commit: how many callers may wait for it, and for how long the first one does. */
const MAX_BATCH = 64
const MAX_BATCH_MS = 20
/** How long `begin immediate` keeps trying while another process writes. */
const LOCK_TIMEOUT_MS = 10_000
/** A small write may still fit where a larger one did not: for this long only one as large proves that the trouble is over. */
const TROUBLE_MS = 5_000

/**
 * The one writing handle of the process. Jobs that arrive while a commit is on its way share the next one: they run strictly one after another,
 * a savepoint each, and nobody is answered before the disk has the commit (docs/decisions/0002). Tenants take turns, so that one with hundreds of
 * waiting writes costs another's single one a turn and no more.
 */
export class SqliteWriter {
  readonly #handle: BetterSqlite3.Database
  readonly #db: Trx
  readonly #settle: () => Promise<void>
  readonly #queue = new ScopeQueue<Job>()
  readonly #statements = new Map<string, BetterSqlite3.Statement>()
  #draining: Promise<void> | undefined
  /** Why the last transaction could not be opened or committed, when, and how many rows a job of it had changed; undefined once as many were kept. */
  #trouble: { readonly error: unknown; readonly at: number; readonly changes: number } | undefined
  /** Rows that this handle had ever changed when the transaction began. */
  #changesBefore = 0

  /** `settle`: awaited between two transactions. */
  constructor(handle: BetterSqlite3.Database, db: Trx, settle: () => Promise<void>) {
    this.#handle = handle
    this.#db = db
    this.#settle = settle
  }

  run<T>(scope: Scope, work: (trx: Trx) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push(scope, { work, resolve: resolve as (value: unknown) => void, reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Resolves when every job handed in so far has been answered. */
  async idle(): Promise<void> {
    while (this.#draining !== undefined) await this.#draining
  }

  /** Throws while transactions fail. When nobody has tried for a while, it tries one itself: a page that is written as it was. */
  checkWritable(): void {
    const trouble = this.#trouble
    if (trouble === undefined) return
    if (this.#handle.inTransaction || performance.now() - trouble.at < TROUBLE_MS) throw trouble.error
    try {
      this.#run('begin immediate')
      const version = this.#handle.pragma('user_version', { simple: true })
      this.#handle.pragma(`user_version = ${version}`)
      this.#run('commit')
      this.#trouble = undefined
    } catch (error) {
      this.#failed(error, trouble.changes)
      throw error
    }
  }

  async #drain(): Promise<void> {
    try {
      while (this.#queue.length > 0) {
        // One turn of the event loop, so that requests that arrived during the last commit can join this one.
        await setImmediate()
        await this.#runBatch()
        await this.#settle()
      }
    } finally {
      // In the same turn as the look at the queue: a job handed in one microtask later must start a drain of its own, not wait for ever.
      this.#draining = undefined
    }
  }

  async #runBatch(): Promise<void> {
    try {
      await this.#begin()
    } catch (error) {
      this.#failed(error)
      const refused = translateSqliteError(error)
      for (const job of this.#queue.clear()) job.reject(refused)
      return
    }
    const answers: (() => void)[] = []
    const jobs: Job[] = []
    const until = performance.now() + MAX_BATCH_MS
    let translate = translateSqliteError
    try {
      for (;;) {
        const job = this.#queue.shift()
        if (job === undefined) break
        const isFirst = jobs.length === 0
        jobs.push(job)
        answers.push(isFirst ? await this.#runFirst(job) : await this.#runNext(job))
        // A first one that failed took the transaction with it; whoever waits gets a new one.
        if (!this.#handle.inTransaction) break
        if (jobs.length >= MAX_BATCH || performance.now() > until) break
      }
      if (this.#handle.inTransaction) {
        translate = translateCommitError
        this.#run('commit')
        if (this.#trouble !== undefined && this.#changes() >= this.#trouble.changes) this.#trouble = undefined
      }
    } catch (error) {
      // The batch as a whole failed (disk full, file gone): nothing of it is kept, so nobody may be told that it is.
      this.#failed(error, this.#changes() / jobs.length)
      const failed = translate(error)
      for (const job of jobs) job.reject(failed)
      return
    }
    for (const answer of answers) answer()
  }

  /** Alone in the transaction so far, so that undoing it is undoing all: no savepoint. */
  async #runFirst(job: Job): Promise<() => void> {
    try {
      const value = await job.work(this.#db)
      return () => job.resolve(value)
    } catch (error) {
      const failure = translateSqliteError(error)
      if (failure instanceof StoreUnavailableError) this.#failed(error, this.#changes())
      else if (this.#handle.inTransaction) this.#run('rollback')
      return () => job.reject(failure)
    }
  }

  async #runNext(job: Job): Promise<() => void> {
    this.#run('savepoint job')
    try {
      const value = await job.work(this.#db)
      this.#run('release job')
      return () => job.resolve(value)
    } catch (error) {
      // Some failures (disk full) end the whole transaction inside SQLite: then the batch is lost with it.
      if (!this.#handle.inTransaction) throw error
      this.#run('rollback to job')
      this.#run('release job')
      // Answered after the commit too: a refusal may rest on what a neighbour of the same batch wrote.
      return () => job.reject(translateSqliteError(error))
    }
  }

  /** What cannot be rolled back now is rolled back by SQLite itself, at latest when the file is opened again. */
  #failed(error: unknown, changes = 0): void {
    this.#trouble = { error, at: performance.now(), changes }
    try {
      if (this.#handle.inTransaction) this.#run('rollback')
    } catch {
      // The failure that led here is the one to tell.
    }
  }

  #run(statement: string): void {
    this.#prepared(statement).run()
  }

  #prepared(statement: string): BetterSqlite3.Statement {
    let prepared = this.#statements.get(statement)
    if (prepared === undefined) {
      prepared = this.#handle.prepare(statement)
      this.#statements.set(statement, prepared)
    }
    return prepared
  }

  /** Rows that the present transaction has changed, undone ones too. */
  #changes(): number {
    return this.#changesEver() - this.#changesBefore
  }

  #changesEver(): number {
    return this.#prepared('select total_changes()').pluck().get() as number
  }

  /**
   * `begin immediate`, so that a read-then-write transaction never starts from a stale snapshot. SQLite's own busy wait would stop the event loop,
   * hence a short one there and a patient one here.
   */
  async #begin(): Promise<void> {
    const until = performance.now() + LOCK_TIMEOUT_MS
    for (let attempt = 0; ; attempt += 1) {
      try {
        this.#run('begin immediate')
        this.#changesBefore = this.#changesEver()
        return
      } catch (error) {
        if (!isBusy(error)) throw error
        if (performance.now() > until) {
          throw new StoreUnavailableError('another process holds the database lock', { cause: error })
        }
        await setTimeout(Math.min(50, 2 + attempt * 2) * (0.5 + Math.random()))
      }
    }
  }
}
