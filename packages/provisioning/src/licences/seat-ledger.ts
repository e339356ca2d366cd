import { compareKeys } from '@rollcall/scim-core'
import { type LicenceTotalRow, lockLicenceTotals, type Trx, updateLicenceTotal } from '@rollcall/store'
import type { LicenceType } from '../policy/policy-document.ts'

interface Entry {
  readonly before: LicenceTotalRow
  used: number
  waiting: number
  told: boolean
}

/** The seats of a tenant while a transaction moves them about. Every counter is locked from the moment it is opened. */
export class SeatLedger {
  readonly #types: ReadonlyMap<string, LicenceType>
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(types: ReadonlyMap<string, LicenceType>, rows: readonly LicenceTotalRow[]) {
    this.#types = types
    this.#entries = new Map(
      rows.map((row) => [row.licence, { before: row, used: row.used, waiting: row.waiting, told: row.told === 1 }]),
    )
  }

  /** Call it after the people are locked. */
  static async open(trx: Trx, tenantId: string, types: ReadonlyMap<string, LicenceType>): Promise<SeatLedger> {
    return new SeatLedger(types, await lockLicenceTotals(trx, tenantId, [...types.keys()]))
  }

  /** One that is never written: for trying what would happen. */
  static ofCounts(
    tenantId: string,
    types: ReadonlyMap<string, LicenceType>,
    rows: readonly LicenceTotalRow[],
  ): SeatLedger {
    const counted = new Set(rows.map((row) => row.licence))
    const missing = [...types.keys()].filter((licence) => !counted.has(licence))
    const uncounted = missing.map((licence) => ({ tenant_id: tenantId, licence, used: 0, waiting: 0, told: 0 }))
    return new SeatLedger(
      types,
      [...rows, ...uncounted].sort((a, b) => compareKeys(a.licence, b.licence)),
    )
  }

  /** Every licence that was ever counted, those that the policy no longer has among them, in order. */
  keys(): readonly string[] {
    return [...this.#entries.keys()]
  }

  /** undefined: the policy has no such licence any more. */
  type(licence: string): LicenceType | undefined {
    return this.#types.get(licence)
  }

  used = (licence: string): number => this.#entry(licence).used
  waiting = (licence: string): number => this.#entry(licence).waiting

  /** Seats that nobody holds; below 0 when there are fewer than are in use, 0 for a licence that the policy no longer has. */
  free(licence: string): number {
    const type = this.#types.get(licence)
    if (type === undefined) return 0
    return type.seats === null ? Number.POSITIVE_INFINITY : type.seats - this.used(licence)
  }

  /** Whether a newcomer may have a seat: those who wait come first. */
  isOpen = (licence: string): boolean => this.free(licence) > this.waiting(licence)

  take = (licence: string): void => this.#add(licence, 'used', 1)
  release = (licence: string): void => this.#add(licence, 'used', -1)
  join = (licence: string): void => this.#add(licence, 'waiting', 1)
  leave = (licence: string): void => this.#add(licence, 'waiting', -1)

  isTold = (licence: string): boolean => this.#entry(licence).told
  tell(licence: string, told: boolean): void {
    this.#entry(licence).told = told
  }

  usedBefore = (licence: string): number => this.#entry(licence).before.used
  waitingBefore = (licence: string): number => this.#entry(licence).before.waiting

  /** Whether somebody waited when the ledger was opened. */
  waitedBefore = (licence: string): boolean => this.waitingBefore(licence) > 0

  /** Writes the counters that moved. */
  async write(trx: Trx): Promise<void> {
    for (const { before, used, waiting, told } of this.#entries.values()) {
      if (used === before.used && waiting === before.waiting && told === (before.told === 1)) continue
      await updateLicenceTotal(trx, { ...before, used, waiting, told: Number(told) })
    }
  }

  #add(licence: string, counter: 'used' | 'waiting', delta: 1 | -1): void {
    this.#entry(licence)[counter] += delta
  }

  #entry(licence: string): Entry {
    const entry = this.#entries.get(licence)
    if (entry === undefined) throw new Error(`the licence "${licence}" was never counted`)
    return entry
  }
}
