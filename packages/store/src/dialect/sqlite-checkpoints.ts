import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type BetterSqlite3 from 'better-sqlite3'

/** Pages of the log before it is copied into the file: pages that many writes share are then copied once, not every few commits. About 16 MB. */
const CHECKPOINT_PAGES = 4_000

/** The log as SQLite sees it: pages in it, and how many of these the file has. */
interface LogState {
  readonly log: number
  readonly checkpointed: number
}

/**
 * Copies the log into the file in a thread of its own. SQLite would do it inside of the commit that makes the log long, which stops the event loop
 * for everybody until the disk has all of it.
 */
export class SqliteCheckpoints {
  readonly #handle: BetterSqlite3.Database
  readonly #path: string
  readonly #entry: URL
  readonly #look: BetterSqlite3.Statement<[], LogState>
  #worker: Worker | undefined

  /** `handle`: the one that writes; it copies nothing by itself from now on. `entry`: the program of the thread. */
  constructor(handle: BetterSqlite3.Database, path: string, entry: URL = workerEntry()) {
    this.#handle = handle
    this.#path = path
    this.#entry = entry
    handle.pragma('wal_autocheckpoint = 0')
    this.#look = handle.prepare('pragma wal_checkpoint(noop)')
  }

  /**
   * To be awaited between two transactions. Resolves when the log is copied, if it had become long: writes wait for that as they would in SQLite, or the log
   * would grow for as long as they keep coming. Never throws.
   */
  async keepUp(): Promise<void> {
    try {
      const state = this.#look.get()
      if (state === undefined || state.log < CHECKPOINT_PAGES || state.checkpointed === state.log) return
      // Where there can be no thread, the log must not grow without end all the same.
      if (!(await this.#inThread().catch(() => false))) this.#handle.pragma('wal_checkpoint(passive)')
    } catch {
      // The disk may be full or gone: the next transaction says so.
    }
  }

  /** false: the thread has ended. Throws when it cannot begin. */
  async #inThread(): Promise<boolean> {
    const worker = this.#worker ?? this.#start()
    // An idle thread must not keep a process alive, a busy one must.
    worker.ref()
    const isDone = await new Promise<boolean>((resolve) => {
      const onDone = () => settle(true)
      const onExit = () => settle(false)
      const settle = (done: boolean) => {
        worker.off('message', onDone).off('exit', onExit)
        resolve(done)
      }
      worker.on('message', onDone).on('exit', onExit)
      worker.postMessage('checkpoint')
    })
    worker.unref()
    return isDone
  }

  #start(): Worker {
    // Flags of the process (a test runner's loader, a profiler) are not for this thread.
    const worker = new Worker(this.#entry, { workerData: { path: this.#path }, execArgv: [] })
    const forget = () => {
      if (this.#worker === worker) this.#worker = undefined
    }
    // An error is followed by the exit.
    worker.on('error', forget).on('exit', forget)
    this.#worker = worker
    return worker
  }

  /** After the last transaction. */
  async close(): Promise<void> {
    const worker = this.#worker
    if (worker === undefined) return
    worker.ref()
    const ended = once(worker, 'exit').catch(() => undefined)
    worker.postMessage('close')
    await ended
  }
}

/** Beside this file in the source, beside the bundle in what ships. */
const workerEntry = (): URL =>
  new URL(
    import.meta.url.endsWith('.ts') ? './sqlite-checkpoint-worker.ts' : './sqlite-checkpoint-worker.js',
    import.meta.url,
  )
