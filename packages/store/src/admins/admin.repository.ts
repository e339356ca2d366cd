import type { Selectable } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import { NotFoundError, StaleVersionError } from '../errors.ts'
import { type KeysetPage, keyset } from '../query/keyset.ts'
import type { AdminGrantTable, AdminTable } from './admin.table.ts'

export type AdminRow = Selectable<AdminTable>
export type AdminGrantRow = Selectable<AdminGrantTable>

export async function insertAdmin(trx: Trx, row: AdminRow, grants: readonly AdminGrantRow[]): Promise<void> {
  await trx.insertInto('admin').values(row).execute()
  if (grants.length > 0)
    await trx
      .insertInto('admin_grant')
      .values([...grants])
      .execute()
}

/** Whether somebody owns the whole instance: not disabled, and with a password or a set-up link that is still valid. */
export async function hasOwner(db: Db, now: string): Promise<boolean> {
  const row = await db
    .selectFrom('admin')
    .innerJoin('admin_grant', 'admin_grant.admin_id', 'admin.id')
    .select('admin.id')
    .where('admin_grant.tenant_id', '=', '*')
    .where('admin_grant.role', '=', 'owner')
    .where('admin.disabled_at', 'is', null)
    .where((eb) => eb.or([eb('admin.password_hash', 'is not', null), eb('admin.setup_expires_at', '>', now)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function getAdmin(db: Db, id: string): Promise<AdminRow> {
  const row = await db.selectFrom('admin').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new NotFoundError('admin', id)
  return row
}

/** The admin while they may sign in; keeps them from being disabled or removed until the transaction ends. */
export const findEnabledAdmin = (trx: Trx, id: string): Promise<AdminRow | undefined> =>
  trx
    .selectFrom('admin')
    .selectAll()
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .$if(isPostgres(trx), (query) => query.forShare())
    .executeTakeFirst()

/** Owners of the whole instance who can sign in: neither disabled nor only invited. */
export async function listWorkingOwnerIds(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('admin')
    .innerJoin('admin_grant', 'admin_grant.admin_id', 'admin.id')
    .select('admin.id')
    .where('admin_grant.tenant_id', '=', '*')
    .where('admin_grant.role', '=', 'owner')
    .where('admin.disabled_at', 'is', null)
    .where('admin.password_hash', 'is not', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes away the role in one tenant (`*`: in the whole instance). */
export async function deleteAdminGrant(trx: Trx, adminId: string, tenantId: string): Promise<void> {
  await trx.deleteFrom('admin_grant').where('admin_id', '=', adminId).where('tenant_id', '=', tenantId).execute()
}

/** Removes the admin with their sessions and grants: the e-mail address is free again. */
export async function deleteAdmin(trx: Trx, id: string): Promise<void> {
  await trx.deleteFrom('admin_session').where('admin_id', '=', id).execute()
  await trx.deleteFrom('admin_grant').where('admin_id', '=', id).execute()
  await trx.deleteFrom('admin').where('id', '=', id).execute()
}

export const findAdminByEmail = (db: Db, emailKey: string): Promise<AdminRow | undefined> =>
  db.selectFrom('admin').selectAll().where('email_key', '=', emailKey).executeTakeFirst()

export const findAdminBySetupHash = (db: Db, setupHash: string): Promise<AdminRow | undefined> =>
  db.selectFrom('admin').selectAll().where('setup_hash', '=', setupHash).executeTakeFirst()

export async function listAdminsById(db: Db, ids: readonly string[]): Promise<AdminRow[]> {
  return ids.length === 0 ? [] : db.selectFrom('admin').selectAll().where('id', 'in', ids).execute()
}

export async function listAdminGrants(db: Db, adminIds: readonly string[]): Promise<AdminGrantRow[]> {
  if (adminIds.length === 0) return []
  return db.selectFrom('admin_grant').selectAll().where('admin_id', 'in', adminIds).orderBy('tenant_id').execute()
}

/** In order of e-mail address; with `tenantId` those who have a role there (`*`: in the whole instance). */
export async function listAdmins(db: Db, tenantId: string | undefined, page: KeysetPage): Promise<AdminRow[]> {
  const { condition, order } = keyset(['email_key'], 'asc', page)
  return db
    .selectFrom('admin')
    .selectAll()
    .$if(tenantId !== undefined, (query) =>
      query.where('id', 'in', (eb) =>
        eb
          .selectFrom('admin_grant')
          .select('admin_id')
          .where('tenant_id', '=', tenantId ?? ''),
      ),
    )
    .where(condition)
    .orderBy(order)
    .limit(page.limit)
    .execute()
}

/** Admins who have one of the roles in the tenant itself (`*`: in the whole instance) and may sign in, in order of e-mail address. */
export async function listAdminsWithRole(
  db: Db,
  tenantId: string,
  roles: readonly AdminGrantRow['role'][],
): Promise<AdminRow[]> {
  return db
    .selectFrom('admin')
    .selectAll()
    .where('disabled_at', 'is', null)
    .where('id', 'in', (eb) =>
      eb.selectFrom('admin_grant').select('admin_id').where('tenant_id', '=', tenantId).where('role', 'in', roles),
    )
    .orderBy('email_key')
    .limit(100)
    .execute()
}

export type AdminUpdate = Partial<
  Pick<AdminRow, 'name' | 'password_hash' | 'setup_hash' | 'setup_expires_at' | 'disabled_at'>
>

/** Writes only when the stored version is still the one of `row`; returns the row as it is now. */
export async function updateAdmin(trx: Trx, row: AdminRow, update: AdminUpdate, updatedAt: string): Promise<AdminRow> {
  const next = { ...row, ...update, version: row.version + 1, updated_at: updatedAt }
  const result = await trx
    .updateTable('admin')
    .set({ ...update, version: next.version, updated_at: updatedAt })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new StaleVersionError(`admin ${row.id} changed meanwhile`)
  return next
}
