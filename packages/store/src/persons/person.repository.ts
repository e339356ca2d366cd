import { type Db, isPostgres, type Trx } from '../database.ts'
import { fixedInsert, fixedStatement } from '../query/fixed-statement.ts'

const insertRow = fixedInsert('person')
const insertKey = fixedInsert('person_key')

export async function insertPerson(
  trx: Trx,
  person: { readonly tenantId: string; readonly id: string; readonly wrappedKey: Buffer; readonly createdAt: string },
): Promise<void> {
  await insertRow(trx, { tenant_id: person.tenantId, id: person.id, created_at: person.createdAt })
  await insertKey(trx, {
    tenant_id: person.tenantId,
    person_id: person.id,
    wrapped_key: person.wrappedKey,
    created_at: person.createdAt,
  })
}

const selectKey = fixedStatement((db, person: { readonly tenantId: string; readonly personId: string }) =>
  db
    .selectFrom('person_key')
    .select('wrapped_key')
    .where('tenant_id', '=', person.tenantId)
    .where('person_id', '=', person.personId)
    .compile(),
)

/** The wrapped key, or undefined once the person was purged. */
export async function findPersonKey(db: Db, tenantId: string, personId: string): Promise<Buffer | undefined> {
  const { rows } = await selectKey(db, { tenantId, personId })
  return rows[0]?.wrapped_key
}

/** The same, and nobody purges the person before the transaction ends. */
export async function lockPersonKey(trx: Trx, tenantId: string, personId: string): Promise<Buffer | undefined> {
  const row = await trx
    .selectFrom('person_key')
    .select('wrapped_key')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .$if(isPostgres(trx), (query) => query.forKeyShare())
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
