import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { LinkRequestTable } from './link-request.table.ts'

export type LinkRequestRow = Selectable<LinkRequestTable>

/** Where a person may be known already: live resources of one type in other directories. */
export interface LinkScope {
  readonly tenantId: string
  readonly type: string
  readonly directoryIds: readonly string[]
}

/** People behind live resources with this externalId, name or e-mail address; more than one: nobody can say who is meant. */
export async function findPersonsBy(
  db: Db,
  { tenantId, type, directoryIds }: LinkScope,
  by:
    | { readonly externalId: string }
    | { readonly nameKey: string }
    | { readonly path: string; readonly valueKeys: readonly string[] },
): Promise<string[]> {
  if (directoryIds.length === 0) return []
  const query = db
    .selectFrom('scim_resource')
    .select('person_id')
    .distinct()
    .where('scim_resource.tenant_id', '=', tenantId)
    .where('scim_resource.directory_id', 'in', directoryIds)
    .where('scim_resource.type', '=', type)
    .where('removed_at', 'is', null)
    .where('person_id', 'is not', null)
    .limit(2)
  if ('path' in by) {
    if (by.valueKeys.length === 0) return []
    const rows = await query
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
      .execute()
    return rows.flatMap((row) => row.person_id ?? [])
  }
  const rows = await ('externalId' in by
    ? query.where('external_id', '=', by.externalId)
    : query.where('name_key', '=', by.nameKey)
  ).execute()
  return rows.flatMap((row) => row.person_id ?? [])
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
    .where('state', '=', 'waiting')
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

/** Makes a resource another person's. */
export async function setPersonOfResource(
  trx: Trx,
  tenantId: string,
  resourceId: string,
  personId: string,
): Promise<void> {
  await trx
    .updateTable('scim_resource')
    .set({ person_id: personId })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', resourceId)
    .execute()
}
