import {
  type ApiKeyRow,
  findApiKeyByHash,
  getApiKey,
  INSTANCE,
  listApiKeyGrants,
  type Store,
  updateApiKey,
} from '@rollcall/store'
import { appendAuditEvent, INSTANCE_TENANT } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { hashSecret } from '../crypto/secrets.ts'
import { RoleTooHighError } from '../errors.ts'
import { toGrant } from './admin-account.ts'
import { type Grant, mayEnd } from './permissions.ts'
import { lookUpSecret } from './secret-lookups.ts'

/** How exact the time of last use is. */
const TOUCH_MS = 60_000

export type ApiKeyAuthentication =
  | { readonly outcome: 'accepted'; readonly apiKey: ApiKeyRow; readonly grants: readonly Grant[] }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'expired' | 'revoked'; readonly at: string }
  /** The admin who made it is disabled, or gone. */
  | { readonly outcome: 'maker_disabled' | 'maker_removed' }

/**
 * What a key may do. Only who holds it learns that it expired, was revoked, or went with the admin who made it. `address`: of the client. Throws
 * BusyError (lookUpSecret).
 */
export async function authenticateApiKey(
  store: Store,
  secret: string,
  now: Date,
  address = 'unknown',
): Promise<ApiKeyAuthentication> {
  const digest = hashSecret(secret)
  const found = await lookUpSecret(store, digest, address, () =>
    store.read(INSTANCE, (db) => findApiKeyByHash(db, digest)),
  )
  if (found === undefined) return { outcome: 'unknown' }
  const { key: apiKey } = found
  if (apiKey.revoked_at !== null) return { outcome: 'revoked', at: apiKey.revoked_at }
  if (apiKey.expires_at !== null && apiKey.expires_at <= now.toISOString())
    return { outcome: 'expired', at: apiKey.expires_at }
  if (found.maker === 'disabled') return { outcome: 'maker_disabled' }
  if (found.maker === 'removed') return { outcome: 'maker_removed' }
  if (apiKey.last_used_at === null || now.getTime() - Date.parse(apiKey.last_used_at) > TOUCH_MS) {
    await store.transaction(INSTANCE, (trx) => updateApiKey(trx, apiKey.id, { last_used_at: now.toISOString() }))
  }
  return {
    outcome: 'accepted',
    apiKey,
    grants: found.grants.map(toGrant),
  }
}

/** Ends a key at once, in every process; `by` is what the caller may do. Revoking twice is harmless. Throws NotFoundError, RoleTooHighError. */
export async function revokeApiKey(ctx: OperationContext, by: readonly Grant[], id: string): Promise<ApiKeyRow> {
  return ctx.store.transaction(INSTANCE, async (trx) => {
    const apiKey = await getApiKey(trx, id)
    const grants = await listApiKeyGrants(trx, [id])
    if (!mayEnd(by, 'api-key.manage', grants.map(toGrant))) {
      throw new RoleTooHighError('id', 'The key has a role that you could not give, so only who could may revoke it.')
    }
    if (apiKey.revoked_at !== null) return apiKey
    const revokedAt = ctx.now().toISOString()
    const [grant] = grants
    await updateApiKey(trx, id, { revoked_at: revokedAt })
    await appendAuditEvent(ctx, trx, {
      tenantId: grant?.tenant_id ?? INSTANCE_TENANT,
      action: 'api_key.revoked',
      target: { type: 'api_key', id },
    })
    return { ...apiKey, revoked_at: revokedAt }
  })
}
