/** Seconds' worth of requests that may come at once after a rest. */
const BURST_SECONDS = 10
const BURST_MS = BURST_SECONDS * 1_000
/** Another directory that was served this recently has a claim on the process. */
const CONTENTION_MS = 1_000
const SWEEP_MS = 2_000

interface Bucket {
  /** When the bucket will be full again: one number instead of a count and a time. */
  fullAt: number
}

/**
 * One token bucket per directory: `rate` requests per second, ten seconds' worth in a burst. A directory's own limit always holds; the default holds
 * while another directory is served too, so that whoever is alone may use the whole process. A bucket that is full again is forgotten.
 */
export class RateLimiter {
  readonly #defaultRate: number | undefined
  readonly #buckets = new Map<string, Bucket>()
  #latest: string | undefined
  #changedAt = Number.NEGATIVE_INFINITY
  #sweeping = false

  constructor(defaultRate?: number) {
    this.#defaultRate = defaultRate
  }

  /** How many directories are remembered. */
  get size(): number {
    return this.#buckets.size
  }

  rateOf(own: number | null): number {
    return own ?? this.#defaultRate ?? Number.POSITIVE_INFINITY
  }

  /** Requests that may come at once after a rest: one at least, however small the rate. */
  burstOf(own: number | null): number {
    return Math.max(1, Math.floor(this.rateOf(own) * BURST_SECONDS))
  }

  /**
   * Takes `count` more tokens for a request that was let in already, below zero if need be: what comes after it waits. Who is below zero already must
   * wait first: then says how many milliseconds, and takes nothing. So a directory is never owing more than one burst.
   */
  owe(id: string, own: number | null, count: number, now: number): number | undefined {
    const rate = own ?? this.#defaultRate
    const bucket = this.#buckets.get(id)
    if (rate === undefined || bucket === undefined || count <= 0) return undefined
    const cost = 1_000 / rate
    const burst = Math.max(BURST_MS, cost)
    const wait = bucket.fullAt - now - burst
    if (wait > 0.001) return wait
    bucket.fullAt = Math.max(bucket.fullAt, now) + count * cost
    // Who is alone is never in debt.
    if (own === null && now - this.#changedAt >= CONTENTION_MS) bucket.fullAt = Math.min(bucket.fullAt, now + burst)
    return undefined
  }

  /** Takes one request's token; otherwise says how many milliseconds until there is one. */
  take(id: string, own: number | null, now: number): number | undefined {
    if (this.#latest !== id) {
      if (this.#latest !== undefined) this.#changedAt = now
      this.#latest = id
    }
    const rate = own ?? this.#defaultRate
    if (rate === undefined) return undefined
    const cost = 1_000 / rate
    // A bucket holds one request at least, however small the rate.
    const burst = Math.max(BURST_MS, cost)
    let bucket = this.#buckets.get(id)
    if (bucket === undefined) {
      bucket = { fullAt: now }
      this.#buckets.set(id, bucket)
      if (!this.#sweeping) this.#sweepLater()
    }
    const fullAt = Math.max(bucket.fullAt, now) + cost
    const wait = fullAt - now - burst
    // Sums of fractions are off by less than a thousandth of a millisecond.
    if (wait > 0.001) {
      if (own !== null || now - this.#changedAt < CONTENTION_MS) return wait
      // Alone: empty, but never in debt.
      bucket.fullAt = now + burst
      return undefined
    }
    bucket.fullAt = fullAt
    return undefined
  }

  /** Runs only while there is something to forget. */
  #sweepLater(): void {
    this.#sweeping = true
    setTimeout(() => {
      const now = performance.now()
      for (const [id, bucket] of this.#buckets) if (bucket.fullAt <= now) this.#buckets.delete(id)
      if (this.#buckets.size > 0) this.#sweepLater()
      else this.#sweeping = false
    }, SWEEP_MS).unref()
  }
}
