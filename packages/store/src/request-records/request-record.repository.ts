import { type Selectable, sql } from 'kysely'
import { isPostgres, type Trx } from '../database.ts'
import { type KeysetPage, keyset } from '../query/keyset.ts'
import type { RecordDb, RequestRecordKeyTable, RequestRecordTable } from './request-record.table.ts'

export type RequestRecordRow = Selectable<RequestRecordTable>
export type RequestRecordKeyRow = Selectable<RequestRecordKeyTable>

/** Without the sealed content: a list never opens it. */
export type RequestRecordSummary = Omit<RequestRecordRow, 'content'>

/** In the order of the table's columns. */
export const RECORD_COLUMNS = [
  'tenant_id',
  'id',
  'directory_id',
  'credential_id',
  'occurred_at',
  'method',
  'path',
  'query',
  'status',
  'scim_type',
  'duration_ms',
  'request_bytes',
  'response_bytes',
  'user_agent',
  'resource_ids',
  'operations',
  'content',
] as const satisfies readonly (keyof RequestRecordTable)[]

const SUMMARY_COLUMNS = RECORD_COLUMNS.filter((name) => name !== 'content')

/** The latest first. A position is `[occurred_at, id]`. */
export async function listRequestRecordPage(
  db: RecordDb,
  tenantId: string,
  directoryId: string,
  page: KeysetPage,
): Promise<RequestRecordSummary[]> {
  const { condition, order } = keyset(['occurred_at', 'id'], 'desc', page)
  const [at] = page.from ?? []
  return (
    db
      .selectFrom('request_record')
      .select(SUMMARY_COLUMNS)
      .where('tenant_id', '=', tenantId)
      .where('directory_id', '=', directoryId)
      .where(condition)
      // Says the same once more, so that PostgreSQL leaves out the days beyond the position.
      .$if(at !== undefined, (query) => query.where('occurred_at', page.backwards ? '>=' : '<=', String(at)))
      .orderBy(order)
      .limit(page.limit)
      .execute()
  )
}

export const findRequestRecord = (db: RecordDb, tenantId: string, id: string): Promise<RequestRecordRow | undefined> =>
  db.selectFrom('request_record').selectAll().where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()

export const findRecordKey = (db: RecordDb, tenantId: string, day: string): Promise<RequestRecordKeyRow | undefined> =>
  db
    .selectFrom('request_record_key')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('day', '=', day)
    .executeTakeFirst()

/** Keeps the key unless the day has one; returns the day's. */
export async function claimRecordKey(db: RecordDb, row: RequestRecordKeyRow): Promise<RequestRecordKeyRow> {
  await db
    .insertInto('request_record_key')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'day']).doNothing())
    .execute()
  return (await findRecordKey(db, row.tenant_id, row.day)) ?? row
}

/** Destroys the keys of a tenant: what was sealed under them stays sealed for ever. */
export async function forgetRecordKeysOf(db: RecordDb, tenantId: string): Promise<void> {
  await db.deleteFrom('request_record_key').where('tenant_id', '=', tenantId).execute()
}

/** Destroys the keys of every day before the given one. Needs the instance scope. */
export async function forgetRecordKeysBefore(db: RecordDb, day: string): Promise<void> {
  await db.deleteFrom('request_record_key').where('day', '<', day).execute()
}

/** When a credential was last used. */
export interface CredentialUse {
  readonly tenantId: string
  readonly id: string
  readonly at: string
}

/** Notes last uses in the main database; never back in time. Needs the instance scope. */
export async function touchCredentials(trx: Trx, uses: readonly CredentialUse[]): Promise<void> {
  if (isPostgres(trx)) {
    await sql`update credential set last_used_at = u.at
      from json_to_recordset(${JSON.stringify(uses)}::json) as u ("tenantId" text, id text, at text)
      where credential.tenant_id = u."tenantId" and credential.id = u.id
      and (credential.last_used_at is null or credential.last_used_at < u.at collate "C")`.execute(trx)
    return
  }
  for (const { tenantId, id, at } of uses) {
    await trx
      .updateTable('credential')
      .set({ last_used_at: at })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', at)]))
      .execute()
  }
}
