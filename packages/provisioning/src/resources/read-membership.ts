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
  /** The ids in order, a line each; membershipPieces cuts them. */
  readonly ids: string
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
    return { view: view as ResourceView, ids }
  }
  return ctx.store.readLong(space.tenantId, work, options)
}

/** The ids in pieces of MEMBERS_IN_PIECE, cut one by one: a hundred thousand at once would take as long as many answers. */
export function* membershipPieces({ ids }: Membership): Generator<readonly string[]> {
  let start = 0
  while (start < ids.length) {
    let end = start - 1
    for (let count = 0; count < MEMBERS_IN_PIECE; count += 1) {
      end = ids.indexOf('\n', end + 1)
      if (end === -1) break
    }
    if (end === -1) end = ids.length
    yield ids.slice(start, end).split('\n')
    start = end + 1
  }
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
