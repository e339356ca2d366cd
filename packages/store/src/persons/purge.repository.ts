import type { Db, Trx } from '../database.ts'

/**
 * Destroys the keys of people, so that what history and audit hold of them stays sealed for ever; says whether the first of them had one. Waits for
 * whoever is creating a resource of theirs (findPersonKey with `lock`).
 */
export async function destroyPersonKeys(trx: Trx, tenantId: string, personIds: readonly string[]): Promise<boolean> {
  const rows = await trx
    .deleteFrom('person_key')
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', personIds)
    .returning('person_id')
    .execute()
  return rows.some((row) => row.person_id === personIds[0])
}

/**
 * Erases what is left of people whose resources are all removed, and what policy made of them. Ids, counts and the chain of the audit log stay.
 * Returns the ids of the resources.
 */
export async function erasePersons(trx: Trx, tenantId: string, personIds: readonly string[]): Promise<string[]> {
  const rows = await trx
    .selectFrom('scim_resource')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', personIds)
    .orderBy('n')
    .execute()
  const ids = rows.map((row) => row.id)
  for (const id of ids) {
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
  }
  if (ids.length > 0) {
    await trx.deleteFrom('scim_unknown').where('tenant_id', '=', tenantId).where('resource_id', 'in', ids).execute()
  }
  await trx
    .deleteFrom('link_request')
    .where('tenant_id', '=', tenantId)
    .where((eb) => eb.or([eb('person_id', 'in', personIds), eb('own_person_id', 'in', personIds)]))
    .execute()
  await trx
    .deleteFrom('person_standing')
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', personIds)
    .execute()
  return ids
}

/** Resources of a person, removed ones included, the oldest first. */
export async function listEveryResourceOfPerson(
  db: Db,
  tenantId: string,
  personId: string,
): Promise<
  { readonly id: string; readonly directory_id: string; readonly type: string; readonly removed_at: string | null }[]
> {
  return db
    .selectFrom('scim_resource')
    .select(['id', 'directory_id', 'type', 'removed_at'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .orderBy('n')
    .execute()
}
