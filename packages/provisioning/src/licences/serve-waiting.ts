import { compareKeys } from '@rollcall/scim-core'
import type { StandingRow } from '@rollcall/store'
import { leaveWaitingList, type SeatClaim, takeSeat, toClaim } from './seat-claim.ts'
import type { SeatLedger } from './seat-ledger.ts'

/** A person beside those who are being judged who got the seat they waited for. */
export interface Served {
  readonly before: StandingRow
  readonly claim: SeatClaim
}

export interface WaitingService {
  /** Those who wait longest for a seat of the licence, as the tables say. */
  nextWaiting(licence: string, limit: number): Promise<readonly StandingRow[]>
  readonly ledger: SeatLedger
  /** Those who are being judged: what the tables say of them is about to be replaced. */
  readonly claims: readonly SeatClaim[]
  /** Others who were served so far, by person. */
  readonly served: Map<string, Served>
  /** How many others may be served in this transaction. */
  readonly limit: number
  readonly at: string
}

/** Gives free seats to those who wait longest, judged now or not. A seat that is left behind on the way is given on in the same way. */
export async function serveWaiting(service: WaitingService): Promise<void> {
  const { ledger } = service
  for (let moved = true; moved; ) {
    moved = false
    for (const licence of ledger.keys()) {
      if (ledger.free(licence) <= 0 || ledger.waiting(licence) === 0) continue
      if ((await serveLicence(service, licence)) > 0) moved = true
    }
  }
}

async function serveLicence(service: WaitingService, licence: string): Promise<number> {
  const { ledger, claims, served, at } = service
  const inside = claims.filter((claim) => claim.waitsFor === licence)
  const { others, isLast } = await nextOthers(service, licence, inside.length)
  const inLine = [...inside, ...others.map(({ claim }) => claim)].sort(byWaiting)
  // Beyond the last one that was looked up nobody knows who else comes first.
  const lastKnown = others.at(-1)?.claim
  const known = isLast ? inLine.length : lastKnown === undefined ? 0 : inLine.indexOf(lastKnown) + 1
  const next = inLine.slice(0, Math.min(ledger.free(licence), known))
  for (const claim of next) {
    leaveWaitingList(ledger, claim)
    takeSeat(ledger, claim, licence, at)
  }
  for (const other of others) if (other.claim.held === licence) served.set(other.before.person_id, other)
  return next.length
}

/** Those beside the judged people who wait longest. */
async function nextOthers(
  { nextWaiting, ledger, claims, served, limit }: WaitingService,
  licence: string,
  inside: number,
): Promise<{ readonly others: readonly Served[]; readonly isLast: boolean }> {
  if (ledger.waiting(licence) === inside) return { others: [], isLast: true }
  const wanted = Math.min(ledger.free(licence), limit - served.size)
  if (wanted <= 0) return { others: [], isLast: false }
  // The tables still show those as waiting.
  const stale = [...claims, ...[...served.values()].map(({ claim }) => claim)].filter(
    ({ waitedFor }) => waitedFor === licence,
  )
  const ids = new Set(stale.map(({ personId }) => personId))
  const rows = await nextWaiting(licence, wanted + stale.length)
  const others = rows.filter((row) => !ids.has(row.person_id)).slice(0, wanted)
  return {
    others: others.map((before) => ({ before, claim: toClaim(before.person_id, before) })),
    isLast: others.length < wanted,
  }
}

const byWaiting = (a: SeatClaim, b: SeatClaim): number =>
  compareKeys(a.waitingSince ?? '', b.waitingSince ?? '') || compareKeys(a.personId, b.personId)
