import { type RawBuilder, sql } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import type { ResourceSpace } from '../resources/resource.repository.ts'

/** The document applied to a directory or, with directoryId '', to the whole tenant. */
export async function findDefinitions(db: Db, tenantId: string, directoryId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('scim_definition')
    .select('document')
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .executeTakeFirst()
  return row?.document
}

export async function upsertDefinitions(
  trx: Trx,
  row: {
    readonly tenantId: string
    readonly directoryId: string
    readonly document: string
    readonly updatedAt: string
  },
): Promise<void> {
  await trx
    .insertInto('scim_definition')
    .values({
      tenant_id: row.tenantId,
      directory_id: row.directoryId,
      document: row.document,
      version: 1,
      updated_at: row.updatedAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'directory_id']).doUpdateSet((eb) => ({
        document: row.document,
        version: eb('scim_definition.version', '+', 1),
        updated_at: row.updatedAt,
      })),
    )
    .execute()
}

/** Whether any live resource of the type has no value under the path; with `within`, only those count that have a value under a path that starts so. */
export async function hasResourceWithout(
  db: Db,
  space: ResourceSpace,
  path: string,
  within?: string,
): Promise<boolean> {
  const valued = (condition: RawBuilder<unknown>) => sql`exists (select 1 from scim_index x where ${ofSpace('x', space)}
    and x.resource_id = r.id and ${condition})`
  const inside =
    within === undefined
      ? sql``
      : sql`and ${valued(sql`exists (select 1 from ${paths(db)} where substr(p.path, 1, ${within.length}) = ${within})`)}`
  const { rows } = await sql`select r.id from scim_resource r where ${ofSpace('r', space)} and r.removed_at is null
    and not ${valued(holds(db, path))} ${inside} limit 1`.execute(db)
  return rows.length > 0
}

/** Whether any live resource of the type has a value under the path. */
export async function hasValues(db: Db, space: ResourceSpace, path: string): Promise<boolean> {
  const { rows } = await sql`select x.resource_id from scim_index x where ${ofSpace('x', space)}
    and ${holds(db, path)} limit 1`.execute(db)
  return rows.length > 0
}

/** Whether any live resource of the type says whether it is active, which a column holds (scim-core, toIndexEntries). */
export async function hasActivity(db: Db, space: ResourceSpace): Promise<boolean> {
  const { rows } = await sql`select r.id from scim_resource r where ${ofSpace('r', space)} and r.removed_at is null
    and r.active in (0, 1) limit 1`.execute(db)
  return rows.length > 0
}

const ofSpace = (alias: string, { tenantId, directoryId, type }: ResourceSpace): RawBuilder<unknown> =>
  sql`${sql.ref(`${alias}.tenant_id`)} = ${tenantId} and ${sql.ref(`${alias}.directory_id`)} = ${directoryId}
    and ${sql.ref(`${alias}.type`)} = ${type}`

const holds = (db: Db, path: string): RawBuilder<unknown> =>
  isPostgres(db) ? sql`jsonb_exists(x.entries, ${path})` : sql`json_type(x.entries, ${`$."${path}"`}) is not null`

const paths = (db: Db): RawBuilder<unknown> =>
  isPostgres(db) ? sql`jsonb_object_keys(x.entries) p (path)` : sql`(select key as path from json_each(x.entries)) p`
