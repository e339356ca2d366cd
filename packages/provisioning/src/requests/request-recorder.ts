import { setImmediate } from 'node:timers/promises'
import {
  dayOf,
  INSTANCE,
  type RequestRecordRow,
  type Store,
  StoreUnavailableError,
  touchCredentials,
} from '@rollcall/store'
import type { Keyring } from '../crypto/keyring.ts'
import { maskPath, maskQuery, withoutSecrets } from './mask.ts'
import { type ObservedExchange, toWaiting, type WaitingRecord } from './observed-exchange.ts'
import { makeRecordKey, sealContent } from './record-keys.ts'

const FLUSH_MS = 500
/** Bounds memory when the database is away: beyond this, records are counted and dropped, requests are not. */
const CAPACITY = 10_000
/** Characters of bodies that may wait; beyond this, failures are recorded without theirs. */
const BODY_CAPACITY = 8_388_608
/** Written at once: a few milliseconds of the event loop. */
const CHUNK = 100
/** Request ids in one line of the log. */
const MAX_NAMED = 10
/** How exact a credential's last use is, once it was noted. */
const TOUCH_MS = 10_000
/** A database that stays away is told this often. */
const COMPLAIN_MS = 60_000

export interface RecorderCounts {
  readonly written: number
  readonly dropped: number
  readonly waiting: number
  /** Failures recorded without their bodies, because too many waited. */
  readonly bodiesDropped: number
}

/** Request records that the database did not take, by request id. The database's own words may quote what a client sent, so they are not in here. */
class RecordsRefusedError extends Error {
  override name = 'RecordsRefusedError'

  constructor(refused: readonly { readonly requestId: string; readonly error: unknown }[]) {
    const named = refused.slice(0, MAX_NAMED).map(({ requestId, error }) => `${requestId} (${kindOf(error)})`)
    const more = refused.length > MAX_NAMED ? ` and ${refused.length - MAX_NAMED} more` : ''
    super(`request records that cannot be written: ${named.join(', ')}${more}`)
  }
}

/** The database's code where there is one, otherwise the error's class. */
function kindOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown'
}

interface LastUse {
  readonly tenantId: string
  at: string
  noted: string | undefined
  notedAt: number
}

/**
 * Keeps one row per SCIM exchange, and each credential's last use, written within a second and outside the requests' own transactions. Never fails a
 * request: what cannot be written waits, within bounds, and what exceeds them is counted.
 */
export class RequestRecorder {
  readonly #store: Store
  readonly #keyring: Keyring
  readonly #onError: (error: unknown, dropped: number) => void
  readonly #timer: NodeJS.Timeout
  readonly #lastUses = new Map<string, LastUse>()
  #waiting: WaitingRecord[] = []
  /** Of a flush that is on its way. */
  #inFlight = 0
  #bodies = 0
  #flushing: Promise<void> = Promise.resolve()
  #written = 0
  #dropped = 0
  #bodiesDropped = 0
  #complainedAt = Number.NEGATIVE_INFINITY

  constructor(store: Store, keyring: Keyring, onError: (error: unknown, dropped: number) => void) {
    this.#store = store
    this.#keyring = keyring
    this.#onError = onError
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS)
    this.#timer.unref()
  }

  get counts(): RecorderCounts {
    return {
      written: this.#written,
      dropped: this.#dropped,
      waiting: this.#waiting.length + this.#inFlight,
      bodiesDropped: this.#bodiesDropped,
    }
  }

  /** Never throws. */
  add(exchange: ObservedExchange): void {
    if (this.#waiting.length + this.#inFlight >= CAPACITY) {
      this.#dropped += 1
      return
    }
    try {
      let record = toWaiting(exchange)
      const size = sizeOf(record)
      if (this.#bodies + size > BODY_CAPACITY) {
        record = { ...record, failure: { request: undefined, requestCut: true, response: undefined } }
        this.#bodiesDropped += 1
      } else this.#bodies += size
      this.#waiting.push(record)
    } catch (error) {
      this.#dropped += 1
      this.#complain(error)
    }
  }

  /** Writes what was added so far; never throws. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#write(false))
    return this.#flushing
  }

  /** Writes the rest and stops. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    this.#flushing = this.#flushing.then(() => this.#write(true))
    await this.#flushing
  }

  async #write(last: boolean): Promise<void> {
    const batch = this.#waiting
    if (batch.length > 0) {
      this.#waiting = []
      this.#inFlight = batch.length
      this.#note(batch)
      const keys = new Map<string, Buffer>()
      for (let start = 0; start < batch.length; start += CHUNK) {
        if (start > 0) await setImmediate()
        const chunk = batch.slice(start, start + CHUNK)
        try {
          await this.#insert(chunk, keys)
        } catch (error) {
          // What was written already and is offered again stays as it is.
          const rest = batch.slice(start)
          // It comes back: these go first then.
          if (!last) this.#waiting = rest.concat(this.#waiting)
          else {
            this.#dropped += rest.length
            this.#settle(rest)
          }
          this.#complain(error)
          break
        }
        this.#settle(chunk)
      }
      this.#inFlight = 0
    }
    await this.#touch(last)
  }

  /** Writes the chunk; throws StoreUnavailableError only. A row that cannot be written costs itself and nobody else. */
  async #insert(chunk: readonly WaitingRecord[], keys: Map<string, Buffer>): Promise<void> {
    try {
      await this.#store.records.insert(await this.#toRows(chunk, keys))
      this.#written += chunk.length
      return
    } catch (error) {
      if (error instanceof StoreUnavailableError) throw error
    }
    const refused: { readonly requestId: string; readonly error: unknown }[] = []
    let written = 0
    for (const record of chunk) {
      try {
        await this.#store.records.insert(await this.#toRows([record], keys))
        written += 1
      } catch (error) {
        if (error instanceof StoreUnavailableError) throw error
        refused.push({ requestId: record.requestId, error })
      }
    }
    this.#written += written
    this.#dropped += refused.length
    if (refused.length > 0) this.#onError(new RecordsRefusedError(refused), this.#dropped)
  }

  #settle(chunk: readonly WaitingRecord[]): void {
    this.#inFlight -= chunk.length
    for (const record of chunk) this.#bodies -= sizeOf(record)
  }

  async #toRows(chunk: readonly WaitingRecord[], keys: Map<string, Buffer>): Promise<RequestRecordRow[]> {
    const rows: RequestRecordRow[] = []
    for (const record of chunk) {
      const row = toRow(record)
      if (record.failure === undefined) {
        rows.push(row)
        continue
      }
      const day = dayOf(row.occurred_at)
      const place = `${record.tenantId} ${day}`
      const key =
        keys.get(place) ?? (await makeRecordKey(this.#store.records, this.#keyring, record.tenantId, day, new Date()))
      keys.set(place, key)
      const { request, requestCut, response } = record.failure
      const query = withoutSecrets(record.query)
      const content = { path: record.path, query, requestBody: request, requestCut, responseBody: response }
      rows.push({ ...row, content: sealContent(key, record.tenantId, record.requestId, content) })
    }
    return rows
  }

  #note(batch: readonly WaitingRecord[]): void {
    for (const { tenantId, credentialId, occurredAt: at } of batch) {
      const use = this.#lastUses.get(credentialId)
      if (use === undefined) {
        this.#lastUses.set(credentialId, { tenantId, at, noted: undefined, notedAt: -TOUCH_MS })
      } else use.at = at
    }
  }

  /** The first use at once, later ones every so often. */
  async #touch(last: boolean): Promise<void> {
    const now = performance.now()
    const due = [...this.#lastUses].filter(
      ([, use]) => last || use.noted === undefined || now - use.notedAt >= TOUCH_MS,
    )
    for (const [id, use] of due) if (use.noted === use.at) this.#lastUses.delete(id)
    const uses = due
      .filter(([, use]) => use.noted !== use.at)
      .map(([id, { tenantId, at }]) => ({ tenantId, id, at }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    for (let start = 0; start < uses.length; start += CHUNK) {
      const some = uses.slice(start, start + CHUNK)
      try {
        await this.#store.transaction(INSTANCE, (trx) => touchCredentials(trx, some))
      } catch (error) {
        this.#complain(error)
        return
      }
      for (const { id, at } of some) {
        const use = this.#lastUses.get(id)
        if (use !== undefined) Object.assign(use, { noted: at, notedAt: now })
      }
    }
  }

  #complain(error: unknown): void {
    const now = performance.now()
    if (now - this.#complainedAt < COMPLAIN_MS) return
    this.#complainedAt = now
    this.#onError(error, this.#dropped)
  }
}

const sizeOf = ({ failure }: WaitingRecord): number =>
  failure === undefined ? 0 : (failure.request?.length ?? 0) + (failure.response?.length ?? 0)

/** What an integer column of PostgreSQL takes. */
const MAX_INTEGER = 2 ** 31 - 1

/** A figure as its column takes it. */
const clamped = (figure: number): number =>
  Number.isNaN(figure) ? 0 : Math.trunc(Math.min(Math.max(figure, 0), MAX_INTEGER))

/** What a text column of either database takes. */
const clean = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')

function toRow(record: WaitingRecord): RequestRecordRow {
  const accepted = record.status < 400
  const { path, query, userAgent, resourceIds } = record
  return {
    tenant_id: record.tenantId,
    id: record.requestId,
    directory_id: record.directoryId,
    credential_id: record.credentialId,
    occurred_at: record.occurredAt,
    method: clean(record.method.slice(0, 20)),
    path: clean((accepted ? path : maskPath(path)).slice(0, 1_000)),
    query: query === '' ? null : clean(maskQuery(query, accepted)),
    status: record.status,
    scim_type: record.scimType ?? null,
    duration_ms: Number.isFinite(record.ms) ? record.ms : 0,
    request_bytes: clamped(record.requestBytes),
    response_bytes: clamped(record.responseBytes),
    user_agent: userAgent === undefined ? null : clean(userAgent.slice(0, 300)),
    resource_ids: resourceIds.length === 0 ? null : JSON.stringify(resourceIds),
    operations: record.operations,
    content: null,
  }
}
