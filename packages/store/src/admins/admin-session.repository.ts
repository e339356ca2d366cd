import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { AdminSessionTable } from './admin.table.ts'

export type AdminSessionRow = Selectable<AdminSessionTable>

export async function insertAdminSession(trx: Trx, row: AdminSessionRow): Promise<void> {
  await trx.insertInto('admin_session').values(row).execute()
}

/** The session of this digest, ended ones included. */
export const findAdminSessionByHash = (db: Db, secretHash: string): Promise<AdminSessionRow | undefined> =>
  db.selectFrom('admin_session').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst()

export const findAdminSession = (db: Db, id: string): Promise<AdminSessionRow | undefined> =>
  db.selectFrom('admin_session').selectAll().where('id', '=', id).executeTakeFirst()

/** Sessions that were not revoked and whose time is not up, the newest first. */
export async function listAdminSessions(db: Db, adminId: string, now: string): Promise<AdminSessionRow[]> {
  return db
    .selectFrom('admin_session')
    .selectAll()
    .where('admin_id', '=', adminId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
}

export async function touchAdminSession(trx: Trx, id: string, lastSeenAt: string): Promise<void> {
  await trx.updateTable('admin_session').set({ last_seen_at: lastSeenAt }).where('id', '=', id).execute()
}

export async function revokeAdminSession(trx: Trx, id: string, revokedAt: string): Promise<void> {
  await trx
    .updateTable('admin_session')
    .set({ revoked_at: revokedAt })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Ends every session of the admin but one; returns how many ended. */
export async function revokeOtherAdminSessions(
  trx: Trx,
  adminId: string,
  keptId: string | undefined,
  revokedAt: string,
): Promise<number> {
  const result = await trx
    .updateTable('admin_session')
    .set({ revoked_at: revokedAt })
    .where('admin_id', '=', adminId)
    .where('id', '!=', keptId ?? '')
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', revokedAt)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Forgets sessions whose time was up before then. */
export async function forgetAdminSessions(trx: Trx, before: string): Promise<void> {
  await trx.deleteFrom('admin_session').where('expires_at', '<', before).execute()
}
