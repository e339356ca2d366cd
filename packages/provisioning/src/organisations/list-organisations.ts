import { listOrganisationsOfTenants, type OrganisationRow } from '@rollcall/store'
import type { OperationContext } from '../context.ts'

/** In order of name. */
export const listOrganisations = (ctx: OperationContext, tenantId: string): Promise<OrganisationRow[]> =>
  ctx.store.read(tenantId, (db) => listOrganisationsOfTenants(db, [tenantId]))
