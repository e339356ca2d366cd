/** How far a retention job has judged a tenant's rows. */
export interface RetentionMarkTable {
  tenant_id: string
  job: string
  position: string
  updated_at: string
}
