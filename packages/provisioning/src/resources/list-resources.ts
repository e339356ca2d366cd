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
import {
  type Db,
  isLongList,
  listResourceKeys,
  listResources as listRows,
  nameLookedUp,
  type PageKey,
  type ResourceKeys,
  type ResourceListQuery,
  type ResourceText,
  writeResourcesOf,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { checkOperation } from '../policy/check-operation.ts'
import { type Place, parseCursor, printCursor } from './cursor.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'
import {
  MEMBERS_IN_PIECE,
  type ResourceShapes,
  type ResourceView,
  showsGroups,
  viewResources,
  writeResources,
} from './resource-view.ts'

/** How many resources a page holds when the client names no count, and at most. */
export const DEFAULT_PAGE = 200
export const MAX_PAGE = 1_000

export interface ListedResources {
  /** In the order of the list. */
  readonly parts: readonly ListedPart[]
  /** How many resources the parts have together. */
  readonly count: number
  readonly total: number
  /** Of the next page, when the client pages by cursor and there is one. */
  readonly nextCursor: string | undefined
}

/** Resources of one type, in one of two forms: still to be rendered, or all of them as the database wrote them. */
export type ListedPart = ListedViews | ListedText

export interface ListedViews {
  readonly typed: TypedSpace
  readonly projection: Projection | undefined
  readonly views: readonly ResourceView[]
}

export interface ListedText {
  readonly typed: TypedSpace
  readonly text: ResourceText
}

/** One type of a list, with the question as it reads there. */
interface Prepared {
  readonly typed: TypedSpace
  readonly filter: ResolvedFilter | undefined
  readonly sortBy: AttributeReference | undefined
  readonly projection: Projection | undefined
  /** How its resources are written, where the list is long. */
  readonly shapes: ResourceShapes | undefined
}

/** How the resources of a type are written under a projection. */
export type ShapeResources = (typed: TypedSpace, projection: Projection | undefined) => ResourceShapes

/**
 * A list over one type (RFC 7644 section 3.4.2), or over several in turn (a query at the root). With `shapeResources` the database itself writes
 * what a long list shows. Throws ScimError.
 */
export function listResources(
  ctx: OperationContext,
  spaces: readonly TypedSpace[],
  query: ListQuery,
  shapeResources?: ShapeResources,
): Promise<ListedResources> {
  const [first] = spaces
  if (first === undefined) return Promise.resolve({ parts: [], count: 0, total: 0, nextCursor: undefined })
  for (const typed of spaces) checkOperation(typed, 'read')
  const limit = Math.min(query.count ?? DEFAULT_PAGE, MAX_PAGE)
  const prepared = prepare(spaces, query)
  const reach = { offset: query.startIndex - 1, limit }
  const isLong = prepared.some(({ typed, filter, sortBy }) => isLongList(typed.type, { filter, sortBy, ...reach }))
  const asked = isLong && shapeResources !== undefined ? withShapes(prepared, shapeResources) : prepared
  const work = (db: Db) =>
    query.cursor === undefined
      ? listByIndex(db, asked, query, limit)
      : listByCursor(ctx, db, spaces, asked, { ...query, cursor: query.cursor }, limit)
  const { tenant_id } = first.directory
  if (isLong) return ctx.store.readLong(tenant_id, work)
  // What a name finds is one statement, and the groups it is in are no part of its version. Members are.
  const inTurns = prepared.every(
    ({ typed: { type }, filter }) =>
      type.members === undefined && filter !== undefined && nameLookedUp(type, filter) !== undefined,
  )
  return ctx.store.read(tenant_id, work, { inTurns })
}

const withShapes = (prepared: readonly Prepared[], shapeResources: ShapeResources): Prepared[] =>
  prepared.map((part) => ({ ...part, shapes: shapeResources(part.typed, part.projection) }))

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
  const parts: ListedPart[] = []
  let count = 0
  let total = 0
  for (const part of prepared) {
    const page = { offset: Math.max(0, query.startIndex - 1 - total), limit: limit - count }
    const found = await listPart(db, part, query, page)
    if (found.count > 0) parts.push(found.part)
    count += found.count
    total += found.total ?? 0
  }
  return { parts, count, total, nextCursor: undefined }
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
  const parts: ListedPart[] = []
  let count = 0
  let { type, after } = place
  let more = false
  while (type < prepared.length && !more) {
    const wanted = limit - count
    // One more than wanted tells whether there is a next page at all.
    const found = await listPart(db, prepared[type] as Prepared, query, {
      offset: 0,
      limit: wanted + 1,
      after,
      show: wanted,
    })
    if (found.count > 0) parts.push(found.part)
    count += found.count
    more = found.more
    if (more) after = found.last ?? after
    else {
      type += 1
      after = undefined
    }
  }
  const nextCursor = more ? printCursor(ctx, spaces, query, { type, after, total: place.total }) : undefined
  return { parts, count, total: place.total, nextCursor }
}

interface Part {
  readonly part: ListedPart
  readonly count: number
  readonly total: number | undefined
  /** More resources came than were to be shown. */
  readonly more: boolean
  readonly last: PageKey | undefined
}

async function listPart(
  db: Db,
  prepared: Prepared,
  query: ListQuery,
  page: {
    readonly offset: number
    readonly limit: number
    readonly after?: PageKey | undefined
    readonly show?: number
  },
): Promise<Part> {
  const { typed, filter, sortBy, projection, shapes } = prepared
  const { offset, limit, after, show = limit } = page
  const asked = { filter, sortBy, descending: query.sortOrder === 'descending', offset, limit, after }
  const written = await writePart(db, prepared, asked, show)
  if (written !== undefined) return written
  const withGroups = shapes === undefined && showsGroups(typed, projection)
  const found = await listRows(db, spaceOf(typed), typed.type, { ...asked, withGroups })
  const rows = found.rows.slice(0, show)
  const views =
    shapes === undefined
      ? await viewResources(db, typed, rows, projection, { groups: found.groups })
      : await writeResources(db, typed, rows, shapes)
  return partOf({ typed, projection, views }, found, show)
}

/** undefined: the documents do not go out as they are stored, or there are more members than go into one text. */
async function writePart(
  db: Db,
  { typed, shapes }: Prepared,
  asked: ResourceListQuery,
  show: number,
): Promise<Part | undefined> {
  if (shapes?.whole === undefined) return undefined
  const space = spaceOf(typed)
  const found = await listResourceKeys(db, space, typed.type, asked)
  const keys = found.keys.slice(0, show)
  const isRun = asked.filter === undefined && asked.sortBy === undefined
  const chosen = {
    ids: keys.map(({ id }) => id),
    run: isRun && keys[0] !== undefined ? { directoryId: space.directoryId, n: keys[0].n } : undefined,
  }
  const text = await writeResourcesOf(db, space.tenantId, typed.type, chosen, shapes.whole, MEMBERS_IN_PIECE)
  return text === undefined ? undefined : partOf({ typed, text }, found, show)
}

const partOf = (part: ListedPart, { keys, total }: ResourceKeys, show: number): Part => ({
  part,
  count: Math.min(show, keys.length),
  total,
  more: keys.length > show,
  last: keys[Math.min(show, keys.length) - 1],
})

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
