import {
  type CredentialRow,
  dismissNoticesAbout,
  getCredential,
  getCredentialOfAnyTenant,
  INSTANCE,
  listCredentials as listCredentialRows,
  updateCredential,
} from '@rollcall/store'
import { appendAuditEvent } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { forgetCredentials } from './credential-cache.ts'

/** Ends a credential: at once in this process, within a second in others. Revoking twice is harmless. */
export async function revokeCredential(
  ctx: OperationContext,
  target: { readonly tenantId: string; readonly id: string },
): Promise<CredentialRow> {
  const row = await ctx.store.transaction(target.tenantId, async (trx) => {
    const credential = await getCredential(trx, target.tenantId, target.id)
    if (credential.revoked_at !== null) return credential
    const revokedAt = ctx.now().toISOString()
    await updateCredential(trx, target.tenantId, target.id, { revoked_at: revokedAt })
    await dismissNoticesAbout(trx, target.tenantId, [target.id], revokedAt)
    await appendAuditEvent(ctx, trx, {
      tenantId: target.tenantId,
      action: credential.kind === 'bearer' ? 'token.revoked' : 'credential.revoked',
      target: { type: 'credential', id: target.id },
      directoryId: credential.directory_id,
    })
    return { ...credential, revoked_at: revokedAt }
  })
  forgetCredentials(ctx.store)
  return row
}

/** For the command line, where an id alone names a credential. Throws NotFoundError. */
export const findCredentialById = (ctx: OperationContext, id: string): Promise<CredentialRow> =>
  ctx.store.read(INSTANCE, (db) => getCredentialOfAnyTenant(db, id))

/** The newest first, revoked and expired ones included. Never holds a secret. */
export const listCredentials = (
  ctx: OperationContext,
  tenantId: string,
  directoryId: string,
): Promise<CredentialRow[]> => ctx.store.read(tenantId, (db) => listCredentialRows(db, tenantId, directoryId))
