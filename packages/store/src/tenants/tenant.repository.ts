import { type Selectable, type SqlBool, sql } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import { NotFoundError, StaleVersionError } from '../errors.ts'
import { type KeysetPage, keyset } from '../query/keyset.ts'
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

/** What a tenant's directories share is changed by one transaction at a time. SQLite has one writer anyway. */
export async function lockTenant(trx: Trx, id: string): Promise<void> {
  if (!isPostgres(trx)) return
  await trx.selectFrom('tenant').select('id').where('id', '=', id).forNoKeyUpdate().execute()
}

/** In order of slug. Needs the instance scope. */
export async function listTenants(db: Db): Promise<TenantRow[]> {
  return db.selectFrom('tenant').selectAll().orderBy('slug').execute()
}

/** Needs the instance scope, or that of the one tenant. */
export async function listTenantsById(db: Db, ids: readonly string[]): Promise<TenantRow[]> {
  return ids.length === 0 ? [] : db.selectFrom('tenant').selectAll().where('id', 'in', ids).execute()
}

export interface TenantFilter {
  /** Only these; undefined: all. */
  readonly ids?: readonly string[] | undefined
  readonly slug?: string | undefined
  /** Part of the slug or name, in any letter case. */
  readonly search?: string | undefined
}

const matching = ({ ids, slug, search = '' }: TenantFilter) => {
  const conditions = [sql`1 = 1`]
  if (ids !== undefined) conditions.push(ids.length === 0 ? sql`1 = 0` : sql`id in (${sql.join(ids)})`)
  if (slug !== undefined) conditions.push(sql`slug = ${slug}`)
  const part = search.toLowerCase()
  // Not LIKE: its pattern characters would have to be escaped, and letter case differs by database.
  const holds = (column: string) => sql`replace(lower(${sql.ref(column)}), ${part}, '') <> lower(${sql.ref(column)})`
  if (part !== '') conditions.push(sql`(${holds('slug')} or ${holds('name')})`)
  return sql<SqlBool>`${sql.join(conditions, sql` and `)}`
}

/** In order of slug. */
export async function listTenantPage(db: Db, filter: TenantFilter, page: KeysetPage): Promise<TenantRow[]> {
  const { condition, order } = keyset(['slug'], 'asc', page)
  return db
    .selectFrom('tenant')
    .selectAll()
    .where(matching(filter))
    .where(condition)
    .orderBy(order)
    .limit(page.limit)
    .execute()
}

export async function countTenants(db: Db, filter: TenantFilter): Promise<number> {
  const { rows } = await sql<{
    total: number
  }>`select count(*) as "total" from tenant where ${matching(filter)}`.execute(db)
  return rows[0]?.total ?? 0
}

/** Writes only when the stored version is still the one of `row`; returns the row as it is now. */
export async function updateTenant(
  trx: Trx,
  row: TenantRow,
  update: Pick<TenantRow, 'name'>,
  updatedAt: string,
): Promise<TenantRow> {
  const next = { ...row, ...update, version: row.version + 1, updated_at: updatedAt }
  const result = await trx
    .updateTable('tenant')
    .set({ ...update, version: next.version, updated_at: updatedAt })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new StaleVersionError(`tenant ${row.id} changed meanwhile`)
  return next
}
