import { sql } from 'kysely'
import type { Db } from '../database.ts'
import type { DirectoryRow } from './directory.repository.ts'

/** Where a directory is; look-ups of several at once may cross tenants in the instance scope only. */
export interface DirectoryKey {
  readonly tenantId: string
  readonly id: string
}

const pairs = (keys: readonly DirectoryKey[]) => sql.join(keys.map(({ tenantId, id }) => sql`(${tenantId}, ${id})`))

export async function listDirectoriesById(db: Db, keys: readonly DirectoryKey[]): Promise<DirectoryRow[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<DirectoryRow>`
    select * from directory where (tenant_id, id) in (values ${pairs(keys)})`.execute(db)
  return rows
}

/** Directories of the tenants, in order of slug: one statement for any number of tenants. */
export async function listDirectoriesOfTenants(db: Db, tenantIds: readonly string[]): Promise<DirectoryRow[]> {
  if (tenantIds.length === 0) return []
  return db
    .selectFrom('directory')
    .selectAll()
    .where('tenant_id', 'in', tenantIds)
    .orderBy('tenant_id')
    .orderBy('slug')
    .execute()
}

/** What a directory's page shows first. */
export interface DirectoryFacts {
  readonly tenantId: string
  readonly id: string
  readonly validToken: boolean
  readonly lastRequestAt: string | undefined
  readonly totals: Readonly<Record<string, number>>
}

/** Three statements for any number of directories; each row costs index seeks only. */
export async function listDirectoryFacts(
  db: Db,
  keys: readonly DirectoryKey[],
  now: string,
): Promise<DirectoryFacts[]> {
  if (keys.length === 0) return []
  const { rows: valid } = await sql<{ directory_id: string }>`
    select distinct directory_id from credential
    where (tenant_id, directory_id) in (values ${pairs(keys)})
    and revoked_at is null and (expires_at is null or expires_at > ${now})`.execute(db)
  const { rows: last } = await sql<{ id: string; at: string | null }>`
    select directory_id as "id", max(last_used_at) as "at" from credential
    where (tenant_id, directory_id) in (values ${pairs(keys)}) group by directory_id`.execute(db)
  const { rows: totals } = await sql<{ directory_id: string; type: string; live: number }>`
    select directory_id, type, sum(live) as "live" from scim_total
    where (tenant_id, directory_id) in (values ${pairs(keys)}) group by directory_id, type`.execute(db)
  const validIds = new Set(valid.map((row) => row.directory_id))
  const lastById = new Map(last.map((row) => [row.id, row.at]))
  return keys.map(({ tenantId, id }) => ({
    tenantId,
    id,
    validToken: validIds.has(id),
    lastRequestAt: lastById.get(id) ?? undefined,
    totals: Object.fromEntries(
      totals.filter((row) => row.directory_id === id).map((row) => [row.type, Number(row.live)]),
    ),
  }))
}

/** Paths that directories answer on beside the common ones, of every tenant. Needs the instance scope. */
export async function listAliases(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('directory').select('alias').distinct().where('alias', 'is not', null).execute()
  return rows.flatMap((row) => row.alias ?? [])
}
