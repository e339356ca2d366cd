import {
  type DirectoryRow,
  type DirectoryUpdate,
  getDirectory,
  getOrganisation,
  lockTenant,
  updateDirectory as updateRow,
} from '@rollcall/store'
import { appendAuditEvent, plainData } from '../audit/append-audit-event.ts'
import { checkVersion } from '../check-version.ts'
import type { OperationContext } from '../context.ts'
import { forgetCredentials } from '../credentials/credential-cache.ts'
import { judgeEveryone } from '../policy/apply-policy.ts'
import { policyOf } from '../policy/effective-policy.ts'
import { bindGroupsOfDirectory } from '../roles/bind-groups.ts'
import { checkAlias, checkAliasIsFree, forgetAliases } from './alias.ts'
import { checkActivation } from './check-activation.ts'
import { checkRateLimit } from './rate-limit.ts'

/** Changes what is given; a change that changes nothing makes no version and no audit event. */
export async function updateDirectory(
  ctx: OperationContext,
  target: { readonly tenantId: string; readonly id: string; readonly expectedVersion?: number | undefined },
  wanted: DirectoryUpdate,
): Promise<DirectoryRow> {
  const update = wanted.alias === undefined ? wanted : { ...wanted, alias: checkAlias(wanted.alias) }
  if (update.rate_limit !== undefined) checkRateLimit(update.rate_limit)
  const after = await ctx.store.transaction(target.tenantId, async (trx) => {
    // Two directories that take the same alias in other letters must see each other.
    if (typeof update.alias === 'string') await lockTenant(trx, target.tenantId)
    const before = await getDirectory(trx, target.tenantId, target.id)
    checkVersion(before, target.expectedVersion)
    if (typeof update.organisation_id === 'string') await getOrganisation(trx, target.tenantId, update.organisation_id)
    if (update.status === 'active' && before.status !== 'active') checkActivation(before)
    if (typeof update.alias === 'string') await checkAliasIsFree(trx, before, update.alias)
    const keys = (Object.keys(update) as (keyof DirectoryUpdate)[]).filter((key) => before[key] !== update[key])
    if (keys.length === 0) return before
    const row = await updateRow(trx, before, update, ctx.now().toISOString())
    const only = (source: DirectoryRow) => Object.fromEntries(keys.map((key) => [key, source[key]]))
    await appendAuditEvent(ctx, trx, {
      tenantId: row.tenant_id,
      action: actionOf(update, keys),
      target: { type: 'directory', id: row.id },
      directoryId: row.id,
      changed: keys,
      data: plainData({ before: only(before), after: only(row) }),
    })
    if (keys.some((key) => key === 'role_prefix' || key === 'role_prefix_case_exact')) {
      await bindGroupsOfDirectory(ctx, trx, row)
      await judgeEveryone(ctx, trx, row.tenant_id, policyOf(row).version)
    }
    if (keys.includes('organisation_id')) await judgeEveryone(ctx, trx, row.tenant_id, policyOf(row).version)
    return row
  })
  forgetCredentials(ctx.store)
  forgetAliases(ctx.store)
  return after
}

function actionOf(update: DirectoryUpdate, keys: readonly string[]): string {
  if (keys.length === 1 && keys[0] === 'status') {
    return update.status === 'active' ? 'directory.activated' : 'directory.deactivated'
  }
  return 'directory.updated'
}
