import { dismissNotice as dismissRow, findNotice, NotFoundError, type NoticeRow } from '@rollcall/store'
import { appendAuditEvent } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'

/** Puts a notice aside; it comes again when there is cause again. Dismissing it twice is harmless. Throws NotFoundError. */
export function dismissNotice(
  ctx: OperationContext,
  target: { readonly tenantId: string; readonly id: string },
): Promise<NoticeRow> {
  const { tenantId, id } = target
  return ctx.store.transaction(tenantId, async (trx) => {
    const notice = await findNotice(trx, tenantId, id)
    if (notice === undefined) throw new NotFoundError('notice', id)
    if (notice.dismissed_at !== null) return notice
    const at = ctx.now().toISOString()
    const dismissed = await dismissRow(trx, tenantId, { kind: notice.kind, subjectId: notice.subject_id }, at)
    if (!dismissed) return notice
    await appendAuditEvent(ctx, trx, {
      tenantId,
      action: 'notice.dismissed',
      target: { type: 'notice', id },
      directoryId: notice.directory_id ?? undefined,
    })
    return { ...notice, dismissed_at: at }
  })
}
