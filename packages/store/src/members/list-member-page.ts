import { sql } from 'kysely'
import { type Db, isPostgres } from '../database.ts'
import type { KeysetPage } from '../query/keyset.ts'

/** Direct members of several groups, `limit` of each in order of id: one statement, and no more rows are read than are shown. */
export async function listMemberPage(
  db: Db,
  tenantId: string,
  groupIds: readonly string[],
  page: KeysetPage,
): Promise<{ readonly groupId: string; readonly memberId: string }[]> {
  if (groupIds.length === 0) return []
  const from = page.from?.[0]
  const past = from === undefined ? sql`` : sql`and p.member_id ${page.backwards ? sql`<` : sql`>`} ${from}`
  const order = page.backwards ? sql`desc` : sql`asc`
  const some = (groupId: ReturnType<typeof sql.ref>) => sql`select p.member_id from scim_member p
    where p.tenant_id = ${tenantId} and p.group_id = ${groupId} ${past} order by p.member_id ${order} limit ${page.limit}`
  const ids = JSON.stringify(groupIds)
  const { rows } = isPostgres(db)
    ? await sql<{ groupId: string; memberId: string }>`
        select g.id as "groupId", m.member_id as "memberId"
        from (select value collate "C" as id from json_array_elements_text(${ids}::json) as listed(value)) g
        cross join lateral (${some(sql.ref('g.id'))}) m order by g.id, m.member_id ${order}`.execute(db)
    : await sql<{ groupId: string; memberId: string }>`
        select g.value as "groupId", m.member_id as "memberId" from json_each(${ids}) g
        join scim_member m on m.tenant_id = ${tenantId} and m.group_id = g.value
        where m.member_id in (${some(sql.ref('g.value'))}) order by g.value, m.member_id ${order}`.execute(db)
  return rows
}

/** Direct members of each group; groups without any are left out. */
export async function countMembersOf(
  db: Db,
  tenantId: string,
  groupIds: readonly string[],
): Promise<{ readonly groupId: string; readonly total: number }[]> {
  if (groupIds.length === 0) return []
  const { rows } = await sql<{ groupId: string; total: number }>`
    select group_id as "groupId", count(*) as "total" from scim_member
    where tenant_id = ${tenantId} and group_id in (${sql.join(groupIds)}) group by group_id`.execute(db)
  return rows
}
