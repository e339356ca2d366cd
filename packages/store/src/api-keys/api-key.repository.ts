import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { ApiKeyGrantTable, ApiKeyTable } from './api-key.table.ts'

export type ApiKeyRow = Selectable<ApiKeyTable>
export type ApiKeyGrantRow = Selectable<ApiKeyGrantTable>

export async function insertApiKey(trx: Trx, row: ApiKeyRow, grants: readonly ApiKeyGrantRow[]): Promise<void> {
  await trx.insertInto('api_key').values(row).execute()
  if (grants.length > 0) await trx.insertInto('api_key_grant').values([...grants]).execute()
}

/** The key of this digest with its grants, revoked and expired ones included. */
export async function findApiKeyByHash(
  db: Db,
  secretHash: string,
): Promise<{ readonly key: ApiKeyRow; readonly grants: readonly ApiKeyGrantRow[] } | undefined> {
  const key = await db.selectFrom('api_key').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst()
  if (key === undefined) return undefined
  const grants = await db.selectFrom('api_key_grant').selectAll().where('api_key_id', '=', key.id).execute()
  return { key, grants }
}
