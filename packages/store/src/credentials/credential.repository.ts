import { type Selectable, sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { DirectoryRow } from '../directories/directory.repository.ts'
import type { DirectoryTable } from '../directories/directory.table.ts'
import { NotFoundError } from '../errors.ts'
import { fixedStatement } from '../query/fixed-statement.ts'
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

/** Every column (a missing one does not compile). */
const CREDENTIAL: Readonly<Record<keyof CredentialTable, true>> = {
  tenant_id: true,
  id: true,
  directory_id: true,
  kind: true,
  name: true,
  username: true,
  secret_hash: true,
  last_four: true,
  created_at: true,
  expires_at: true,
  revoked_at: true,
  last_used_at: true,
}
const DIRECTORY: Readonly<Record<keyof DirectoryTable, true>> = {
  tenant_id: true,
  id: true,
  slug: true,
  name: true,
  preset: true,
  status: true,
  organisation_id: true,
  role_prefix: true,
  role_prefix_case_exact: true,
  unresolved_members: true,
  definitions: true,
  policy: true,
  alias: true,
  rate_limit: true,
  version: true,
  created_at: true,
  updated_at: true,
}

const selectMatch = fixedStatement<{ readonly secretHash: string }, Record<string, unknown>>((db, { secretHash }) => {
  const columns = [
    ...Object.keys(CREDENTIAL).map((name) => `c.${name} as "c.${name}"`),
    ...Object.keys(DIRECTORY).map((name) => `d.${name} as "d.${name}"`),
    't.slug as "slug"',
  ]
  return sql<Record<string, unknown>>`
    select ${sql.raw(columns.join(', '))} from credential c
    join directory d on d.tenant_id = c.tenant_id and d.id = c.directory_id
    join tenant t on t.id = c.tenant_id
    where c.secret_hash = ${secretHash}`.compile(db)
})

/** The one look-up that precedes the tenant: by digest, in the instance scope. One statement, since every process repeats it once a second. */
export async function findCredentialByHash(db: Db, secretHash: string): Promise<CredentialMatch | undefined> {
  const row = (await selectMatch(db, { secretHash })).rows[0]
  if (row === undefined) return undefined
  const part = (prefix: string, columns: object) =>
    Object.fromEntries(Object.keys(columns).map((name) => [name, row[`${prefix}.${name}`]])) as unknown
  return {
    credential: part('c', CREDENTIAL) as CredentialRow,
    directory: part('d', DIRECTORY) as DirectoryRow,
    tenantSlug: String(row.slug),
  }
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
  update: Partial<Pick<CredentialRow, 'revoked_at' | 'last_used_at' | 'expires_at'>>,
): Promise<void> {
  await trx.updateTable('credential').set(update).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}
