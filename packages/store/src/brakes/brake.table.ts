/** What a safety brake counts. */
export type BrakeKind = 'delete' | 'deactivate' | 'empty-group' | 'lose-role'

/** One target that was counted within the window. */
export interface BrakeCountTable {
  tenant_id: string
  directory_id: string
  kind: BrakeKind
  target_id: string
  occurred_at: string
}

/** `alert`: told, nothing held; `hold`: further requests of the kind are answered 429; `released`: over. */
export type BrakeHoldState = 'alert' | 'hold' | 'released'

export interface BrakeHoldTable {
  tenant_id: string
  id: string
  directory_id: string
  kind: BrakeKind
  state: BrakeHoldState
  /** Targets counted and the population they are measured against when the brake was pulled. */
  seen: number
  population: number
  /** Requests that were answered 429 since. */
  held: number
  started_at: string
  /** When it ends by itself; null: when an admin releases it. */
  releases_at: string | null
  released_at: string | null
  released_by: string | null
}
