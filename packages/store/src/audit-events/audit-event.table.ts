export type ActorType = 'credential' | 'admin' | 'api_key' | 'command_line' | 'system'

export interface AuditEventTable {
  tenant_id: string
  /** Time-ordered. */
  id: string
  occurred_at: string
  actor_type: ActorType
  actor_id: string
  actor_label: string
  action: string
  target_type: string
  target_id: string
  /** The version the act made, where the target has versions: sealed data is bound to it. */
  target_version: number | null
  directory_id: string | null
  person_id: string | null
  request_id: string
  /** Paths that changed, as a JSON array of strings; no values. */
  changed: string
  /** Before and after, sealed under the person's key where there is a person, else plain JSON. */
  data: Buffer | null
  /** SHA-256 over the content (ciphertext where sealed). */
  digest: string
  /** Set by the sealer, in commit order. */
  seq: number | null
  chain: string | null
}
