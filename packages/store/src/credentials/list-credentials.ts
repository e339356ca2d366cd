import { sql } from 'kysely'
import type { Db } from '../database.ts'
import { type KeysetPage, keyset } from '../query/keyset.ts'
import type { CredentialRow } from './credential.repository.ts'

export async function listCredentialsById(
  db: Db,
  tenantIds: readonly string[],
  ids: readonly string[],
): Promise<CredentialRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('credential').selectAll().where('tenant_id', 'in', tenantIds).where('id', 'in', ids).execute()
}

/** The newest first, revoked and expired ones included. */
export async function listCredentialPage(
  db: Db,
  tenantId: string,
  directoryId: string,
  page: KeysetPage,
): Promise<CredentialRow[]> {
  const { condition, order } = keyset(['id'], 'desc', page)
  return db
    .selectFrom('credential')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .where(condition)
    .orderBy(order)
    .limit(page.limit)
    .execute()
}

export async function countCredentials(db: Db, tenantId: string, directoryId: string): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as "total" from credential where tenant_id = ${tenantId} and directory_id = ${directoryId}`.execute(db)
  return rows[0]?.total ?? 0
}
