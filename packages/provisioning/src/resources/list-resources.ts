import {
  type AttributeReference,
  findAttribute,
  invalidPath,
  type ListQuery,
  type Projection,
  parseFilter,
  parsePath,
  parseProjection,
  type ResolvedFilter,
  type ResourceType,
  resolveFilter,
} from '@rollcall/scim-core'
import { type Db, isLongList, listResources as listRows, type PageKey } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { checkOperation } from '../policy/check-operation.ts'
import { type Place, parseCursor, printCursor } from './cursor.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'
import { type RelationShapes, type ResourceView, viewResources, writeResources } from './resource-view.ts'

/** How many resources a page holds when the client names no count, and at most. */
export const DEFAULT_PAGE = 200
export const MAX_PAGE = 1_000

export interface ListedResources {
  readonly views: readonly ListedView[]
  readonly total: number
  /** Of the next page, when the client pages by cursor and there is one. */
  readonly nextCursor: string | undefined
}

export interface ListedView {
  readonly typed: TypedSpace
  readonly view: ResourceView
  readonly projection: Projection | undefined
}

/** One type of a list, with the question as it reads there. */
interface Prepared {
  readonly typed: TypedSpace
  readonly filter: ResolvedFilter | undefined
  readonly sortBy: AttributeReference | undefined
  readonly projection: Projection | undefined
  /** How its relations are written, where the list is long. */
  readonly shapes: RelationShapes | undefined
}

/** How the relations of a type are written under a projection. */
export type ShapeRelations = (typed: TypedSpace, projection: Projection | undefined) => RelationShapes

/**
 * A list over one type (RFC 7644 section 3.4.2), or over several in turn (a query at the root). With `shapeRelations` the database itself writes the
 * relations of a long list. Throws ScimError.
 */
export function listResources(
  ctx: OperationContext,
  spaces: readonly TypedSpace[],
  query: ListQuery,
  shapeRelations?: ShapeRelations,
): Promise<ListedResources> {
  const [first] = spaces
  if (first === undefined) return Promise.resolve({ views: [], total: 0, nextCursor: undefined })
  for (const typed of spaces) checkOperation(typed, 'read')
  const limit = Math.min(query.count ?? DEFAULT_PAGE, MAX_PAGE)
  const prepared = prepare(spaces, query)
  const reach = { offset: query.startIndex - 1, limit }
  const isLong = prepared.some(({ typed, filter, sortBy }) => isLongList(typed.type, { filter, sortBy, ...reach }))
  const asked = isLong && shapeRelations !== undefined ? withShapes(prepared, shapeRelations) : prepared
  const work = (db: Db) =>
    query.cursor === undefined
      ? listByIndex(db, asked, query, limit)
      : listByCursor(ctx, db, spaces, asked, { ...query, cursor: query.cursor }, limit)
  const { tenant_id } = first.directory
  return isLong ? ctx.store.readLong(tenant_id, work) : ctx.store.read(tenant_id, work)
}

const withShapes = (prepared: readonly Prepared[], shapeRelations: ShapeRelations): Prepared[] =>
  prepared.map((part) => ({ ...part, shapes: shapeRelations(part.typed, part.projection) }))

function prepare(spaces: readonly TypedSpace[], query: ListQuery): Prepared[] {
  const filter = query.filter === undefined ? undefined : parseFilter(query.filter)
  // At the root an attribute that a type lacks counts as unassigned there (RFC 7644 section 3.4.2.1).
  const unknown = spaces.length > 1 ? ('unassigned' as const) : ('reject' as const)
  return spaces.map((typed) => ({
    typed,
    filter: filter === undefined ? undefined : resolveFilter(typed.type, filter, { unknown }),
    sortBy: query.sortBy === undefined ? undefined : findSortAttribute(typed.type, query.sortBy, unknown),
    projection: parseProjection(typed.type, query),
    shapes: undefined,
  }))
}

/** startIndex and count: the types follow each other. */
async function listByIndex(
  db: Db,
  prepared: readonly Prepared[],
  query: ListQuery,
  limit: number,
): Promise<ListedResources> {
  const views: ListedView[] = []
  let total = 0
  for (const part of prepared) {
    const page = { offset: Math.max(0, query.startIndex - 1 - total), limit: limit - views.length }
    const found = await listPart(db, part, query, page)
    views.push(...found.views)
    total += found.total ?? 0
  }
  return { views, total, nextCursor: undefined }
}

/** By key: nothing is skipped or repeated, whatever is written meanwhile, and no page costs more than the first (RFC 9865). */
async function listByCursor(
  ctx: OperationContext,
  db: Db,
  spaces: readonly TypedSpace[],
  prepared: readonly Prepared[],
  query: ListQuery & { readonly cursor: string },
  limit: number,
): Promise<ListedResources> {
  if (query.cursor === '') {
    const total = await countAll(db, prepared, query)
    return listFrom(ctx, db, spaces, prepared, query, limit, { type: 0, after: undefined, total })
  }
  return listFrom(ctx, db, spaces, prepared, query, limit, parseCursor(ctx, spaces, query, query.cursor))
}

async function countAll(db: Db, prepared: readonly Prepared[], query: ListQuery): Promise<number> {
  let total = 0
  for (const part of prepared) total += (await listPart(db, part, query, { offset: 0, limit: 0 })).total ?? 0
  return total
}

async function listFrom(
  ctx: OperationContext,
  db: Db,
  spaces: readonly TypedSpace[],
  prepared: readonly Prepared[],
  query: ListQuery,
  limit: number,
  place: Place,
): Promise<ListedResources> {
  const views: ListedView[] = []
  let { type, after } = place
  let more = false
  while (type < prepared.length && !more) {
    const wanted = limit - views.length
    // One more than wanted tells whether there is a next page at all.
    const found = await listPart(db, prepared[type] as Prepared, query, {
      offset: 0,
      limit: wanted + 1,
      after,
      show: wanted,
    })
    views.push(...found.views)
    more = found.more
    if (more) after = found.last ?? after
    else {
      type += 1
      after = undefined
    }
  }
  const nextCursor = more ? printCursor(ctx, spaces, query, { type, after, total: place.total }) : undefined
  return { views, total: place.total, nextCursor }
}

interface Part {
  readonly views: readonly ListedView[]
  readonly total: number | undefined
  /** More rows came than were to be shown. */
  readonly more: boolean
  readonly last: PageKey | undefined
}

async function listPart(
  db: Db,
  { typed, filter, sortBy, projection, shapes }: Prepared,
  query: ListQuery,
  page: {
    readonly offset: number
    readonly limit: number
    readonly after?: PageKey | undefined
    readonly show?: number
  },
): Promise<Part> {
  const { offset, limit, after, show = limit } = page
  const descending = query.sortOrder === 'descending'
  const found = await listRows(db, spaceOf(typed), typed.type, { filter, sortBy, descending, offset, limit, after })
  const rows = found.rows.slice(0, show)
  const views =
    shapes === undefined
      ? await viewResources(db, typed, rows, projection)
      : await writeResources(db, typed, rows, shapes)
  return {
    views: views.map((view) => ({ typed, view, projection })),
    total: found.total,
    more: found.keys.length > show,
    last: found.keys[Math.min(show, found.keys.length) - 1],
  }
}

function findSortAttribute(
  type: ResourceType,
  text: string,
  unknown: 'unassigned' | 'reject',
): AttributeReference | undefined {
  const path = parsePath(text)
  const { name } = path.attribute
  const reference = path.filter === undefined ? findAttribute(type, path.attribute) : undefined
  const found = reference === undefined ? undefined : leafOf(type, reference, path.attribute.schema, name)
  // RFC 7643 section 7: what is never returned must not show in an order either.
  const hidden = found?.attribute.returned === 'never' || found?.subAttribute?.returned === 'never'
  if (found !== undefined && !hidden) return found
  if (unknown === 'reject') {
    throw invalidPath(`sortBy: "${text}" is not an attribute that ${type.name} resources can be sorted by.`)
  }
  return undefined
}

/** A complex attribute is sorted by its `value` (RFC 7644 section 3.4.2.3). */
function leafOf(
  type: ResourceType,
  reference: AttributeReference,
  schema: string | undefined,
  name: string,
): AttributeReference | undefined {
  if (reference.subAttribute !== undefined || reference.attribute.type !== 'complex') return reference
  return findAttribute(type, { kind: 'AttributePath', schema, name, subAttribute: 'value' })
}
