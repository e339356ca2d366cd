import { setImmediate } from 'node:timers/promises'
import { compareKeys } from '@rollcall/scim-core'
import { type RawBuilder, sql } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import { type FixedStatement, fixedStatement } from '../query/fixed-statement.ts'
import { rowsInTurns, VALUES_AT_ONCE } from './in-turns.ts'

/** The strings of a JSON array as rows (value): one parameter and one statement, however many. */
export const listed = (db: Db, values: string) =>
  isPostgres(db)
    ? sql`(select distinct value from json_array_elements_text(${values}::json) as listed(value))`
    : sql`(select distinct value from json_each(${values}))`

interface DirectoryMembers {
  readonly tenantId: string
  readonly directoryId: string
  /** A JSON array. */
  readonly ids: string
}

const selectLive = (lock: boolean): FixedStatement<DirectoryMembers, { id: string }> =>
  fixedStatement((db, { tenantId, directoryId, ids }) =>
    sql<{ id: string }>`
      select r.id from ${listed(db, ids)} l join scim_resource r on r.tenant_id = ${tenantId} and r.id = l.value
      where r.directory_id = ${directoryId} and r.removed_at is null
      ${lock && isPostgres(db) ? sql`for share of r` : sql``}`.compile(db),
  )
const selectLivePlain = selectLive(false)
const selectLiveLocked = selectLive(true)

/**
 * Which of `ids` are live resources of the directory, whatever their type. `lock`: they stay so until the transaction ends; whoever is removing one
 * is waited for (PostgreSQL; SQLite has one writer anyway).
 */
export async function listLiveIds(
  db: Db,
  tenantId: string,
  directoryId: string,
  ids: readonly string[],
  options: { readonly lock?: boolean } = {},
): Promise<string[]> {
  if (ids.length === 0) return []
  const select = options.lock === true ? selectLiveLocked : selectLivePlain
  const { rows } = await rowsInTurns(ids, (some) => select(db, { tenantId, directoryId, ids: JSON.stringify(some) }))
  return rows.map((row) => row.id)
}

interface GroupMembers {
  readonly tenantId: string
  readonly groupId: string
  /** A JSON array. */
  readonly ids: string
}

const insertMembers = fixedStatement((db, { tenantId, groupId, ids }: GroupMembers) =>
  sql<{ member_id: string }>`
    insert into scim_member (tenant_id, group_id, member_id)
    select ${tenantId}, ${groupId}, l.value from ${listed(db, ids)} l where true
    on conflict (tenant_id, group_id, member_id) do nothing returning member_id`.compile(db),
)

/** Adds those that are not members yet and returns them. Costs as much as `memberIds` is long, whatever the size of the group. */
export async function addMembers(
  trx: Trx,
  tenantId: string,
  groupId: string,
  memberIds: readonly string[],
): Promise<string[]> {
  if (memberIds.length === 0) return []
  const { rows } = await rowsInTurns(memberIds, (some) =>
    insertMembers(trx, { tenantId, groupId, ids: JSON.stringify(some) }),
  )
  return rows.map((row) => row.member_id)
}

const deleteMembers = fixedStatement((db, { tenantId, groupId, ids }: GroupMembers) =>
  sql<{ member_id: string }>`
    delete from scim_member where tenant_id = ${tenantId} and group_id = ${groupId}
    and member_id in (select l.value from ${listed(db, ids)} l) returning member_id`.compile(db),
)

/** Removes those that are members and returns them. */
export async function removeMembers(
  trx: Trx,
  tenantId: string,
  groupId: string,
  memberIds: readonly string[],
): Promise<string[]> {
  if (memberIds.length === 0) return []
  const { rows } = await rowsInTurns(memberIds, (some) =>
    deleteMembers(trx, { tenantId, groupId, ids: JSON.stringify(some) }),
  )
  return rows.map((row) => row.member_id)
}

const deleteOthers = fixedStatement((db, { tenantId, groupId, ids }: GroupMembers) =>
  sql<{ member_id: string }>`
    delete from scim_member where tenant_id = ${tenantId} and group_id = ${groupId} and member_id in (
      select m.member_id from scim_member m where m.tenant_id = ${tenantId} and m.group_id = ${groupId}
      and m.member_id not in (select l.value from ${listed(db, ids)} l) limit ${sql.lit(VALUES_AT_ONCE)})
    returning member_id`.compile(db),
)

/** Removes every member that is not in `memberIds` and returns the removed ones. */
export async function removeOtherMembers(
  trx: Trx,
  tenantId: string,
  groupId: string,
  memberIds: readonly string[],
): Promise<string[]> {
  if (memberIds.length > VALUES_AT_ONCE)
    return removeMembers(trx, tenantId, groupId, await listOthers(trx, tenantId, groupId, memberIds))
  const ids = JSON.stringify(memberIds)
  const removed: string[] = []
  for (;;) {
    const { rows } = await deleteOthers(trx, { tenantId, groupId, ids })
    for (const row of rows) removed.push(row.member_id)
    if (rows.length < VALUES_AT_ONCE) return removed
    await setImmediate()
  }
}

/** Members that are not in a list too long to be compared with in one statement. */
async function listOthers(db: Db, tenantId: string, groupId: string, memberIds: readonly string[]): Promise<string[]> {
  const kept = new Set(memberIds)
  const others: string[] = []
  for (let after = ''; ; await setImmediate()) {
    const rows = await db
      .selectFrom('scim_member')
      .select('member_id')
      .where('tenant_id', '=', tenantId)
      .where('group_id', '=', groupId)
      .where('member_id', '>', after)
      .orderBy('member_id')
      .limit(VALUES_AT_ONCE)
      .execute()
    for (const { member_id } of rows) if (!kept.has(member_id)) others.push(member_id)
    if (rows.length < VALUES_AT_ONCE) return others
    after = rows.at(-1)?.member_id ?? after
  }
}

/** One side of a membership, as answers show it. */
export interface MembershipRow {
  /** The resource whose list this row belongs to. */
  readonly ownerId: string
  readonly id: string
  readonly type: string
  readonly displayName: string
  /** How many steps of nesting; 1 is direct. */
  readonly depth: number
}

/** Direct members of the groups, in order of id; no more than `limit` in all, where one is given. */
export async function listMembers(
  db: Db,
  tenantId: string,
  groupIds: readonly string[],
  limit?: number,
): Promise<MembershipRow[]> {
  if (groupIds.length === 0) return []
  const { rows } = await sql<MembershipRow>`
    select m.group_id as "ownerId", r.id as "id", r.type as "type", r.display_name as "displayName", 1 as "depth"
    from scim_member m join scim_resource r on r.tenant_id = m.tenant_id and r.id = m.member_id
    where m.tenant_id = ${tenantId} and m.group_id in (${sql.join(groupIds)})
    order by m.group_id, m.member_id ${limit === undefined ? sql`` : sql`limit ${sql.lit(limit)}`}`.execute(db)
  return rows
}

/** Nesting is followed this deep, which also ends cycles. */
export const MAX_NESTING = 8

/** Groups that hold the members, directly or through other groups. Most groups are in no group, and then one look-up by key is all. */
export async function listGroupsOf(db: Db, tenantId: string, memberIds: readonly string[]): Promise<MembershipRow[]> {
  if (memberIds.length === 0) return []
  const [first = '', ...others] = memberIds
  const which = () => sql`in (${sql.join(memberIds)})`
  const { rows } =
    others.length === 0
      ? await selectGroupsOfOne(db, { tenantId, memberId: first })
      : await directGroupsOf(tenantId, which()).execute(db)
  return groupsInOrder(rows) ?? listNestedGroupsOf(db, tenantId, which())
}

/** A group that holds a member directly. */
export interface HeldGroup extends MembershipRow {
  /** It is in a group itself. */
  readonly nested: number | boolean
}

/** All groups of the members, when these are the direct ones. undefined: there are more, further up. */
export function groupsInOrder(direct: readonly HeldGroup[]): MembershipRow[] | undefined {
  if (direct.some((row) => Boolean(row.nested))) return undefined
  // Sorted here: a sorter would cost SQLite more than the look-up.
  return direct
    .map(({ nested: _, ...row }) => row)
    .sort((a, b) => compareKeys(a.ownerId, b.ownerId) || compareKeys(a.id, b.id))
}

/** The groups that hold the members directly. `which`: `=` or `in`, and which members. */
export const directGroupsOf = (tenantId: string, which: RawBuilder<unknown>) =>
  sql<HeldGroup>`
    select m.member_id as "ownerId", r.id as "id", r.type as "type", r.display_name as "displayName", 1 as "depth",
      exists (select 1 from scim_member p where p.tenant_id = ${tenantId} and p.member_id = m.group_id) as "nested"
    from scim_member m cross join scim_resource r
    where m.tenant_id = ${tenantId} and m.member_id ${which}
      and r.tenant_id = ${tenantId} and r.id = m.group_id`

const selectGroupsOfOne = fixedStatement(
  (db, { tenantId, memberId }: { readonly tenantId: string; readonly memberId: string }) =>
    directGroupsOf(tenantId, sql`= ${memberId}`).compile(db),
)

async function listNestedGroupsOf(db: Db, tenantId: string, which: RawBuilder<unknown>): Promise<MembershipRow[]> {
  const { rows } = await sql<MembershipRow>`${nestedGroupsOf(db, tenantId, which)}
    order by "ownerId", "depth", "id"`.execute(db)
  return rows
}

/** The groups that hold the members at any depth; `which` as in directGroupsOf. */
export function nestedGroupsOf(db: Db, tenantId: string, which: RawBuilder<unknown>): RawBuilder<MembershipRow> {
  const groupsOf = eachRow(db, 'scim_member', sql`x.tenant_id = ${tenantId} and x.member_id = h.group_id`)
  const resourceOf = eachRow(db, 'scim_resource', sql`x.tenant_id = ${tenantId} and x.id = h.group_id`)
  return sql<MembershipRow>`
    with recursive held (owner_id, group_id, depth) as (
      select m.member_id, m.group_id, 1 from scim_member m
      where m.tenant_id = ${tenantId} and m.member_id ${which}
      union
      select h.owner_id, x.group_id, h.depth + 1 from held h ${groupsOf} and h.depth < ${sql.lit(MAX_NESTING)}
    )
    select h.owner_id as "ownerId", x.id as "id", x.type as "type", x.display_name as "displayName", min(h.depth) as "depth"
    from held h ${resourceOf} and h.owner_id <> h.group_id
    group by h.owner_id, x.id, x.type, x.display_name`
}

/**
 * `cross join` with the rows `x` of a table that satisfy `condition`, looked up by index for each row on the left whatever the planner knows of the
 * tables: SQLite takes a cross join in its order, PostgreSQL keeps a lateral subquery with an offset as it is. Left to themselves both may start at
 * everything the tenant has. Ends in a `where` that `and` may follow.
 */
const eachRow = (
  db: Db,
  table: 'scim_member' | 'scim_resource',
  condition: RawBuilder<unknown>,
): RawBuilder<unknown> =>
  isPostgres(db)
    ? sql`cross join lateral (select * from ${sql.table(table)} x where ${condition} offset 0) x where true`
    : sql`cross join ${sql.table(table)} x where ${condition}`

/** Groups that hold the member directly. */
export async function listDirectGroupIds(db: Db, tenantId: string, memberIds: readonly string[]): Promise<string[]> {
  if (memberIds.length === 0) return []
  const rows = await db
    .selectFrom('scim_member')
    .select('group_id')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('member_id', 'in', memberIds)
    // Whoever locks groups does it in this order.
    .orderBy('group_id')
    .execute()
  return rows.map((row) => row.group_id)
}

const selectMemberAt = fixedStatement(
  (db, { tenantId, groupId, at }: { readonly tenantId: string; readonly groupId: string; readonly at: number }) =>
    db
      .selectFrom('scim_member')
      .select('member_id')
      .where('tenant_id', '=', tenantId)
      .where('group_id', '=', groupId)
      .limit(1)
      .offset(at)
      .compile(),
)

/** Whether the group has more members than `limit`, at a cost that depends on the limit alone. */
export async function hasMoreMembersThan(db: Db, tenantId: string, groupId: string, limit: number): Promise<boolean> {
  const { rows } = await selectMemberAt(db, { tenantId, groupId, at: limit })
  return rows.length > 0
}
