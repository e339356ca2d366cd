import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { DirectoryRow } from '../directories/directory.repository.ts'
import { NotFoundError } from '../errors.ts'
import { together } from '../together.ts'
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

/** The one look-up that precedes the tenant: by digest, in the instance scope, in one round trip. */
export async function findCredentialByHash(db: Db, secretHash: string): Promise<CredentialMatch | undefined> {
  const [credential, directory, tenant] = await together([
    db.selectFrom('credential').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst(),
    db
      .selectFrom('credential')
      .innerJoin('directory', (join) =>
        join
          .onRef('directory.tenant_id', '=', 'credential.tenant_id')
          .onRef('directory.id', '=', 'credential.directory_id'),
      )
      .selectAll('directory')
      .where('credential.secret_hash', '=', secretHash)
      .executeTakeFirst(),
    db
      .selectFrom('credential')
      .innerJoin('tenant', 'tenant.id', 'credential.tenant_id')
      .select('tenant.slug')
      .where('credential.secret_hash', '=', secretHash)
      .executeTakeFirst(),
  ])
  if (credential === undefined || directory === undefined || tenant === undefined) return undefined
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
