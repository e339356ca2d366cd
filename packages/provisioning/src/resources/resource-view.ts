import { type Projection, projectionIncludes } from '@rollcall/scim-core'
import {
  type Db,
  hasMoreMembersThan,
  listGroupsOf,
  listMembers,
  type MembershipRow,
  type RelationShape,
  type ResourceRow,
  type ResourceShape,
  writeGroupsOf,
  writeMembersOf,
} from '@rollcall/store'
import { spaceOf, type TypedSpace } from './resource-space.ts'

/** A resource with its relations, as far as the answer shows them. */
export interface ResourceView {
  readonly row: ResourceRow
  /** undefined: the type has none, or they were not asked for. */
  readonly members: readonly MembershipRow[] | undefined
  readonly groups: readonly MembershipRow[] | undefined
  /** There are more members than are loaded at once: the relations are missing and come by readMembership. */
  readonly tooLarge: boolean
  /** The relations as the database wrote them, instead of rows. */
  readonly texts?: RelationTexts
}

/** How the relations of a type are written; undefined: not shown. */
export interface RelationShapes {
  readonly members: RelationShape | undefined
  readonly groups: RelationShape | undefined
}

/** How the resources of a type are written. */
export interface ResourceShapes extends RelationShapes {
  /** undefined: documents do not go out as they are stored. */
  readonly whole: ResourceShape | undefined
}

/** The related resources as JSON objects separated by commas; undefined: not shown. */
export interface RelationTexts {
  readonly members: string | undefined
  readonly groups: string | undefined
}

/** So many are loaded with the resource itself; a longer list is made by the database, away from the event loop. */
const MEMBERS_AT_ONCE = 100
/** So many are written in one piece. */
export const MEMBERS_IN_PIECE = 1_000

/** The relations of some resources, as far as the answer shows them. */
export interface Relations {
  readonly membersOf: ReadonlyMap<string, readonly MembershipRow[]> | undefined
  readonly groupsOf: ReadonlyMap<string, readonly MembershipRow[]> | undefined
  readonly tooLarge: boolean
}

/** Whether answers about resources of the type show the groups they are in. */
export const showsGroups = ({ type }: TypedSpace, projection: Projection | undefined): boolean =>
  type.memberOf !== undefined && projectionIncludes(projection, type.memberOf.name)

interface Loading {
  readonly memberLimit?: number | undefined
  /** The groups of all of them, when they are there already. */
  readonly groups?: readonly MembershipRow[] | undefined
}

/** Loads the relations of a page of resources: one statement each, whatever the length of the page. */
export async function loadRelations(
  db: Db,
  typed: TypedSpace,
  ids: readonly string[],
  projection: Projection | undefined,
  { memberLimit = MEMBERS_AT_ONCE, groups }: Loading = {},
): Promise<Relations> {
  const { members } = typed.type
  const { tenantId } = spaceOf(typed)
  const wantsMembers = members !== undefined && projectionIncludes(projection, members.name)
  const found = wantsMembers ? await listMembers(db, tenantId, ids, memberLimit + 1) : undefined
  if (found !== undefined && found.length > memberLimit)
    return { membersOf: undefined, groupsOf: undefined, tooLarge: true }
  return {
    membersOf: found === undefined ? undefined : byOwner(found),
    groupsOf: showsGroups(typed, projection) ? byOwner(groups ?? (await listGroupsOf(db, tenantId, ids))) : undefined,
    tooLarge: false,
  }
}

export const withRelations = (row: ResourceRow, { membersOf, groupsOf, tooLarge }: Relations): ResourceView => ({
  row,
  members: membersOf === undefined ? undefined : (membersOf.get(row.id) ?? []),
  groups: groupsOf === undefined ? undefined : (groupsOf.get(row.id) ?? []),
  tooLarge,
})

export async function viewResources(
  db: Db,
  typed: TypedSpace,
  rows: readonly ResourceRow[],
  projection: Projection | undefined,
  loading?: Loading,
): Promise<ResourceView[]> {
  const ids = rows.map((row) => row.id)
  const relations = await loadRelations(db, typed, ids, projection, loading)
  return rows.map((row) => withRelations(row, relations))
}

/** The same with the relations written by the database: for long pages, inside of readLong. */
export async function writeResources(
  db: Db,
  typed: TypedSpace,
  rows: readonly ResourceRow[],
  shapes: RelationShapes,
): Promise<ResourceView[]> {
  const { tenantId } = spaceOf(typed)
  const ids = rows.map((row) => row.id)
  const members =
    shapes.members === undefined ? [] : await writeMembersOf(db, tenantId, ids, shapes.members, MEMBERS_IN_PIECE)
  const view = { members: undefined, groups: undefined }
  if (members === undefined) return rows.map((row) => ({ ...view, row, tooLarge: true }))
  const groups = shapes.groups === undefined ? [] : await writeGroupsOf(db, tenantId, ids, shapes.groups)
  const membersOf = new Map(members.map(({ ownerId, text }) => [ownerId, text]))
  const groupsOf = new Map(groups.map(({ ownerId, text }) => [ownerId, text]))
  return rows.map((row) => ({
    ...view,
    row,
    tooLarge: false,
    texts: {
      members: shapes.members === undefined ? undefined : (membersOf.get(row.id) ?? ''),
      groups: shapes.groups === undefined ? undefined : (groupsOf.get(row.id) ?? ''),
    },
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

export interface ViewOptions {
  readonly projection?: Projection | undefined
  readonly memberLimit?: number | undefined
}

/** The view of one row. With `memberLimit`, a resource of more members comes without them, at a cost that does not grow with the group. */
export async function viewResource(
  db: Db,
  typed: TypedSpace,
  row: ResourceRow,
  { projection, memberLimit }: ViewOptions,
): Promise<ResourceView> {
  if (typed.type.members !== undefined && memberLimit !== undefined) {
    const tooLarge = await hasMoreMembersThan(db, row.tenant_id, row.id, memberLimit)
    if (tooLarge) return { row, members: undefined, groups: undefined, tooLarge }
  }
  const [view] = await viewResources(db, typed, [row], projection, { memberLimit })
  return view as ResourceView
}
