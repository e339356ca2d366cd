import type { ResolvedFilter, ResourceType } from '@rollcall/scim-core'
import { type RawBuilder, sql } from 'kysely'
import { type Db, isPostgres } from '../database.ts'
import { compileFilter } from '../query/compile-filter.ts'
import { type KeysetPage, keyset } from '../query/keyset.ts'
import { type DocumentBudget, takeDocuments } from './document-budget.ts'
import { listResourcesById, type ResourceRow, type ResourceSpace } from './resource.repository.ts'

export interface ResourcePageQuery {
  readonly filter: ResolvedFilter | undefined
  /** By name, or by creation. */
  readonly order: 'name' | 'created'
  readonly descending: boolean
  readonly page: KeysetPage
  /** Of the request that the rows are for. */
  readonly budget: DocumentBudget
}

/** The columns of each order; both are walked along an index of one directory and type. */
const ORDER_COLUMNS = { name: ['name_key', 'name_tie', 'id'], created: ['n', 'id'] } as const

/** What a cursor of the order holds. */
export const resourcePosition = (order: ResourcePageQuery['order'], row: ResourceRow): (string | number)[] =>
  ORDER_COLUMNS[order].map((column) => row[column])

/** A page over one or more directories of a tenant: each gives its first rows along its index, and these are merged. Throws ResultTooLargeError. */
export async function listResourcePage(
  db: Db,
  spaces: readonly ResourceSpace[],
  type: ResourceType,
  query: ResourcePageQuery,
): Promise<ResourceRow[]> {
  if (spaces.length === 0) return []
  const columns = ORDER_COLUMNS[query.order].map((column) => `merged.${column}`)
  const { order } = keyset(columns, query.descending ? 'desc' : 'asc', query.page)
  const { rows } = await sql<{ id: string }>`
    select merged.id from (${firstOfEach(db, spaces, type, query)}) merged
    order by ${order} limit ${query.page.limit}`.execute(db)
  return inOrder(
    db,
    spaces,
    rows.map((row) => row.id),
    query.budget,
  )
}

/** A page of each of several directories of a tenant: a statement for the ids, one for the budget, one for the rows. Throws ResultTooLargeError. */
export async function listResourcePages(
  db: Db,
  spaces: readonly ResourceSpace[],
  type: ResourceType,
  query: ResourcePageQuery,
): Promise<ReadonlyMap<string, readonly ResourceRow[]>> {
  if (spaces.length === 0) return new Map()
  const columns = ORDER_COLUMNS[query.order].map((column) => `part.${column}`)
  const { order } = keyset(columns, query.descending ? 'desc' : 'asc', query.page)
  const { rows } = await sql<{ id: string }>`
    select part.id from (${firstOfEach(db, spaces, type, query)}) part order by ${order}`.execute(db)
  return Map.groupBy(
    await inOrder(
      db,
      spaces,
      rows.map((row) => row.id),
      query.budget,
    ),
    (row) => row.directory_id,
  )
}

function firstOfEach(
  db: Db,
  spaces: readonly ResourceSpace[],
  type: ResourceType,
  query: ResourcePageQuery,
): RawBuilder<unknown> {
  const columns = ORDER_COLUMNS[query.order].map((column) => `r.${column}`)
  const { condition, order } = keyset(columns, query.descending ? 'desc' : 'asc', query.page)
  const parts = spaces.map(
    (space) => sql`select * from (select r.id, r.n, r.name_key, r.name_tie from scim_resource r
      where ${matching(db, space, type, query.filter)} and ${condition}
      order by ${order} limit ${query.page.limit}) first_rows`,
  )
  return sql.join(parts, sql` union all `)
}

async function inOrder(
  db: Db,
  [first]: readonly ResourceSpace[],
  ids: readonly string[],
  budget: DocumentBudget,
): Promise<ResourceRow[]> {
  const tenantId = first?.tenantId ?? ''
  await takeDocuments(db, tenantId, 'id', ids, budget)
  const rows = await listResourcesById(db, tenantId, ids)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** How many match over all the directories. */
export async function countResources(
  db: Db,
  spaces: readonly ResourceSpace[],
  type: ResourceType,
  filter: ResolvedFilter,
): Promise<number> {
  let total = 0
  for (const space of spaces) {
    const { rows } = await sql<{ total: number }>`
      select count(*) as "total" from scim_resource r where ${matching(db, space, type, filter)}`.execute(db)
    total += rows[0]?.total ?? 0
  }
  return total
}

function matching(
  db: Db,
  space: ResourceSpace,
  type: ResourceType,
  filter: ResolvedFilter | undefined,
): RawBuilder<unknown> {
  const condition = filter === undefined ? sql`1 = 1` : compileFilter({ space, type, postgres: isPostgres(db) }, filter)
  return sql`r.tenant_id = ${space.tenantId} and r.directory_id = ${space.directoryId} and r.type = ${space.type}
    and r.removed_at is null and ${condition}`
}
