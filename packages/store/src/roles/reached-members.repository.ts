import { sql } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import type { NamedGroup } from './role-prefix.repository.ts'

/** Where the groups of a directory are. */
export interface GroupSpace {
  readonly tenantId: string
  readonly directoryId: string
  /** Types that have members. */
  readonly types: readonly string[]
}

/** Every live group of the directory. */
export async function listNamedGroups(db: Db, { tenantId, directoryId, types }: GroupSpace): Promise<NamedGroup[]> {
  if (types.length === 0) return []
  return db
    .selectFrom('scim_resource')
    .select(['id', 'display_name as displayName'])
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .where('type', 'in', types)
    .where('removed_at', 'is', null)
    .execute()
}

/** Which group is directly inside of which, in the directory: as many rows as there are nested groups, whatever the number of people. */
export async function listNestedGroups(
  db: Db,
  { tenantId, directoryId, types }: GroupSpace,
): Promise<{ readonly group_id: string; readonly member_id: string }[]> {
  if (types.length === 0) return []
  const { rows } = await sql<{ group_id: string; member_id: string }>`
    select m.group_id, m.member_id from scim_resource r cross join scim_member m
    where r.tenant_id = ${tenantId} and r.directory_id = ${directoryId} and r.type in (${sql.join(types)}) and r.removed_at is null
    and m.tenant_id = ${tenantId} and m.member_id = r.id`.execute(db)
  return rows
}

/** Direct members of a group in order of id, after the given one. */
export async function listMemberIdsAfter(
  db: Db,
  tenantId: string,
  groupId: string,
  afterId: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('scim_member')
    .select('member_id')
    .where('tenant_id', '=', tenantId)
    .where('group_id', '=', groupId)
    .where('member_id', '>', afterId)
    .orderBy('member_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.member_id)
}

/** The directory that a resource is or was in; undefined: there never was such a resource. */
export async function findDirectoryIdOf(db: Db, tenantId: string, resourceId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('scim_resource')
    .select('directory_id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', resourceId)
    .executeTakeFirst()
  return row?.directory_id
}

/** Holds people, in order of id, until the transaction ends (PostgreSQL; SQLite has one writer anyway). */
export async function lockPersons(trx: Trx, tenantId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || !isPostgres(trx)) return
  await trx
    .selectFrom('person')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}
