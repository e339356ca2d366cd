import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { DirectoryRow } from '../directories/directory.repository.ts'
import { NotFoundError } from '../errors.ts'
import type { CredentialTable } from './credential.table.ts'

export type CredentialRow = Selectable<CredentialTable>

export async function insertCredential(trx: Trx, row: CredentialRow): Promise<void> {
  await trx.insertInto('credential').values(row).execute()
}

/** A credential with what it opens. */
export interface CredentialMatch {
  readonly credential: CredentialRow
  readonly directory: DirectoryRow
  readonly tenantSlug: string
}

/** The one look-up that precedes the tenant: by digest, in the instance scope. */
export async function findCredentialByHash(db: Db, secretHash: string): Promise<CredentialMatch | undefined> {
  const credential = await db
    .selectFrom('credential')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  if (credential === undefined) return undefined
  const directory = await db
    .selectFrom('directory')
    .selectAll()
    .where('tenant_id', '=', credential.tenant_id)
    .where('id', '=', credential.directory_id)
    .executeTakeFirstOrThrow()
  const tenant = await db
    .selectFrom('tenant')
    .select('slug')
    .where('id', '=', credential.tenant_id)
    .executeTakeFirstOrThrow()
  return { credential, directory, tenantSlug: tenant.slug }
}

export async function getCredential(db: Db, tenantId: string, id: string): Promise<CredentialRow> {
  const row = await db
    .selectFrom('credential')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new NotFoundError('token', id)
  return row
}

/** For the command line, which names a credential by its id alone. Needs the instance scope. */
export async function getCredentialOfAnyTenant(db: Db, id: string): Promise<CredentialRow> {
  const row = await db.selectFrom('credential').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new NotFoundError('token', id)
  return row
}

/** The newest first, revoked and expired ones included. */
export async function listCredentials(db: Db, tenantId: string, directoryId: string): Promise<CredentialRow[]> {
  return db
    .selectFrom('credential')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .orderBy('id', 'desc')
    .execute()
}

export async function updateCredential(
  trx: Trx,
  tenantId: string,
  id: string,
  update: Partial<Pick<CredentialRow, 'revoked_at' | 'last_used_at'>>,
): Promise<void> {
  await trx.updateTable('credential').set(update).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}
