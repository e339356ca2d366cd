import { type AdminRow, findAdminBySetupHash, INSTANCE, revokeOtherAdminSessions, updateAdmin } from '@rollcall/store'
import { appendAuditEvent, INSTANCE_TENANT } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { hashSecret } from '../crypto/secrets.ts'
import { CodeInvalidError } from '../errors.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { type StartedSession, startSession } from './sessions.ts'
import { actingAs } from './sign-in.ts'

const invalid = () =>
  new CodeInvalidError('This set-up link is not valid: it was used, has expired or is incomplete. Ask for a new one.')

/** The admin whom a set-up code invites; undefined when it is not valid. */
export async function findInvitation(ctx: OperationContext, code: string): Promise<AdminRow | undefined> {
  const admin = await ctx.store.read(INSTANCE, (db) => findAdminBySetupHash(db, hashSecret(code)))
  return isValid(admin, ctx.now()) ? admin : undefined
}

const isValid = (admin: AdminRow | undefined, now: Date): admin is AdminRow =>
  admin !== undefined && admin.disabled_at === null && (admin.setup_expires_at ?? '') > now.toISOString()

/** Sets the password of an invited admin, uses the code up and signs in. Throws CodeInvalidError, InvalidInputError. */
export async function completeSetup(
  ctx: OperationContext,
  input: { readonly code: string; readonly password: string; readonly userAgent?: string | undefined },
): Promise<StartedSession> {
  const invited = await findInvitation(ctx, input.code)
  if (invited === undefined) throw invalid()
  const hash = await hashPassword(checkPassword('password', input.password, invited.email), invited.id)
  const acting = actingAs(ctx, invited)
  return ctx.store.transaction(INSTANCE, async (trx) => {
    // Read again: the code may have been used while the password was hashed.
    const admin = await findAdminBySetupHash(trx, hashSecret(input.code))
    if (!isValid(admin, ctx.now())) throw invalid()
    const now = ctx.now().toISOString()
    const ready = await updateAdmin(trx, admin, { password_hash: hash, setup_hash: null, setup_expires_at: null }, now)
    await revokeOtherAdminSessions(trx, ready.id, undefined, now)
    await appendAuditEvent(acting, trx, {
      tenantId: INSTANCE_TENANT,
      action: 'admin.set_up',
      target: { type: 'admin', id: ready.id },
    })
    return startSession(acting, trx, ready, input.userAgent)
  })
}
