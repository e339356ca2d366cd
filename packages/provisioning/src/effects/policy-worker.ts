import type { OperationContext } from '../context.ts'
import { runPolicyRound } from './run-policy-tasks.ts'

const INTERVAL_MS = 1_000
/** Between two rounds the writer belongs to requests at least as long as the round took. */
const PAUSE_MS = 10

/** Does in the background what changes of rules and groups leave to do: looks once a second, and then goes on until nothing is left. */
export class PolicyWorker {
  readonly #ctx: OperationContext
  readonly #onError: (error: unknown) => void
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> | undefined
  #closed = false

  /** `ctx` names the actor that the work is done as. */
  constructor(ctx: OperationContext, onError: (error: unknown) => void) {
    this.#ctx = ctx
    this.#onError = onError
    this.#timer = setInterval(() => void this.run(), INTERVAL_MS)
    this.#timer.unref()
  }

  /** Goes on while there is something to do now; never throws. */
  run(): Promise<void> {
    this.#running ??= this.#work()
      .catch(this.#onError)
      .finally(() => {
        this.#running = undefined
      })
    return this.#running
  }

  /** Ends after the transaction that is under way; what is left is done after the next start, or by another process. */
  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#timer)
    await this.#running
  }

  async #work(): Promise<void> {
    while (!this.#closed) {
      const begun = performance.now()
      const { moved } = await runPolicyRound(this.#ctx)
      if (!moved) return
      await pause(PAUSE_MS + performance.now() - begun)
    }
  }
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
