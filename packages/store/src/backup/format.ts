import type { Database } from '../tables.ts'

export const BACKUP_FORMAT = 'rollcall-backup-1'

/** Every table (a missing one does not compile), parents before children, so that foreign keys hold while restoring. */
const EVERY_TABLE: Readonly<Record<keyof Database, true>> = {
  tenant: true,
  organisation: true,
  directory: true,
  scim_definition: true,
  credential: true,
  person: true,
  person_key: true,
  scim_resource: true,
  scim_index: true,
  scim_value: true,
  scim_unique: true,
  scim_total: true,
  scim_member: true,
  scim_unresolved_member: true,
  scim_history: true,
  scim_member_history: true,
  audit_event: true,
  audit_checkpoint: true,
  event: true,
  admin: true,
  admin_grant: true,
  admin_session: true,
  api_key: true,
  api_key_grant: true,
  setup_code: true,
  throttle: true,
  idempotency_key: true,
  policy_version: true,
  policy_task: true,
  group_role: true,
  person_standing: true,
  licence_total: true,
  link_request: true,
  scim_unknown: true,
  brake_count: true,
  brake_hold: true,
  notice: true,
  retention_mark: true,
}

export const TABLES = Object.keys(EVERY_TABLE) as (keyof Database)[]

/** In backups of older schemas only: restored as they are, and migrated from there. */
const FORMER_TABLES = ['request_record']

/** The table of this name in this or an older schema. */
export const findTable = (name: unknown): keyof Database | undefined =>
  [...TABLES, ...FORMER_TABLES].find((each) => each === name) as keyof Database | undefined

/** Bytes as `{"$bytes": "base64"}`, JSON that PostgreSQL handed out as a value as the text that SQLite keeps; everything else is JSON already. */
export const toJsonRow = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toJson(value)]))

function toJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
}

export const fromJsonRow = (row: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const bytes = (value as { $bytes?: unknown } | null)?.$bytes
      return [name, typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : value]
    }),
  )
