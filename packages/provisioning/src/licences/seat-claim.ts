import type { StandingRow } from '@rollcall/store'
import type { SeatLedger } from './seat-ledger.ts'

/** The seat columns of a standing. */
export type Seat = Pick<
  StandingRow,
  'licence' | 'licence_rule' | 'seat' | 'seat_since' | 'wanted_licence' | 'waiting_since' | 'seat_request_id'
>

/** What a person holds and waits for, while it is being decided. */
export interface SeatClaim {
  readonly personId: string
  /** What the tables say that they wait for. */
  readonly waitedFor: string | null
  held: string | null
  heldSince: string | null
  waitsFor: string | null
  waitingSince: string | null
}

export const toClaim = (personId: string, standing: StandingRow | undefined): SeatClaim => ({
  personId,
  waitedFor: standing?.wanted_licence ?? null,
  held: standing?.licence ?? null,
  heldSince: standing?.seat_since ?? null,
  waitsFor: standing?.wanted_licence ?? null,
  waitingSince: standing?.waiting_since ?? null,
})

export const toSeat = (claim: SeatClaim): Omit<Seat, 'licence_rule' | 'seat_request_id'> => ({
  licence: claim.held,
  seat: claim.held === null ? 'none' : 'held',
  seat_since: claim.heldSince,
  wanted_licence: claim.waitsFor,
  waiting_since: claim.waitingSince,
})

export function takeSeat(ledger: SeatLedger, claim: SeatClaim, licence: string, at: string): void {
  releaseSeat(ledger, claim)
  ledger.take(licence)
  claim.held = licence
  claim.heldSince = at
}

export function releaseSeat(ledger: SeatLedger, claim: SeatClaim): void {
  if (claim.held === null) return
  ledger.release(claim.held)
  claim.held = null
  claim.heldSince = null
}

export function joinWaitingList(ledger: SeatLedger, claim: SeatClaim, licence: string, at: string): void {
  ledger.join(licence)
  claim.waitsFor = licence
  claim.waitingSince = at
}

export function leaveWaitingList(ledger: SeatLedger, claim: SeatClaim): void {
  if (claim.waitsFor === null) return
  ledger.leave(claim.waitsFor)
  claim.waitsFor = null
  claim.waitingSince = null
}
