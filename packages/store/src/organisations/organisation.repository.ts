import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { NotFoundError, StaleVersionError } from '../errors.ts'
import type { OrganisationTable } from './organisation.table.ts'

export type OrganisationRow = Selectable<OrganisationTable>

export async function insertOrganisation(trx: Trx, row: OrganisationRow): Promise<void> {
  await trx.insertInto('organisation').values(row).execute()
}

export async function getOrganisation(db: Db, tenantId: string, id: string): Promise<OrganisationRow> {
  const row = await db
    .selectFrom('organisation')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) throw new NotFoundError('organisation', id)
  return row
}

export async function listOrganisationsById(
  db: Db,
  tenantIds: readonly string[],
  ids: readonly string[],
): Promise<OrganisationRow[]> {
  if (ids.length === 0) return []
  return db.selectFrom('organisation').selectAll().where('tenant_id', 'in', tenantIds).where('id', 'in', ids).execute()
}

/** Organisations of the tenants, in order of name: one statement for any number of tenants. */
export async function listOrganisationsOfTenants(db: Db, tenantIds: readonly string[]): Promise<OrganisationRow[]> {
  if (tenantIds.length === 0) return []
  return db
    .selectFrom('organisation')
    .selectAll()
    .where('tenant_id', 'in', tenantIds)
    .orderBy('tenant_id')
    .orderBy('name')
    .execute()
}

/** Writes only when the stored version is still the one of `row`; returns the row as it is now. */
export async function updateOrganisation(
  trx: Trx,
  row: OrganisationRow,
  update: Pick<OrganisationRow, 'name'>,
  updatedAt: string,
): Promise<OrganisationRow> {
  const next = { ...row, ...update, version: row.version + 1, updated_at: updatedAt }
  const result = await trx
    .updateTable('organisation')
    .set({ ...update, version: next.version, updated_at: updatedAt })
    .where('tenant_id', '=', row.tenant_id)
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new StaleVersionError(`organisation ${row.id} changed meanwhile`)
  return next
}
