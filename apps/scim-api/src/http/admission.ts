import { tooManyRequests } from '@rollcall/scim-core'
import { RateLimiter } from './rate-limiter.ts'

/** Requests in progress at once: beyond this a process only gets slower, so the rest is told to come back. Okta and Entra wait and repeat on 429. */
const MAX_IN_PROGRESS = 1_000
/** Of one directory, so that one provider's burst leaves room for the others. */
const MAX_OF_ONE_DIRECTORY = 400
/** Answers being streamed: each holds the ids of a whole group, some megabytes for a big one. */
const MAX_STREAMS = 64
const MAX_STREAMS_OF_ONE_DIRECTORY = 16
/** Operations of one bulk request, where the directory's rate allows as many. */
const MAX_BULK_OPERATIONS = 1_000
/** Whole seconds: Okta takes anything else for five minutes. */
const RETRY_AFTER_SECONDS = 2

/** Counts the requests in progress, and those of each directory by time. */
export class Admission {
  #total = 0
  readonly #ofDirectory = new Map<string, number>()
  #streams = 0
  readonly #streamsOfDirectory = new Map<string, number>()
  readonly #limiter: RateLimiter

  /** `defaultRate`: requests per second of a directory without a limit of its own, while others are served; undefined: none. */
  constructor(defaultRate?: number) {
    this.#limiter = new RateLimiter(defaultRate)
  }

  /** Lets one in, or throws ScimError 429. What it returns must be called once when the request ends. */
  enter(): () => void {
    if (this.#total >= MAX_IN_PROGRESS) throw busy('The server has more requests in progress than it can serve.')
    this.#total += 1
    return () => {
      this.#total -= 1
    }
  }

  /** The same for the directory, known once the credential is; `rateLimit`: requests per second that it was given. */
  enterDirectory(id: string, rateLimit: number | null = null): () => void {
    const wait = this.#limiter.take(id, rateLimit, performance.now())
    if (wait !== undefined) throw tooFast(this.#limiter.rateOf(rateLimit), wait)
    const present = this.#ofDirectory.get(id) ?? 0
    if (present >= MAX_OF_ONE_DIRECTORY) throw busy('This directory has more requests in progress than its share.')
    return enterOne(this.#ofDirectory, id)
  }

  /** Operations of a bulk request that the directory may send at once: never more than its rate limit gives it after a rest. */
  maxBulkOperations(rateLimit: number | null): number {
    return Math.min(MAX_BULK_OPERATIONS, this.#limiter.burstOf(rateLimit))
  }

  /** The same for the operations of a bulk request beyond the first, which the request itself was counted as. */
  enterBulk(id: string, operations: number, rateLimit: number | null): void {
    const wait = this.#limiter.owe(id, rateLimit, operations - 1, performance.now())
    if (wait !== undefined) throw tooFast(this.#limiter.rateOf(rateLimit), wait)
  }

  /** The same for an answer that is streamed. */
  enterStream(directoryId: string): () => void {
    const present = this.#streamsOfDirectory.get(directoryId) ?? 0
    if (present >= MAX_STREAMS_OF_ONE_DIRECTORY)
      throw busy('This directory is being sent as many big groups as it may at once.')
    if (this.#streams >= MAX_STREAMS) throw busy('The server is sending as many big groups as it can at once.')
    this.#streams += 1
    const leave = enterOne(this.#streamsOfDirectory, directoryId)
    return () => {
      this.#streams -= 1
      leave()
    }
  }
}

function enterOne(counts: Map<string, number>, id: string): () => void {
  counts.set(id, (counts.get(id) ?? 0) + 1)
  return () => {
    const left = (counts.get(id) ?? 1) - 1
    if (left === 0) counts.delete(id)
    else counts.set(id, left)
  }
}

const busy = (why: string) =>
  tooManyRequests(`${why} Nothing was changed; send the request again.`, RETRY_AFTER_SECONDS)

const tooFast = (rate: number, waitMs: number) =>
  tooManyRequests(
    `This directory sends more than its rate limit of ${rate} requests per second. Nothing was changed; wait as long as Retry-After says and send the request again, or have an admin raise the directory's rate limit.`,
    waitMs / 1_000,
  )
