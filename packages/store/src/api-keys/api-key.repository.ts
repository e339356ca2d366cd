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

export interface FoundApiKey {
  readonly key: ApiKeyRow
  readonly grants: readonly ApiKeyGrantRow[]
  /** How the admin who made it stands; `nobody`: no admin made it, or it was kept when they left. */
  readonly maker: 'nobody' | 'active' | 'disabled' | 'removed'
}

/** The key of this digest with its grants, revoked and expired ones included. */
export async function findApiKeyByHash(db: Db, secretHash: string): Promise<FoundApiKey | undefined> {
  const row = await db
    .selectFrom('api_key')
    .leftJoin('admin', 'admin.id', 'api_key.created_by')
    .selectAll('api_key')
    .select(['admin.id as maker_id', 'admin.disabled_at as maker_disabled_at'])
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { maker_id, maker_disabled_at, ...key } = row
  const maker =
    key.created_by === null
      ? 'nobody'
      : maker_id === null
        ? 'removed'
        : maker_disabled_at === null
          ? 'active'
          : 'disabled'
  return { key, grants: await listApiKeyGrants(db, [key.id]), maker }
}

/** Keys of these admins that were neither revoked nor have expired, the newest first. */
export async function listLiveApiKeysOf(db: Db, adminIds: readonly string[], now: string): Promise<ApiKeyRow[]> {
  if (adminIds.length === 0) return []
  return db
    .selectFrom('api_key')
    .selectAll()
    .where('created_by', 'in', adminIds)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('id', 'desc')
    .execute()
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
  update: Partial<Pick<ApiKeyRow, 'revoked_at' | 'last_used_at' | 'created_by'>>,
): Promise<void> {
  await trx.updateTable('api_key').set(update).where('id', '=', id).execute()
}
