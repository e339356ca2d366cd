import { type Selectable, sql } from 'kysely'
import { type Db, isPostgres } from '../database.ts'
import type { HistoryRow } from './history.repository.ts'
import type { MembershipHistoryTable } from './history.table.ts'

export type MembershipHistoryRow = Selectable<MembershipHistoryTable>

/** When resources came into groups and left them, the latest first. */
export async function listMembershipHistory(
  db: Db,
  tenantId: string,
  memberIds: readonly string[],
  limit: number,
): Promise<MembershipHistoryRow[]> {
  if (memberIds.length === 0) return []
  return db
    .selectFrom('scim_member_history')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('member_id', 'in', memberIds)
    .orderBy('from_at', 'desc')
    .limit(limit)
    .execute()
}

/** One version of a resource. */
export interface VersionKey {
  readonly resourceId: string
  readonly version: number
}

/** What made the versions, without their documents; those that were forgotten are left out. */
export async function listHistoryVersions(
  db: Db,
  tenantId: string,
  keys: readonly VersionKey[],
): Promise<Omit<HistoryRow, 'doc'>[]> {
  if (keys.length === 0) return []
  const json = JSON.stringify(keys.map(({ resourceId, version }) => [resourceId, version]))
  const listed = isPostgres(db)
    ? sql`(select distinct (value->>0) collate "C" as id, (value->>1)::int as version from json_array_elements(${json}::json) as listed(value))`
    : sql`(select distinct json_extract(value, '$[0]') as id, json_extract(value, '$[1]') as version from json_each(${json}))`
  const { rows } = await sql<Omit<HistoryRow, 'doc'>>`
    select h.tenant_id, h.resource_id, h.version, h.directory_id, h.operation, h.actor_type, h.actor_id, h.request_id, h.occurred_at, h.person_id
    from ${listed} l cross join scim_history h
    where h.tenant_id = ${tenantId} and h.resource_id = l.id and h.version = l.version`.execute(db)
  return rows
}
