import {
  countListing,
  pageResources,
  pageResourcesOfEach,
  type ResourceListing,
  toResourceListing,
} from '@rollcall/provisioning'
import { type Filter, parseFilter, ScimError } from '@rollcall/scim-core'
import { type DirectoryRow, type KeysetPage, type ResourceRow, resourcePosition } from '@rollcall/store'
import DataLoader from 'dataloader'
import type { ApiContext } from '../context.ts'
import { badInput } from '../errors.ts'
import { builder } from '../schema/builder.ts'
import { type Connection, type PageArgs, pageArgs, toConnection, toPage, toPlainEdge } from '../schema/connection.ts'
import { OrderDirectionEnum, ResourceOrderFieldEnum } from '../schema/enums.ts'
import { GroupFilterInput, type ResourceFilter, toFilter, UserFilterInput } from './resource-filter.ts'

const ResourceOrderInput = builder.inputType('ResourceOrder', {
  description: 'The order of a list of users or groups.',
  fields: (t) => ({
    field: t.field({ type: ResourceOrderFieldEnum, required: true, defaultValue: 'name' }),
    direction: t.field({ type: OrderDirectionEnum, required: true, defaultValue: 'asc' }),
  }),
})

const commonArgs = () => ({
  ...pageArgs(),
  ...builder.args((t) => ({
    scimFilter: t.string({
      description: 'A filter in the SCIM grammar (RFC 7644 section 3.4.2.2); goes with filter by "and".',
    }),
    orderBy: t.field({ type: ResourceOrderInput, description: 'Default: by name, rising.' }),
  })),
})

export const userArgs = () => ({
  ...commonArgs(),
  ...builder.args((t) => ({ filter: t.field({ type: UserFilterInput }) })),
})
export const groupArgs = () => ({
  ...commonArgs(),
  ...builder.args((t) => ({ filter: t.field({ type: GroupFilterInput }) })),
})

export interface ResourceListArgs extends PageArgs {
  readonly filter?: ResourceFilter | null | undefined
  readonly scimFilter?: string | null | undefined
  readonly orderBy?: { readonly field: 'name' | 'created'; readonly direction: 'asc' | 'desc' } | null | undefined
}

/** Errors of the SCIM grammar are the caller's to put right. */
function judged<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof ScimError && error.status === 400) throw badInput(error.detail, 'scimFilter')
    throw error
  }
}

function toListing(
  tenantId: string,
  directories: readonly DirectoryRow[],
  type: 'User' | 'Group',
  args: ResourceListArgs,
): ResourceListing {
  return judged(() => {
    const given = args.scimFilter ?? ''
    const operands: Filter[] = [...toFilter(type, args.filter ?? {}), ...(given === '' ? [] : [parseFilter(given)])]
    const [first] = operands
    const filter: Filter | undefined =
      operands.length < 2 ? first : { kind: 'LogicalExpression', operator: 'and', operands }
    return toResourceListing(tenantId, directories, type, {
      filter,
      order: args.orderBy?.field ?? 'name',
      descending: args.orderBy?.direction === 'desc',
    })
  })
}

const positionShape = (listing: ResourceListing) =>
  listing.order === 'name' ? (['string', 'string', 'string'] as const) : (['number', 'string'] as const)

/** Users or groups of all directories of a tenant. */
export async function listTenantResources(
  ctx: ApiContext,
  tenantId: string,
  type: 'User' | 'Group',
  args: ResourceListArgs,
): Promise<Connection<ResourceRow>> {
  const directories = (await ctx.loaders.directoriesOf.load({ tenantId, id: tenantId })) ?? []
  const listing = toListing(tenantId, directories, type, args)
  const page = toPage(args, positionShape(listing))
  const rows = await pageResources(ctx.operation, listing, page, ctx.work.documents)
  return connect(ctx, listing, page, rows)
}

/** Users or groups of one directory; several directories that ask alike share a statement. */
export async function listDirectoryResources(
  ctx: ApiContext,
  directory: DirectoryRow,
  type: 'User' | 'Group',
  args: ResourceListArgs,
): Promise<Connection<ResourceRow>> {
  const listing = toListing(directory.tenant_id, [directory], type, args)
  const page = toPage(args, positionShape(listing))
  return connect(
    ctx,
    listing,
    page,
    await directoryPages(ctx).load({ directory, listing, page, signature: signatureOf(directory, type, args) }),
  )
}

const connect = (
  ctx: ApiContext,
  listing: ResourceListing,
  page: KeysetPage & { readonly size: number },
  rows: readonly ResourceRow[],
) =>
  toConnection<ResourceRow, ResourceRow>(
    page,
    rows,
    (row) => resourcePosition(listing.order, row),
    toPlainEdge,
    () => countListing(ctx.operation, listing),
  )

interface DirectoryPageKey {
  readonly directory: DirectoryRow
  readonly listing: ResourceListing
  readonly page: KeysetPage
  readonly signature: string
}

const signatureOf = (directory: DirectoryRow, type: string, args: ResourceListArgs) =>
  JSON.stringify([
    directory.tenant_id,
    directory.definitions,
    type,
    args.first,
    args.after,
    args.last,
    args.before,
    args.filter,
    args.scimFilter,
    args.orderBy,
  ])

const pageLoaders = new WeakMap<ApiContext['loaders'], DataLoader<DirectoryPageKey, readonly ResourceRow[], string>>()

function directoryPages(ctx: ApiContext): DataLoader<DirectoryPageKey, readonly ResourceRow[], string> {
  let loader = pageLoaders.get(ctx.loaders)
  if (loader === undefined) {
    loader = new DataLoader(
      async (keys) => {
        const found = new Map<DirectoryPageKey, readonly ResourceRow[]>()
        for (const group of Map.groupBy(keys, (key) => key.signature).values()) {
          const [first] = group
          if (first === undefined) continue
          const listing = { ...first.listing, directories: group.map((key) => key.directory) }
          const pages = await pageResourcesOfEach(ctx.operation, listing, first.page, ctx.work.documents)
          for (const key of group) found.set(key, pages.get(key.directory.id) ?? [])
        }
        return keys.map((key) => found.get(key) ?? [])
      },
      { cacheKeyFn: (key) => `${key.directory.id} ${key.signature}`, batchScheduleFn: ctx.batching.schedule },
    )
    pageLoaders.set(ctx.loaders, loader)
  }
  return loader
}

/** By the id that SCIM uses; in one directory, or in any of the tenant. */
export async function findResourceIn(
  { loaders }: ApiContext,
  tenantId: string,
  directoryId: string | undefined,
  type: 'User' | 'Group',
  scimId: string,
): Promise<ResourceRow | undefined> {
  const row = await loaders.resource.load({ tenantId, id: scimId.replaceAll('\0', '') })
  const fits = row?.type === type && (directoryId === undefined || row.directory_id === directoryId)
  return fits ? row : undefined
}

/** Live resources of the ids, in their order. */
export async function loadResources(
  { loaders }: ApiContext,
  tenantId: string,
  ids: readonly string[],
): Promise<ResourceRow[]> {
  const rows = await loaders.resource.loadMany(ids.map((id) => ({ tenantId, id })))
  return rows.flatMap((row) => {
    if (row instanceof Error) throw row
    return row ?? []
  })
}

export async function loadResource(ctx: ApiContext, tenantId: string, id: string): Promise<ResourceRow> {
  const [row] = await loadResources(ctx, tenantId, [id])
  if (row === undefined) throw new Error(`there is no resource ${id}`)
  return row
}

const documents = new WeakMap<ResourceRow, Readonly<Record<string, unknown>>>()

/** The stored document, parsed once per row. */
export function documentOf(row: ResourceRow): Readonly<Record<string, unknown>> {
  let document = documents.get(row)
  if (document === undefined) {
    document = JSON.parse(row.doc) as Readonly<Record<string, unknown>>
    documents.set(row, document)
  }
  return document
}
