import { type ApiKeyRow, INSTANCE, insertApiKey, listApiKeysById, type Trx } from '@rollcall/store'
import { appendAuditEvent, INSTANCE_TENANT, plainData } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { hashSecret, mintSecret } from '../crypto/secrets.ts'
import { claimIdempotency } from '../idempotency/claim-idempotency.ts'
import { checkExpiry, checkName, checkOneOf } from '../validate-input.ts'
import { ADMIN_ROLES } from './permissions.ts'
import { rememberSecret } from './secret-lookups.ts'

export interface CreateApiKeyInput {
  readonly name: string
  /** Undefined: the whole instance. */
  readonly tenantId?: string | undefined
  readonly role?: string | undefined
  readonly expiresAt?: Date | undefined
}

/** A key for scripts. The secret is returned once and never stored. */
export async function createApiKey(
  ctx: OperationContext,
  input: CreateApiKeyInput,
): Promise<{ readonly apiKey: ApiKeyRow; readonly key: string }> {
  const key = mintSecret('apiKey')
  const role = checkOneOf('role', input.role ?? (input.tenantId === undefined ? 'owner' : 'tenant-admin'), ADMIN_ROLES)
  let row: ApiKeyRow = {
    id: ctx.newId(),
    name: checkName('name', input.name),
    secret_hash: hashSecret(key),
    last_four: key.slice(-4),
    created_at: ctx.now().toISOString(),
    expires_at: checkExpiry('expiresAt', input.expiresAt, ctx.now()),
    revoked_at: null,
    last_used_at: null,
    created_by: null,
  }
  const tenantId = input.tenantId ?? INSTANCE_TENANT
  await ctx.store.transaction(INSTANCE, async (trx) => {
    await claimIdempotency(ctx, trx, INSTANCE_TENANT, row.id)
    row = { ...row, created_by: await makerOf(ctx, trx) }
    await insertApiKey(trx, row, [{ api_key_id: row.id, tenant_id: tenantId, role }])
    await appendAuditEvent(ctx, trx, {
      tenantId,
      action: 'api_key.created',
      target: { type: 'api_key', id: row.id },
      data: plainData({ after: { name: row.name, role, lastFour: row.last_four, expiresAt: row.expires_at } }),
    })
  })
  rememberSecret(ctx.store, row.secret_hash)
  return { apiKey: row, key }
}

/** The admin a key ends with: a key made by a key belongs to the admin who made that one, so that nobody outlives themselves by a script. */
async function makerOf({ actor }: OperationContext, trx: Trx): Promise<string | null> {
  if (actor.type === 'admin') return actor.id
  if (actor.type !== 'api_key') return null
  const [parent] = await listApiKeysById(trx, [actor.id])
  return parent?.created_by ?? null
}
