import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { ResourceSpace } from '../resources/resource.repository.ts'
import type { Database } from '../tables.ts'

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
  const valued =
    (under: (path: Expression<string>) => Expression<SqlBool>) => (eb: ExpressionBuilder<Database, 'scim_resource'>) =>
      eb.exists(
        eb
          .selectFrom('scim_value')
          .select('scim_value.path')
          .whereRef('scim_value.tenant_id', '=', 'scim_resource.tenant_id')
          .whereRef('scim_value.directory_id', '=', 'scim_resource.directory_id')
          .whereRef('scim_value.type', '=', 'scim_resource.type')
          .whereRef('scim_value.resource_id', '=', 'scim_resource.id')
          .where(({ ref }) => under(ref('scim_value.path'))),
      )
  const row = await db
    .selectFrom('scim_resource')
    .select('id')
    .where('tenant_id', '=', space.tenantId)
    .where('directory_id', '=', space.directoryId)
    .where('type', '=', space.type)
    .where('removed_at', 'is', null)
    .where((eb) => eb.not(valued((column) => sql<SqlBool>`${column} = ${path}`)(eb)))
    .$if(within !== undefined, (query) =>
      query.where(valued((column) => sql<SqlBool>`substr(${column}, 1, ${within?.length ?? 0}) = ${within}`)),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whether any live resource of the type has a value under the path. */
export async function hasValues(db: Db, space: ResourceSpace, path: string): Promise<boolean> {
  const row = await db
    .selectFrom('scim_value')
    .select('resource_id')
    .where('tenant_id', '=', space.tenantId)
    .where('directory_id', '=', space.directoryId)
    .where('type', '=', space.type)
    .where('path', '=', path)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
