import {
  type AdminRow,
  type ApiKeyRow,
  getAdmin,
  listAdminGrants,
  listApiKeyGrants,
  listLiveApiKeysOf,
  listWorkingOwnerIds,
  lockNames,
  type Trx,
  updateApiKey,
} from '@rollcall/store'
import { appendAuditEvent, plainData } from '../audit/append-audit-event.ts'
import { checkVersion } from '../check-version.ts'
import type { OperationContext } from '../context.ts'
import { LastOwnerError, RoleTooHighError } from '../errors.ts'
import { type Grant, mayEnd, WHOLE_INSTANCE } from './permissions.ts'

/** An act on the account of an admin. */
export interface AdminAct {
  readonly id: string
  /** What the caller may do. */
  readonly by: readonly Grant[]
  /** The version the caller has seen; undefined: whatever it is. */
  readonly expectedVersion?: number | undefined
}

/** Invited: has not chosen a password yet. */
export type AdminState = 'active' | 'disabled' | 'invited'

export const adminStateOf = (admin: AdminRow): AdminState =>
  admin.disabled_at !== null ? 'disabled' : admin.password_hash === null ? 'invited' : 'active'

/** An API key with where its roles count. */
export interface HeldApiKey {
  readonly apiKey: ApiKeyRow
  readonly grants: readonly Grant[]
}

/** An admin with everything that ends with them. */
export interface AdminAccount {
  readonly admin: AdminRow
  readonly grants: readonly Grant[]
  /** Those they made that still work. */
  readonly apiKeys: readonly HeldApiKey[]
}

/** What an act ended. */
export interface EndedAccess {
  readonly sessionsEnded: number
  /** Keys that are refused from now on. */
  readonly apiKeysEnded: number
  /** Keys that go on without a maker (`keepApiKeys`). */
  readonly apiKeysKept: number
}

export const toGrant = (row: { readonly tenant_id: string; readonly role: Grant['role'] }): Grant => ({
  tenantId: row.tenant_id,
  role: row.role,
})

/** The account for a change of it: one change of any account at a time, so that two of them cannot end the last two owners. Throws NotFoundError, StaleVersionError. */
export async function openAccount(ctx: OperationContext, trx: Trx, act: AdminAct): Promise<AdminAccount> {
  await lockNames(trx, ['admin accounts'])
  const admin = await getAdmin(trx, act.id)
  checkVersion(admin, act.expectedVersion)
  const grants = (await listAdminGrants(trx, [admin.id])).map(toGrant)
  return { admin, grants, apiKeys: await heldApiKeys(trx, admin.id, ctx.now()) }
}

/** Live keys that an admin made, the newest first. */
export async function heldApiKeys(trx: Trx, adminId: string, now: Date): Promise<HeldApiKey[]> {
  const keys = await listLiveApiKeysOf(trx, [adminId], now.toISOString())
  const grants = await listApiKeyGrants(
    trx,
    keys.map(({ id }) => id),
  )
  return keys.map((apiKey) => ({
    apiKey,
    grants: grants.filter((grant) => grant.api_key_id === apiKey.id).map(toGrant),
  }))
}

/** Whoever ends an account, or part of it, could have given every role that ends. Throws RoleTooHighError. */
export function checkMayEnd(
  by: readonly Grant[],
  { grants, apiKeys }: Pick<AdminAccount, 'grants' | 'apiKeys'>,
  hint = '',
): void {
  if (!mayEnd(by, 'admin.manage', grants)) {
    throw new RoleTooHighError('id', `They hold a role that you could not give, so this is for who could.${hint}`)
  }
  const tooHigh = apiKeys.find((key) => !mayEnd(by, 'api-key.manage', key.grants))
  if (tooHigh !== undefined) {
    throw new RoleTooHighError(
      'id',
      'They made an API key with a role that you could not give, so this is for who could.',
    )
  }
}

/** The instance is never left without an owner who can sign in. Only under the lock of openAccount. Throws LastOwnerError. */
export async function checkOwnerRemains(trx: Trx, admin: AdminRow): Promise<void> {
  const owners = await listWorkingOwnerIds(trx)
  if (owners.length === 1 && owners[0] === admin.id) {
    throw new LastOwnerError(
      'This is the last owner of the instance who can sign in. Invite another owner first; they count once they chose a password.',
    )
  }
}

/** Keys that go on working without their maker, so that nothing in production stops when a person leaves. */
export async function detachApiKeys(ctx: OperationContext, trx: Trx, keys: readonly HeldApiKey[]): Promise<void> {
  for (const { apiKey, grants } of keys) {
    await updateApiKey(trx, apiKey.id, { created_by: null })
    await recordIn(ctx, trx, grants, 'api_key.detached', { type: 'api_key', id: apiKey.id }, () => ({
      before: { createdBy: apiKey.created_by },
      after: { createdBy: null },
    }))
  }
}

/** Ends the keys for good. */
export async function revokeApiKeys(ctx: OperationContext, trx: Trx, keys: readonly HeldApiKey[]): Promise<void> {
  const revokedAt = ctx.now().toISOString()
  for (const { apiKey, grants } of keys) {
    await updateApiKey(trx, apiKey.id, { revoked_at: revokedAt })
    await recordIn(ctx, trx, grants, 'api_key.revoked', { type: 'api_key', id: apiKey.id }, () => ({}))
  }
}

/** Records the act in the log of every scope of the grants, each with what concerns that scope only. */
export async function recordIn(
  ctx: OperationContext,
  trx: Trx,
  grants: readonly Grant[],
  action: string,
  target: { readonly type: string; readonly id: string; readonly version?: number },
  dataOf: (grant: Grant | undefined) => { readonly before?: unknown; readonly after?: unknown },
): Promise<void> {
  for (const grant of grants.length === 0 ? [undefined] : grants) {
    await appendAuditEvent(ctx, trx, {
      tenantId: grant?.tenantId ?? WHOLE_INSTANCE,
      action,
      target,
      data: plainData(dataOf(grant)),
    })
  }
}
