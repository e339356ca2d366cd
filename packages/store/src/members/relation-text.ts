import { type RawBuilder, sql } from 'kysely'
import { type Db, isPostgres } from '../database.ts'
import { directGroupsOf, nestedGroupsOf } from './member.repository.ts'

/** How a related resource is written: a JSON object of these parts in this order. */
export interface RelationShape {
  readonly parts: readonly ('value' | '$ref' | 'display' | 'type')[]
  /** What stands before the id in a `$ref`, by resource type. A type that is not listed has no `$ref`. */
  readonly references: Readonly<Record<string, string>>
}

/** The related resources of one resource as JSON objects, separated by commas. */
export interface RelationText {
  readonly ownerId: string
  readonly text: string
}

/**
 * The members of the groups, as the database itself writes them: nothing is parsed or copied by row on the way to the answer. undefined: there are more
 * than `limit` in all.
 */
export async function writeMembersOf(
  db: Db,
  tenantId: string,
  groupIds: readonly string[],
  shape: RelationShape,
  limit: number,
): Promise<RelationText[] | undefined> {
  if (groupIds.length === 0) return []
  const { rows } = await sql<RelationText & { total: number }>`
    select "ownerId", ${joined(db, element(db, shape, sql`"type"`), sql`"id"`)} as "text", count(*) as "total"
    from (select m.group_id as "ownerId", r.id as "id", r.type as "type", r.display_name as "displayName"
      from scim_member m ${eachResource(db, tenantId, sql`m.member_id`)}
      and m.tenant_id = ${tenantId} and m.group_id in (${sql.join(groupIds)})
      order by m.group_id, m.member_id limit ${sql.lit(limit + 1)}) related
    group by "ownerId"`.execute(db)
  return rows.reduce((sum, row) => sum + row.total, 0) > limit ? undefined : rows
}

/** The groups of the members, direct and indirect, in the same form. */
export async function writeGroupsOf(
  db: Db,
  tenantId: string,
  memberIds: readonly string[],
  shape: RelationShape,
): Promise<RelationText[]> {
  if (memberIds.length === 0) return []
  const written = element(db, shape, sql`case "depth" when 1 then 'direct' else 'indirect' end`)
  const inOrder = joined(db, written, sql`"depth", "id"`)
  const direct = await sql<RelationText & { nested: number }>`
    select "ownerId", ${inOrder} as "text", max(case when "nested" then 1 else 0 end) as "nested"
    from (${directGroupsOf(tenantId, memberIds)}) related group by "ownerId"`.execute(db)
  if (direct.rows.every((row) => row.nested === 0)) return direct.rows
  const nested = await sql<RelationText>`
    select "ownerId", ${inOrder} as "text" from (${nestedGroupsOf(db, tenantId, memberIds)}) related group by "ownerId"`.execute(
    db,
  )
  return nested.rows
}

/** The ids of all members in order, a line each: one small text, so that a long answer holds no transaction open while it is sent. */
export async function readMemberIds(db: Db, tenantId: string, groupId: string): Promise<string> {
  const { rows } = await sql<{ ids: string | null }>`
    select ${joined(db, sql`member_id`, sql`member_id`, '\n')} as "ids" from scim_member
    where tenant_id = ${tenantId} and group_id = ${groupId}`.execute(db)
  return rows[0]?.ids ?? ''
}

/** The named resources in the form and order of members, whether or not they are still members or live. */
export async function writeMembers(
  db: Db,
  tenantId: string,
  memberIds: readonly string[],
  shape: RelationShape,
): Promise<string> {
  const given = JSON.stringify(memberIds)
  const listed = isPostgres(db)
    ? sql`(select value collate "C" as id, place from json_array_elements_text(${given}::json) with ordinality as given(value, place))`
    : sql`(select value as id, key as place from json_each(${given}))`
  const { rows } = await sql<{ text: string | null }>`
    select ${joined(db, element(db, shape, sql`"type"`), sql`place`)} as "text"
    from (select l.place, r.id as "id", r.type as "type", r.display_name as "displayName"
      from ${listed} l ${eachResource(db, tenantId, sql`l.id`)}) related`.execute(db)
  return rows[0]?.text ?? ''
}

/** How many direct members each group has, counted no further than `limit`. */
export async function countMembersUpTo(
  db: Db,
  tenantId: string,
  groupIds: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, number>> {
  const given = JSON.stringify(groupIds)
  const listed = isPostgres(db)
    ? sql`(select value collate "C" as id from json_array_elements_text(${given}::json) as given(value))`
    : sql`(select value as id from json_each(${given}))`
  const { rows } = await sql<{ id: string; total: number }>`
    select l.id as "id", (select count(*) from (select 1 from scim_member m
      where m.tenant_id = ${tenantId} and m.group_id = l.id limit ${sql.lit(limit)}) counted) as "total"
    from ${listed} l`.execute(db)
  return new Map(rows.map((row) => [row.id, row.total]))
}

/**
 * `cross join` with the resource `r` of each id on the left, looked up one by one whatever the planner knows of the tables: SQLite takes a cross join
 * in its order, PostgreSQL keeps a lateral subquery with an offset as it is. Ends in a `where` that `and` may follow.
 */
const eachResource = (db: Db, tenantId: string, id: RawBuilder<unknown>): RawBuilder<unknown> =>
  isPostgres(db)
    ? sql`cross join lateral (select * from scim_resource x where x.tenant_id = ${tenantId} and x.id = ${id} offset 0) r where true`
    : sql`cross join scim_resource r where r.tenant_id = ${tenantId} and r.id = ${id}`

/** One JSON object from the columns id, type and displayName. */
function element(db: Db, { parts, references }: RelationShape, type: RawBuilder<unknown>): RawBuilder<unknown> {
  const quoted = (text: RawBuilder<unknown>) =>
    isPostgres(db) ? sql`to_json(${text})::text` : sql`json_quote(${text})`
  const reference = (base: string) => sql`',"$ref":' || ${quoted(sql`cast(${base} as text) || "id"`)}`
  const cases = Object.entries(references).map(([name, base]) => sql`when ${name} then ${reference(base)}`)
  const texts: Readonly<Record<RelationShape['parts'][number], RawBuilder<unknown>>> = {
    value: sql`',"value":' || ${quoted(sql`"id"`)}`,
    $ref: cases.length === 0 ? sql`''` : sql`case "type" ${sql.join(cases, sql` `)} else '' end`,
    display: sql`',"display":' || ${quoted(sql`"displayName"`)}`,
    type: sql`',"type":' || ${quoted(sql`cast(${type} as text)`)}`,
  }
  const members = parts.map((part) => texts[part])
  return sql`'{' || substr(${sql.join([sql`''`, ...members], sql` || `)}, 2) || '}'`
}

const joined = (db: Db, text: RawBuilder<unknown>, order: RawBuilder<unknown>, separator = ','): RawBuilder<unknown> =>
  isPostgres(db)
    ? sql`string_agg(${text}, ${sql.lit(separator)} order by ${order})`
    : sql`group_concat(${text}, ${sql.lit(separator)} order by ${order})`
