/** One SCIM exchange as received and answered. */
export interface RequestRecordTable {
  tenant_id: string
  /** The request id. */
  id: string
  directory_id: string
  credential_id: string
  occurred_at: string
  method: string
  /** Path below the SCIM base, without the query (which may hold personal values). */
  path: string
  status: number
  scim_type: string | null
  duration_ms: number
  request_bytes: number
  response_bytes: number
  user_agent: string | null
}
