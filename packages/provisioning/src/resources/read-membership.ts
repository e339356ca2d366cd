import {
  countMembersUpTo,
  type Db,
  findResource,
  type LongReadOptions,
  listResourcesById,
  type RelationShape,
  readMemberIds,
  writeMembers,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'
import { MEMBERS_IN_PIECE, type RelationShapes, type ResourceView, writeResources } from './resource-view.ts'

/**
 * A resource with the ids of all its members, of one snapshot: the version in front is the version of exactly this list, whatever is written while the
 * answer is on its way. Only the ids are held, so that no transaction stays open for as long as a client takes to read.
 */
export interface Membership {
  /** With the groups it is in, without its members. */
  readonly view: ResourceView
  /** In order, in pieces of MEMBERS_IN_PIECE. */
  readonly pieces: readonly (readonly string[])[]
}

/** undefined: the resource is gone. */
export function readMembership(
  ctx: OperationContext,
  typed: TypedSpace,
  id: string,
  shapes: RelationShapes,
  options?: LongReadOptions,
): Promise<Membership | undefined> {
  const space = spaceOf(typed)
  const work = async (db: Db): Promise<Membership | undefined> => {
    const row = await findResource(db, space, id)
    if (row === undefined) return undefined
    const ids = await readMemberIds(db, space.tenantId, id)
    const [view] = await writeResources(db, typed, [row], { ...shapes, members: undefined })
    return { view: view as ResourceView, pieces: toPieces(ids) }
  }
  return ctx.store.readLong(space.tenantId, work, options)
}

function toPieces(ids: string): string[][] {
  if (ids === '') return []
  const all = ids.split('\n')
  return Array.from({ length: Math.ceil(all.length / MEMBERS_IN_PIECE) }, (_, at) =>
    all.slice(at * MEMBERS_IN_PIECE, (at + 1) * MEMBERS_IN_PIECE),
  )
}

/** One piece of the members as JSON objects, separated by commas. Names are the present ones: they are no part of the group's version. */
export const writeMemberPiece = (
  ctx: OperationContext,
  typed: TypedSpace,
  ids: readonly string[],
  shape: RelationShape,
): Promise<string> =>
  ctx.store.readLong(typed.directory.tenant_id, (db) => writeMembers(db, typed.directory.tenant_id, ids, shape), {
    begun: true,
  })

export interface Batch {
  readonly ids: readonly string[]
  /** One resource of more members than make a piece. */
  readonly isLarge: boolean
}

/** The ids in order, in batches whose members together make a piece; a resource of more members is a batch of its own. */
export async function planBatches(ctx: OperationContext, typed: TypedSpace, ids: readonly string[]): Promise<Batch[]> {
  const { tenantId } = spaceOf(typed)
  const work = (db: Db) => countMembersUpTo(db, tenantId, ids, MEMBERS_IN_PIECE + 1)
  const sizes = await ctx.store.readLong(tenantId, work, { begun: true })
  const batches: (Batch & { readonly ids: string[] })[] = []
  let room = 0
  for (const id of ids) {
    const size = sizes.get(id) ?? 0
    const batch = batches.at(-1)
    if (batch === undefined || size > room) {
      batches.push({ ids: [id], isLarge: size > MEMBERS_IN_PIECE })
      room = MEMBERS_IN_PIECE
    } else batch.ids.push(id)
    room -= size
  }
  return batches
}

/** Live resources of the ids as they are now, with their members written; one that has grown too large meanwhile says so. */
export function readBatch(
  ctx: OperationContext,
  typed: TypedSpace,
  ids: readonly string[],
  shapes: RelationShapes,
): Promise<ResourceView[]> {
  const { tenantId } = spaceOf(typed)
  const work = async (db: Db): Promise<ResourceView[]> =>
    writeResources(db, typed, await listResourcesById(db, tenantId, ids), shapes)
  return ctx.store.readLong(tenantId, work, { begun: true })
}
