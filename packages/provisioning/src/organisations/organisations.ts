import {
  getOrganisation,
  insertOrganisation,
  type OrganisationRow,
  updateOrganisation as updateRow,
} from '@rollcall/store'
import { appendAuditEvent, plainData } from '../audit/append-audit-event.ts'
import { checkVersion } from '../check-version.ts'
import type { OperationContext } from '../context.ts'
import { ConflictError } from '../errors.ts'
import { claimIdempotency } from '../idempotency/claim-idempotency.ts'
import { onUniqueViolation } from '../translate-errors.ts'
import { checkName } from '../validate-input.ts'

const taken = (name: string) => ({
  organisation_name_key: () => new ConflictError('name', `The tenant has an organisation named "${name}" already.`),
})

/** Makes a part of a tenant that people are placed in. */
export async function createOrganisation(
  ctx: OperationContext,
  input: { readonly tenantId: string; readonly name: string },
): Promise<OrganisationRow> {
  const now = ctx.now().toISOString()
  const row: OrganisationRow = {
    tenant_id: input.tenantId,
    id: ctx.newId(),
    name: checkName('name', input.name),
    version: 1,
    created_at: now,
    updated_at: now,
  }
  await onUniqueViolation(taken(row.name), () =>
    ctx.store.transaction(input.tenantId, async (trx) => {
      await claimIdempotency(ctx, trx, row.tenant_id, row.id)
      await insertOrganisation(trx, row)
      await appendAuditEvent(ctx, trx, {
        tenantId: row.tenant_id,
        action: 'organisation.created',
        target: { type: 'organisation', id: row.id, version: 1 },
        data: plainData({ after: { name: row.name } }),
      })
    }),
  )
  return row
}

/** Renames an organisation; a change that changes nothing makes no version and no audit event. */
export function updateOrganisation(
  ctx: OperationContext,
  target: { readonly tenantId: string; readonly id: string; readonly expectedVersion?: number | undefined },
  update: { readonly name?: string | undefined },
): Promise<OrganisationRow> {
  return onUniqueViolation(taken(update.name ?? ''), () =>
    ctx.store.transaction(target.tenantId, async (trx) => {
      const before = await getOrganisation(trx, target.tenantId, target.id)
      checkVersion(before, target.expectedVersion)
      const name = update.name === undefined ? before.name : checkName('name', update.name)
      if (name === before.name) return before
      const after = await updateRow(trx, before, { name }, ctx.now().toISOString())
      await appendAuditEvent(ctx, trx, {
        tenantId: after.tenant_id,
        action: 'organisation.updated',
        target: { type: 'organisation', id: after.id, version: after.version },
        changed: ['name'],
        data: plainData({ before: { name: before.name }, after: { name } }),
      })
      return after
    }),
  )
}
