import { type Filter, type ResolvedFilter, type ResourceType, resolveFilter } from '@rollcall/scim-core'
import {
  countResources as countRows,
  type DirectoryRow,
  type DocumentBudget,
  getTotal,
  isLookUp,
  type KeysetPage,
  listResourcePage,
  listResourcePages,
  type ResourceRow,
  type ResourceSpace,
  type Store,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { resourceTypesOf } from '../definitions/definitions.ts'

/** A list over one type in one or more directories of a tenant. */
export interface ResourceListing {
  readonly tenantId: string
  readonly directories: readonly DirectoryRow[]
  readonly type: ResourceType
  readonly filter: ResolvedFilter | undefined
  readonly order: 'name' | 'created'
  readonly descending: boolean
}

/** Judges the filter. Throws ScimError. */
export function toResourceListing(
  tenantId: string,
  directories: readonly DirectoryRow[],
  typeName: string,
  query: { readonly filter: Filter | undefined; readonly order: 'name' | 'created'; readonly descending: boolean },
): ResourceListing {
  const type = typeOf(directories, typeName)
  const filter = query.filter === undefined ? undefined : resolveFilter(type, query.filter)
  return { tenantId, directories, type, filter, order: query.order, descending: query.descending }
}

/** The type as the directories have it; where they differ, what all of them have: the built-in one. */
function typeOf(directories: readonly DirectoryRow[], name: string): ResourceType {
  const [first, ...others] = directories
  const alike = others.every((directory) => directory.definitions === first?.definitions)
  const { types } = resourceTypesOf(alike ? first : undefined)
  const type = types.find((candidate) => candidate.name === name)
  if (type === undefined) throw new Error(`there is no resource type ${name}`)
  return type
}

const spacesOf = (listing: ResourceListing): ResourceSpace[] =>
  listing.directories.map((directory) => ({
    tenantId: listing.tenantId,
    directoryId: directory.id,
    type: listing.type.name,
  }))

/** A filter that may walk a whole directory does so away from the event loop; pages in order are walked along an index. */
function reader(ctx: OperationContext, { type, filter }: ResourceListing): Store['read'] | Store['readLong'] {
  return filter === undefined || isLookUp(type, filter) ? ctx.store.read : ctx.store.readLong
}

/** One page by keyset: costs the same wherever it is in the list. Throws ResultTooLargeError when the documents go beyond the budget. */
export const pageResources = (
  ctx: OperationContext,
  listing: ResourceListing,
  page: KeysetPage,
  budget: DocumentBudget,
): Promise<ResourceRow[]> =>
  reader(ctx, listing)(listing.tenantId, (db) =>
    listResourcePage(db, spacesOf(listing), listing.type, { ...listing, page, budget }),
  )

/** The same page of each directory by itself. */
export const pageResourcesOfEach = (
  ctx: OperationContext,
  listing: ResourceListing,
  page: KeysetPage,
  budget: DocumentBudget,
): Promise<ReadonlyMap<string, readonly ResourceRow[]>> =>
  reader(ctx, listing)(listing.tenantId, (db) =>
    listResourcePages(db, spacesOf(listing), listing.type, { ...listing, page, budget }),
  )

/** All that match; a counter where there is no filter. */
export const countListing = (ctx: OperationContext, listing: ResourceListing): Promise<number> =>
  reader(ctx, listing)(listing.tenantId, async (db) => {
    if (listing.filter !== undefined) return countRows(db, spacesOf(listing), listing.type, listing.filter)
    let total = 0
    for (const space of spacesOf(listing)) total += await getTotal(db, space)
    return total
  })
