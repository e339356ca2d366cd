import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { AdminGrantTable, AdminTable } from './admin.table.ts'

export type AdminRow = Selectable<AdminTable>
export type AdminGrantRow = Selectable<AdminGrantTable>

export async function insertAdmin(trx: Trx, row: AdminRow, grants: readonly AdminGrantRow[]): Promise<void> {
  await trx.insertInto('admin').values(row).execute()
  if (grants.length > 0) await trx.insertInto('admin_grant').values([...grants]).execute()
}

export async function countAdmins(db: Db): Promise<number> {
  const row = await db
    .selectFrom('admin')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(row.total)
}
