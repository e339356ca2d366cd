import { setTimeout } from 'node:timers/promises'
import {
  dayOf,
  forgetEvents,
  forgetRecordKeysBefore,
  forgetSomeAttempts,
  forgetSomeIdempotencyKeys,
  forgetSomeSessions,
  forgetUnresolvedMembers,
  hasEventBefore,
  INSTANCE,
  listTenantIds,
  listUnresolvedAfter,
  ROWS_PER_DELETION,
  type Scope,
  type Store,
  type Trx,
  tryElect,
  type UnresolvedMemberKey,
} from '@rollcall/store'
import { forgetHistory } from './forget-history.ts'
import type { RetentionSettings } from './retention-settings.ts'

const INTERVAL_MS = 3_600_000
/** After the start, so that many processes that start together do not begin together. */
const FIRST_MS = 60_000
/** Between two deletions, for whoever waits for the writer. */
const PAUSE_MS = 20
const TENANTS_AT_A_TIME = 500

/** Ended sessions are kept this long for who asks when they ended. */
const SESSIONS_MS = 30 * 86_400_000
/** A repeat of a creating request is recognised for a day. */
const IDEMPOTENCY_MS = 86_400_000

export const RETAINED = ['requests', 'history', 'events', 'sessions', 'idempotency', 'throttle', 'unresolved'] as const
export type Retained = (typeof RETAINED)[number]

/** How many were forgotten since the start: rows, or days of request records on PostgreSQL. */
export type RetentionCounts = Readonly<Record<Retained, number>>

/**
 * Forgets what was kept long enough, once an hour. Every transaction takes at most 500 rows and is left to one process at a time (elected by lock),
 * so that the writer is never held; a tenant without anything to forget costs reads only.
 */
export class RetentionJob {
  readonly #store: Store
  readonly #settings: RetentionSettings
  readonly #onError: (error: unknown, what: Retained) => void
  readonly #now: () => Date
  readonly #first: NodeJS.Timeout
  readonly #timer: NodeJS.Timeout
  readonly #counts: Record<Retained, number> = Object.fromEntries(RETAINED.map((what) => [what, 0])) as never
  #running: Promise<void> | undefined
  #stopped = false

  constructor(
    store: Store,
    settings: RetentionSettings,
    onError: (error: unknown, what: Retained) => void,
    now: () => Date = () => new Date(),
  ) {
    this.#store = store
    this.#settings = settings
    this.#onError = onError
    this.#now = now
    this.#first = globalThis.setTimeout(() => void this.run(), FIRST_MS * (1 + Math.random()))
    this.#timer = setInterval(() => void this.run(), INTERVAL_MS)
    this.#first.unref()
    this.#timer.unref()
  }

  get counts(): RetentionCounts {
    return { ...this.#counts }
  }

  /** Forgets what is due now; never throws. */
  run(): Promise<void> {
    this.#running ??= this.#forgetAll().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  /** Stops after the transaction that is on its way. */
  async close(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#first)
    clearInterval(this.#timer)
    await this.#running
  }

  async #forgetAll(): Promise<void> {
    const now = this.#now()
    const { requests, history, events } = this.#settings
    const before = (ms: number) => new Date(now.getTime() - ms).toISOString()
    await this.#guard('requests', () => this.#forgetRequests(now, new Date(now.getTime() - requests)))
    const inInstance = (forget: (trx: Trx) => Promise<number>) => (what: Retained) =>
      this.#inBatches(what, INSTANCE, forget)
    const ofTheInstance: readonly (readonly [Retained, (trx: Trx) => Promise<number>])[] = [
      ['sessions', (trx) => forgetSomeSessions(trx, before(SESSIONS_MS))],
      ['idempotency', (trx) => forgetSomeIdempotencyKeys(trx, before(IDEMPOTENCY_MS))],
      ['throttle', (trx) => forgetSomeAttempts(trx, now.toISOString())],
    ]
    for (const [what, forget] of ofTheInstance) await this.#guard(what, () => inInstance(forget)(what))
    await this.#guard('unresolved', () => this.#eachTenant((tenantId) => this.#forgetUnresolved(tenantId)))
    if (events !== undefined) {
      await this.#guard('events', () => this.#eachTenant((tenantId) => this.#forgetEvents(tenantId, before(events))))
    }
    if (history !== undefined) {
      await this.#guard('history', () => this.#eachTenant((tenantId) => this.#forgetHistory(tenantId, before(history))))
    }
  }

  /** A failure of one kind leaves the others their turn. */
  async #guard(what: Retained, work: () => Promise<void>): Promise<void> {
    if (this.#stopped) return
    try {
      await work()
    } catch (error) {
      this.#onError(error, what)
    }
  }

  async #eachTenant(work: (tenantId: string) => Promise<void>): Promise<void> {
    let after = ''
    for (;;) {
      const ids = await this.#store.read(INSTANCE, (db) => listTenantIds(db, after, TENANTS_AT_A_TIME))
      for (const id of ids) {
        if (this.#stopped) return
        await work(id)
      }
      if (ids.length < TENANTS_AT_A_TIME) return
      after = ids.at(-1) ?? after
    }
  }

  async #forgetRequests(now: Date, before: Date): Promise<void> {
    const { records } = this.#store
    await records.prepare(now)
    while (!this.#stopped) {
      const forgotten = await records.forgetSome(before)
      this.#counts.requests += forgotten
      if (forgotten === 0) break
      await setTimeout(PAUSE_MS)
    }
    // A day ends when its last moment is that old.
    await records.write(INSTANCE, (db) => forgetRecordKeysBefore(db, dayOf(before.toISOString())))
  }

  async #forgetEvents(tenantId: string, before: string): Promise<void> {
    if (!(await this.#store.read(tenantId, (db) => hasEventBefore(db, tenantId, before)))) return
    await this.#inBatches('events', tenantId, (trx) => forgetEvents(trx, tenantId, before))
  }

  async #forgetHistory(tenantId: string, before: string): Promise<void> {
    while (!this.#stopped) {
      const { forgotten, done } = await forgetHistory(this.#store, tenantId, before, this.#now().toISOString())
      this.#counts.history += forgotten
      if (done) return
      await setTimeout(PAUSE_MS)
    }
  }

  /** What groups that were removed still waited for. */
  async #forgetUnresolved(tenantId: string): Promise<void> {
    let after: UnresolvedMemberKey = { group_id: '', value: '' }
    while (!this.#stopped) {
      const page = await this.#store.read(tenantId, (db) => listUnresolvedAfter(db, tenantId, after))
      const gone = Map.groupBy(
        page.filter((row) => row.gone),
        (row) => row.group_id,
      )
      if (gone.size > 0) {
        await this.#store.transaction(tenantId, async (trx) => {
          for (const [groupId, rows] of gone) {
            await forgetUnresolvedMembers(
              trx,
              tenantId,
              groupId,
              rows.map((row) => row.value),
            )
          }
        })
        for (const rows of gone.values()) this.#counts.unresolved += rows.length
      }
      const last = page.at(-1)
      if (last === undefined || page.length < ROWS_PER_DELETION) return
      after = last
      await setTimeout(PAUSE_MS)
    }
  }

  async #inBatches(what: Retained, scope: Scope, forget: (trx: Trx) => Promise<number>): Promise<void> {
    while (!this.#stopped) {
      const forgotten = await this.#store.transaction(scope, async (trx) =>
        (await tryElect(trx, 'retention')) ? forget(trx) : 0,
      )
      this.#counts[what] += forgotten
      if (forgotten < ROWS_PER_DELETION) return
      await setTimeout(PAUSE_MS)
    }
  }
}
