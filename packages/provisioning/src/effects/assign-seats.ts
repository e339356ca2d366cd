import { listDirectories, lockWaiting, type StandingRow, type Trx, updateSeat } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { settleNotices, tellExhausted } from '../licences/licence-notices.ts'
import { type Seat, toSeat } from '../licences/seat-claim.ts'
import { SeatLedger } from '../licences/seat-ledger.ts'
import type { Served } from '../licences/serve-waiting.ts'
import { policyOf } from '../policy/effective-policy.ts'
import type { LicenceType } from '../policy/policy-document.ts'
import { type Applicant, handOutSeats, isSettled, toApplicant } from './hand-out-seats.ts'
import type { Judgement } from './judge.ts'
import type { JudgingCause } from './judge-people.ts'
import { tellStandings } from './tell-standings.ts'

/** Others who may be served from a waiting list while a request is answered; the background serves as many as it judges. */
export const SERVED_AT_ONCE = 100

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
  const applicants = judgements.map(toApplicant)
  const open = applicants.filter((applicant) => applicant.judgement.frozen !== true)
  if (!open.every(isSettled)) await decide(ctx, trx, tenantId, open, cause)
  return applicants.map(({ judgement, claim }) => ({
    judgement,
    seat: withRequest(judgement, { ...toSeat(claim), licence_rule: judgement.licenceRule }, ctx.requestId),
  }))
}

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
  const { exhausted, served } = await handOutSeats(applicants, cause, {
    ledger,
    nextWaiting: (licence, limit) => lockWaiting(trx, tenantId, licence, limit),
    limit: Math.max(SERVED_AT_ONCE, applicants.length),
    at,
  })
  for (const licence of exhausted) {
    if (ledger.waiting(licence.key) > 0) await tellExhausted(ctx, trx, tenantId, ledger, licence)
  }
  await settleNotices(ctx, trx, tenantId, ledger)
  await ledger.write(trx)
  await writeServed(ctx, trx, served, at)
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

/** Names the request that changed what the person holds or waits for. */
function withRequest({ before }: Judgement, seat: Omit<Seat, 'seat_request_id'>, requestId: string): Seat {
  const isSame = seat.licence === (before?.licence ?? null) && seat.wanted_licence === (before?.wanted_licence ?? null)
  return { ...seat, seat_request_id: isSame ? (before?.seat_request_id ?? null) : requestId }
}

/** The seat alone: whatever else is said of those people was judged before and still holds. */
async function writeServed(ctx: OperationContext, trx: Trx, served: readonly Served[], at: string): Promise<void> {
  const changes = served.map(({ before, claim }) => {
    const { requestId } = ctx
    const seat = { ...toSeat(claim), seat_request_id: requestId, request_id: requestId, updated_at: at }
    return { before, after: { ...before, ...seat } satisfies StandingRow, seat }
  })
  for (const { after, seat } of changes) await updateSeat(trx, after.tenant_id, after.person_id, seat)
  await tellStandings(ctx, trx, changes)
}
