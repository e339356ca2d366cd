export interface TenantTable {
  id: string
  slug: string
  name: string
  version: number
  created_at: string
  updated_at: string
}
