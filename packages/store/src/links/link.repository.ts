import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { LinkRequestTable } from './link-request.table.ts'

export type LinkRequestRow = Selectable<LinkRequestTable>

/** So many resources that share a value are looked at. */
const RESOURCES_AT_MOST = 100

/** Where a person may be known already: live resources of one type in other directories. */
export interface LinkScope {
  readonly tenantId: string
  readonly type: string
  readonly directoryIds: readonly string[]
}

/** What a person may be found by. */
export type LinkValue =
  | { readonly externalId: string }
  | { readonly nameKey: string }
  | { readonly path: string; readonly valueKeys: readonly string[] }

/**
 * People behind live resources with this externalId, name or value, two at most: of more than one nobody can say who is meant. Resources that wait
 * for a decision of their own do not count.
 */
export async function findPersonsBy(db: Db, scope: LinkScope, by: LinkValue): Promise<string[]> {
  if (scope.directoryIds.length === 0 || ('path' in by && by.valueKeys.length === 0)) return []
  const rows = await personsBy(db, scope, by).execute()
  return [...new Set(rows.flatMap((row) => row.person_id ?? []))].slice(0, 2)
}

function personsBy(db: Db, { tenantId, type, directoryIds }: LinkScope, by: LinkValue) {
  const query = db
    .selectFrom('scim_resource')
    .select('person_id')
    .where('scim_resource.tenant_id', '=', tenantId)
    .where('scim_resource.directory_id', 'in', directoryIds)
    .where('scim_resource.type', '=', type)
    .where('removed_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('link_request')
            .select('link_request.id')
            .where('link_request.tenant_id', '=', tenantId)
            .whereRef('link_request.resource_id', '=', 'scim_resource.id')
            .where('link_request.decided_at', 'is', null),
        ),
      ),
    )
    .limit(RESOURCES_AT_MOST)
  if ('externalId' in by) return query.where('external_id', '=', by.externalId)
  if ('nameKey' in by) return query.where('name_key', '=', by.nameKey)
  return query
    .innerJoin('scim_value', (join) =>
      join
        .onRef('scim_value.tenant_id', '=', 'scim_resource.tenant_id')
        .onRef('scim_value.resource_id', '=', 'scim_resource.id'),
    )
    .where('scim_value.tenant_id', '=', tenantId)
    .where('scim_value.directory_id', 'in', directoryIds)
    .where('scim_value.type', '=', type)
    .where('scim_value.path', '=', by.path)
    .where('scim_value.value_key', 'in', by.valueKeys)
}

export async function insertLinkRequest(trx: Trx, row: LinkRequestRow): Promise<void> {
  await trx.insertInto('link_request').values(row).execute()
}

export async function findLinkRequest(db: Db, tenantId: string, id: string): Promise<LinkRequestRow | undefined> {
  return db
    .selectFrom('link_request')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The newest first. */
export async function listLinkRequests(
  db: Db,
  tenantId: string,
  options: { readonly waiting?: boolean | undefined; readonly limit: number },
): Promise<LinkRequestRow[]> {
  return db
    .selectFrom('link_request')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(options.waiting === true, (query) => query.where('state', '=', 'waiting'))
    .orderBy('id', 'desc')
    .limit(options.limit)
    .execute()
}

/** Which of the resources wait for an admin to say whose they are. */
export async function listWaitingResources(
  db: Db,
  tenantId: string,
  resourceIds: readonly string[],
): Promise<string[]> {
  if (resourceIds.length === 0) return []
  const rows = await db
    .selectFrom('link_request')
    .select('resource_id')
    .where('tenant_id', '=', tenantId)
    .where('resource_id', 'in', resourceIds)
    .where('decided_at', 'is', null)
    .execute()
  return rows.map((row) => row.resource_id)
}

/** Decides a waiting request; false: it was decided already. */
export async function decideLinkRequest(
  trx: Trx,
  tenantId: string,
  id: string,
  decision: Pick<LinkRequestRow, 'state' | 'decided_by' | 'decided_at'>,
): Promise<boolean> {
  const result = await trx
    .updateTable('link_request')
    .set(decision)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What waits for a decision goes on waiting for the resource that follows a removed one of the same person. */
export async function moveWaitingRequest(
  trx: Trx,
  tenantId: string,
  ownPersonId: string,
  resourceId: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('link_request')
    .set({ resource_id: resourceId })
    .where('tenant_id', '=', tenantId)
    .where('own_person_id', '=', ownPersonId)
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Makes every resource of one person, removed ones included, another's. */
export async function joinPersons(trx: Trx, tenantId: string, fromId: string, intoId: string): Promise<void> {
  await trx
    .updateTable('scim_resource')
    .set({ person_id: intoId })
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', fromId)
    .execute()
}

/** Who was found to be this person, directly and through others: parts of their history are sealed under keys of their own. */
export async function listJoinedPersons(db: Db, tenantId: string, personId: string): Promise<string[]> {
  const found = new Set([personId])
  let level = [personId]
  while (level.length > 0) {
    const rows = await db
      .selectFrom('link_request')
      .select('own_person_id')
      .distinct()
      .where('tenant_id', '=', tenantId)
      .where('person_id', 'in', level)
      .where('state', '=', 'approved')
      .execute()
    level = rows.map((row) => row.own_person_id).filter((id) => !found.has(id))
    for (const id of level) found.add(id)
  }
  found.delete(personId)
  return [...found]
}

/** What was asked and decided about the resources, the newest first. */
export async function listLinkRequestsOf(
  db: Db,
  tenantId: string,
  resourceIds: readonly string[],
): Promise<LinkRequestRow[]> {
  if (resourceIds.length === 0) return []
  return db
    .selectFrom('link_request')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('resource_id', 'in', resourceIds)
    .orderBy('id', 'desc')
    .execute()
}
