import {
  type AdminRow,
  hasOwner,
  hasSetupCode,
  INSTANCE,
  insertAdmin,
  replaceSetupCode,
  takeSetupCode,
} from '@rollcall/store'
import { appendAuditEvent, INSTANCE_TENANT, plainData } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { hashSecret, mintSecret } from '../crypto/secrets.ts'
import { CodeInvalidError, ConflictError } from '../errors.ts'
import { onUniqueViolation } from '../translate-errors.ts'
import { checkEmail, checkName } from '../validate-input.ts'
import { toEmailKey } from './email-key.ts'
import { checkPassword, hashPassword } from './passwords.ts'
import { WHOLE_INSTANCE } from './permissions.ts'
import { type StartedSession, startSession } from './sessions.ts'
import { actingAs } from './sign-in.ts'

const LIFETIME_MS = 24 * 3_600_000

/**
 * Whether the instance still waits for its first owner. Other admins do not count, who may have been made by an API key of a tenant; an owner who is invited
 * does for as long as the set-up link is valid.
 */
export const needsFirstOwner = (ctx: OperationContext): Promise<boolean> =>
  ctx.store.read(INSTANCE, async (db) => !(await hasOwner(db, ctx.now().toISOString())))

/**
 * A new one-time code for the first owner, valid for a day; the one before ends. undefined once there is an owner. The caller shows it on the
 * terminal: whoever can read the server's output becomes owner, not whoever visits first.
 */
export async function issueFirstOwnerCode(ctx: OperationContext): Promise<string | undefined> {
  const code = mintSecret('setup')
  const now = ctx.now()
  return ctx.store.transaction(INSTANCE, async (trx) => {
    if (await hasOwner(trx, now.toISOString())) return undefined
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

/** Uses the code up, makes the owner of the whole instance and signs in. Throws CodeInvalidError, InvalidInputError, ConflictError. */
export async function createFirstOwner(ctx: OperationContext, input: CreateFirstOwnerInput): Promise<StartedSession> {
  const codeHash = hashSecret(input.code)
  // Before anything slow: whoever does not know the code cannot make the server hash a password.
  if (!(await isOpenTo(ctx, codeHash))) throw invalid()
  const email = checkEmail('email', input.email)
  const name = input.name === undefined ? email : checkName('name', input.name)
  const hash = await hashPassword(checkPassword('password', input.password, email))
  const taken = () => new ConflictError('email', `An admin with the e-mail address "${email}" exists already.`)
  const work = () =>
    ctx.store.transaction(INSTANCE, async (trx) => {
      const now = ctx.now().toISOString()
      // Again: the code may have been used while the password was hashed.
      if (!(await takeSetupCode(trx, 'first-owner', codeHash, now))) throw invalid()
      if (await hasOwner(trx, now)) throw invalid()
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
  return onUniqueViolation({ admin_email_key: taken }, work)
}

const isOpenTo = (ctx: OperationContext, codeHash: string): Promise<boolean> =>
  ctx.store.read(INSTANCE, async (db) => {
    const now = ctx.now().toISOString()
    return (await hasSetupCode(db, 'first-owner', codeHash, now)) && !(await hasOwner(db, now))
  })

const invalid = () =>
  new CodeInvalidError(
    'This code is not valid. Copy the one the server printed at its latest start, or start it again for a new one.',
  )
