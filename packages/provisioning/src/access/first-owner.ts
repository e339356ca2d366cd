import { type AdminRow, countAdmins, INSTANCE, insertAdmin, replaceSetupCode, takeSetupCode } from '@rollcall/store'
import { appendAuditEvent, INSTANCE_TENANT, plainData } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { hashSecret, mintSecret } from '../crypto/secrets.ts'
import { CodeInvalidError } from '../errors.ts'
import { checkEmail, checkName } from '../validate-input.ts'
import { toEmailKey } from './email-key.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { WHOLE_INSTANCE } from './permissions.ts'
import { type StartedSession, startSession } from './sessions.ts'
import { actingAs } from './sign-in.ts'

const LIFETIME_MS = 24 * 3_600_000

/** Whether the instance still waits for its first admin. */
export const needsFirstOwner = (ctx: OperationContext): Promise<boolean> =>
  ctx.store.read(INSTANCE, async (db) => (await countAdmins(db)) === 0)

/**
 * A new one-time code for the first owner, valid for a day; the one before ends. undefined once there is an admin. The caller shows it on the
 * terminal: whoever can read the server's output becomes owner, not whoever visits first.
 */
export async function issueFirstOwnerCode(ctx: OperationContext): Promise<string | undefined> {
  const code = mintSecret('setup')
  const now = ctx.now()
  return ctx.store.transaction(INSTANCE, async (trx) => {
    if ((await countAdmins(trx)) > 0) return undefined
    await replaceSetupCode(trx, {
      purpose: 'first-owner',
      code_hash: hashSecret(code),
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + LIFETIME_MS).toISOString(),
    })
    return code
  })
}

export interface CreateFirstOwnerInput {
  readonly code: string
  readonly email: string
  readonly name?: string | undefined
  readonly password: string
  readonly userAgent?: string | undefined
}

/** Uses the code up, makes the owner of the whole instance and signs in. Throws CodeInvalidError, InvalidInputError. */
export async function createFirstOwner(ctx: OperationContext, input: CreateFirstOwnerInput): Promise<StartedSession> {
  const invalid = () =>
    new CodeInvalidError(
      'This code is not valid. Copy the one the server printed at its latest start, or start it again for a new one.',
    )
  // Before anything slow: a wrong code must not cost a password hash.
  if (!input.code.startsWith('rcs_') || !(await needsFirstOwner(ctx))) throw invalid()
  const email = checkEmail('email', input.email)
  const name = input.name === undefined ? email : checkName('name', input.name)
  const hash = await hashPassword(checkPassword('password', input.password, email))
  return ctx.store.transaction(INSTANCE, async (trx) => {
    const now = ctx.now().toISOString()
    if (!(await takeSetupCode(trx, 'first-owner', hashSecret(input.code), now))) throw invalid()
    if ((await countAdmins(trx)) > 0) throw invalid()
    const admin: AdminRow = {
      id: ctx.newId(),
      email,
      email_key: toEmailKey(email),
      name,
      password_hash: hash,
      setup_hash: null,
      setup_expires_at: null,
      disabled_at: null,
      version: 1,
      created_at: now,
      updated_at: now,
    }
    await insertAdmin(trx, admin, [{ admin_id: admin.id, tenant_id: WHOLE_INSTANCE, role: 'owner' }])
    const acting = actingAs(ctx, admin)
    await appendAuditEvent(acting, trx, {
      tenantId: INSTANCE_TENANT,
      action: 'admin.created',
      target: { type: 'admin', id: admin.id },
      data: plainData({ after: { role: 'owner' } }),
    })
    return startSession(acting, trx, admin, input.userAgent)
  })
}
