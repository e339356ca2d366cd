import type { Selectable } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import { NotFoundError, StaleVersionError } from '../errors.ts'
import type { DirectoryTable } from './directory.table.ts'

export type DirectoryRow = Selectable<DirectoryTable>

export async function insertDirectory(trx: Trx, row: DirectoryRow): Promise<void> {
  await trx.insertInto('directory').values(row).execute()
}

/** `lock`: the row stays as it is until the transaction ends, and others may (`share`) or may not (`update`) hold it too. */
export async function getDirectory(
  db: Db,
  tenantId: string,
  id: string,
  options: { readonly lock?: 'share' | 'update' } = {},
): Promise<DirectoryRow> {
  const row = await db
    .selectFrom('directory')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .$if(options.lock === 'share' && isPostgres(db), (query) => query.forShare())
    .$if(options.lock === 'update' && isPostgres(db), (query) => query.forNoKeyUpdate())
    .executeTakeFirst()
  if (row === undefined) throw new NotFoundError('directory', id)
  return row
}

/** For the command line, which names a directory by its id alone. Needs the instance scope. */
export async function getDirectoryOfAnyTenant(db: Db, id: string): Promise<DirectoryRow> {
  const row = await db.selectFrom('directory').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw new NotFoundError('directory', id)
  return row
}

/** In order of slug. */
export async function listDirectories(db: Db, tenantId: string): Promise<DirectoryRow[]> {
  return db.selectFrom('directory').selectAll().where('tenant_id', '=', tenantId).orderBy('slug').execute()
}

export type DirectoryUpdate = Partial<
  Pick<
    DirectoryRow,
    | 'name'
    | 'status'
    | 'organisation_id'
    | 'role_prefix'
    | 'role_prefix_case_exact'
    | 'unresolved_members'
    | 'definitions'
    | 'policy'
    | 'alias'
    | 'preset'
    | 'rate_limit'
  >
>

/** Writes only when the stored version is still the one of `row`; returns the row as it is now. */
export async function updateDirectory(
  trx: Trx,
  row: DirectoryRow,
  update: DirectoryUpdate,
  updatedAt: string,
): Promise<DirectoryRow> {
  const next = { ...row, ...update, version: row.version + 1, updated_at: updatedAt }
  const result = await trx
    .updateTable('directory')
    .set({ ...update, version: next.version, updated_at: updatedAt })
    .where('tenant_id', '=', row.tenant_id)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new StaleVersionError(`directory ${row.id} changed meanwhile`)
  return next
}
