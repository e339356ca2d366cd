/** A value of a row as both databases take it. */
export type Cell = string | number | null | Buffer
export type Row = readonly Cell[]

/** Columns of the product's tables in the order of our rows: the limit servers' inserts and the loaders read them here. */
export const COLUMNS = {
  person: ['tenant_id', 'id', 'created_at'],
  person_key: ['tenant_id', 'person_id', 'wrapped_key', 'created_at'],
  scim_resource: [
    ...['tenant_id', 'directory_id', 'type', 'id', 'n', 'name_key', 'name_tie', 'external_id', 'display_name'],
    ...['display_key', 'active', 'version', 'doc', 'person_id', 'created_at', 'updated_at', 'removed_at'],
  ],
  scim_index: ['tenant_id', 'directory_id', 'type', 'resource_id', 'entries'],
  scim_value: [
    ...['tenant_id', 'directory_id', 'type', 'path', 'value_key', 'value_long', 'resource_id', 'element', 'lead'],
  ],
  scim_total: ['tenant_id', 'directory_id', 'type', 'slot', 'live'],
  scim_member: ['tenant_id', 'group_id', 'member_id'],
  scim_member_history: ['tenant_id', 'group_id', 'member_id', 'from_version', 'from_at', 'to_version', 'to_at'],
  scim_history: [
    ...['tenant_id', 'resource_id', 'version', 'directory_id', 'operation', 'actor_type', 'actor_id', 'request_id'],
    ...['occurred_at', 'person_id', 'doc'],
  ],
  audit_event: [
    ...['tenant_id', 'id', 'occurred_at', 'actor_type', 'actor_id', 'actor_label', 'action', 'target_type'],
    ...['target_id', 'target_version', 'directory_id', 'person_id', 'request_id', 'changed', 'data', 'digest'],
  ],
  event: [
    ...['tenant_id', 'id', 'type', 'directory_id', 'resource_type', 'resource_id', 'person_id', 'version', 'changed'],
    ...['request_id', 'occurred_at'],
  ],
  request_record: [
    ...['tenant_id', 'id', 'directory_id', 'credential_id', 'occurred_at', 'method', 'path', 'query', 'status'],
    ...['scim_type', 'duration_ms', 'request_bytes', 'response_bytes', 'user_agent', 'resource_ids', 'operations'],
    'content',
  ],
} as const

export type Table = keyof typeof COLUMNS

/** `insert into … values (…)` with the dialect's parameters. */
export function insertInto(table: Table, parameter: (position: number) => string): string {
  const columns = COLUMNS[table]
  return `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, at) => parameter(at + 1)).join(', ')})`
}
