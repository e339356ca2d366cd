/** `created`, `replaced`, `patched`, `removed`: what made this version. */
export type HistoryOperation = 'created' | 'replaced' | 'patched' | 'removed'

export interface HistoryTable {
  tenant_id: string
  resource_id: string
  version: number
  directory_id: string
  operation: HistoryOperation
  actor_type: string
  actor_id: string
  request_id: string
  occurred_at: string
  person_id: string | null
  /** The document after the change: sealed under the person's key, or plain compressed JSON where there is no person. */
  doc: Buffer
}

/** Membership as intervals of the group's versions. */
export interface MembershipHistoryTable {
  tenant_id: string
  group_id: string
  member_id: string
  from_version: number
  from_at: string
  to_version: number | null
  to_at: string | null
}
