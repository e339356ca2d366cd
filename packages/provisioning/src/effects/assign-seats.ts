import type { StandingRow, Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import type { Judgement, JudgingCause } from './judge-people.ts'

export type Seat = Pick<StandingRow, 'licence' | 'licence_rule' | 'seat' | 'seat_since' | 'wanted_licence'>

/** Hands out and takes back seats for the judged people. */
export async function assignSeats(
  _ctx: OperationContext,
  _trx: Trx,
  _tenantId: string,
  judgements: readonly Judgement[],
  _cause: JudgingCause,
): Promise<readonly { readonly judgement: Judgement; readonly seat: Seat }[]> {
  return judgements.map((judgement) => ({
    judgement,
    seat: { licence: null, licence_rule: null, seat: 'none', seat_since: null, wanted_licence: null },
  }))
}
