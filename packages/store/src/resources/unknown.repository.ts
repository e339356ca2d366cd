import type { Db, Trx } from '../database.ts'

/** Attributes of the resource that no schema knows, as JSON text; undefined: none are kept. */
export async function findUnknownAttributes(db: Db, tenantId: string, resourceId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('scim_unknown')
    .select('attributes')
    .where('tenant_id', '=', tenantId)
    .where('resource_id', '=', resourceId)
    .executeTakeFirst()
  return row?.attributes
}

export async function writeUnknownAttributes(
  trx: Trx,
  tenantId: string,
  resourceId: string,
  attributes: string,
  updatedAt: string,
): Promise<void> {
  await trx
    .insertInto('scim_unknown')
    .values({ tenant_id: tenantId, resource_id: resourceId, attributes, updated_at: updatedAt })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'resource_id']).doUpdateSet({ attributes, updated_at: updatedAt }),
    )
    .execute()
}

export async function deleteUnknownAttributes(trx: Trx, tenantId: string, resourceId: string): Promise<void> {
  await trx.deleteFrom('scim_unknown').where('tenant_id', '=', tenantId).where('resource_id', '=', resourceId).execute()
}
