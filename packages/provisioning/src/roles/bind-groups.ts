import {
  type DirectoryRow,
  deleteGroupRoles,
  dismissNotices,
  type GroupRoleRow,
  getDirectory,
  insertGroupRoles,
  listGroupRoles,
  type Trx,
  updateGroupRole,
} from '@rollcall/store'
import { appendAuditEvent, plainData } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { policyOf } from '../policy/effective-policy.ts'
import type { CandidateGroup } from '../policy/match-condition.ts'
import { columnsOf } from '../resources/indexed.ts'
import type { RecordedChange } from '../resources/recorded-change.ts'
import { spaceOf, type TypedSpace } from '../resources/resource-space.ts'
import { type BindingCause, decideGroup, type GroupDecision } from './decide-group.ts'
import { decideGroups } from './decide-groups.ts'
import { noticeRoles, quoted, settleRoleNotices } from './role-notices.ts'
import { roleRulesOf } from './role-rules.ts'

/**
 * Decides anew which roles the groups of a directory grant: after its role prefix or the tenant's policy changed (`ruled`), or because they were there
 * before anything was bound (`found`). Reads sets and writes what differs. Returns the ids of groups that grant something else than before.
 */
export async function bindGroupsOfDirectory(
  ctx: OperationContext,
  trx: Trx,
  directory: DirectoryRow,
  cause: Extract<BindingCause, 'ruled' | 'found'> = 'ruled',
): Promise<readonly string[]> {
  // Without a policy to go by, groups grant what they granted.
  if (policyOf(directory).unreadable === true) return []
  const { groups, unmatched, refused } = await decideGroups(trx, directory, cause)
  const { tenant_id: tenantId } = directory
  const dropped = groups.flatMap(({ decision }) => decision.drop)
  await deleteGroupRoles(trx, tenantId, dropped)
  const added = groups.flatMap(({ group, decision }) => toRows(ctx, directory, group, decision))
  await insertGroupRoles(trx, added)
  for (const { group, decision } of groups) await keepNames(trx, group, decision)
  if (cause === 'ruled' || groups.length > 0) await noticeAll(ctx, trx, directory, groups, { unmatched, refused })
  const changed = [...dropped, ...added].filter((row) => row.state === 'granted').map((row) => row.group_id)
  return [...new Set(changed)].sort()
}

/** A statement takes so many parameters, and no more. */
const SUBJECTS_AT_ONCE = 1_000

/** What one admin's act leads to is told once for the directory, not for every group. */
async function noticeAll(
  ctx: OperationContext,
  trx: Trx,
  directory: DirectoryRow,
  groups: readonly { readonly group: CandidateGroup; readonly decision: GroupDecision }[],
  { unmatched, refused }: { readonly unmatched: number; readonly refused: number },
): Promise<void> {
  const at = ctx.now().toISOString()
  const { tenant_id: tenantId, id: directoryId } = directory
  await dismissNotices(trx, tenantId, { kinds: ['role.unmatched', 'role.refused'], directoryId }, at)
  // What was waited for or outlived a rename may be gone; what still is, is told again below.
  const moved = groups.filter(({ decision }) => decision.drop.length > 0).map(({ group }) => group.id)
  for (let start = 0; start < moved.length; start += SUBJECTS_AT_ONCE) {
    const some = moved.slice(start, start + SUBJECTS_AT_ONCE)
    await settleRoleNotices(ctx, trx, tenantId, ['role.pending', 'role.renamed'], some)
  }
  const subject = { type: 'directory', id: directoryId } as const
  const some = (count: number) => (count === 1 ? '1 group has' : `${count} groups have`)
  if (unmatched > 0) {
    const detail = `${some(unmatched)} a name with the role prefix of the directory "${directory.name}" and after it no role that its policy lists.`
    await noticeRoles(ctx, trx, directory, 'role.unmatched', subject, detail)
  }
  if (refused > 0) {
    const detail = `${some(refused)} a name that would grant a protected role in the directory "${directory.name}".`
    await noticeRoles(ctx, trx, directory, 'role.refused', subject, detail)
  }
  for (const { group, decision } of groups) await noticeWaiting(ctx, trx, directory, group, decision, undefined)
}

/**
 * Decides which roles a group grants after it was made, renamed or removed, and says whether that changed. The directory's row is read again and held,
 * so that a group never escapes a change of rules that happens at the same time.
 */
export async function bindGroup(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  change: RecordedChange,
): Promise<boolean> {
  const { tenantId, directoryId } = spaceOf(typed)
  if (change.operation === 'removed') return unbindGroup(ctx, trx, tenantId, change.resourceId)
  const nameOf = (document: RecordedChange['after']) => columnsOf(typed.type, document).display_name
  const former = change.before === undefined ? undefined : nameOf(change.before)
  const group = { id: change.resourceId, displayName: nameOf(change.after) }
  if (former === group.displayName) return false
  const directory = await getDirectory(trx, tenantId, directoryId, { lock: 'share' })
  const rules = roleRulesOf(directory)
  const rows = former === undefined ? [] : await listGroupRoles(trx, tenantId, [group.id])
  if (rules.rules.size === 0 && rows.length === 0) return false
  const decision = decideGroup(rules, group, rows, former === undefined ? 'created' : 'renamed')
  await deleteGroupRoles(trx, tenantId, decision.drop)
  const added = toRows(ctx, directory, group, decision)
  await insertGroupRoles(trx, added)
  await keepNames(trx, group, decision)
  if (former !== undefined) {
    await settleRoleNotices(ctx, trx, tenantId, OF_A_NAME, [group.id])
    await tellOfRename(ctx, trx, directory, { ...group, former }, decision)
  }
  await noticeWaiting(ctx, trx, directory, group, decision, former)
  const subject = { type: 'Group', id: group.id } as const
  if (rules.isUnmatched(group.displayName)) {
    const detail = `The name of the group "${group.displayName}" has the role prefix, but what follows is no role that the policy lists.`
    await noticeRoles(ctx, trx, directory, 'role.unmatched', subject, detail)
  }
  if (decision.refused.length > 0) {
    const detail = `The name of the group "${group.displayName}" would grant ${quoted(decision.refused.map((role) => role.name))}, which is protected: no push grants it.`
    await noticeRoles(ctx, trx, directory, 'role.refused', subject, detail)
  }
  return [...decision.drop, ...added].some((row) => row.state === 'granted')
}

/** Kinds of notice that a group's name gives rise to: another name settles them, or gives rise to them again. */
const OF_A_NAME = ['role.pending', 'role.refused', 'role.renamed', 'role.unmatched'] as const

async function unbindGroup(ctx: OperationContext, trx: Trx, tenantId: string, groupId: string): Promise<boolean> {
  const rows = await listGroupRoles(trx, tenantId, [groupId])
  await deleteGroupRoles(trx, tenantId, rows)
  await settleRoleNotices(ctx, trx, tenantId, OF_A_NAME, [groupId])
  return rows.some((row) => row.state === 'granted')
}

async function tellOfRename(
  ctx: OperationContext,
  trx: Trx,
  directory: DirectoryRow,
  group: CandidateGroup & { readonly former: string },
  { add, outlived }: GroupDecision,
): Promise<void> {
  const subject = { type: 'Group', id: group.id } as const
  const renamed = `The group "${group.former}" is now called "${group.displayName}"`
  if (outlived.length > 0) {
    const detail = `${renamed}, and still grants ${quoted(outlived.map((row) => row.role_name))}: roles go by the group's id. Dismiss what it should no longer grant.`
    await noticeRoles(ctx, trx, directory, 'role.renamed', subject, detail)
  }
  const gained = add.filter(({ state }) => state === 'granted')
  if (gained.length === 0) return
  const names = gained.map(({ role }) => role.name)
  await appendAuditEvent(ctx, trx, {
    tenantId: directory.tenant_id,
    action: 'role.bound',
    target: { type: 'Group', id: group.id },
    directoryId: directory.id,
    changed: names,
    data: plainData({ before: { displayName: group.former }, after: { displayName: group.displayName, roles: names } }),
  })
  await noticeRoles(ctx, trx, directory, 'role.bound', subject, `${renamed}, and by that grants ${quoted(names)}.`)
}

async function noticeWaiting(
  ctx: OperationContext,
  trx: Trx,
  directory: DirectoryRow,
  group: CandidateGroup,
  { add, waiting }: GroupDecision,
  former: string | undefined,
): Promise<void> {
  const pending = add.filter(({ state }) => state === 'pending')
  const names = [...waiting.map((row) => row.role_name), ...pending.map(({ role }) => role.name)]
  if (names.length === 0) return
  const instead = pending.flatMap((each) => (each.instead === undefined ? [] : [each.instead.role_name]))
  const was = former === undefined ? '' : `, formerly "${former}",`
  const detail = `The group "${group.displayName}"${was} would grant ${quoted(names)}${instead.length === 0 ? '' : ` in place of ${quoted(instead)}`}. It waits for an admin to confirm or dismiss that.`
  await noticeRoles(ctx, trx, directory, 'role.pending', { type: 'Group', id: group.id }, detail)
}

const toRows = (
  ctx: OperationContext,
  directory: DirectoryRow,
  group: CandidateGroup,
  { add }: GroupDecision,
): GroupRoleRow[] =>
  add.map(({ ruleId, role, state }) => ({
    tenant_id: directory.tenant_id,
    group_id: group.id,
    rule_id: ruleId,
    role_key: role.key,
    role_name: role.name,
    directory_id: directory.id,
    state,
    group_name: group.displayName,
    policy_version: policyOf(directory).version,
    request_id: ctx.requestId,
    created_at: ctx.now().toISOString(),
  }))

async function keepNames(trx: Trx, group: CandidateGroup, { renamed }: GroupDecision): Promise<void> {
  for (const row of renamed) await updateGroupRole(trx, row, { group_name: group.displayName })
}
