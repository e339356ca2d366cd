/** Schemas and resource types as applied, for one directory or (directory_id '') for all of a tenant. */
export interface DefinitionTable {
  tenant_id: string
  directory_id: string
  document: string
  version: number
  updated_at: string
}
