import { type DirectoryRow, dismissNotices, type Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { openNotice } from '../notices/open-notice.ts'

export type RoleNotice = 'role.bound' | 'role.pending' | 'role.refused' | 'role.renamed' | 'role.unmatched'

interface Subject {
  readonly type: 'Group' | 'directory'
  readonly id: string
}

/** Tells admins, in place of what the same kind of notice said of the subject before. */
export async function noticeRoles(
  ctx: OperationContext,
  trx: Trx,
  directory: DirectoryRow,
  kind: RoleNotice,
  subject: Subject,
  detail: string,
): Promise<void> {
  await settleRoleNotices(ctx, trx, directory.tenant_id, [kind], [subject.id])
  await openNotice(ctx, trx, { tenantId: directory.tenant_id, kind, subject, directoryId: directory.id, detail })
}

/** Closes notices that no longer hold. */
export const settleRoleNotices = (
  ctx: OperationContext,
  trx: Trx,
  tenantId: string,
  kinds: readonly RoleNotice[],
  subjectIds: readonly string[],
): Promise<void> => dismissNotices(trx, tenantId, { kinds, subjectIds }, ctx.now().toISOString())

export const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')
