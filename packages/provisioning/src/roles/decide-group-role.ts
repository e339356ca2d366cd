import {
  type DirectoryRow,
  deleteGroupRoles,
  type GroupRoleRow,
  type GroupRoleState,
  getDirectory,
  listGroupRolesOfDirectory,
  listGroupRoles as listRows,
  lockResources,
  NotFoundError,
  type Trx,
  updateGroupRole,
} from '@rollcall/store'
import { appendAuditEvent, plainData } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { policyOf } from '../policy/effective-policy.ts'
import { leavePolicyTask } from '../policy/leave-policy-task.ts'
import { settleRoleNotices } from './role-notices.ts'
import { toRole } from './role-prefix.ts'

/** Which roles a group grants, or all groups of a directory, whatever the state: the decided, those that wait, and those an admin refused. */
export function listGroupRoles(
  ctx: OperationContext,
  tenantId: string,
  of: { readonly directoryId: string; readonly state?: GroupRoleState } | { readonly groupId: string },
): Promise<GroupRoleRow[]> {
  return ctx.store.read(tenantId, (db) =>
    'groupId' in of
      ? listRows(db, tenantId, [of.groupId])
      : listGroupRolesOfDirectory(db, tenantId, of.directoryId, of),
  )
}

/** One role of one group, by the rule that it comes from. */
export interface GroupRoleTarget {
  readonly tenantId: string
  readonly groupId: string
  /** Id of the policy's rule; `prefix` for the role prefix. */
  readonly ruleId: string
  /** In any letter case. */
  readonly role: string
}

/** An admin lets a group grant a role, in place of what the same rule granted before. Throws NotFoundError. */
export const confirmGroupRole = (ctx: OperationContext, target: GroupRoleTarget): Promise<GroupRoleRow> =>
  decide(ctx, target, 'granted')

/** An admin forbids a group a role that waits or is granted; it stays forbidden while the rule says so. Throws NotFoundError. */
export const dismissGroupRole = (ctx: OperationContext, target: GroupRoleTarget): Promise<GroupRoleRow> =>
  decide(ctx, target, 'dismissed')

function decide(
  ctx: OperationContext,
  { tenantId, groupId, ruleId, role }: GroupRoleTarget,
  state: 'granted' | 'dismissed',
): Promise<GroupRoleRow> {
  return ctx.store.transaction(tenantId, async (trx) => {
    // Waits for whoever renames or removes the group at this moment.
    await lockResources(trx, tenantId, [groupId])
    const rows = await listRows(trx, tenantId, [groupId])
    const row = rows.find((each) => each.rule_id === ruleId && each.role_key === toRole(role).key)
    if (row === undefined) throw new NotFoundError('group role', `${groupId} ${ruleId} ${role}`)
    if (row.state === state) return row
    const directory = await getDirectory(trx, tenantId, row.directory_id, { lock: 'share' })
    const replaced =
      state === 'granted'
        ? rows.filter((each) => each.rule_id === ruleId && each.state === 'granted' && each !== row)
        : []
    await deleteGroupRoles(trx, tenantId, replaced)
    await updateGroupRole(trx, row, { state })
    const after = { ...row, state }
    await settle(ctx, trx, directory, [...rows.filter((each) => each !== row && !replaced.includes(each)), after])
    await appendAuditEvent(ctx, trx, {
      tenantId,
      action: state === 'granted' ? 'role.confirmed' : 'role.dismissed',
      target: { type: 'Group', id: groupId },
      directoryId: row.directory_id,
      changed: [row.role_name],
      data: plainData({
        before: { rule: ruleId, role: row.role_name, state: row.state },
        after: { rule: ruleId, role: row.role_name, state, replaced: replaced.map((each) => each.role_name) },
      }),
    })
    // Nobody's roles change when what never was granted is forbidden.
    if (row.state === 'granted' || state === 'granted') await judgeGroup(ctx, trx, directory, groupId)
    return after
  })
}

/** Notices that are answered by what an admin decided. */
async function settle(
  ctx: OperationContext,
  trx: Trx,
  { tenant_id: tenantId }: DirectoryRow,
  rows: readonly GroupRoleRow[],
): Promise<void> {
  const groupId = rows[0]?.group_id ?? ''
  await settleRoleNotices(ctx, trx, tenantId, ['role.renamed', 'role.bound'], [groupId])
  if (rows.some((row) => row.state === 'pending')) return
  await settleRoleNotices(ctx, trx, tenantId, ['role.pending'], [groupId])
}

/** Has everybody whom a group reaches judged again in the background. */
export async function judgeGroup(
  ctx: OperationContext,
  trx: Trx,
  directory: DirectoryRow,
  groupId: string,
): Promise<void> {
  const { version } = policyOf(directory)
  await leavePolicyTask(ctx, trx, { tenantId: directory.tenant_id, kind: 'group', groupId, version })
}
