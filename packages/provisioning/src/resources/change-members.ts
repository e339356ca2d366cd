import {
  compareKeys,
  invalidValue,
  type MemberChange,
  type MemberValue,
  matchesFilter,
  type ScimError,
} from '@rollcall/scim-core'
import {
  addMembers,
  forgetOtherUnresolvedMembers,
  forgetUnresolvedMembers,
  keepUnresolvedMembers,
  listLiveIds,
  listMembers,
  removeMembers,
  removeOtherMembers,
  type Trx,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { withTurns } from '../with-turns.ts'
import { toDisplayKey } from './indexed.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'

export interface MembershipDelta {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/**
 * Applies changes in order. Each costs as much as it names, whatever the size of the group. A value that names no live resource of the directory
 * never rejects the push (unless the directory says so): it is remembered and not shown.
 */
export async function changeMembers(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  groupId: string,
  changes: readonly MemberChange[],
): Promise<MembershipDelta> {
  const added = new Set<string>()
  const removed = new Set<string>()
  const note = (ids: readonly string[], into: Set<string>, outOf: Set<string>) => {
    // Added and removed in one request is no change.
    for (const id of ids) if (!outOf.delete(id)) into.add(id)
  }
  const { tenantId } = spaceOf(typed)
  for (const change of changes) {
    switch (change.kind) {
      case 'add': {
        const members = await resolve(ctx, trx, typed, groupId, change.members)
        note(await join(ctx, trx, typed, groupId, members), added, removed)
        break
      }
      case 'replace': {
        const members = await resolve(ctx, trx, typed, groupId, change.members)
        await forgetOtherUnresolvedMembers(trx, tenantId, groupId, members.unknown)
        note(await removeOtherMembers(trx, tenantId, groupId, members.resolved), removed, added)
        note(await join(ctx, trx, typed, groupId, members), added, removed)
        break
      }
      case 'remove': {
        const values = await withTurns(distinct(change.values))
        await forgetUnresolvedMembers(trx, tenantId, groupId, values)
        note(await removeMembers(trx, tenantId, groupId, values), removed, added)
        break
      }
      case 'removeMatching': {
        const values = await matchingMembers(trx, typed, groupId, change)
        note(await removeMembers(trx, tenantId, groupId, values), removed, added)
        break
      }
    }
  }
  return { added: inOrder(added), removed: inOrder(removed) }
}

/** Up to this many are locked as they are looked up; of more, only those that turn out to be new. */
const LOCKED_BEFOREHAND = 100

/**
 * Adds members and returns the new ones. On PostgreSQL a resource may be on its way out in another transaction, which cannot see the new row and so
 * cannot remove it: that one is waited for, and if the resource is gone then, its row goes too.
 */
async function join(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  groupId: string,
  { resolved, locked }: ResolvedMembers,
): Promise<readonly string[]> {
  const { tenantId, directoryId } = spaceOf(typed)
  const added = await addMembers(trx, tenantId, groupId, resolved)
  if (locked) return added
  const live = new Set(await listLiveIds(trx, tenantId, directoryId, added, { lock: true }))
  const gone = added.filter((id) => !live.has(id))
  if (gone.length === 0) return added
  await removeMembers(trx, tenantId, groupId, gone)
  await keepUnresolvedMembers(trx, { tenantId, directoryId, groupId }, gone, ctx.now().toISOString())
  return added.filter((id) => live.has(id))
}

/** Text that both databases can hold and compare. */
const storable = (value: string): string => value.toWellFormed().replaceAll('\u0000', '\uFFFD')

/** Values looked at between two turns of others. */
const VALUES_AT_ONCE = 1_000

function* distinct(values: readonly string[]): Generator<undefined, readonly string[]> {
  const found = new Set<string>()
  for (const [at, value] of values.entries()) {
    if (at % VALUES_AT_ONCE === VALUES_AT_ONCE - 1) yield
    found.add(storable(value))
  }
  return [...found]
}

/** In order as long as anybody sees them in order: the audit log cuts longer lists, and sorting one of 50,000 stops everybody for 50 ms. */
const inOrder = (ids: ReadonlySet<string>): readonly string[] =>
  ids.size <= VALUES_AT_ONCE ? [...ids].sort(compareKeys) : [...ids]

interface ResolvedMembers {
  readonly resolved: readonly string[]
  /** Values that name nobody, kept until they do. */
  readonly unknown: readonly string[]
  /** None of them can be removed before this transaction ends. */
  readonly locked: boolean
}

async function resolve(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  groupId: string,
  members: readonly MemberValue[],
): Promise<ResolvedMembers> {
  const { tenantId, directoryId } = spaceOf(typed)
  const values = await withTurns(distinct(members.map((member) => member.value)))
  const lock = values.length <= LOCKED_BEFOREHAND
  const resolved = await listLiveIds(trx, tenantId, directoryId, values, { lock })
  const known = new Set(resolved)
  const unknown = resolved.length < values.length ? values.filter((value) => !known.has(value)) : []
  if (unknown.length > 0) {
    if (typed.directory.unresolved_members === 'reject') throw unknownMember(unknown[0] ?? '')
    await keepUnresolvedMembers(trx, { tenantId, directoryId, groupId }, unknown, ctx.now().toISOString())
  }
  return { resolved, unknown, locked: lock || ctx.store.dialect === 'sqlite' }
}

const unknownMember = (value: string): ScimError =>
  invalidValue(
    `members: "${value}" is no user or group of this directory. In Okta, assign the person to the app before pushing the group, then push the group again.`,
  )

/** The rare filter that needs to look at the members themselves, such as `members[type eq "Group"]`. */
async function matchingMembers(
  trx: Trx,
  typed: TypedSpace,
  groupId: string,
  change: Extract<MemberChange, { kind: 'removeMatching' }>,
): Promise<string[]> {
  const name = typed.type.members?.name ?? ''
  const rows = await listMembers(trx, spaceOf(typed).tenantId, [groupId])
  return rows
    .filter((row) =>
      matchesFilter(typed.type, change.filter, {}, [
        { path: name, element: 0, key: '', lead: true },
        { path: `${name}.value`, element: 0, key: row.id, lead: true },
        { path: `${name}.type`, element: 0, key: row.type.toLowerCase(), lead: true },
        { path: `${name}.display`, element: 0, key: toDisplayKey(row.displayName), lead: true },
      ]),
    )
    .map((row) => row.id)
}
