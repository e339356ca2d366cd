import { Worker } from 'node:worker_threads'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
} from 'kysely'
import type { Db, LongReadOptions, Scope } from '../database.ts'
import { ResultTooLargeError, StoreUnavailableError } from '../errors.ts'
import { FairQueue } from '../fair-queue.ts'
import type { Database } from '../tables.ts'
import { StableQueryCompiler } from './sqlite-kysely.ts'
import {
  TOO_LARGE,
  type WorkerAnswer,
  type WorkerQuery,
  type WorkerRequest,
  type WorkerSetup,
} from './worker-messages.ts'

/** Two, so that one tenant's longest query leaves one to the others. */
const WORKERS = 2
const BOUNDS = { running: WORKERS, runningOfScope: WORKERS - 1, waiting: 256, waitingOfScope: 64 }
const CACHE_KIB = 8_192
const BUSY_TIMEOUT_MS = 1_000
const MAX_RESULT_BYTES = 64 * 1024 * 1024
/** Results pass through quickly; what piles up all the same ends the thread, not the process. */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 }
/** How long a stop waits for a query that is on its way. */
const CLOSE_MS = 1_000

/**
 * Read-only handles in threads of their own, for reads that may take longer than the event loop can spare. Each read has one handle to itself and one
 * snapshot, taken after it came: it sees everything committed until then.
 */
export class SqliteReaders {
  readonly #path: string
  readonly #entry: URL
  readonly #queue = new FairQueue(BOUNDS)
  readonly #idle: Reader[] = []
  readonly #all = new Set<Reader>()

  /** `entry`: the program of the threads. */
  constructor(path: string, entry: URL = workerEntry()) {
    this.#path = path
    this.#entry = entry
  }

  /** Throws StoreBusyError when too many wait, StoreUnavailableError when the thread ends under it. */
  read<T>(scope: Scope, work: (db: Db) => Promise<T>, options?: LongReadOptions): Promise<T> {
    const inTurn = async (): Promise<T> => {
      const reader = this.#idle.pop() ?? this.#start()
      try {
        return await reader.inSnapshot(work)
      } finally {
        // One that died is replaced when the next read comes.
        if (this.#all.has(reader)) this.#idle.push(reader)
      }
    }
    return this.#queue.run(scope, inTurn, options)
  }

  #start(): Reader {
    const reader = new Reader(
      this.#entry,
      { path: this.#path, busyTimeoutMs: BUSY_TIMEOUT_MS, cacheKib: CACHE_KIB, maxResultBytes: MAX_RESULT_BYTES },
      () => {
        this.#all.delete(reader)
        const at = this.#idle.indexOf(reader)
        if (at !== -1) this.#idle.splice(at, 1)
      },
    )
    this.#all.add(reader)
    return reader
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map((reader) => reader.close()))
  }
}

interface Waiting {
  readonly query: WorkerQuery
  readonly resolve: (answer: WorkerAnswer) => void
  readonly reject: (error: unknown) => void
}

/** One thread and the handle that sends its statements there; those of one turn travel together. */
class Reader {
  readonly #worker: Worker
  readonly #db: Kysely<Database>
  /** Asked in this turn. */
  #asked: Waiting[] = []
  /** The batches on their way; the worker answers in order. */
  readonly #waiting: (readonly Waiting[])[] = []
  readonly #ended: Promise<void>
  #failure: StoreUnavailableError | undefined

  constructor(entry: URL, workerData: WorkerSetup, onEnd: () => void) {
    // Flags of the process (a test runner's loader, a profiler) are not for this thread.
    this.#worker = new Worker(entry, { workerData, execArgv: [], resourceLimits: RESOURCE_LIMITS })
    this.#worker.unref()
    this.#db = new Kysely<Database>({ dialect: dialectOver((query) => this.#execute(query)) })
    this.#worker.on('message', (answers: readonly WorkerAnswer[]) => {
      for (const [at, { resolve }] of this.#waiting.shift()?.entries() ?? []) resolve(answers[at] as WorkerAnswer)
    })
    this.#ended = new Promise((resolve) => {
      const end = (cause?: unknown) => {
        onEnd()
        this.#failure ??= new StoreUnavailableError('the thread that was reading ended', { cause })
        for (const { reject } of [...this.#waiting.splice(0).flat(), ...this.#asked.splice(0)]) reject(this.#failure)
        resolve()
      }
      this.#worker.on('error', end)
      this.#worker.on('exit', () => end())
    })
  }

  async inSnapshot<T>(work: (db: Db) => Promise<T>): Promise<T> {
    // An idle thread must not keep a process alive, a busy one must.
    this.#worker.ref()
    try {
      return await work(this.#db)
    } finally {
      // What nobody waited for goes first: after the end it would open a snapshot that nobody ends.
      this.#depart()
      this.#send('end')
      this.#worker.unref()
    }
  }

  #send(request: WorkerRequest): void {
    this.#worker.postMessage(request)
  }

  #depart(): void {
    const batch = this.#asked
    if (batch.length === 0) return
    this.#asked = []
    this.#waiting.push(batch)
    this.#send({ queries: batch.map(({ query }) => query) })
  }

  async #execute({ sql, parameters }: CompiledQuery): Promise<QueryResult<unknown>> {
    const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
      if (this.#failure !== undefined) return reject(this.#failure)
      if (this.#asked.length === 0) process.nextTick(() => this.#depart())
      this.#asked.push({ query: { sql, parameters }, resolve, reject })
    })
    if ('failed' in answer) {
      if (answer.failed === TOO_LARGE) throw new ResultTooLargeError(answer.message)
      throw Object.assign(new Error(answer.message), { code: answer.failed })
    }
    return { rows: toRows(answer) }
  }

  async close(): Promise<void> {
    this.#send('close')
    const forced = setTimeout(() => void this.#worker.terminate(), CLOSE_MS)
    await this.#ended
    clearTimeout(forced)
  }
}

/** Beside this file in the source, beside the bundle in what ships. */
const workerEntry = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './sqlite-worker.ts' : './sqlite-worker.js', import.meta.url)

type Answered = Exclude<WorkerAnswer, { readonly failed: string }>

const toRows = ({ columns, rows }: Answered): Record<string, unknown>[] =>
  rows.map((values) => {
    const row: Record<string, unknown> = {}
    // A Buffer comes out of a message as the array of bytes it extends.
    for (const [at, value] of values.entries()) {
      row[columns[at] as string] =
        value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value
    }
    return row
  })

/** SQLite as Kysely writes it, over whoever runs the statements. */
function dialectOver(executeQuery: (query: CompiledQuery) => Promise<QueryResult<unknown>>): Dialect {
  const refuse = () => Promise.reject(new Error('a reading handle opens no transaction'))
  const connection = {
    executeQuery,
    // biome-ignore lint/correctness/useYield: results come whole, within their bound
    async *streamQuery() {
      throw new Error('a reading handle streams nothing')
    },
  } as DatabaseConnection
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: async () => undefined,
  }
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new StableQueryCompiler(),
  }
}
