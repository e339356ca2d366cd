export type AdminRole = 'owner' | 'tenant-admin' | 'scim-manager' | 'token-manager' | 'auditor'

export interface AdminTable {
  id: string
  email: string
  /** Folded; unique. */
  email_key: string
  name: string
  /** PHC string of argon2id; null until the setup link was used. */
  password_hash: string | null
  setup_hash: string | null
  setup_expires_at: string | null
  disabled_at: string | null
  version: number
  created_at: string
  updated_at: string
}

/** What an admin may do where; tenant_id '*' is the whole instance. */
export interface AdminGrantTable {
  admin_id: string
  tenant_id: string
  role: AdminRole
}

export interface AdminSessionTable {
  id: string
  admin_id: string
  secret_hash: string
  created_at: string
  expires_at: string
  last_seen_at: string
  revoked_at: string | null
  user_agent: string | null
}
