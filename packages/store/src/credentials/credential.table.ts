export type CredentialKind = 'bearer' | 'basic'

export interface CredentialTable {
  tenant_id: string
  id: string
  directory_id: string
  kind: CredentialKind
  name: string
  /** Of basic credentials only. */
  username: string | null
  /** SHA-256, hex. The secret itself is never stored. */
  secret_hash: string
  last_four: string
  created_at: string
  expires_at: string | null
  revoked_at: string | null
  last_used_at: string | null
}
