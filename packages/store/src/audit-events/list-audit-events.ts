import type { Db } from '../database.ts'
import { type KeysetPage, keyset } from '../query/keyset.ts'
import type { AuditEventRow } from './audit-event.repository.ts'
import type { ActorType } from './audit-event.table.ts'

/** Every given part must hold. */
export interface AuditEventFilter {
  readonly actions?: readonly string[] | undefined
  readonly actorTypes?: readonly ActorType[] | undefined
  readonly actorId?: string | undefined
  readonly targetType?: string | undefined
  readonly targetId?: string | undefined
  readonly directoryId?: string | undefined
  readonly requestId?: string | undefined
  /** Inclusive. */
  readonly from?: string | undefined
  /** Exclusive. */
  readonly to?: string | undefined
}

const filtered = (db: Db, tenantId: string, filter: AuditEventFilter) => {
  let query = db.selectFrom('audit_event').where('tenant_id', '=', tenantId)
  if (filter.actions !== undefined) query = query.where('action', 'in', [...filter.actions, ''])
  if (filter.actorTypes !== undefined) query = query.where('actor_type', 'in', filter.actorTypes)
  if (filter.actorId !== undefined) query = query.where('actor_id', '=', filter.actorId)
  if (filter.targetType !== undefined) query = query.where('target_type', '=', filter.targetType)
  if (filter.targetId !== undefined) query = query.where('target_id', '=', filter.targetId)
  if (filter.directoryId !== undefined) query = query.where('directory_id', '=', filter.directoryId)
  if (filter.requestId !== undefined) query = query.where('request_id', '=', filter.requestId)
  if (filter.from !== undefined) query = query.where('occurred_at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('occurred_at', '<', filter.to)
  return query
}

/** The latest first. */
export async function listAuditEventPage(
  db: Db,
  tenantId: string,
  filter: AuditEventFilter,
  page: KeysetPage,
): Promise<AuditEventRow[]> {
  const { condition, order } = keyset(['id'], 'desc', page)
  return filtered(db, tenantId, filter).selectAll().where(condition).orderBy(order).limit(page.limit).execute()
}

/** How many match, counting no further than `limit`. */
export async function countAuditEvents(
  db: Db,
  tenantId: string,
  filter: AuditEventFilter,
  limit: number,
): Promise<number> {
  const row = await db
    .selectFrom(filtered(db, tenantId, filter).select('id').limit(limit).as('matching'))
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(row.total)
}

export async function listAuditEventsById(
  db: Db,
  tenantIds: readonly string[],
  ids: readonly string[],
): Promise<AuditEventRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('audit_event').selectAll().where('tenant_id', 'in', tenantIds).where('id', 'in', ids).execute()
}
