import { listDirectories, type StandingRow, type Trx, updateSeat } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { LicenceExhaustedError } from '../licences/licence-exhausted-error.ts'
import { settleNotices, tellExhausted } from '../licences/licence-notices.ts'
import {
  joinWaitingList,
  leaveWaitingList,
  releaseSeat,
  type Seat,
  type SeatClaim,
  takeSeat,
  toClaim,
  toSeat,
} from '../licences/seat-claim.ts'
import { SeatLedger } from '../licences/seat-ledger.ts'
import { type Served, serveWaiting } from '../licences/serve-waiting.ts'
import { policyOf } from '../policy/effective-policy.ts'
import type { LicenceType } from '../policy/policy-document.ts'
import type { Judgement, JudgingCause } from './judge-people.ts'
import { tellStandings } from './tell-standings.ts'

/** Others who may be served from a waiting list while a request is answered; the background serves as many as it judges. */
const SERVED_AT_ONCE = 100

interface Applicant {
  readonly judgement: Judgement
  readonly claim: SeatClaim
}

/**
 * Hands out and takes back seats for the judged people, in the transaction that judges them, and serves the waiting lists with what became free.
 * Nothing is locked or looked up when everybody keeps what they have. Throws LicenceExhaustedError where the licence refuses.
 */
export async function assignSeats(
  ctx: OperationContext,
  trx: Trx,
  tenantId: string,
  judgements: readonly Judgement[],
  cause: JudgingCause,
): Promise<readonly { readonly judgement: Judgement; readonly seat: Seat }[]> {
  const applicants = judgements.map((judgement) => ({
    judgement,
    claim: toClaim(judgement.facts.personId, judgement.before),
  }))
  if (!applicants.every(isSettled)) await decide(ctx, trx, tenantId, applicants, cause)
  return applicants.map(({ judgement, claim }) => ({
    judgement,
    seat: { ...toSeat(claim), licence_rule: judgement.licenceRule },
  }))
}

const isSettled = ({ judgement, claim }: Applicant): boolean =>
  claim.held === judgement.licence && claim.waitsFor === null

async function decide(
  ctx: OperationContext,
  trx: Trx,
  tenantId: string,
  applicants: readonly Applicant[],
  cause: JudgingCause,
): Promise<void> {
  const types = await licenceTypes(trx, tenantId, applicants)
  const ledger = await SeatLedger.open(trx, tenantId, types)
  const at = ctx.now().toISOString()
  const claims = applicants.map(({ claim }) => claim)
  const served = new Map<string, Served>()
  const service = { trx, tenantId, ledger, claims, served, limit: Math.max(SERVED_AT_ONCE, claims.length), at }
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
  for (const licence of exhausted) {
    if (ledger.waiting(licence.key) > 0) await tellExhausted(ctx, trx, tenantId, ledger, licence)
  }
  await settleNotices(ctx, trx, tenantId, ledger)
  await ledger.write()
  await writeServed(ctx, trx, [...served.values()], at)
}

/** Every directory carries the licences of its tenant; who has no resource left has no directory, so any other one is asked. */
async function licenceTypes(
  trx: Trx,
  tenantId: string,
  applicants: readonly Applicant[],
): Promise<ReadonlyMap<string, LicenceType>> {
  const own = applicants.find(({ judgement }) => judgement.facts.resources.length > 0)?.judgement.facts.resources[0]
  const directory = own?.directory ?? (await listDirectories(trx, tenantId))[0]
  const { licences } = policyOf(directory ?? { policy: null }).tenant
  return new Map(licences?.types.map((type) => [type.key, type]))
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

/** The seat alone: whatever else is said of those people was judged before and still holds. */
async function writeServed(ctx: OperationContext, trx: Trx, served: readonly Served[], at: string): Promise<void> {
  const changes = served.map(({ before, claim }) => {
    const seat = { ...toSeat(claim), request_id: ctx.requestId, updated_at: at }
    return { before, after: { ...before, ...seat } satisfies StandingRow, seat }
  })
  for (const { after, seat } of changes) await updateSeat(trx, after.tenant_id, after.person_id, seat)
  await tellStandings(ctx, trx, changes)
}
