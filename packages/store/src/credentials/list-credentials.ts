import type { Db } from '../database.ts'
import type { CredentialRow } from './credential.repository.ts'

export async function listCredentialsById(
  db: Db,
  tenantIds: readonly string[],
  ids: readonly string[],
): Promise<CredentialRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('credential').selectAll().where('tenant_id', 'in', tenantIds).where('id', 'in', ids).execute()
}

/** Of each directory the newest first, revoked and expired ones included: one statement for any number of directories. */
export async function listCredentialsOfDirectories(
  db: Db,
  tenantIds: readonly string[],
  directoryIds: readonly string[],
): Promise<CredentialRow[]> {
  if (directoryIds.length === 0) return []
  return db
    .selectFrom('credential')
    .selectAll()
    .where('tenant_id', 'in', tenantIds)
    .where('directory_id', 'in', directoryIds)
    .orderBy('id', 'desc')
    .execute()
}

/** Live credentials that end between the moments, the next to end first. Needs the instance scope. */
export async function listCredentialsEndingBefore(db: Db, now: string, before: string): Promise<CredentialRow[]> {
  return db
    .selectFrom('credential')
    .selectAll()
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('expires_at', '<=', before)
    .orderBy('expires_at')
    .limit(10_000)
    .execute()
}
