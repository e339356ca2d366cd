import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { fixedInsert } from '../query/fixed-statement.ts'
import type { AuditEventTable } from './audit-event.table.ts'

export type AuditEventRow = Selectable<AuditEventTable>

const insertOne = fixedInsert('audit_event')

/** Appends; rows are never updated but by the sealer. */
export async function insertAuditEvent(trx: Trx, row: Omit<AuditEventRow, 'seq' | 'chain'>): Promise<void> {
  await insertOne(trx, { ...row, seq: null, chain: null })
}

/** The latest first; `before` is the id of the last row of the page before. */
export async function listAuditEvents(
  db: Db,
  tenantId: string,
  page: { readonly limit: number; readonly before?: string | undefined },
): Promise<AuditEventRow[]> {
  return db
    .selectFrom('audit_event')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(page.before !== undefined, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
}
