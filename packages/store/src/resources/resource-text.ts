import type { ResourceType } from '@rollcall/scim-core'
import { type CompiledQuery, type RawBuilder, sql } from 'kysely'
import { type Db, isPostgres } from '../database.ts'
import {
  countMembersUpTo,
  directGroupsText,
  eachResource,
  inTheirOrder,
  joined,
  membersText,
  nestedGroupTexts,
  quoted,
  type RelationShape,
} from '../members/relation-text.ts'
import { type FixedStatement, fixedStatement } from '../query/fixed-statement.ts'

/** How resources of a type are written whole. */
export interface ResourceShape {
  /** What stands before the id in `meta.location`. */
  readonly location: string
  /** undefined: not shown, or the type has none. */
  readonly members: RelationShape | undefined
  readonly groups: RelationShape | undefined
}

/** Resources as JSON objects separated by commas. UTF-8 where the database hands bytes over faster than text. */
export type ResourceText = string | Uint8Array

/**
 * The live resources of the ids in their order, as the database itself writes them: the stored documents with relations and `meta` behind. Nothing is
 * parsed or copied by row on the way to the answer. undefined: they have more than `memberLimit` members in all.
 */
export async function writeResourcesOf(
  db: Db,
  tenantId: string,
  type: ResourceType,
  ids: readonly string[],
  shape: ResourceShape,
  memberLimit: number,
): Promise<ResourceText | undefined> {
  if (ids.length === 0) return ''
  if (shape.members !== undefined) {
    const counts = await countMembersUpTo(db, tenantId, ids, memberLimit + 1)
    if ([...counts.values()].reduce((sum, count) => sum + count, 0) > memberLimit) return undefined
  }
  const direct = await write(db, tenantId, type, ids, shape, 'direct')
  return direct.nested === 0 ? direct.text : (await write(db, tenantId, type, ids, shape, 'nested')).text
}

interface Written {
  readonly text: ResourceText
  /** 1 when a group that was written is in a group itself. */
  readonly nested: number
}

type Depth = 'direct' | 'nested'

async function write(
  db: Db,
  tenantId: string,
  type: ResourceType,
  ids: readonly string[],
  shape: ResourceShape,
  depth: Depth,
): Promise<Written> {
  const values: Record<string, string> = {
    tenantId,
    ids: JSON.stringify(ids),
    members: `,${JSON.stringify(type.members?.name)}:[`,
    groups: `,${JSON.stringify(type.memberOf?.name)}:[`,
    meta: `,"meta":{"resourceType":${JSON.stringify(type.name)},"created":"`,
    location: shape.location,
  }
  for (const [at, { type: name, base }] of referencesOf(shape).entries()) {
    values[`type${at}`] = name
    values[`base${at}`] = base
  }
  const { rows } = await statementFor(shape, depth)(db, values as unknown as Values)
  return rows[0] as Written
}

const referencesOf = ({ members, groups }: ResourceShape) => (members ?? groups)?.references ?? []

interface Values {
  readonly tenantId: string
  /** A JSON array. */
  readonly ids: string
  /** What stands before the first member, the first group, and the time of creation. */
  readonly members: string
  readonly groups: string
  readonly meta: string
  readonly location: string
  /** `type0`, `base0` and so on: references. */
  readonly [reference: `${'type' | 'base'}${number}`]: string
}

/** By what makes a difference to the text of a statement: a handful, whatever the types are called and wherever they are. */
const statements = new Map<string, FixedStatement<Values, Written>>()

function statementFor(shape: ResourceShape, depth: Depth): FixedStatement<Values, Written> {
  const key = JSON.stringify([shape.members?.parts, shape.groups?.parts, referencesOf(shape).length, depth])
  let statement = statements.get(key)
  if (statement === undefined) {
    const { members, groups } = shape
    const count = referencesOf(shape).length
    statement = fixedStatement((db, values) =>
      compile(db, values, { members: members?.parts, groups: groups?.parts, references: count }, depth),
    )
    statements.set(key, statement)
  }
  return statement
}

interface Parts {
  readonly members: RelationShape['parts'] | undefined
  readonly groups: RelationShape['parts'] | undefined
  readonly references: number
}

function compile(db: Db, values: Values, parts: Parts, depth: Depth): CompiledQuery<Written> {
  const { tenantId } = values
  const id = sql`l.id`
  const references = Array.from({ length: parts.references }, (_, at) => ({
    type: values[`type${at}`] as string,
    base: values[`base${at}`] as string,
  }))
  const members = parts.members && membersText(db, tenantId, id, { parts: parts.members, references })
  const groups = parts.groups && groupsOfEach(db, values, { parts: parts.groups, references }, depth)
  const pieces = [
    // Bytes are cut where characters would have to be counted.
    isPostgres(db) ? sql`left(r.doc, -1)` : sql`substr(cast(r.doc as blob), 1, octet_length(r.doc) - 1)`,
    ...(members === undefined ? [] : [constant(values.members), members, sql`']'`]),
    ...(groups === undefined ? [] : [constant(values.groups), groups.text, sql`']'`]),
    constant(values.meta),
    sql`r.created_at`,
    sql`'","lastModified":"'`,
    sql`r.updated_at`,
    sql`'","location":'`,
    quoted(db, sql`${constant(values.location)} || r.id`),
    sql`',"version":"W/\\"'`,
    sql`r.version`,
    sql`'\\""}}'`,
  ]
  return sql<Written>`
    select ${inOne(db, sql`concat(${sql.join(pieces)})`)} as "text", ${groups?.nested ?? sql`0`} as "nested"
    from ${inTheirOrder(db, values.ids)} l ${groups?.join ?? sql``}
      ${eachResource(db, tenantId, id)} and r.removed_at is null`.compile(db)
}

interface GroupsOfEach {
  readonly join: RawBuilder<unknown>
  readonly text: RawBuilder<unknown>
  /** Over all resources. */
  readonly nested: RawBuilder<unknown>
}

/** The groups of each resource `l.id`. Each is looked up by itself where only direct ones are wanted, which most resources have few of. */
function groupsOfEach(db: Db, { tenantId, ids }: Values, shape: RelationShape, depth: Depth): GroupsOfEach {
  if (depth === 'nested') {
    const texts = nestedGroupTexts(db, tenantId, sql`in (select id from ${inTheirOrder(db, ids)} given)`, shape)
    return { join: sql`left join (${texts}) g on g."ownerId" = l.id`, text: sql`g."text"`, nested: sql`0` }
  }
  const direct = directGroupsText(db, tenantId, sql`l.id`, shape, { withNested: isPostgres(db) })
  if (isPostgres(db)) {
    const nested = sql`coalesce(max(g."nested"), 0)`
    return { join: sql`cross join lateral (${direct}) g`, text: sql`g."text"`, nested }
  }
  // SQLite has no lateral joins, but looks an expression up fast.
  const nested = sql`max(case when ${isInNested(tenantId)} then 1 else 0 end)`
  return { join: sql``, text: sql`(${direct})`, nested }
}

/**
 * SQLite sorts an aggregate in a B-tree, which costs as much for whole resources as all the rest; but it visits the ids in their order, being bound to
 * its loops by `cross join`.
 */
const inOne = (db: Db, text: RawBuilder<unknown>): RawBuilder<unknown> =>
  isPostgres(db) ? joined(db, text, sql`l.place`) : sql`cast(group_concat(${text}) as blob)`

/** Whether a group that holds the resource is in a group itself. */
const isInNested = (tenantId: string): RawBuilder<unknown> => sql`exists (
  select 1 from scim_member m cross join scim_member p
  where m.tenant_id = ${tenantId} and m.member_id = l.id and p.tenant_id = ${tenantId} and p.member_id = m.group_id)`

const constant = (text: string): RawBuilder<unknown> => sql`cast(${text} as text)`
