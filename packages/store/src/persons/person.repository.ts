import type { Db, Trx } from '../database.ts'

export async function insertPerson(
  trx: Trx,
  person: { readonly tenantId: string; readonly id: string; readonly wrappedKey: Buffer; readonly createdAt: string },
): Promise<void> {
  await trx
    .insertInto('person')
    .values({ tenant_id: person.tenantId, id: person.id, created_at: person.createdAt })
    .execute()
  await trx
    .insertInto('person_key')
    .values({
      tenant_id: person.tenantId,
      person_id: person.id,
      wrapped_key: person.wrappedKey,
      created_at: person.createdAt,
    })
    .execute()
}

/** The wrapped key, or undefined once the person was purged. */
export async function findPersonKey(db: Db, tenantId: string, personId: string): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('person_key')
    .select('wrapped_key')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.wrapped_key
}

/** The wrapped keys of those who were not purged. */
export async function listPersonKeys(
  db: Db,
  tenantId: string,
  personIds: readonly string[],
): Promise<{ readonly person_id: string; readonly wrapped_key: Buffer }[]> {
  if (personIds.length === 0) return []
  return db
    .selectFrom('person_key')
    .select(['person_id', 'wrapped_key'])
    .where('tenant_id', '=', tenantId)
    .where('person_id', 'in', personIds)
    .execute()
}
