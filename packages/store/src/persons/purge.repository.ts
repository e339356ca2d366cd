import type { Trx } from '../database.ts'

/**
 * Erases a person whose resources are all removed: their key (so that history and audit stay sealed for ever), what is left of their resources, and
 * what policy made of them. Ids, counts and the chain of the audit log stay. Returns the ids of the resources.
 */
export async function erasePerson(trx: Trx, tenantId: string, personId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('scim_resource')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .execute()
  for (const { id } of rows) {
    await trx
      .updateTable('scim_resource')
      .set({
        doc: JSON.stringify({ id }),
        name_key: `purged ${id}`,
        display_name: '',
        display_key: '',
        external_id: null,
      })
      .where('tenant_id', '=', tenantId)
      .where('id', '=', id)
      .execute()
    await trx.deleteFrom('scim_unknown').where('tenant_id', '=', tenantId).where('resource_id', '=', id).execute()
    await trx.deleteFrom('link_request').where('tenant_id', '=', tenantId).where('resource_id', '=', id).execute()
  }
  await trx.deleteFrom('link_request').where('tenant_id', '=', tenantId).where('person_id', '=', personId).execute()
  await trx.deleteFrom('person_standing').where('tenant_id', '=', tenantId).where('person_id', '=', personId).execute()
  await trx.deleteFrom('person_key').where('tenant_id', '=', tenantId).where('person_id', '=', personId).execute()
  return rows.map((row) => row.id)
}

/** Resources of a person, removed ones included, the oldest first. */
export async function listEveryResourceOfPerson(
  trx: Trx,
  tenantId: string,
  personId: string,
): Promise<
  { readonly id: string; readonly directory_id: string; readonly type: string; readonly removed_at: string | null }[]
> {
  return trx
    .selectFrom('scim_resource')
    .select(['id', 'directory_id', 'type', 'removed_at'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .orderBy('n')
    .execute()
}
