import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { NotFoundError } from '../errors.ts'
import type { TenantTable } from './tenant.table.ts'

export type TenantRow = Selectable<TenantTable>

export async function insertTenant(trx: Trx, row: TenantRow): Promise<void> {
  await trx.insertInto('tenant').values(row).execute()
}

/** By slug or, when nothing has that slug, by id. Needs the instance scope. */
export async function getTenant(db: Db, slugOrId: string): Promise<TenantRow> {
  const rows = await db
    .selectFrom('tenant')
    .selectAll()
    .where((eb) => eb.or([eb('slug', '=', slugOrId), eb('id', '=', slugOrId)]))
    .execute()
  const row = rows.find((candidate) => candidate.slug === slugOrId) ?? rows[0]
  if (row === undefined) throw new NotFoundError('tenant', slugOrId)
  return row
}

/** In order of slug. Needs the instance scope. */
export async function listTenants(db: Db): Promise<TenantRow[]> {
  return db.selectFrom('tenant').selectAll().orderBy('slug').execute()
}
