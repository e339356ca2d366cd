import { type RawBuilder, sql } from 'kysely'
import { type Db, isPostgres } from '../database.ts'
import { directGroupsOf, nestedGroupsOf } from './member.repository.ts'

/** How a related resource is written: a JSON object of these parts in this order. */
export interface RelationShape {
  readonly parts: readonly ('value' | '$ref' | 'display' | 'type')[]
  /** What stands before the id in a `$ref`, by resource type. A type that is not listed has no `$ref`. */
  readonly references: readonly Reference[]
}

interface Reference {
  readonly type: string
  readonly base: string
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
    select "ownerId", ${joinedMembers(db, shape)} as "text", count(*) as "total"
    from (select m.group_id as "ownerId", r.id as "id", r.type as "type", r.display_name as "displayName"
      from scim_member m ${eachResource(db, tenantId, sql`m.member_id`)}
      and m.tenant_id = ${tenantId} and m.group_id in (${sql.join(groupIds)})
      order by m.group_id, m.member_id limit ${sql.lit(limit + 1)}) related
    group by "ownerId"`.execute(db)
  return rows.reduce((sum, row) => sum + row.total, 0) > limit ? undefined : rows
}

/** The text of all members of one group, as an expression. */
export const membersText = (
  db: Db,
  tenantId: string,
  groupId: RawBuilder<unknown>,
  shape: RelationShape,
): RawBuilder<unknown> => sql`(
  select ${joinedMembers(db, shape)} from (select r.id as "id", r.type as "type", r.display_name as "displayName"
    from scim_member m ${eachResource(db, tenantId, sql`m.member_id`)}
    and m.tenant_id = ${tenantId} and m.group_id = ${groupId}) related)`

const joinedMembers = (db: Db, shape: RelationShape): RawBuilder<unknown> =>
  joined(db, element(db, shape, sql`"type"`), sql`"id"`)

/** The groups of the members, direct and indirect, in the same form. */
export async function writeGroupsOf(
  db: Db,
  tenantId: string,
  memberIds: readonly string[],
  shape: RelationShape,
): Promise<RelationText[]> {
  if (memberIds.length === 0) return []
  const which = sql`in (${sql.join(memberIds)})`
  const direct = await sql<RelationText & { nested: number }>`
    select "ownerId", ${joinedGroups(db, shape)} as "text", max(case when "nested" then 1 else 0 end) as "nested"
    from (${directGroupsOf(tenantId, which)}) related group by "ownerId"`.execute(db)
  if (direct.rows.every((row) => row.nested === 0)) return direct.rows
  return (await nestedGroupTexts(db, tenantId, which, shape).execute(db)).rows
}

/** One row: the text of the groups that hold one member directly; with `nested`, which is 1 where one of them is in a group itself, if that is wanted. */
export const directGroupsText = (
  db: Db,
  tenantId: string,
  memberId: RawBuilder<unknown>,
  shape: RelationShape,
  options: { readonly withNested: boolean },
): RawBuilder<unknown> => sql`
  select ${joinedGroups(db, shape)} as "text"
    ${options.withNested ? sql`, max(case when "nested" then 1 else 0 end) as "nested"` : sql``}
  from (${directGroupsOf(tenantId, sql`= ${memberId}`)}) related`

/** Of each member that is in a group: the text of its groups at any depth. */
export const nestedGroupTexts = (
  db: Db,
  tenantId: string,
  which: RawBuilder<unknown>,
  shape: RelationShape,
): RawBuilder<RelationText> => sql`
  select "ownerId", ${joinedGroups(db, shape)} as "text"
  from (${nestedGroupsOf(db, tenantId, which)}) related group by "ownerId"`

const joinedGroups = (db: Db, shape: RelationShape): RawBuilder<unknown> =>
  joined(db, element(db, shape, sql`case "depth" when 1 then 'direct' else 'indirect' end`), sql`"depth", "id"`)

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
  const { rows } = await sql<{ text: string | null }>`
    select ${joined(db, element(db, shape, sql`"type"`), sql`place`)} as "text"
    from (select l.place, r.id as "id", r.type as "type", r.display_name as "displayName"
      from ${inTheirOrder(db, JSON.stringify(memberIds))} l ${eachResource(db, tenantId, sql`l.id`)}) related`.execute(
    db,
  )
  return rows[0]?.text ?? ''
}

/** How many direct members each group has, counted no further than `limit`. */
export async function countMembersUpTo(
  db: Db,
  tenantId: string,
  groupIds: readonly string[],
  limit: number,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; total: number }>`
    select l.id as "id", (select count(*) from (select 1 from scim_member m
      where m.tenant_id = ${tenantId} and m.group_id = l.id limit ${sql.lit(limit)}) counted) as "total"
    from ${inTheirOrder(db, JSON.stringify(groupIds))} l`.execute(db)
  return new Map(rows.map((row) => [row.id, row.total]))
}

/** Ids, a JSON array, as rows (id, place): one parameter however many they are. */
export const inTheirOrder = (db: Db, ids: string): RawBuilder<unknown> =>
  isPostgres(db)
    ? sql`(select value collate "C" as id, place from json_array_elements_text(${ids}::json)
        with ordinality as given(value, place))`
    : sql`(select value as id, key as place from json_each(${ids}))`

/**
 * `cross join` with the resource `r` of each id on the left, looked up one by one whatever the planner knows of the tables: SQLite takes a cross join
 * in its order, PostgreSQL keeps a lateral subquery with an offset as it is. Ends in a `where` that `and` may follow.
 */
export const eachResource = (db: Db, tenantId: string, id: RawBuilder<unknown>): RawBuilder<unknown> =>
  isPostgres(db)
    ? sql`cross join lateral (select * from scim_resource x where x.tenant_id = ${tenantId} and x.id = ${id} offset 0) r where true`
    : sql`cross join scim_resource r where r.tenant_id = ${tenantId} and r.id = ${id}`

/** A text as a JSON string. */
export const quoted = (db: Db, text: RawBuilder<unknown>): RawBuilder<unknown> =>
  isPostgres(db) ? sql`to_json(${text})::text` : sql`json_quote(${text})`

/** One JSON object from the columns id, type and displayName. */
function element(db: Db, { parts, references }: RelationShape, type: RawBuilder<unknown>): RawBuilder<unknown> {
  const reference = (base: string) => sql`',"$ref":' || ${quoted(db, sql`cast(${base} as text) || "id"`)}`
  const cases = references.map(({ type: name, base }) => sql`when ${name} then ${reference(base)}`)
  const texts: Readonly<Record<RelationShape['parts'][number], RawBuilder<unknown>>> = {
    value: sql`',"value":' || ${quoted(db, sql`"id"`)}`,
    $ref: cases.length === 0 ? sql`''` : sql`case "type" ${sql.join(cases, sql` `)} else '' end`,
    display: sql`',"display":' || ${quoted(db, sql`"displayName"`)}`,
    type: sql`',"type":' || ${quoted(db, sql`cast(${type} as text)`)}`,
  }
  const members = parts.map((part) => texts[part])
  return sql`'{' || substr(${sql.join([sql`''`, ...members], sql` || `)}, 2) || '}'`
}

/** Texts in one, in an order. */
export const joined = (
  db: Db,
  text: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  separator = ',',
): RawBuilder<unknown> =>
  isPostgres(db)
    ? sql`string_agg(${text}, ${sql.lit(separator)} order by ${order})`
    : sql`group_concat(${text}, ${sql.lit(separator)} order by ${order})`
