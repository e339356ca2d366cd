import {
  type AdminRow,
  deleteAdmin,
  deleteAdminGrant,
  INSTANCE,
  revokeOtherAdminSessions,
  type Trx,
  updateAdmin,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { InvalidInputError } from '../errors.ts'
import {
  type AdminAccount,
  type AdminAct,
  checkMayEnd,
  checkOwnerRemains,
  detachApiKeys,
  type EndedAccess,
  type HeldApiKey,
  openAccount,
  recordIn,
  revokeApiKeys,
} from './admin-account.ts'

export interface RemoveAdminInput extends AdminAct {
  /** Only the role in this tenant is taken away; the account ends with the last role. Undefined: the account ends. */
  readonly tenantId?: string | undefined
  /** API keys they made go on without a maker, instead of being revoked. */
  readonly keepApiKeys?: boolean | undefined
}

export interface RemovedAdmin extends EndedAccess {
  /** The account as it goes on in other tenants; undefined: it ended, and its e-mail address is free for a new invitation. */
  readonly admin: AdminRow | undefined
}

/**
 * Ends the account of an admin, or takes their role in one tenant away. Sessions of an ended account end, and API keys that rested on what was
 * taken are revoked for good. The audit log keeps who they were.
 *
 * Throws NotFoundError, InvalidInputError, StaleVersionError, RoleTooHighError, LastOwnerError.
 */
export function removeAdmin(ctx: OperationContext, input: RemoveAdminInput): Promise<RemovedAdmin> {
  return ctx.store.transaction(INSTANCE, async (trx) => {
    const account = await openAccount(ctx, trx, input)
    const taken = takenBy(input, account)
    const isWhole = taken.grants.length === account.grants.length
    const hint = isWhole && account.grants.length > 1 ? ' Name a tenant to take the role there away.' : ''
    checkMayEnd(input.by, taken, hint)
    return isWhole ? endAccount(ctx, trx, taken, input) : takeRole(ctx, trx, taken, input)
  })
}

/** The part of the account that ends: all of it, or the role in a tenant and the keys that count there only. */
function takenBy({ tenantId }: RemoveAdminInput, account: AdminAccount): AdminAccount {
  if (tenantId === undefined) return account
  const inTenant = (grant: { readonly tenantId: string }) => grant.tenantId === tenantId
  const grants = account.grants.filter(inTenant)
  if (grants.length === 0) throw new InvalidInputError('tenantId', 'They hold no role in this tenant.')
  if (grants.length === account.grants.length) return account
  return { admin: account.admin, grants, apiKeys: account.apiKeys.filter((key) => key.grants.every(inTenant)) }
}

async function endAccount(
  ctx: OperationContext,
  trx: Trx,
  account: AdminAccount,
  { keepApiKeys = false }: RemoveAdminInput,
): Promise<RemovedAdmin> {
  const { admin, apiKeys } = account
  await checkOwnerRemains(trx, admin)
  await settleApiKeys(ctx, trx, apiKeys, keepApiKeys)
  const sessionsEnded = await revokeOtherAdminSessions(trx, admin.id, undefined, ctx.now().toISOString())
  const ended = { sessionsEnded, ...countsOf(apiKeys, keepApiKeys) }
  await recordRemoval(ctx, trx, account, ended)
  await deleteAdmin(trx, admin.id)
  return { admin: undefined, ...ended }
}

async function takeRole(
  ctx: OperationContext,
  trx: Trx,
  taken: AdminAccount,
  { keepApiKeys = false }: RemoveAdminInput,
): Promise<RemovedAdmin> {
  const { admin, grants, apiKeys } = taken
  await settleApiKeys(ctx, trx, apiKeys, keepApiKeys)
  for (const { tenantId } of grants) await deleteAdminGrant(trx, admin.id, tenantId)
  // Sessions go on, without the role from their next request.
  const ended = { sessionsEnded: 0, ...countsOf(apiKeys, keepApiKeys) }
  await recordRemoval(ctx, trx, taken, ended)
  return { admin: await updateAdmin(trx, admin, {}, ctx.now().toISOString()), ...ended }
}

const settleApiKeys = (ctx: OperationContext, trx: Trx, keys: readonly HeldApiKey[], keep: boolean): Promise<void> =>
  keep ? detachApiKeys(ctx, trx, keys) : revokeApiKeys(ctx, trx, keys)

const countsOf = (keys: readonly HeldApiKey[], keep: boolean) => ({
  apiKeysEnded: keep ? 0 : keys.length,
  apiKeysKept: keep ? keys.length : 0,
})

/** The row is gone afterwards, so the log itself says whose role ended. */
const recordRemoval = (
  ctx: OperationContext,
  trx: Trx,
  { admin, grants }: AdminAccount,
  ended: EndedAccess,
): Promise<void> =>
  recordIn(ctx, trx, grants, 'admin.removed', { type: 'admin', id: admin.id, version: admin.version }, (grant) => ({
    before: { email: admin.email, name: admin.name, role: grant?.role ?? null },
    after: ended,
  }))
