import { type AttributeReference, compareKeys, type ResolvedFilter, type ResourceType } from '@rollcall/scim-core'
import { type RawBuilder, sql } from 'kysely'
import { type Db, isPostgres } from '../database.ts'
import { directGroupsOf, groupsInOrder, type HeldGroup, type MembershipRow } from '../members/member.repository.ts'
import { accessPathOf, nameLookedUp } from '../query/access-path.ts'
import { compileFilter, liveRows } from '../query/compile-filter.ts'
import { fixedStatement } from '../query/fixed-statement.ts'
import { indexEntries } from '../query/index-entries.ts'
import { together } from '../together.ts'
import { listResourcesById, type ResourceRow, type ResourceSpace } from './resource.repository.ts'
import { getTotal } from './total.repository.ts'

export interface ResourceListQuery {
  readonly filter: ResolvedFilter | undefined
  readonly sortBy: AttributeReference | undefined
  readonly descending: boolean
  /** 0-based. */
  readonly offset: number
  readonly limit: number
  /** Where the page before ended: pages by key neither skip nor repeat while others write. */
  readonly after?: PageKey | undefined
  /** The groups of the resources are wanted as well. */
  readonly withGroups?: boolean
}

/** The place of a resource in a list: its sort key (null: it has none; undefined: unsorted), then what breaks ties. */
export interface PageKey {
  readonly sort?: string | number | null | undefined
  readonly n: number
  readonly id: string
}

export interface ResourceKeys {
  /** The place of each resource of the page. */
  readonly keys: readonly PageKey[]
  /** All that match, whatever the page. undefined when paging by key, where it was told with the first page. */
  readonly total: number | undefined
}

export interface ResourceList extends ResourceKeys {
  readonly rows: readonly ResourceRow[]
  /** As listGroupsOf has them, where they were wanted and came with the rows; what providers ask most is one round trip that way. */
  readonly groups?: readonly MembershipRow[] | undefined
}

/** One page of a type, in the order of creation unless sorted; ties and pages are stable. */
export function listResources(
  db: Db,
  space: ResourceSpace,
  type: ResourceType,
  query: ResourceListQuery,
): Promise<ResourceList> {
  const from = once(() => fromClause(db, space, type, query))
  const nothing = { rows: [], keys: [] }
  return withTotal(db, space, query, from, async () =>
    query.limit === 0 ? nothing : listPage(db, space, type, query, from),
  )
}

/** Which resources are on the page, without reading them. */
export function listResourceKeys(
  db: Db,
  space: ResourceSpace,
  type: ResourceType,
  query: ResourceListQuery,
): Promise<ResourceKeys> {
  const from = once(() => fromClause(db, space, type, query))
  return withTotal(db, space, query, from, async () => ({
    keys: query.limit === 0 ? [] : await selectKeys(db, space, type, query, from),
  }))
}

/** A look-up by name never needs it. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

/** Beyond this many rows to step over, it pays to step over index entries and read the rows of the page alone. */
const WIDE_OFFSET = 500

async function listPage(
  db: Db,
  space: ResourceSpace,
  type: ResourceType,
  query: ResourceListQuery,
  from: () => RawBuilder<unknown>,
): Promise<Omit<ResourceList, 'total'>> {
  const narrow = query.filter === undefined || accessPathOf(type, query.filter) !== undefined
  if (query.filter !== undefined && query.sortBy === undefined) {
    const nameKey = nameLookedUp(type, query.filter)
    const few =
      nameKey !== undefined
        ? await listFewByName(db, { ...space, nameKey }, query)
        : !isPostgres(db) && narrow
          ? await sql<ResourceRow>`select r.* from scim_resource r ${from()} limit ${sql.lit(FEW + 1)}`.execute(db)
          : undefined
    if (few !== undefined && few.rows.length <= FEW) return { ...few, ...inOrder(few.rows, query) }
  }
  if (narrow && query.sortBy === undefined && query.offset <= WIDE_OFFSET) {
    const rows = await select<ResourceRow>(db, space, type, query, from(), sql`r.*`)
    return { rows, keys: rows.map(({ n, id }) => ({ n, id })) }
  }
  const keys = await selectKeys(db, space, type, query, from)
  const found = await listResourcesById(
    db,
    space.tenantId,
    keys.map((key) => key.id),
  )
  const byId = new Map(found.map((row) => [row.id, row]))
  return { rows: keys.flatMap((key) => byId.get(key.id) ?? []), keys }
}

/** The back half of everything is walked from its end: the total is known, so the last page costs as little as the first. */
async function selectKeys(
  db: Db,
  space: ResourceSpace,
  type: ResourceType,
  query: ResourceListQuery,
  from: () => RawBuilder<unknown>,
): Promise<PageKey[]> {
  const columns = sql`r.id as "id", r.n as "n"`
  const isWhole = query.filter === undefined && query.sortBy === undefined && query.after === undefined
  if (isWhole && query.offset > WIDE_OFFSET) {
    const behind = (await getTotal(db, space)) - query.offset
    if (behind <= 0) return []
    if (behind < query.offset) {
      const limit = Math.min(query.limit, behind)
      const { rows } = await sql<PageKey>`select ${columns} from scim_resource r ${from()}
        order by r.n desc, r.id desc limit ${limit} offset ${behind - limit}`.execute(db)
      return rows.reverse()
    }
  }
  return select<PageKey>(db, space, type, query, from(), columns)
}

const FEW = 20

interface NamedSpace extends ResourceSpace {
  readonly nameKey: string
}

/** What providers ask before each create and each link. On SQLite, where no round trip is to be saved, groups are left to a statement of their own. */
async function listFewByName(
  db: Db,
  named: NamedSpace,
  { withGroups }: ResourceListQuery,
): Promise<Pick<ResourceList, 'rows' | 'groups'>> {
  if (withGroups !== true || !isPostgres(db)) {
    const { rows } = await selectFewByName(db, named)
    return { rows }
  }
  const found = await selectFewByNameWithGroups(db, named)
  const held = found.rows.flatMap(({ held }) => held ?? [])
  const rows = found.rows.map(({ held: _, ...row }) => row)
  return { rows, groups: groupsInOrder(held) }
}

const selectFewByNameWithGroups = fixedStatement((db, { tenantId, directoryId, type, nameKey }: NamedSpace) =>
  sql<ResourceRow & { held: readonly HeldGroup[] | null }>`
      select u.*, (select json_agg(held) from (${directGroupsOf(tenantId, sql`= u.id`)}) held) as "held"
      from scim_resource u where u.tenant_id = ${tenantId} and u.directory_id = ${directoryId} and u.type = ${type}
      and u.name_key = ${nameKey} and u.removed_at is null limit ${sql.lit(FEW + 1)}`.compile(db),
)

const selectFewByName = fixedStatement((db, { tenantId, directoryId, type, nameKey }: NamedSpace) =>
  db
    .selectFrom('scim_resource')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .where('type', '=', type)
    .where('name_key', '=', nameKey)
    .where('removed_at', 'is', null)
    .limit(sql.lit(FEW + 1))
    .compile(),
)

/** The page of all that match, when they are few: sorting them here costs nothing, where a sorter over whole rows costs SQLite more than the look-up. */
function inOrder(
  rows: readonly ResourceRow[],
  { after, offset, limit }: ResourceListQuery,
): Pick<ResourceList, 'rows' | 'keys'> {
  const behind = (row: ResourceRow) =>
    after === undefined || row.n > after.n || (row.n === after.n && row.id > after.id)
  const page = rows
    .filter(behind)
    .sort((a, b) => a.n - b.n || compareKeys(a.id, b.id))
    .slice(offset, offset + limit)
  return { rows: page, keys: page.map(({ n, id }) => ({ n, id })) }
}

function fromClause(db: Db, space: ResourceSpace, type: ResourceType, query: ResourceListQuery): RawBuilder<unknown> {
  const scope = { space, type, postgres: isPostgres(db) }
  if (query.filter === undefined) return sql`where ${liveRows(scope, undefined)}`
  return sql`where ${liveRows(scope, accessPathOf(type, query.filter))} and ${compileFilter(scope, query.filter)}`
}

async function select<Row>(
  db: Db,
  space: ResourceSpace,
  type: ResourceType,
  query: ResourceListQuery,
  where: RawBuilder<unknown>,
  columns: RawBuilder<unknown>,
): Promise<Row[]> {
  const sort = query.sortBy === undefined ? undefined : sortKey(db, space, type, query.sortBy)
  const direction = query.descending ? sql`desc` : sql`asc`
  // Missing values come last ascending and first descending (RFC 7644 section 3.4.2.3).
  const missing = sort?.nullable === true ? sql`(${sort.key} is null) ${direction},` : sql``
  const narrowed = !isPostgres(db) && query.filter !== undefined && accessPathOf(type, query.filter) !== undefined
  const inOrder = narrowed ? sql`+r.n, r.id` : sql`r.n, r.id`
  const order = sort === undefined ? inOrder : sql`${missing} ${sort.key} ${direction}, r.n, r.id`
  const after = query.after === undefined ? sql`` : sql`and ${isAfter(query.after, sort?.key, query.descending)}`
  const { rows } = await sql<Row>`
    select ${columns} ${sort === undefined ? sql`` : sql`, ${sort.key} as "sort"`}
    from scim_resource r ${sort?.join ?? sql``} ${where} ${after}
    order by ${order} limit ${query.limit} offset ${query.offset}`.execute(db)
  return rows
}

/** The order of a page as a condition: everything behind `place`. */
function isAfter(place: PageKey, sort: RawBuilder<unknown> | undefined, descending: boolean): RawBuilder<unknown> {
  const tie = sql`(r.n, r.id) > (${place.n}, ${place.id})`
  if (sort === undefined || place.sort === undefined) return tie
  if (place.sort === null) {
    return descending ? sql`((${sort} is null and ${tie}) or ${sort} is not null)` : sql`(${sort} is null and ${tie})`
  }
  const further = descending ? sql`${sort} < ${place.sort}` : sql`(${sort} > ${place.sort} or ${sort} is null)`
  return sql`(${further} or (${sort} = ${place.sort} and ${tie}))`
}

interface SortKey {
  readonly join: RawBuilder<unknown>
  readonly key: RawBuilder<unknown>
  readonly nullable: boolean
}

/** The first code points of a key: a place in a list is part of a cursor and must stay short. */
const SORT_KEY_LENGTH = 200

function sortKey(db: Db, space: ResourceSpace, type: ResourceType, { path }: AttributeReference): SortKey {
  const columns: Readonly<Record<string, string>> = {
    id: 'id',
    externalId: 'external_id',
    'meta.created': 'created_at',
    'meta.lastModified': 'updated_at',
    'meta.version': 'version',
    'meta.resourceType': 'type',
    [type.definition.nameAttribute]: 'name_key',
  }
  const column = columns[path]
  if (column !== undefined) return { join: sql``, key: sql.ref(`r.${column}`), nullable: column === 'external_id' }
  if (path === type.definition.activeAttribute) {
    return { join: sql``, key: sql`case r.active when 1 then 'true' when 0 then 'false' end`, nullable: true }
  }
  const { each, key, lead } = indexEntries('x', path, isPostgres(db))
  return {
    // Grouped, so that an element with several values of the path stands in the list once.
    join: sql`left join (select x.resource_id, min(substr(${key}, 1, ${sql.lit(SORT_KEY_LENGTH)})) as value_key
      from scim_index x, ${each} where x.tenant_id = ${space.tenantId} and x.directory_id = ${space.directoryId}
      and x.type = ${space.type} and ${lead} = 1 group by x.resource_id) s on s.resource_id = r.id`,
    key: sql`s.value_key`,
    nullable: true,
  }
}

async function withTotal<Page extends Pick<ResourceKeys, 'keys'>>(
  db: Db,
  space: ResourceSpace,
  query: ResourceListQuery,
  from: () => RawBuilder<unknown>,
  listed: () => Promise<Page>,
): Promise<Page & ResourceKeys> {
  if (query.after !== undefined) return { ...(await listed()), total: undefined }
  if (query.filter === undefined) {
    const [page, total] = await together([listed(), getTotal(db, space)])
    return { ...page, total }
  }
  const page = await listed()
  return { ...page, total: await countMatches(db, query, from, page.keys.length) }
}

async function countMatches(
  db: Db,
  query: ResourceListQuery,
  from: () => RawBuilder<unknown>,
  onPage: number,
): Promise<number> {
  // A page that is not full is the last one: its end is the total.
  if (onPage < query.limit && (onPage > 0 || query.offset === 0)) return query.offset + onPage
  const { rows } = await sql<{ total: number }>`select count(*) as total from scim_resource r ${from()}`.execute(db)
  return rows[0]?.total ?? 0
}
