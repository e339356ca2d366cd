import type { Selectable } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import { StaleVersionError } from '../errors.ts'
import type { ResourceTable } from './resource.table.ts'

export type ResourceRow = Selectable<ResourceTable>

/** Where a resource lives: everything of SCIM is per tenant, directory and type. */
export interface ResourceSpace {
  readonly tenantId: string
  readonly directoryId: string
  readonly type: string
}

export async function insertResource(trx: Trx, row: ResourceRow): Promise<void> {
  await trx.insertInto('scim_resource').values(row).execute()
}

/** The live resource, or undefined. `lock` holds the row until the transaction ends (PostgreSQL; SQLite has one writer anyway). */
export async function findResource(
  db: Db,
  space: ResourceSpace,
  id: string,
  options: { lock?: boolean } = {},
): Promise<ResourceRow | undefined> {
  // PostgreSQL refuses a NUL in a parameter; no id holds one.
  if (id.includes('\u0000')) return undefined
  return db
    .selectFrom('scim_resource')
    .selectAll()
    .where('tenant_id', '=', space.tenantId)
    .where('id', '=', id)
    .where('directory_id', '=', space.directoryId)
    .where('type', '=', space.type)
    .where('removed_at', 'is', null)
    .$if(options.lock === true && isPostgres(db), (query) => query.forUpdate())
    .executeTakeFirst()
}

/** Holds the rows, in order of id, until the transaction ends (PostgreSQL; SQLite has one writer anyway). */
export async function lockResources(trx: Trx, tenantId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || !isPostgres(trx)) return
  await trx
    .selectFrom('scim_resource')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** The live resource of this name; where names may repeat, the oldest one. */
export async function findResourceByName(
  db: Db,
  space: ResourceSpace,
  nameKey: string,
): Promise<ResourceRow | undefined> {
  return db
    .selectFrom('scim_resource')
    .selectAll()
    .where('tenant_id', '=', space.tenantId)
    .where('directory_id', '=', space.directoryId)
    .where('type', '=', space.type)
    .where('name_key', '=', nameKey)
    .where('removed_at', 'is', null)
    .orderBy('n')
    .limit(1)
    .executeTakeFirst()
}

/** The person of the latest removed resource with this externalId: a re-created resource joins the same person. */
export async function findRemovedPersonId(
  db: Db,
  space: ResourceSpace,
  externalId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('scim_resource')
    .select('person_id')
    .where('tenant_id', '=', space.tenantId)
    .where('directory_id', '=', space.directoryId)
    .where('type', '=', space.type)
    .where('external_id', '=', externalId)
    .where('removed_at', 'is not', null)
    .orderBy('removed_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.person_id ?? undefined
}

/** What a change may set; version and updated_at always move. */
export type ResourceUpdate = Pick<ResourceRow, 'version' | 'updated_at'> &
  Partial<
    Pick<
      ResourceRow,
      'name_key' | 'name_tie' | 'external_id' | 'display_name' | 'display_key' | 'active' | 'doc' | 'removed_at'
    >
  >

/** Writes only when the stored version is still `fromVersion`: a lost update cannot happen, whatever the isolation level. */
export async function updateResource(
  trx: Trx,
  space: ResourceSpace,
  id: string,
  fromVersion: number,
  update: ResourceUpdate,
): Promise<void> {
  const result = await trx
    .updateTable('scim_resource')
    .set(update)
    .where('tenant_id', '=', space.tenantId)
    .where('id', '=', id)
    .where('version', '=', fromVersion)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new StaleVersionError(`resource ${id} is no longer at version ${fromVersion}`)
}

/** Live resources of the ids, in no particular order. */
export async function listResourcesById(db: Db, tenantId: string, ids: readonly string[]): Promise<ResourceRow[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('scim_resource')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .where('removed_at', 'is', null)
    .execute()
}
