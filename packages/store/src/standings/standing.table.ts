/** `held`: a seat of `licence` is the person's; `none`: no seat is needed or none was free. */
export type SeatState = 'held' | 'none'

/** What policy made of a person when it last judged them. */
export interface StandingTable {
  tenant_id: string
  person_id: string
  policy_version: number
  /** 1: some resource of the person (or every one, as the tenant says) is active. */
  active: number
  organisation_id: string | null
  /** Id of the rule that placed them; null: the default. */
  organisation_rule: string | null
  kind: string | null
  kind_rule: string | null
  /** Key of the licence whose seat they hold. */
  licence: string | null
  licence_rule: string | null
  seat: SeatState
  seat_since: string | null
  /** Key of the licence they wait for. */
  wanted_licence: string | null
  /** Their place in that waiting list. */
  waiting_since: string | null
  /** The request that last changed what they hold or wait for; null: they never did either. */
  seat_request_id: string | null
  /** Keys of the roles that the last events told of, as a JSON array in order. Effective roles are always read from the groups. */
  roles: string
  request_id: string
  updated_at: string
}

/** Seats of a licence in use and people who wait for one, counted under the lock of the row. */
export interface LicenceTotalTable {
  tenant_id: string
  licence: string
  used: number
  waiting: number
  /** 1: a notice said that it is exhausted, and nobody took that back yet. */
  told: number
}
