/** The outbox: changes the application should hear about. Ids and attribute names only; values are read when delivered. */
export interface EventTable {
  tenant_id: string
  /** Time-ordered. */
  id: string
  type: string
  directory_id: string
  resource_type: string
  resource_id: string
  person_id: string | null
  version: number
  changed: string
  request_id: string
  occurred_at: string
}
