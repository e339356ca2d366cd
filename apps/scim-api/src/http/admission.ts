import { FairShare } from '@rollcall/request-bodies'
import { tooManyRequests } from '@rollcall/scim-core'
import { RateLimiter } from './rate-limiter.ts'

/** What a process gives to all of its clients, in figures. A directory gets two fifths of each, its tenant what FairShare leaves it. */
export interface AdmissionBounds {
  /** Credentials being looked up: before that nobody knows whose request it is. */
  readonly lookups: number
  /** Requests in progress, from the last byte of their body until their answer was taken: beyond this a process only gets slower. */
  readonly inProgress: number
  /** Bodies on their way. One of which nothing came yet costs a connection. */
  readonly receiving: number
  /** Bytes of bodies, from when they came until their request was answered. */
  readonly bodyBytes: number
  /** Bytes of large answers that their clients have not taken. */
  readonly answerBytes: number
  /** Answers being streamed: each holds the ids of a whole group, some megabytes for a big one. */
  readonly streams: number
}

const MIB = 1_024 * 1_024

export const BOUNDS: AdmissionBounds = {
  lookups: 1_000,
  inProgress: 1_000,
  receiving: 4_000,
  bodyBytes: 128 * MIB,
  answerBytes: 128 * MIB,
  streams: 64,
}

/** Of one directory, so that one provider's burst leaves room for the others; of the streams a quarter. */
const OF_ONE_DIRECTORY = 0.4
const STREAMS_OF_ONE_DIRECTORY = 0.25
/** Operations of one bulk request, where the directory's rate allows as many. */
const MAX_BULK_OPERATIONS = 1_000
/** Whole seconds: Okta takes anything else for five minutes. */
const RETRY_AFTER_SECONDS = 2

/** Whose request it is. */
export interface Asker {
  /** Of the directory. */
  readonly id: string
  readonly tenant_id: string
  /** Requests per second that the directory was given. */
  readonly rate_limit: number | null
}

/**
 * Lets requests in, or throws ScimError 429 with `Retry-After`. What an `enter…` returns must be called once when what was entered ends.
 * Tenants share by FairShare: one that is alone may use nine tenths of the process, and however many hold all they can, there is room for another.
 */
export class Admission {
  readonly #bounds: AdmissionBounds
  readonly #limiter: RateLimiter
  #lookups = 0
  readonly #inProgress: Share
  readonly #receiving: Share
  readonly #bodyBytes: Share
  readonly #answerBytes: Share
  readonly #streams: Share

  /** `defaultRate`: requests per second of a directory without a limit of its own, while others are served; undefined: none. */
  constructor(defaultRate?: number, bounds: AdmissionBounds = BOUNDS) {
    this.#bounds = bounds
    this.#limiter = new RateLimiter(defaultRate)
    this.#inProgress = new Share(bounds.inProgress, OF_ONE_DIRECTORY)
    this.#receiving = new Share(bounds.receiving, OF_ONE_DIRECTORY)
    this.#bodyBytes = new Share(bounds.bodyBytes, OF_ONE_DIRECTORY)
    this.#answerBytes = new Share(bounds.answerBytes, OF_ONE_DIRECTORY)
    this.#streams = new Share(bounds.streams, STREAMS_OF_ONE_DIRECTORY)
  }

  /** Bytes of bodies that are kept at the moment. */
  get bodyBytes(): number {
    return this.#bodyBytes.held
  }

  /** Before the credential is known. */
  enter(): () => void {
    if (this.#lookups >= this.#bounds.lookups) throw busy('The server has more requests than it can look at.')
    this.#lookups += 1
    return () => {
      this.#lookups -= 1
    }
  }

  /** One request of what the directory may send in a time. */
  takeRate({ id, rate_limit }: Asker): void {
    const wait = this.#limiter.take(id, rate_limit, performance.now())
    if (wait !== undefined) throw tooFast(this.#limiter.rateOf(rate_limit), wait)
  }

  /** Operations of a bulk request that the directory may send at once: never more than its rate limit gives it after a rest. */
  maxBulkOperations({ rate_limit }: Asker): number {
    return Math.min(MAX_BULK_OPERATIONS, this.#limiter.burstOf(rate_limit))
  }

  /** The operations of a bulk request beyond the first, which the request itself was counted as. */
  oweRate({ id, rate_limit }: Asker, operations: number): void {
    const wait = this.#limiter.owe(id, rate_limit, operations - 1, performance.now())
    if (wait !== undefined) throw tooFast(this.#limiter.rateOf(rate_limit), wait)
  }

  /** Before the body is received. */
  enterBody(asker: Asker): () => void {
    return this.#receiving.enter(asker, 1, 'is sending as many bodies as it may at once')
  }

  /** Whether there is room for so many bytes of a body more; they are given back with `giveBodyBytes`. */
  takeBodyBytes(asker: Asker, bytes: number): boolean {
    return this.#bodyBytes.take(asker, bytes)
  }

  giveBodyBytes(asker: Asker, bytes: number): void {
    this.#bodyBytes.give(asker, bytes)
  }

  /** Once the body is there, or none is expected. */
  enterDirectory(asker: Asker): () => void {
    return this.#inProgress.enter(asker, 1, 'has more requests in progress than its share')
  }

  /** For an answer that is streamed. */
  enterStream(asker: Asker): () => void {
    return this.#streams.enter(asker, 1, 'is being sent as many big groups as it may at once')
  }

  /** For a large answer, until it was taken. */
  enterAnswer(asker: Asker, bytes: number): () => void {
    return this.#answerBytes.enter(asker, bytes, 'has more answers waiting to be taken than its share')
  }
}

/** A bounded quantity, shared among tenants, with a part of it for each directory at most. */
class Share {
  readonly #tenants: FairShare
  readonly #ofDirectory = new Map<string, number>()
  readonly #mostOfDirectory: number

  constructor(total: number, partOfDirectory: number) {
    this.#tenants = new FairShare(total)
    this.#mostOfDirectory = total * partOfDirectory
  }

  get held(): number {
    return this.#tenants.held
  }

  take({ id, tenant_id }: Asker, amount: number): boolean {
    const own = (this.#ofDirectory.get(id) ?? 0) + amount
    if (own > this.#mostOfDirectory || !this.#tenants.take(tenant_id, amount)) return false
    this.#ofDirectory.set(id, own)
    return true
  }

  give({ id, tenant_id }: Asker, amount: number): void {
    this.#tenants.give(tenant_id, amount)
    const own = (this.#ofDirectory.get(id) ?? 0) - amount
    if (own > 0) this.#ofDirectory.set(id, own)
    else this.#ofDirectory.delete(id)
  }

  /** `refusal`: what is wrong, said of the directory or of its tenant. */
  enter(asker: Asker, amount: number, refusal: string): () => void {
    if (!this.take(asker, amount)) {
      const who = (this.#ofDirectory.get(asker.id) ?? 0) + amount > this.#mostOfDirectory ? 'directory' : 'tenant'
      throw busy(`This ${who} ${refusal}.`)
    }
    return () => this.give(asker, amount)
  }
}

export const busy = (why: string) =>
  tooManyRequests(`${why} Nothing was changed; send the request again.`, RETRY_AFTER_SECONDS)

const tooFast = (rate: number, waitMs: number) =>
  tooManyRequests(
    `This directory sends more than its rate limit of ${rate} requests per second. Nothing was changed; wait as long as Retry-After says and send the request again, or have an admin raise the directory's rate limit.`,
    waitMs / 1_000,
  )
