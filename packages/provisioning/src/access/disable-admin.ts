import { type AdminRow, INSTANCE, revokeOtherAdminSessions, updateAdmin } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import {
  type AdminAct,
  adminStateOf,
  checkMayEnd,
  checkOwnerRemains,
  detachApiKeys,
  type EndedAccess,
  openAccount,
  recordIn,
} from './admin-account.ts'

/**
 * Keeps an admin out until they are enabled again: sessions end, set-up links and API keys they made are refused, in every process with its next
 * request. `keepApiKeys` lets those keys go on, from then on without a maker. Disabling twice is harmless.
 *
 * Throws NotFoundError, StaleVersionError, RoleTooHighError, LastOwnerError.
 */
export function disableAdmin(
  ctx: OperationContext,
  act: AdminAct & { readonly keepApiKeys?: boolean | undefined },
): Promise<EndedAccess & { readonly admin: AdminRow }> {
  return ctx.store.transaction(INSTANCE, async (trx) => {
    const account = await openAccount(ctx, trx, act)
    checkMayEnd(act.by, account)
    const { admin, grants, apiKeys } = account
    if (admin.disabled_at !== null) return { admin, sessionsEnded: 0, apiKeysEnded: 0, apiKeysKept: 0 }
    await checkOwnerRemains(trx, admin)
    if (act.keepApiKeys) await detachApiKeys(ctx, trx, apiKeys)
    const now = ctx.now().toISOString()
    const disabled = await updateAdmin(trx, admin, { disabled_at: now }, now)
    const ended: EndedAccess = {
      sessionsEnded: await revokeOtherAdminSessions(trx, admin.id, undefined, now),
      apiKeysEnded: act.keepApiKeys ? 0 : apiKeys.length,
      apiKeysKept: act.keepApiKeys ? apiKeys.length : 0,
    }
    const target = { type: 'admin', id: admin.id, version: disabled.version }
    await recordIn(ctx, trx, grants, 'admin.disabled', target, () => ({
      before: { state: adminStateOf(admin) },
      after: { state: 'disabled', ...ended },
    }))
    return { admin: disabled, ...ended }
  })
}

/** Lets a disabled admin sign in again; the API keys they made work again. Enabling twice is harmless. Throws NotFoundError, StaleVersionError, RoleTooHighError. */
export function enableAdmin(ctx: OperationContext, act: AdminAct): Promise<AdminRow> {
  return ctx.store.transaction(INSTANCE, async (trx) => {
    const account = await openAccount(ctx, trx, act)
    checkMayEnd(act.by, account)
    const { admin, grants } = account
    if (admin.disabled_at === null) return admin
    const enabled = await updateAdmin(trx, admin, { disabled_at: null }, ctx.now().toISOString())
    const target = { type: 'admin', id: admin.id, version: enabled.version }
    await recordIn(ctx, trx, grants, 'admin.enabled', target, () => ({
      before: { state: 'disabled' },
      after: { state: adminStateOf(enabled) },
    }))
    return enabled
  })
}
