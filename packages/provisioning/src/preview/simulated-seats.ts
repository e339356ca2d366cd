import { compareKeys } from '@rollcall/scim-core'
import type { StandingRow } from '@rollcall/store'
import { SERVED_AT_ONCE } from '../effects/assign-seats.ts'
import { handOutSeats, isSettled, toApplicant } from '../effects/hand-out-seats.ts'
import type { Judgement } from '../effects/judge.ts'
import { type SeatClaim, toSeat } from '../licences/seat-claim.ts'
import type { SeatLedger } from '../licences/seat-ledger.ts'

/** What a person holds and waits for. */
export type SeatPlace = Pick<StandingRow, 'licence' | 'wanted_licence'>

const NO_SEAT: SeatPlace = { licence: null, wanted_licence: null }

/** How a person's seat changes. */
export interface SeatMove {
  readonly personId: string
  readonly before: SeatPlace
  after: SeatPlace
}

type Waiting = Pick<StandingRow, 'person_id' | 'wanted_licence' | 'waiting_since'>

/** The seats of a tenant in memory: hands them out as the background would, piece after piece, without touching a table. */
export class SimulatedSeats {
  readonly ledger: SeatLedger
  readonly #waiting = new Map<string, Map<string, Waiting>>()
  /** People who were served while others were judged, as the tables would show them when their own turn comes. */
  readonly #served = new Map<string, StandingRow>()
  readonly #moves = new Map<string, SeatMove>()

  constructor(ledger: SeatLedger, waiting: Iterable<StandingRow>) {
    this.ledger = ledger
    for (const row of waiting) this.#wait(row)
  }

  /** What the tables would say of a person by now. */
  standingOf = (personId: string, stored: StandingRow | undefined): StandingRow | undefined =>
    this.#served.get(personId) ?? stored

  moves = (): readonly SeatMove[] => [...this.#moves.values()]

  /** Decides about the seats of the people of one piece. */
  async handOut(judgements: readonly Judgement[], at: string): Promise<void> {
    const applicants = judgements.map(toApplicant)
    if (applicants.every(isSettled)) return
    const { served } = await handOutSeats(
      applicants,
      { arriving: false },
      {
        ledger: this.ledger,
        nextWaiting: async (licence, limit) => this.#next(licence, limit),
        limit: Math.max(SERVED_AT_ONCE, applicants.length),
        at,
      },
    )
    for (const { before, claim } of served) {
      this.#served.set(before.person_id, { ...before, ...toSeat(claim) })
      this.#settle(claim, before)
    }
    for (const { judgement, claim } of applicants) {
      this.#served.delete(claim.personId)
      this.#settle(claim, judgement.before)
    }
  }

  /** Those who wait longest. They came in that order, so sorting finds them sorted. */
  #next(licence: string, limit: number): StandingRow[] {
    const rows = [...(this.#waiting.get(licence)?.values() ?? [])]
    rows.sort(
      (a, b) => compareKeys(a.waiting_since ?? '', b.waiting_since ?? '') || compareKeys(a.person_id, b.person_id),
    )
    return rows.slice(0, limit) as StandingRow[]
  }

  #settle(claim: SeatClaim, before: StandingRow | undefined): void {
    const { personId } = claim
    const after = toSeat(claim)
    if (before?.wanted_licence != null && before.wanted_licence !== after.wanted_licence) {
      this.#waiting.get(before.wanted_licence)?.delete(personId)
    }
    if (after.wanted_licence !== null) this.#wait({ ...before, ...after, person_id: personId })
    const move = this.#moves.get(personId)
    if (move !== undefined) move.after = after
    else this.#moves.set(personId, { personId, before: before ?? NO_SEAT, after })
  }

  #wait(row: Waiting): void {
    if (row.wanted_licence === null) return
    const list = this.#waiting.get(row.wanted_licence) ?? new Map<string, Waiting>()
    this.#waiting.set(row.wanted_licence, list.set(row.person_id, row))
  }
}
