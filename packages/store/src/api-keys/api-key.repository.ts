import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { NotFoundError } from '../errors.ts'
import { type KeysetPage, keyset } from '../query/keyset.ts'
import type { ApiKeyGrantTable, ApiKeyTable } from './api-key.table.ts'

export type ApiKeyRow = Selectable<ApiKeyTable>
export type ApiKeyGrantRow = Selectable<ApiKeyGrantTable>

export async function insertApiKey(trx: Trx, row: ApiKeyRow, grants: readonly ApiKeyGrantRow[]): Promise<void> {
  await trx.insertInto('api_key').values(row).execute()
  if (grants.length > 0)
    await trx
      .insertInto('api_key_grant')
      .values([...grants])
      .execute()
}

/** The key of this digest with its grants, revoked and expired ones included. */
export async function findApiKeyByHash(
  db: Db,
  secretHash: string,
): Promise<{ readonly key: ApiKeyRow; readonly grants: readonly ApiKeyGrantRow[] } | undefined> {
  const key = await db.selectFrom('api_key').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst()
  if (key === undefined) return undefined
  return { key, grants: await listApiKeyGrants(db, [key.id]) }
}

export async function getApiKey(db: Db, id: string): Promise<ApiKeyRow> {
  const row = await db.selectFrom('api_key').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new NotFoundError('API key', id)
  return row
}

export async function listApiKeysById(db: Db, ids: readonly string[]): Promise<ApiKeyRow[]> {
  return ids.length === 0 ? [] : db.selectFrom('api_key').selectAll().where('id', 'in', ids).execute()
}

export async function listApiKeyGrants(db: Db, apiKeyIds: readonly string[]): Promise<ApiKeyGrantRow[]> {
  if (apiKeyIds.length === 0) return []
  return db.selectFrom('api_key_grant').selectAll().where('api_key_id', 'in', apiKeyIds).orderBy('tenant_id').execute()
}

/** The newest first; with `tenantId` those that have a role there (`*`: in the whole instance). */
export async function listApiKeys(db: Db, tenantId: string | undefined, page: KeysetPage): Promise<ApiKeyRow[]> {
  const { condition, order } = keyset(['id'], 'desc', page)
  return db
    .selectFrom('api_key')
    .selectAll()
    .$if(tenantId !== undefined, (query) =>
      query.where('id', 'in', (eb) =>
        eb
          .selectFrom('api_key_grant')
          .select('api_key_id')
          .where('tenant_id', '=', tenantId ?? ''),
      ),
    )
    .where(condition)
    .orderBy(order)
    .limit(page.limit)
    .execute()
}

export async function updateApiKey(
  trx: Trx,
  id: string,
  update: Partial<Pick<ApiKeyRow, 'revoked_at' | 'last_used_at'>>,
): Promise<void> {
  await trx.updateTable('api_key').set(update).where('id', '=', id).execute()
}
