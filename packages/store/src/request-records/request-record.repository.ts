import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { RequestRecordTable } from './request-record.table.ts'

export type RequestRecordRow = Selectable<RequestRecordTable>

export async function insertRequestRecords(trx: Trx, rows: readonly RequestRecordRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 500) {
    await trx
      .insertInto('request_record')
      .values(rows.slice(start, start + 500))
      .execute()
  }
}

/** The latest first. */
export async function listRequestRecords(
  db: Db,
  tenantId: string,
  directoryId: string,
  limit: number,
): Promise<RequestRecordRow[]> {
  return db
    .selectFrom('request_record')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
