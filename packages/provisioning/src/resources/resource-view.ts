import { type Projection, projectionIncludes } from '@rollcall/scim-core'
import {
  type Db,
  hasMoreMembersThan,
  listGroupsOf,
  listMembers,
  type MembershipRow,
  type ResourceRow,
} from '@rollcall/store'
import { spaceOf, type TypedSpace } from './resource-space.ts'

/** A resource with its relations, as far as the answer shows them. */
export interface ResourceView {
  readonly row: ResourceRow
  /** undefined: the type has none, or they were not asked for. */
  readonly members: readonly MembershipRow[] | undefined
  readonly groups: readonly MembershipRow[] | undefined
  /** The resource has more members than `memberLimit`, so they were not loaded. */
  readonly tooLarge: boolean
}

/** Loads the relations of a page of resources: one statement each, whatever the length of the page. */
export async function viewResources(
  db: Db,
  typed: TypedSpace,
  rows: readonly ResourceRow[],
  projection: Projection | undefined,
): Promise<ResourceView[]> {
  const { members, memberOf } = typed.type
  const { tenantId } = spaceOf(typed)
  const ids = rows.map((row) => row.id)
  const wantsMembers = members !== undefined && projectionIncludes(projection, members.name)
  const wantsGroups = memberOf !== undefined && projectionIncludes(projection, memberOf.name)
  const membersOf = wantsMembers ? byOwner(await listMembers(db, tenantId, ids)) : undefined
  const groupsOf = wantsGroups ? byOwner(await listGroupsOf(db, tenantId, ids)) : undefined
  return rows.map((row) => ({
    row,
    members: membersOf === undefined ? undefined : (membersOf.get(row.id) ?? []),
    groups: groupsOf === undefined ? undefined : (groupsOf.get(row.id) ?? []),
    tooLarge: false,
  }))
}

function byOwner(rows: readonly MembershipRow[]): ReadonlyMap<string, readonly MembershipRow[]> {
  const owners = new Map<string, MembershipRow[]>()
  for (const row of rows) {
    const list = owners.get(row.ownerId)
    if (list === undefined) owners.set(row.ownerId, [row])
    else list.push(row)
  }
  return owners
}

/** The view of one row. With `memberLimit`, a resource of more members comes without them, at a cost that does not grow with the group. */
export async function viewResource(
  db: Db,
  typed: TypedSpace,
  row: ResourceRow,
  {
    projection,
    memberLimit,
  }: { readonly projection?: Projection | undefined; readonly memberLimit?: number | undefined },
): Promise<ResourceView> {
  if (typed.type.members !== undefined && memberLimit !== undefined) {
    const tooLarge = await hasMoreMembersThan(db, row.tenant_id, row.id, memberLimit)
    if (tooLarge) return { row, members: undefined, groups: undefined, tooLarge }
  }
  const [view] = await viewResources(db, typed, [row], projection)
  return view as ResourceView
}
