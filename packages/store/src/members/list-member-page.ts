import { type RawBuilder, sql } from 'kysely'
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
  const some = (groupId: RawBuilder<unknown>) => sql`select p.group_id, p.member_id from scim_member p
    where p.tenant_id = ${tenantId} and p.group_id = ${groupId} ${past} order by p.member_id ${order} limit ${page.limit}`
  // SQLite knows no lateral subquery, so each group brings its own; a page of groups stays below its limit of 500 terms.
  const source = isPostgres(db)
    ? sql`(select value collate "C" as id from json_array_elements_text(${JSON.stringify(groupIds)}::json) as listed(value)) g
        cross join lateral (${some(sql.ref('g.id'))}) m`
    : sql`(${sql.join(
        groupIds.map((groupId) => sql`select * from (${some(sql`${groupId}`)})`),
        sql` union all `,
      )}) m`
  const { rows } = await sql<{ groupId: string; memberId: string }>`
    select m.group_id as "groupId", m.member_id as "memberId" from ${source} order by m.group_id, m.member_id ${order}`.execute(
    db,
  )
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
