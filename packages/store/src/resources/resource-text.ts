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

/** Live resources, in the order they are written in. */
export interface ChosenResources {
  readonly ids: readonly string[]
  /** They follow one another in the order of creation, from this `n` of their directory on: one walk finds them, where each would be looked up. */
  readonly run?: { readonly directoryId: string; readonly n: number } | undefined
}

/** Resources as JSON objects separated by commas. UTF-8 where the database hands bytes over faster than text. */
export type ResourceText = string | Uint8Array

/**
 * Resources as the database itself writes them: the stored documents with relations and `meta` behind. Nothing is parsed or copied by row on the way to
 * the answer. undefined: they have more than `memberLimit` members in all.
 */
export async function writeResourcesOf(
  db: Db,
  tenantId: string,
  type: ResourceType,
  { ids, run }: ChosenResources,
  shape: ResourceShape,
  memberLimit: number,
): Promise<ResourceText | undefined> {
  if (ids.length === 0) return ''
  if (shape.members !== undefined) {
    const counts = await countMembersUpTo(db, tenantId, ids, memberLimit + 1)
    if ([...counts.values()].reduce((sum, count) => sum + count, 0) > memberLimit) return undefined
  }
  const direct = await write(db, tenantId, type, { ids, run }, shape, 'direct')
  return direct.nested === 0 ? direct.text : (await write(db, tenantId, type, { ids }, shape, 'nested')).text
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
  { ids, run }: ChosenResources,
  shape: ResourceShape,
  depth: Depth,
): Promise<Written> {
  const values: Record<string, string | number> = {
    tenantId,
    ...(run === undefined
      ? { ids: JSON.stringify(ids) }
      : { ...run, type: type.name, first: ids[0] as string, count: ids.length }),
    members: `,${JSON.stringify(type.members?.name)}:[`,
    groups: `,${JSON.stringify(type.memberOf?.name)}:[`,
    meta: `,"meta":{"resourceType":${JSON.stringify(type.name)},"created":"`,
    location: shape.location,
  }
  for (const [at, { type: name, base }] of referencesOf(shape).entries()) {
    values[`type${at}`] = name
    values[`base${at}`] = base
  }
  const { rows } = await statementFor(shape, run === undefined ? depth : 'run')(db, values as unknown as Values)
  return rows[0] as Written
}

const referencesOf = ({ members, groups }: ResourceShape) => (members ?? groups)?.references ?? []

interface Values {
  readonly tenantId: string
  /** A JSON array; of a run it is left out, and the next five say where it starts and ends. */
  readonly ids: string
  readonly directoryId: string
  readonly type: string
  readonly n: number
  readonly first: string
  readonly count: number
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

/** Which text: of ids, with groups at one depth or at any; or of a run, with direct groups. */
type Kind = Depth | 'run'

function statementFor(shape: ResourceShape, kind: Kind): FixedStatement<Values, Written> {
  const key = JSON.stringify([shape.members?.parts, shape.groups?.parts, referencesOf(shape).length, kind])
  let statement = statements.get(key)
  if (statement === undefined) {
    const { members, groups } = shape
    const count = referencesOf(shape).length
    statement = fixedStatement((db, values) =>
      compile(db, values, { members: members?.parts, groups: groups?.parts, references: count }, kind),
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

function compile(db: Db, values: Values, parts: Parts, kind: Kind): CompiledQuery<Written> {
  const { tenantId } = values
  const { row, id, order, from } = kind === 'run' ? ofRun(values) : ofIds(db, values)
  const references = Array.from({ length: parts.references }, (_, at) => ({
    type: values[`type${at}`] as string,
    base: values[`base${at}`] as string,
  }))
  const members = parts.members && membersText(db, tenantId, id, { parts: parts.members, references })
  const groups = parts.groups && groupsOfEach(db, values, id, { parts: parts.groups, references }, kind)
  const pieces = [
    ...openDocument(db, sql`${row}.doc`),
    ...(members === undefined ? [] : [constant(values.members), members, sql`']'`]),
    ...(groups === undefined ? [] : [constant(values.groups), groups.text, sql`']'`]),
    constant(values.meta),
    sql`${row}.created_at`,
    sql`'","lastModified":"'`,
    sql`${row}.updated_at`,
    sql`'","location":'`,
    quoted(db, sql`${constant(values.location)} || ${row}.id`),
    sql`',"version":"W/\\"'`,
    sql`${row}.version`,
    sql`'\\""}}'`,
  ]
  return sql<Written>`
    select ${inOne(db, sql`concat(${sql.join(pieces)})`, order)} as "text", ${groups?.nested ?? sql`0`} as "nested"
    from ${from(groups?.join ?? sql``)}`.compile(db)
}

/** Where the rows of a text come from. */
interface Source {
  readonly row: RawBuilder<unknown>
  /** Of the resource, where its groups are joined. */
  readonly id: RawBuilder<unknown>
  readonly order: RawBuilder<unknown>
  from(groups: RawBuilder<unknown>): RawBuilder<unknown>
}

const ofIds = (db: Db, { tenantId, ids }: Values): Source => ({
  row: sql`r`,
  id: sql`l.id`,
  order: sql`l.place`,
  from: (groups) => sql`${inTheirOrder(db, ids)} l ${groups}
    ${eachResource(db, tenantId, sql`l.id`)} and r.removed_at is null`,
})

const ofRun = ({ tenantId, directoryId, type, n, first, count }: Values): Source => ({
  row: sql`run`,
  id: sql`run.id`,
  order: sql`run.n, run.id`,
  from: (groups) => sql`(select r.n, r.id, r.doc, r.created_at, r.updated_at, r.version from scim_resource r
    where r.tenant_id = ${tenantId} and r.directory_id = ${directoryId} and r.type = ${type} and r.removed_at is null
    and (r.n, r.id) >= (${n}, ${first}) order by r.n, r.id limit ${count}) run ${groups}`,
})

/** Stands in no document: JSON writes it as an escape. */
const CUT = '\u001e'

/**
 * A document without its last brace. SQLite cuts bytes, where characters would have to be counted; PostgreSQL has nothing like it for text, so what is to
 * go is marked, and goes from the whole text at once.
 */
const openDocument = (db: Db, doc: RawBuilder<unknown>): RawBuilder<unknown>[] =>
  isPostgres(db) ? [doc, sql.lit(CUT)] : [sql`substr(cast(${doc} as blob), 1, octet_length(${doc}) - 1)`]

interface GroupsOfEach {
  readonly join: RawBuilder<unknown>
  readonly text: RawBuilder<unknown>
  /** Over all resources. */
  readonly nested: RawBuilder<unknown>
}

/** The groups of each resource `id`. Each is looked up by itself where only direct ones are wanted, which most resources have few of. */
function groupsOfEach(
  db: Db,
  { tenantId, ids }: Values,
  id: RawBuilder<unknown>,
  shape: RelationShape,
  kind: Kind,
): GroupsOfEach {
  if (kind === 'nested') {
    const texts = nestedGroupTexts(db, tenantId, sql`in (select id from ${inTheirOrder(db, ids)} given)`, shape)
    return { join: sql`left join (${texts}) g on g."ownerId" = ${id}`, text: sql`g."text"`, nested: sql`0` }
  }
  const direct = directGroupsText(db, tenantId, id, shape, { withNested: isPostgres(db) })
  if (isPostgres(db)) {
    const nested = sql`coalesce(max(g."nested"), 0)`
    return { join: sql`cross join lateral (${direct}) g`, text: sql`g."text"`, nested }
  }
  // SQLite has no lateral joins, but looks an expression up fast.
  const nested = sql`max(case when ${isInNested(tenantId, id)} then 1 else 0 end)`
  return { join: sql``, text: sql`(${direct})`, nested }
}

/**
 * SQLite sorts an aggregate in a B-tree, which costs as much for whole resources as all the rest; but it visits ids in their order, being bound to its
 * loops by `cross join`, and a run in the order of its limit.
 */
const inOne = (db: Db, text: RawBuilder<unknown>, order: RawBuilder<unknown>): RawBuilder<unknown> =>
  isPostgres(db)
    ? sql`replace(${joined(db, text, order)}, ${sql.lit(`}${CUT}`)}, '')`
    : sql`cast(group_concat(${text}) as blob)`

/** Whether a group that holds the resource is in a group itself. */
const isInNested = (tenantId: string, id: RawBuilder<unknown>): RawBuilder<unknown> => sql`exists (
  select 1 from scim_member m cross join scim_member p
  where m.tenant_id = ${tenantId} and m.member_id = ${id} and p.tenant_id = ${tenantId} and p.member_id = m.group_id)`

const constant = (text: string): RawBuilder<unknown> => sql`cast(${text} as text)`
