import {
  type BrakeHoldRow,
  type BrakeKind,
  clearBrakeCount,
  dismissNotice,
  findLatestBrakeHold,
  getDirectory,
  listBrakeHolds as listRows,
  NotFoundError,
  updateBrakeHold,
} from '@rollcall/store'
import { appendAuditEvent } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'

/** What the brakes of a tenant (or of one directory) did, the newest first. */
export const listBrakeHolds = (
  ctx: OperationContext,
  tenantId: string,
  options: { readonly directoryId?: string | undefined; readonly open?: boolean | undefined } = {},
): Promise<BrakeHoldRow[]> => ctx.store.read(tenantId, (db) => listRows(db, tenantId, { ...options, limit: 100 }))

/** Ends a hold or an alert: what was held passes when the provider tries again, and for one window nothing is counted. Throws NotFoundError. */
export function releaseBrake(
  ctx: OperationContext,
  {
    tenantId,
    directoryId,
    kind,
  }: { readonly tenantId: string; readonly directoryId: string; readonly kind: BrakeKind },
): Promise<BrakeHoldRow> {
  return ctx.store.transaction(tenantId, async (trx) => {
    await getDirectory(trx, tenantId, directoryId)
    const scope = { tenantId, directoryId, kind }
    const row = await findLatestBrakeHold(trx, scope)
    if (row === undefined || row.state === 'released') throw new NotFoundError('open brake', kind)
    const at = ctx.now().toISOString()
    const update = { state: 'released', released_at: at, released_by: ctx.actor.label } as const
    await updateBrakeHold(trx, tenantId, row.id, update)
    await clearBrakeCount(trx, scope)
    await dismissNotice(trx, tenantId, { kind: `brake.${kind}`, subjectId: directoryId }, at)
    await appendAuditEvent(ctx, trx, {
      tenantId,
      action: 'brake.released',
      target: { type: 'directory', id: directoryId },
      directoryId,
      changed: [kind],
    })
    return { ...row, ...update }
  })
}
