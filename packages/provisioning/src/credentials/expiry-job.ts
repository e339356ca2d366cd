import type { OperationContext } from '../context.ts'
import { type ExpiringCredential, warnOfExpiringCredentials } from './warn-expiring.ts'

const INTERVAL_MS = 3_600_000
/** After the start, so that many processes that start together do not begin together. */
const FIRST_MS = 30_000

/** Looks once an hour for credentials that end soon. Of several processes one tells of each. */
export class ExpiryJob {
  readonly #ctx: OperationContext
  readonly #tell: (warned: readonly ExpiringCredential[]) => Promise<void>
  readonly #onError: (error: unknown) => void
  readonly #first: NodeJS.Timeout
  readonly #timer: NodeJS.Timeout
  #running: Promise<void> | undefined

  /** `tell` hears of what was newly found: it sends e-mail. */
  constructor(
    ctx: OperationContext,
    tell: (warned: readonly ExpiringCredential[]) => Promise<void>,
    onError: (error: unknown) => void,
  ) {
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
    await this.#running
  }

  async #look(): Promise<void> {
    const warned = await warnOfExpiringCredentials(this.#ctx)
    if (warned.length > 0) await this.#tell(warned)
  }
}
