import { LicenceExhaustedError } from '../licences/licence-exhausted-error.ts'
import {
  joinWaitingList,
  leaveWaitingList,
  releaseSeat,
  type SeatClaim,
  takeSeat,
  toClaim,
} from '../licences/seat-claim.ts'
import type { SeatLedger } from '../licences/seat-ledger.ts'
import { type Served, serveWaiting, type WaitingService } from '../licences/serve-waiting.ts'
import type { LicenceType } from '../policy/policy-document.ts'
import type { Judgement } from './judge.ts'
import type { JudgingCause } from './judge-people.ts'

/** A judged person, with what they hold and wait for while that is being decided. */
export interface Applicant {
  readonly judgement: Judgement
  readonly claim: SeatClaim
}

export const toApplicant = (judgement: Judgement): Applicant => ({
  judgement,
  claim: toClaim(judgement.facts.personId, judgement.before),
})

/** Nothing is to be decided. */
export const isSettled = ({ judgement, claim }: Applicant): boolean =>
  judgement.frozen === true || (claim.held === judgement.licence && claim.waitsFor === null)

export interface HandedOut {
  /** Licences for whose waiting list somebody is new. */
  readonly exhausted: ReadonlySet<LicenceType>
  /** Others who got the seat they waited for. */
  readonly served: readonly Served[]
}

/** Decides who of the judged people holds and waits for what, and serves the waiting lists. Throws LicenceExhaustedError where the licence refuses. */
export async function handOutSeats(
  applicants: readonly Applicant[],
  cause: JudgingCause,
  { ledger, nextWaiting, limit, at }: Omit<WaitingService, 'claims' | 'served'>,
): Promise<HandedOut> {
  const served = new Map<string, Served>()
  const service = { ledger, nextWaiting, limit, at, served, claims: applicants.map(({ claim }) => claim) }
  for (const applicant of applicants) withdraw(ledger, applicant)
  await serveWaiting(service)
  const exhausted = new Set<LicenceType>()
  for (const applicant of applicants) {
    const wanted = claimed(ledger, applicant)
    if (wanted === undefined || apply(ledger, applicant, wanted, cause, at)) continue
    exhausted.add(wanted)
  }
  // Who moved to another licence left a seat behind.
  await serveWaiting(service)
  return { exhausted, served: [...served.values()] }
}

/** Takes back what the person may not keep. A seat of another licence is kept until the wanted one is there. */
function withdraw(ledger: SeatLedger, { judgement, claim }: Applicant): void {
  const { licence } = judgement
  if (licence === null || (claim.held !== null && ledger.type(claim.held) === undefined)) releaseSeat(ledger, claim)
  if (claim.waitsFor !== licence || claim.held === licence) leaveWaitingList(ledger, claim)
}

/** The licence that the person should have and does not; undefined: none. */
function claimed(ledger: SeatLedger, { judgement, claim }: Applicant): LicenceType | undefined {
  if (judgement.licence === null || claim.held === judgement.licence) return undefined
  return ledger.type(judgement.licence)
}

/** Gives the person a seat, or a place in the waiting list. False: they are new in that list. */
function apply(
  ledger: SeatLedger,
  { judgement, claim }: Applicant,
  wanted: LicenceType,
  cause: JudgingCause,
  at: string,
): boolean {
  const isWaiting = claim.waitsFor !== null
  if (!isWaiting && ledger.isOpen(wanted.key)) {
    takeSeat(ledger, claim, wanted.key, at)
    return true
  }
  if (claim.held === null) {
    const chain = fallbacksOf(ledger, wanted)
    const fallback = chain.find((type) => type !== wanted && ledger.isOpen(type.key))
    if (fallback !== undefined) takeSeat(ledger, claim, fallback.key, at)
    else if (refuses(chain.at(-1)) && cause.arriving && judgement.before?.active !== 1) {
      throw new LicenceExhaustedError(wanted, ledger.used(wanted.key))
    }
  }
  if (isWaiting) return true
  joinWaitingList(ledger, claim, wanted.key, at)
  return false
}

const refuses = (licence: LicenceType | undefined): boolean => licence?.exhausted === 'refuse'

/** The licence and those that stand in for it, in order; a circle ends where it closes. */
function fallbacksOf(ledger: SeatLedger, wanted: LicenceType): readonly LicenceType[] {
  const chain = new Set<LicenceType>()
  for (let next: LicenceType | undefined = wanted; next !== undefined && !chain.has(next); ) {
    chain.add(next)
    next = next.fallback === undefined ? undefined : ledger.type(next.fallback)
  }
  return [...chain]
}
