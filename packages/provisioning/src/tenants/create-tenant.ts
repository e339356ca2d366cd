import { INSTANCE, insertTenant, type TenantRow } from '@rollcall/store'
import { appendAuditEvent, INSTANCE_TENANT, plainData } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { ConflictError } from '../errors.ts'
import { claimIdempotency } from '../idempotency/claim-idempotency.ts'
import { onUniqueViolation } from '../translate-errors.ts'
import { checkName, checkSlug } from '../validate-input.ts'

/** Makes an isolated customer. */
export async function createTenant(
  ctx: OperationContext,
  input: { readonly slug: string; readonly name: string },
): Promise<TenantRow> {
  const now = ctx.now().toISOString()
  const row: TenantRow = {
    id: ctx.newId(),
    slug: checkSlug('slug', input.slug),
    name: checkName('name', input.name),
    version: 1,
    created_at: now,
    updated_at: now,
  }
  const taken = () => new ConflictError('slug', `A tenant with the slug "${row.slug}" exists already.`)
  await onUniqueViolation({ tenant_slug_key: taken }, () =>
    ctx.store.transaction(INSTANCE, async (trx) => {
      await claimIdempotency(ctx, trx, INSTANCE_TENANT, row.id)
      await insertTenant(trx, row)
      await appendAuditEvent(ctx, trx, {
        tenantId: row.id,
        action: 'tenant.created',
        target: { type: 'tenant', id: row.id },
        data: plainData({ after: { slug: row.slug, name: row.name } }),
      })
    }),
  )
  return row
}
