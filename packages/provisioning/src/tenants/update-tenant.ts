import { getTenant, INSTANCE, NotFoundError, type TenantRow, updateTenant as updateRow } from '@rollcall/store'
import { appendAuditEvent, plainData } from '../audit/append-audit-event.ts'
import { checkVersion } from '../check-version.ts'
import type { OperationContext } from '../context.ts'
import { checkName } from '../validate-input.ts'

/** Renames a tenant; a change that changes nothing makes no version and no audit event. Its slug stands in addresses and never changes. */
export function updateTenant(
  ctx: OperationContext,
  target: { readonly id: string; readonly expectedVersion?: number | undefined },
  update: { readonly name?: string | undefined },
): Promise<TenantRow> {
  return ctx.store.transaction(INSTANCE, async (trx) => {
    const before = await getTenant(trx, target.id)
    if (before.id !== target.id) throw new NotFoundError('tenant', target.id)
    checkVersion(before, target.expectedVersion)
    const name = update.name === undefined ? before.name : checkName('name', update.name)
    if (name === before.name) return before
    const after = await updateRow(trx, before, { name }, ctx.now().toISOString())
    await appendAuditEvent(ctx, trx, {
      tenantId: after.id,
      action: 'tenant.updated',
      target: { type: 'tenant', id: after.id, version: after.version },
      changed: ['name'],
      data: plainData({ before: { name: before.name }, after: { name } }),
    })
    return after
  })
}
