import { type AdminRow, getAdmin, INSTANCE, listAdminGrants } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { type AdminAct, checkMayEnd, recordIn, toGrant } from './admin-account.ts'
import { forgiveEverybody } from './throttle.ts'

/** Forgets every attempt to sign in as this admin, so that nobody waits for those before. Throws NotFoundError, RoleTooHighError. */
export function unlockAdmin(ctx: OperationContext, { id, by }: Pick<AdminAct, 'id' | 'by'>): Promise<AdminRow> {
  return ctx.store.transaction(INSTANCE, async (trx) => {
    const admin = await getAdmin(trx, id)
    const grants = (await listAdminGrants(trx, [id])).map(toGrant)
    checkMayEnd(by, { grants, apiKeys: [] })
    await forgiveEverybody(trx, admin.email_key)
    await recordIn(ctx, trx, grants, 'admin.unlocked', { type: 'admin', id }, () => ({}))
    return admin
  })
}
