import {
  type AdminRow,
  type AdminSessionRow,
  findAdminSession,
  findAdminSessionByHash,
  forgetAdminSessions,
  INSTANCE,
  insertAdminSession,
  listAdminGrants,
  listAdminsById,
  listAdminSessions as listRows,
  NotFoundError,
  revokeAdminSession,
  type Store,
  type Trx,
  touchAdminSession,
} from '@rollcall/store'
import { appendAuditEvent, INSTANCE_TENANT } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { hashSecret, mintSecret } from '../crypto/secrets.ts'
import { RoleTooHighError } from '../errors.ts'
import { issueDevice } from './device.ts'
import { type Grant, isAllowed, mayEnd } from './permissions.ts'
import { lookUpSecret, rememberSecret } from './secret-lookups.ts'

/** A session ends this long after it was last used, and in any case this long after it began. */
const IDLE_MS = 12 * 3_600_000
const LIFETIME_MS = 7 * 86_400_000
/** How exact the time of last use is. */
const TOUCH_MS = 60_000
/** Ended sessions are kept this long for who asks when they ended. */
const KEPT_MS = 30 * 86_400_000

/** A session that has just begun. The secret goes into the cookie and nowhere else. */
export interface StartedSession {
  readonly admin: AdminRow
  readonly grants: readonly Grant[]
  readonly session: AdminSessionRow
  readonly secret: string
  /** What the browser keeps so that strangers' attempts do not make it wait (openDevice). */
  readonly device: string
}

export async function startSession(
  ctx: OperationContext,
  trx: Trx,
  admin: AdminRow,
  userAgent: string | undefined,
  deviceId?: string,
): Promise<StartedSession> {
  const now = ctx.now()
  const secret = mintSecret('session')
  const session: AdminSessionRow = {
    id: ctx.newId(),
    admin_id: admin.id,
    secret_hash: hashSecret(secret),
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + LIFETIME_MS).toISOString(),
    last_seen_at: now.toISOString(),
    revoked_at: null,
    user_agent: userAgent?.slice(0, 300) ?? null,
  }
  await forgetAdminSessions(trx, new Date(now.getTime() - KEPT_MS).toISOString())
  await insertAdminSession(trx, session)
  rememberSecret(ctx.store, session.secret_hash)
  return { admin, grants: await grantsOf(trx, admin.id), session, secret, device: issueDevice(ctx, admin, deviceId) }
}

async function grantsOf(trx: Trx, adminId: string): Promise<Grant[]> {
  return (await listAdminGrants(trx, [adminId])).map((row) => ({ tenantId: row.tenant_id, role: row.role }))
}

const isLive = (session: AdminSessionRow, now: Date) =>
  session.revoked_at === null &&
  session.expires_at > now.toISOString() &&
  Date.parse(session.last_seen_at) + IDLE_MS > now.getTime()

/** Who a session's secret stands for; undefined when it is unknown or over. `address`: of the client. Throws BusyError (lookUpSecret). */
export async function authenticateSession(
  store: Store,
  secret: string,
  now: Date,
  address = 'unknown',
): Promise<Omit<StartedSession, 'secret' | 'device'> | undefined> {
  const digest = hashSecret(secret)
  const found = await lookUpSecret(store, digest, address, () =>
    store.read(INSTANCE, async (db) => {
      const session = await findAdminSessionByHash(db, digest)
      if (session === undefined || !isLive(session, now)) return undefined
      const [admin] = await listAdminsById(db, [session.admin_id])
      return admin?.disabled_at === null ? { admin, grants: await grantsOf(db, admin.id), session } : undefined
    }),
  )
  if (found !== undefined && now.getTime() - Date.parse(found.session.last_seen_at) > TOUCH_MS) {
    await store.transaction(INSTANCE, (trx) => touchAdminSession(trx, found.session.id, now.toISOString()))
  }
  return found
}

/** Live sessions of an admin, the newest first. */
export async function listSessions(ctx: OperationContext, adminId: string): Promise<AdminSessionRow[]> {
  const now = ctx.now()
  const rows = await ctx.store.read(INSTANCE, (db) => listRows(db, adminId, now.toISOString()))
  return rows.filter((row) => isLive(row, now))
}

/** Whoever ends a session: the admin they are, if one, and what they may do. */
export interface SessionEnder {
  readonly adminId: string | undefined
  readonly grants: readonly Grant[]
}

/**
 * Ends a session, at once in every process: one's own always, another's for who could give every role its admin holds. Throws NotFoundError also for
 * who manages none of those roles, and RoleTooHighError.
 */
export async function revokeSession(ctx: OperationContext, by: SessionEnder, id: string): Promise<AdminSessionRow> {
  return ctx.store.transaction(INSTANCE, async (trx) => {
    const session = await findAdminSession(trx, id)
    if (session === undefined) throw new NotFoundError('session', id)
    if (session.admin_id !== by.adminId) checkMayEndSession(by, await grantsOf(trx, session.admin_id), id)
    if (session.revoked_at !== null) return session
    const revokedAt = ctx.now().toISOString()
    await revokeAdminSession(trx, id, revokedAt)
    await appendAuditEvent(ctx, trx, {
      tenantId: INSTANCE_TENANT,
      action: 'session.revoked',
      target: { type: 'admin', id: session.admin_id },
    })
    return { ...session, revoked_at: revokedAt }
  })
}

function checkMayEndSession({ grants }: SessionEnder, held: readonly Grant[], id: string): void {
  if (mayEnd(grants, 'admin.manage', held)) return
  if (held.some(({ tenantId }) => isAllowed(grants, 'admin.manage', tenantId))) {
    throw new RoleTooHighError(
      'id',
      'Its admin holds a role that you could not give, so only who could may end the session.',
    )
  }
  throw new NotFoundError('session', id)
}
