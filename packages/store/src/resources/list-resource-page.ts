import type { ResolvedFilter, ResourceType } from '@rollcall/scim-core'
import { type RawBuilder, sql } from 'kysely'
import { type Db, isPostgres } from '../database.ts'
import { compileFilter } from '../query/compile-filter.ts'
import { type KeysetPage, keyset } from '../query/keyset.ts'
import { listResourcesById, type ResourceRow, type ResourceSpace } from './resource.repository.ts'

export interface ResourcePageQuery {
  readonly filter: ResolvedFilter | undefined
  /** By name, or by creation. */
  readonly order: 'name' | 'created'
  readonly descending: boolean
  readonly page: KeysetPage
}

/** The columns of each order; both are walked along an index of one directory and type. */
const ORDER_COLUMNS = { name: ['name_key', 'name_tie', 'id'], created: ['n', 'id'] } as const

/** What a cursor of the order holds. */
export const resourcePosition = (order: ResourcePageQuery['order'], row: ResourceRow): (string | number)[] =>
  ORDER_COLUMNS[order].map((column) => row[column])

/** A page over one or more directories of a tenant: each gives its first rows along its index, and these are merged. */
export async function listResourcePage(
  db: Db,
  spaces: readonly ResourceSpace[],
  type: ResourceType,
  query: ResourcePageQuery,
): Promise<ResourceRow[]> {
  const [first] = spaces
  if (first === undefined) return []
  const columns = ORDER_COLUMNS[query.order]
  const direction = query.descending ? 'desc' : 'asc'
  const inner = keyset(columns.map((column) => `r.${column}`), direction, query.page)
  const outer = keyset(columns.map((column) => `merged.${column}`), direction, query.page)
  const parts = spaces.map(
    (space) => sql`select * from (select r.id, r.n, r.name_key, r.name_tie from scim_resource r
      where ${matching(db, space, type, query.filter)} and ${inner.condition}
      order by ${inner.order} limit ${query.page.limit}) part`,
  )
  const { rows } = await sql<{ id: string }>`
    select merged.id from (${sql.join(parts, sql` union all `)}) merged
    order by ${outer.order} limit ${query.page.limit}`.execute(db)
  const found = new Map((await listResourcesById(db, first.tenantId, rows.map((row) => row.id))).map((row) => [row.id, row]))
  return rows.flatMap(({ id }) => found.get(id) ?? [])
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
