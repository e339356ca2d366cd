import type { AdminRole } from '../admins/admin.table.ts'

export interface ApiKeyTable {
  id: string
  name: string
  secret_hash: string
  last_four: string
  created_at: string
  expires_at: string | null
  revoked_at: string | null
  last_used_at: string | null
  /** The admin who made it, by themselves or through another key; null: the command line, or a key kept when its maker left. */
  created_by: string | null
}

/** What a key may do where; tenant_id '*' is the whole instance. */
export interface ApiKeyGrantTable {
  api_key_id: string
  tenant_id: string
  role: AdminRole
}
