import { getTenant as getTenantRow, INSTANCE, listTenants as listTenantRows, type TenantRow } from '@rollcall/store'
import type { OperationContext } from '../context.ts'

/** By slug or id; throws NotFoundError. */
export const getTenant = (ctx: OperationContext, slugOrId: string): Promise<TenantRow> =>
  ctx.store.read(INSTANCE, (db) => getTenantRow(db, slugOrId))

export const listTenants = (ctx: OperationContext): Promise<TenantRow[]> => ctx.store.read(INSTANCE, listTenantRows)
