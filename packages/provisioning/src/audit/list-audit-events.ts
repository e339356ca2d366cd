import { type AuditEventFilter, type AuditEventRow, listAuditEventPage } from '@rollcall/store'
import type { OperationContext } from '../context.ts'

/** The latest events of a tenant (`*`: of the whole instance) that match. */
export const listAuditEvents = (
  ctx: OperationContext,
  tenantId: string,
  filter: AuditEventFilter,
  limit: number,
): Promise<AuditEventRow[]> =>
  ctx.store.read(tenantId, (db) => listAuditEventPage(db, tenantId, filter, { limit, backwards: false }))
