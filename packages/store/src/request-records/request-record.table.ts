import type { Kysely } from 'kysely'

/** One SCIM exchange as received and answered. Nothing readable in here is a value that a provider sent: those are sealed in `content`. */
export interface RequestRecordTable {
  tenant_id: string
  /** The request id. */
  id: string
  directory_id: string
  credential_id: string
  occurred_at: string
  method: string
  /** Path below the SCIM base; what is no id of ours is masked. */
  path: string
  /** Names of the parameters; values only where they cannot be personal, filters with their literals masked. */
  query: string | null
  status: number
  scim_type: string | null
  duration_ms: number
  request_bytes: number
  response_bytes: number
  user_agent: string | null
  /** Ids of the resources that were made, changed or read by id, as JSON text. */
  resource_ids: string | null
  /** What the body asked for, without values, as JSON text. */
  operations: string | null
  /** Of failures: path, query and both bodies, sealed under the key of the tenant's day. */
  content: Buffer | null
}

/** What a tenant's records of one day are sealed under; gone with the day, or at once when the tenant's contents are erased. */
export interface RequestRecordKeyTable {
  tenant_id: string
  /** `2026-11-22` */
  day: string
  wrapped_key: Buffer
  created_at: string
}

/** The tables of request records: in a file of their own on SQLite, beside the others on PostgreSQL. Never in a backup. */
export interface RecordDatabase {
  request_record: RequestRecordTable
  request_record_key: RequestRecordKeyTable
}

export type RecordDb = Kysely<RecordDatabase>
