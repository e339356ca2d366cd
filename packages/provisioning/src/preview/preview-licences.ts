import { type Db, listLicenceTotals, listStandingPage, type StandingRow, standingPosition } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { SeatLedger } from '../licences/seat-ledger.ts'
import type { LicenceType } from '../policy/policy-document.ts'
import { Differences, type PreviewChange, type PreviewItem } from './difference.ts'
import type { Findings } from './findings.ts'
import { SimulatedSeats } from './simulated-seats.ts'

/** A licence under another policy. */
export interface LicencePreview extends PreviewItem {
  readonly name: string
  /** null: without limit, or the policy no longer has the licence (`removed`). */
  readonly seats: number | null
  readonly removed: boolean
  /** People who should have a seat. */
  readonly needed: number
  readonly usedNow: number
  readonly usedThen: number
  readonly waitingNow: number
  readonly waitingThen: number
  /** Who would begin to wait for a seat. */
  readonly joining: PreviewChange
}

const PAGE = 500

/** The seats as they are now, ready to be handed out under the licences of another policy. */
export function simulateSeats(
  ctx: OperationContext,
  tenantId: string,
  types: readonly LicenceType[],
): Promise<SimulatedSeats> {
  return ctx.store.readLong(
    tenantId,
    async (db) => {
      const totals = await listLicenceTotals(db, [tenantId])
      const waiting: StandingRow[] = []
      for (const { licence } of totals.filter((row) => row.waiting > 0)) {
        waiting.push(...(await listWaiting(db, tenantId, licence)))
      }
      const ledger = SeatLedger.ofCounts(tenantId, new Map(types.map((type) => [type.key, type])), totals)
      return new SimulatedSeats(ledger, waiting)
    },
    { begun: true },
  )
}

async function listWaiting(db: Db, tenantId: string, licence: string): Promise<readonly StandingRow[]> {
  const filter = { waitingFor: licence }
  const found: StandingRow[] = []
  for (let from: string[] | undefined; ; ) {
    const rows = await listStandingPage(db, tenantId, filter, { limit: PAGE, from, backwards: false })
    found.push(...rows)
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return found
    from = standingPosition(filter, last)
  }
}

/** Every licence of either policy: those of the next one in its order, and then those that it no longer has. */
export function previewLicences(
  present: readonly LicenceType[],
  next: readonly LicenceType[],
  seats: SimulatedSeats,
  findings: Findings,
): readonly LicencePreview[] {
  const holding = new Differences()
  const joining = new Differences()
  for (const { personId, before, after } of seats.moves()) {
    if (before.licence === after.licence && before.wanted_licence === after.wanted_licence) continue
    const person = findings.personOf(personId)
    findings.noteChanged(personId)
    holding.noteMove(before.licence, after.licence, person)
    joining.noteMove(before.wanted_licence, after.wanted_licence, person)
  }
  const removed = present.filter((type) => next.every((each) => each.key !== type.key))
  const { ledger } = seats
  return [...next, ...removed].map((type) => {
    const { key, name } = type
    const isRemoved = removed.includes(type)
    const isCounted = ledger.keys().includes(key)
    return {
      key,
      name,
      seats: isRemoved ? null : type.seats,
      removed: isRemoved,
      needed: findings.wanted(key),
      usedNow: isCounted ? ledger.usedBefore(key) : 0,
      usedThen: isCounted ? ledger.used(key) : 0,
      waitingNow: isCounted ? ledger.waitingBefore(key) : 0,
      waitingThen: isCounted ? ledger.waiting(key) : 0,
      gaining: holding.change(key, 'gaining'),
      losing: holding.change(key, 'losing'),
      joining: joining.change(key, 'gaining'),
    }
  })
}
