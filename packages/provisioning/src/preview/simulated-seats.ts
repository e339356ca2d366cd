import { compareKeys } from '@rollcall/scim-core'
import type { StandingRow } from '@rollcall/store'
import { SERVED_AT_ONCE } from '../effects/assign-seats.ts'
import { handOutSeats, isSettled, toApplicant } from '../effects/hand-out-seats.ts'
import type { Judgement } from '../effects/judge.ts'
import { type Seat, toSeat } from '../licences/seat-claim.ts'
import type { SeatLedger } from '../licences/seat-ledger.ts'

/** The seats of a tenant in memory: hands them out as the background would, piece after piece, without touching a table. */
export class SimulatedSeats {
  readonly #ledger: SeatLedger
  /** Who waits for which licence, in no particular order. */
  readonly #waiting = new Map<string, Map<string, StandingRow>>()
  /** People who were served while others were judged: what the tables would say of them by now. */
  readonly #moved = new Map<string, StandingRow>()

  constructor(ledger: SeatLedger, waiting: Iterable<StandingRow>) {
    this.#ledger = ledger
    for (const row of waiting) this.#wait(row)
  }

  get ledger(): SeatLedger {
    return this.#ledger
  }

  /** What the tables would say of a person when their turn comes. */
  standingOf = (personId: string, stored: StandingRow | undefined): StandingRow | undefined =>
    this.#moved.get(personId) ?? stored

  /** People beside those who were judged who got a seat, as they stand then. */
  moved = (): ReadonlyMap<string, StandingRow> => this.#moved

  /** The seats of the people of one piece. */
  async handOut(judgements: readonly Judgement[], at: string): Promise<ReadonlyMap<string, Omit<Seat, 'licence_rule'>>> {
    const applicants = judgements.map(toApplicant)
    if (!applicants.every(isSettled)) {
      const { served } = await handOutSeats(
        applicants,
        { arriving: false },
        {
          ledger: this.#ledger,
          nextWaiting: async (licence, limit) => this.#next(licence, limit),
          limit: Math.max(SERVED_AT_ONCE, applicants.length),
          at,
        },
      )
      for (const { before, claim } of served) this.#move({ ...before, ...toSeat(claim) }, before)
      for (const { judgement, claim } of applicants) {
        const { before, facts } = judgement
        this.#leave(before)
        if (claim.waitsFor !== null) this.#wait({ ...before, person_id: facts.personId, ...toSeat(claim) } as StandingRow)
      }
    }
    return new Map(applicants.map(({ judgement, claim }) => [judgement.facts.personId, toSeat(claim)]))
  }

  #next(licence: string, limit: number): StandingRow[] {
    const rows = [...(this.#waiting.get(licence)?.values() ?? [])]
    rows.sort(
      (a, b) => compareKeys(a.waiting_since ?? '', b.waiting_since ?? '') || compareKeys(a.person_id, b.person_id),
    )
    return rows.slice(0, limit)
  }

  #move(after: StandingRow, before: StandingRow): void {
    this.#leave(before)
    this.#wait(after)
    this.#moved.set(after.person_id, after)
  }

  #leave(row: StandingRow | undefined): void {
    if (row?.wanted_licence != null) this.#waiting.get(row.wanted_licence)?.delete(row.person_id)
  }

  #wait(row: StandingRow): void {
    if (row.wanted_licence === null) return
    const list = this.#waiting.get(row.wanted_licence) ?? new Map<string, StandingRow>()
    this.#waiting.set(row.wanted_licence, list.set(row.person_id, row))
  }
}
