import {
  type AttributeReference,
  findAttribute,
  type ListQuery,
  parseFilter,
  parsePath,
  parseProjection,
  type Projection,
  resolveFilter,
  type ResolvedFilter,
  type ResourceType,
  invalidPath,
} from '@rollcall/scim-core'
import { type Db, listResources as listRows } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'
import { type ResourceView, viewResources } from './resource-view.ts'

/** How many resources a page holds when the client names no count, and at most. */
export const DEFAULT_PAGE = 200
export const MAX_PAGE = 1_000

export interface ListedResources {
  readonly views: readonly { readonly typed: TypedSpace; readonly view: ResourceView; readonly projection: Projection | undefined }[]
  readonly total: number
}

/** A list over one type (RFC 7644 section 3.4.2), or over several in turn (a query at the root). Throws ScimError. */
export function listResources(
  ctx: OperationContext,
  spaces: readonly TypedSpace[],
  query: ListQuery,
): Promise<ListedResources> {
  const [first] = spaces
  if (first === undefined) return Promise.resolve({ views: [], total: 0 })
  const filter = query.filter === undefined ? undefined : parseFilter(query.filter)
  // At the root an attribute that a type lacks counts as unassigned there (RFC 7644 section 3.4.2.1).
  const unknown = spaces.length > 1 ? ('unassigned' as const) : ('reject' as const)
  const prepared = spaces.map((typed) => ({
    typed,
    filter: filter === undefined ? undefined : resolveFilter(typed.type, filter, { unknown }),
    sortBy: query.sortBy === undefined ? undefined : findSortAttribute(typed.type, query.sortBy, unknown),
    projection: parseProjection(typed.type, query),
  }))
  return ctx.store.read(first.directory.tenant_id, async (db) => {
    const views: ListedResources['views'][number][] = []
    let total = 0
    let offset = query.startIndex - 1
    let limit = Math.min(query.count ?? DEFAULT_PAGE, MAX_PAGE)
    for (const { typed, projection, ...rest } of prepared) {
      const page = await listOne(db, typed, rest, { offset: Math.max(0, offset), limit, descending: query.sortOrder === 'descending' })
      for (const view of await viewResources(db, typed, page.rows, projection)) views.push({ typed, view, projection })
      total += page.total
      offset -= page.total
      limit -= page.rows.length
    }
    return { views, total }
  })
}

const listOne = (
  db: Db,
  typed: TypedSpace,
  { filter, sortBy }: { readonly filter: ResolvedFilter | undefined; readonly sortBy: AttributeReference | undefined },
  page: { readonly offset: number; readonly limit: number; readonly descending: boolean },
) => listRows(db, spaceOf(typed), typed.type, { filter, sortBy, ...page })

function findSortAttribute(type: ResourceType, text: string, unknown: 'unassigned' | 'reject'): AttributeReference | undefined {
  const path = parsePath(text)
  const { name } = path.attribute
  const reference = path.filter === undefined ? findAttribute(type, path.attribute) : undefined
  const found = reference === undefined ? undefined : leafOf(type, reference, path.attribute.schema, name)
  if (found === undefined && unknown === 'reject') {
    throw invalidPath(`sortBy: "${text}" is not an attribute that ${type.name} resources can be sorted by.`)
  }
  return found
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
