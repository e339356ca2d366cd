import {
  type AdminRow,
  findAdminByEmail,
  findEnabledAdmin,
  getAdmin,
  INSTANCE,
  revokeOtherAdminSessions,
  updateAdmin,
} from '@rollcall/store'
import { appendAuditEvent, INSTANCE_TENANT } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { WrongCredentialsError } from '../errors.ts'
import { toClient } from './client.ts'
import { issueDevice, knownDeviceOf, openDevice, type SealedDevice } from './device.ts'
import { toEmailKey } from './email-key.ts'
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts'
import { type StartedSession, startSession } from './sessions.ts'
import { takeTurn } from './sign-in-turns.ts'
import { countUnknownAddress, forgive, throttleOwnPassword, throttleSignIn } from './throttle.ts'

export interface SignInInput {
  readonly email: string
  readonly password: string
  /** Where the request came from, as far as the server can tell. */
  readonly address: string
  readonly userAgent?: string | undefined
  /** What the browser kept of an earlier sign-in (issueDevice), as it sent it. */
  readonly device?: string | undefined
}

/** The context with the admin as the actor of what is recorded. */
export const actingAs = (ctx: OperationContext, admin: AdminRow): OperationContext => ({
  ...ctx,
  actor: { type: 'admin', id: admin.id, label: admin.email },
})

/**
 * Unknown address, wrong password, disabled admin and one without a password fail alike and after the same work, which is a look-up and a count
 * until the attempt is let through. Throws WrongCredentialsError, TooManyAttemptsError.
 */
export function signIn(ctx: OperationContext, input: SignInInput): Promise<StartedSession> {
  const sealed = openDevice(ctx, input.device)
  const turn = { known: sealed !== undefined, scope: sealed?.deviceId ?? toClient(input.address) }
  return takeTurn(turn, () => attemptSignIn(ctx, input, sealed))
}

async function attemptSignIn(
  ctx: OperationContext,
  input: SignInInput,
  sealed: SealedDevice | undefined,
): Promise<StartedSession> {
  const emailKey = toEmailKey(input.email)
  const admin = await ctx.store.read(INSTANCE, (db) => findAdminByEmail(db, emailKey))
  const deviceId = knownDeviceOf(sealed, admin)
  const attempt = { emailKey, address: input.address, deviceId }
  await throttleSignIn(ctx, attempt)
  const hash = admin?.disabled_at === null ? admin.password_hash : undefined
  const right = await verifyPassword(input.password, hash)
  if (admin === undefined || !right) {
    await (admin === undefined ? countUnknownAddress(ctx) : recordFailure(ctx, admin))
    throw wrongCredentials()
  }
  await forgive(ctx, attempt)
  const acting = actingAs(ctx, admin)
  return ctx.store.transaction(INSTANCE, async (trx) => {
    // Read again: they may have been disabled or removed while the password was compared.
    const present = await findEnabledAdmin(trx, admin.id)
    if (present === undefined || present.password_hash !== admin.password_hash) throw wrongCredentials()
    const started = await startSession(acting, trx, present, input.userAgent, deviceId)
    await appendAuditEvent(acting, trx, {
      tenantId: INSTANCE_TENANT,
      action: 'admin.signed_in',
      target: { type: 'admin', id: admin.id },
    })
    return started
  })
}

const wrongCredentials = () => new WrongCredentialsError('The e-mail address or the password is wrong.')

const recordFailure = (ctx: OperationContext, admin: AdminRow): Promise<void> =>
  ctx.store.transaction(INSTANCE, (trx) =>
    appendAuditEvent(ctx, trx, {
      tenantId: INSTANCE_TENANT,
      action: 'admin.sign_in_failed',
      target: { type: 'admin', id: admin.id },
    }),
  )

/** Changes one's own password and ends every other session. `device` is what the browser keeps from now on. Throws WrongCredentialsError, InvalidInputError, TooManyAttemptsError. */
export async function changePassword(
  ctx: OperationContext,
  input: {
    readonly adminId: string
    readonly sessionId: string
    readonly currentPassword: string
    readonly newPassword: string
  },
): Promise<{ readonly admin: AdminRow; readonly device: string }> {
  const before = await ctx.store.read(INSTANCE, (db) => getAdmin(db, input.adminId))
  await throttleOwnPassword(ctx, before.id)
  const compare = () => verifyPassword(input.currentPassword, before.password_hash)
  if (!(await takeTurn({ known: true, scope: before.id }, compare))) {
    throw new WrongCredentialsError('The current password is wrong.')
  }
  const hash = await hashPassword(checkPassword('newPassword', input.newPassword, before.email), before.id)
  return ctx.store.transaction(INSTANCE, async (trx) => {
    const now = ctx.now().toISOString()
    const admin = await updateAdmin(trx, await getAdmin(trx, input.adminId), { password_hash: hash }, now)
    await revokeOtherAdminSessions(trx, admin.id, input.sessionId, now)
    await appendAuditEvent(ctx, trx, {
      tenantId: INSTANCE_TENANT,
      action: 'admin.password_changed',
      target: { type: 'admin', id: admin.id },
    })
    return { admin, device: issueDevice(ctx, admin) }
  })
}
