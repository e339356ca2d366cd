import { type AdminRow, INSTANCE, insertAdmin } from '@rollcall/store'
import { appendAuditEvent, INSTANCE_TENANT, plainData } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { hashSecret, mintSecret } from '../crypto/secrets.ts'
import { ConflictError } from '../errors.ts'
import { claimIdempotency } from '../idempotency/claim-idempotency.ts'
import { onUniqueViolation } from '../translate-errors.ts'
import { checkEmail, checkOneOf } from '../validate-input.ts'
import { toEmailKey } from './email-key.ts'
import { ADMIN_ROLES } from './permissions.ts'

const SETUP_LIFETIME_MS = 3 * 86_400_000

export interface CreateAdminInput {
  readonly email: string
  readonly name?: string | undefined
  readonly role: string
  /** Undefined: the whole instance. */
  readonly tenantId?: string | undefined
}

/** An admin who has no password yet: whoever holds `setupCode` (for three days, once) chooses it. */
export async function createAdmin(
  ctx: OperationContext,
  input: CreateAdminInput,
): Promise<{ readonly admin: AdminRow; readonly setupCode: string }> {
  const now = ctx.now()
  const email = checkEmail('email', input.email)
  const role = checkOneOf('role', input.role, ADMIN_ROLES)
  const setupCode = mintSecret('setup')
  const row: AdminRow = {
    id: ctx.newId(),
    email,
    email_key: toEmailKey(email),
    name: input.name?.trim() || email,
    password_hash: null,
    setup_hash: hashSecret(setupCode),
    setup_expires_at: new Date(now.getTime() + SETUP_LIFETIME_MS).toISOString(),
    disabled_at: null,
    version: 1,
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  }
  const tenantId = input.tenantId ?? INSTANCE_TENANT
  const taken = () => new ConflictError('email', `An admin with the e-mail address "${email}" exists already.`)
  await onUniqueViolation({ admin_email_key: taken }, () =>
    ctx.store.transaction(INSTANCE, async (trx) => {
      await claimIdempotency(ctx, trx, INSTANCE_TENANT, row.id)
      await insertAdmin(trx, row, [{ admin_id: row.id, tenant_id: tenantId, role }])
      await appendAuditEvent(ctx, trx, {
        tenantId,
        action: 'admin.created',
        target: { type: 'admin', id: row.id },
        data: plainData({ after: { role } }),
      })
    }),
  )
  return { admin: row, setupCode }
}
