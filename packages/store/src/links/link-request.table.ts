export type LinkRequestState = 'waiting' | 'approved' | 'declined'

/** A new resource that matches a person of another directory, and waits for an admin to say whether it is the same one. */
export interface LinkRequestTable {
  tenant_id: string
  id: string
  directory_id: string
  resource_id: string
  /** The person it matches. */
  person_id: string
  /** Whom the resource is until then, and stays when the request is declined. */
  own_person_id: string
  /** `externalId`, `userName` or `email`. */
  matched_by: string
  state: LinkRequestState
  decided_by: string | null
  created_at: string
  decided_at: string | null
}
