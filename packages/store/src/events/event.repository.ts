import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { fixedInsert } from '../query/fixed-statement.ts'
import type { EventTable } from './event.table.ts'

export type EventRow = Selectable<EventTable>

const insertOne = fixedInsert('event')

export async function insertEvent(trx: Trx, row: EventRow): Promise<void> {
  await insertOne(trx, row)
}

/** In order of id, after the given one. */
export async function listEvents(
  db: Db,
  tenantId: string,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<EventRow[]> {
  return db
    .selectFrom('event')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
    .orderBy('id')
    .limit(page.limit)
    .execute()
}
