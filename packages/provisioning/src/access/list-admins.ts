import {
  type AdminRow,
  findAdminByEmail,
  INSTANCE,
  listAdminGrants,
  listAdmins as listRows,
  NotFoundError,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { toGrant } from './admin-account.ts'
import { toEmailKey } from './email-key.ts'
import type { Grant } from './permissions.ts'

const MAX_ADMINS = 1_000

/** In order of e-mail address, of one tenant or all of them. */
export function listAdmins(
  ctx: OperationContext,
  tenantId: string | undefined,
): Promise<{ readonly admin: AdminRow; readonly grants: readonly Grant[] }[]> {
  return ctx.store.read(INSTANCE, async (db) => {
    const rows = await listRows(db, tenantId, { limit: MAX_ADMINS, backwards: false })
    const grants = await listAdminGrants(
      db,
      rows.map(({ id }) => id),
    )
    return rows.map((admin) => ({
      admin,
      grants: grants.filter((grant) => grant.admin_id === admin.id).map(toGrant),
    }))
  })
}

/** By e-mail address in any letter case. Throws NotFoundError. */
export async function getAdminByEmail(ctx: OperationContext, email: string): Promise<AdminRow> {
  const admin = await ctx.store.read(INSTANCE, (db) => findAdminByEmail(db, toEmailKey(email)))
  if (admin === undefined) throw new NotFoundError('admin', email)
  return admin
}
