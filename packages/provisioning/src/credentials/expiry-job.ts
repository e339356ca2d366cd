import type { OperationContext } from '../context.ts'
import { type ExpiringCredential, warnOfExpiringCredentials } from './warn-expiring.ts'

const INTERVAL_MS = 3_600_000
/** After the start, so that many processes that start together do not begin together. */
const FIRST_MS = 30_000

/** Hears of what was newly found; gives up when the signal says that the server stops. */
type Tell = (warned: readonly ExpiringCredential[], signal: AbortSignal) => Promise<void>

/** Looks once an hour for credentials that end soon. Of several processes one tells of each. */
export class ExpiryJob {
  readonly #ctx: OperationContext
  readonly #tell: Tell
  readonly #onError: (error: unknown) => void
  readonly #first: NodeJS.Timeout
  readonly #timer: NodeJS.Timeout
  readonly #stopping = new AbortController()
  #running: Promise<void> | undefined

  constructor(ctx: OperationContext, tell: Tell, onError: (error: unknown) => void) {
    this.#ctx = ctx
    this.#tell = tell
    this.#onError = onError
    this.#first = setTimeout(() => void this.run(), FIRST_MS * (1 + Math.random()))
    this.#timer = setInterval(() => void this.run(), INTERVAL_MS)
    this.#first.unref()
    this.#timer.unref()
  }

  /** Looks now; never throws. */
  run(): Promise<void> {
    this.#running ??= this.#look()
      .catch(this.#onError)
      .finally(() => {
        this.#running = undefined
      })
    return this.#running
  }

  async close(): Promise<void> {
    clearTimeout(this.#first)
    clearInterval(this.#timer)
    this.#stopping.abort()
    await this.#running
  }

  async #look(): Promise<void> {
    const warned = await warnOfExpiringCredentials(this.#ctx)
    if (warned.length > 0) await this.#tell(warned, this.#stopping.signal)
  }
}
