export interface OrganisationTable {
  tenant_id: string
  id: string
  name: string
  version: number
  created_at: string
  updated_at: string
}
