import { insertRequestRecords, type RequestRecordRow, type Store, updateCredential } from '@rollcall/store'

const FLUSH_MS = 1_000
/** Bounds memory when the database is away: beyond this, records are counted and dropped, requests are not. */
const CAPACITY = 10_000

/** Keeps one row per SCIM exchange, and each credential's last use, written together within a second and outside the requests' own transactions. */
export class RequestRecorder {
  readonly #store: Store
  readonly #onError: (error: unknown, dropped: number) => void
  readonly #timer: NodeJS.Timeout
  #records: RequestRecordRow[] = []
  #flushing: Promise<void> = Promise.resolve()
  #dropped = 0

  constructor(store: Store, onError: (error: unknown, dropped: number) => void) {
    this.#store = store
    this.#onError = onError
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS)
    this.#timer.unref()
  }

  add(record: RequestRecordRow): void {
    if (this.#records.length < CAPACITY) this.#records.push(record)
    else this.#dropped += 1
  }

  /** Writes what was added so far; never throws. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#write())
    return this.#flushing
  }

  /** Writes the rest and stops. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.flush()
  }

  async #write(): Promise<void> {
    const records = this.#records
    this.#records = []
    const byTenant = Map.groupBy(records, (record) => record.tenant_id)
    for (const [tenantId, rows] of byTenant) {
      try {
        await this.#store.transaction(tenantId, async (trx) => {
          await insertRequestRecords(trx, rows)
          const lastUse = new Map(rows.map((row) => [row.credential_id, row.occurred_at]))
          for (const [id, at] of lastUse) await updateCredential(trx, tenantId, id, { last_used_at: at })
        })
      } catch (error) {
        this.#dropped += rows.length
        this.#onError(error, this.#dropped)
      }
    }
  }
}
