import {
  type AdminRow,
  findAdminByEmail,
  getAdmin,
  INSTANCE,
  revokeOtherAdminSessions,
  updateAdmin,
} from '@rollcall/store'
import { appendAuditEvent, INSTANCE_TENANT } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { WrongCredentialsError } from '../errors.ts'
import { toEmailKey } from './email-key.ts'
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts'
import { type StartedSession, startSession } from './sessions.ts'
import { forgive, throttle } from './throttle.ts'

export interface SignInInput {
  readonly email: string
  readonly password: string
  /** Where the request came from, as far as the server can tell. */
  readonly address: string
  readonly userAgent?: string | undefined
}

/** The context with the admin as the actor of what is recorded. */
export const actingAs = (ctx: OperationContext, admin: AdminRow): OperationContext => ({
  ...ctx,
  actor: { type: 'admin', id: admin.id, label: admin.email },
})

/** Unknown address, wrong password, disabled admin and one without a password fail alike and after the same work. Throws WrongCredentialsError, TooManyAttemptsError. */
export async function signIn(ctx: OperationContext, input: SignInInput): Promise<StartedSession> {
  const emailKey = toEmailKey(input.email)
  const attempt = { kind: 'email', value: emailKey } as const
  await throttle(ctx, [attempt, { kind: 'address', value: input.address }])
  const admin = await ctx.store.read(INSTANCE, (db) => findAdminByEmail(db, emailKey))
  const right = await verifyPassword(input.password, admin?.disabled_at === null ? admin.password_hash : undefined)
  if (admin === undefined || !right) {
    if (admin !== undefined) await recordFailure(ctx, admin)
    throw new WrongCredentialsError('The e-mail address or the password is wrong.')
  }
  await forgive(ctx, attempt)
  const acting = actingAs(ctx, admin)
  return ctx.store.transaction(INSTANCE, async (trx) => {
    const started = await startSession(acting, trx, admin, input.userAgent)
    await appendAuditEvent(acting, trx, {
      tenantId: INSTANCE_TENANT,
      action: 'admin.signed_in',
      target: { type: 'admin', id: admin.id },
    })
    return started
  })
}

const recordFailure = (ctx: OperationContext, admin: AdminRow): Promise<void> =>
  ctx.store.transaction(INSTANCE, (trx) =>
    appendAuditEvent(ctx, trx, {
      tenantId: INSTANCE_TENANT,
      action: 'admin.sign_in_failed',
      target: { type: 'admin', id: admin.id },
    }),
  )

/** Changes one's own password and ends every other session. Throws WrongCredentialsError, InvalidInputError. */
export async function changePassword(
  ctx: OperationContext,
  input: {
    readonly adminId: string
    readonly sessionId: string
    readonly currentPassword: string
    readonly newPassword: string
    readonly address: string
  },
): Promise<AdminRow> {
  const before = await ctx.store.read(INSTANCE, (db) => getAdmin(db, input.adminId))
  await throttle(ctx, [
    { kind: 'email', value: before.email_key },
    { kind: 'address', value: input.address },
  ])
  if (!(await verifyPassword(input.currentPassword, before.password_hash))) {
    throw new WrongCredentialsError('The current password is wrong.')
  }
  const hash = await hashPassword(checkPassword('newPassword', input.newPassword, before.email))
  return ctx.store.transaction(INSTANCE, async (trx) => {
    const now = ctx.now().toISOString()
    const admin = await updateAdmin(trx, await getAdmin(trx, input.adminId), { password_hash: hash }, now)
    await revokeOtherAdminSessions(trx, admin.id, input.sessionId, now)
    await appendAuditEvent(ctx, trx, {
      tenantId: INSTANCE_TENANT,
      action: 'admin.password_changed',
      target: { type: 'admin', id: admin.id },
    })
    return admin
  })
}
