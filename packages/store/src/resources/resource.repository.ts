import type { Selectable } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import { StaleVersionError } from '../errors.ts'
import { type FixedStatement, fixedByColumns, fixedInsert, fixedStatement } from '../query/fixed-statement.ts'
import type { ResourceTable } from './resource.table.ts'

export type ResourceRow = Selectable<ResourceTable>

/** Where a resource lives: everything of SCIM is per tenant, directory and type. */
export interface ResourceSpace {
  readonly tenantId: string
  readonly directoryId: string
  readonly type: string
}

const insertOne = fixedInsert('scim_resource')

export async function insertResource(trx: Trx, row: ResourceRow): Promise<void> {
  await insertOne(trx, row)
}

interface ResourcePlace extends ResourceSpace {
  readonly id: string
}

const selectOne = (lock: boolean): FixedStatement<ResourcePlace, ResourceRow> =>
  fixedStatement((db, { tenantId, directoryId, type, id }) =>
    db
      .selectFrom('scim_resource')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .where('directory_id', '=', directoryId)
      .where('type', '=', type)
      .where('removed_at', 'is', null)
      .$if(lock && isPostgres(db), (query) => query.forUpdate())
      .compile(),
  )
const selectPlain = selectOne(false)
const selectLocked = selectOne(true)

/** The live resource, or undefined. `lock` holds the row until the transaction ends (PostgreSQL; SQLite has one writer anyway). */
export async function findResource(
  db: Db,
  space: ResourceSpace,
  id: string,
  options: { lock?: boolean } = {},
): Promise<ResourceRow | undefined> {
  // PostgreSQL refuses a NUL in a parameter; no id holds one.
  if (id.includes('\u0000')) return undefined
  const select = options.lock === true ? selectLocked : selectPlain
  const { rows } = await select(db, { ...space, id })
  return rows[0]
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

const selectRemovedPerson = fixedStatement(
  (db, { tenantId, directoryId, type, externalId }: ResourceSpace & { readonly externalId: string }) =>
    db
      .selectFrom('scim_resource')
      .select('person_id')
      .where('tenant_id', '=', tenantId)
      .where('directory_id', '=', directoryId)
      .where('type', '=', type)
      .where('external_id', '=', externalId)
      .where('removed_at', 'is not', null)
      .orderBy('removed_at', 'desc')
      .limit(1)
      .compile(),
)

/** The person of the latest removed resource with this externalId: a re-created resource joins the same person. */
export async function findRemovedPersonId(
  db: Db,
  space: ResourceSpace,
  externalId: string,
): Promise<string | undefined> {
  const { rows } = await selectRemovedPerson(db, { ...space, externalId })
  return rows[0]?.person_id ?? undefined
}

/** What a change may set; version and updated_at always move. */
export type ResourceUpdate = Pick<ResourceRow, 'version' | 'updated_at'> &
  Partial<
    Pick<
      ResourceRow,
      'name_key' | 'name_tie' | 'external_id' | 'display_name' | 'display_key' | 'active' | 'doc' | 'removed_at'
    >
  >

interface ResourceChange extends ResourceUpdate {
  readonly tenantId: string
  readonly id: string
  readonly fromVersion: number
}

const update = fixedByColumns<ResourceChange>((db, { tenantId, id, fromVersion }, columns) =>
  db
    .updateTable('scim_resource')
    .set(columns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('version', '=', fromVersion)
    .where('removed_at', 'is', null)
    .compile(),
)

/** Writes only when the stored version is still `fromVersion`: a lost update cannot happen, whatever the isolation level. */
export async function updateResource(
  trx: Trx,
  space: ResourceSpace,
  id: string,
  fromVersion: number,
  change: ResourceUpdate,
): Promise<void> {
  const result = await update(trx, { ...change, tenantId: space.tenantId, id, fromVersion }, change)
  if (result.numAffectedRows !== 1n)
    throw new StaleVersionError(`resource ${id} is no longer at version ${fromVersion}`)
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

/** A resource, whether live or removed. */
export async function findResourceOfAnyState(db: Db, tenantId: string, id: string): Promise<ResourceRow | undefined> {
  return db
    .selectFrom('scim_resource')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
}
