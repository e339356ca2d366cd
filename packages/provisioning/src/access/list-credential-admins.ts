import { type AdminRole, INSTANCE, listAdminsWithRole } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { WHOLE_INSTANCE } from './permissions.ts'

const ROLES: readonly AdminRole[] = ['owner', 'tenant-admin', 'token-manager']

/** E-mail addresses of those who look after the credentials of a tenant; where it has none of its own, those of the whole instance. */
export function listCredentialAdmins(ctx: OperationContext, tenantId: string): Promise<string[]> {
  return ctx.store.read(INSTANCE, async (db) => {
    const own = await listAdminsWithRole(db, tenantId, ROLES)
    const admins = own.length > 0 ? own : await listAdminsWithRole(db, WHOLE_INSTANCE, ROLES)
    return admins.map(({ email }) => email)
  })
}
