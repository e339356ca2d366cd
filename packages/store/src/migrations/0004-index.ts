import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { createTables } from './create-tables.ts'

/**
 * Every searchable value of a resource in one row; only what clients look resources up by stays a row of its own. Not CLUSTERED: SQLite would keep
 * most of so long a row outside the tree, on a page of its own.
 */
const statements: readonly string[] = [
  `create table scim_index (
    tenant_id KEYTEXT not null,
    directory_id KEYTEXT not null,
    type KEYTEXT not null,
    resource_id KEYTEXT not null,
    entries JSONTEXT not null,
    constraint scim_index_pkey primary key (tenant_id, directory_id, type, resource_id))`,
]

export const index: Migration = {
  async up(db: Kysely<unknown>) {
    await createTables(db, statements, { scim_index: 'tenant_id' })
    const postgres = db.getExecutor().adapter instanceof PostgresAdapter
    if (postgres) await sql`select set_config('rollcall.tenant', '*', true)`.execute(db)
    const [held, entries] = postgres
      ? [
          'jsonb_agg(jsonb_build_array(coalesce(value_long, value_key), element, lead) order by element)',
          'jsonb_object_agg(path, held)',
        ]
      : [
          'json_group_array(json_array(coalesce(value_long, value_key), element, lead) order by element)',
          'json_group_object(path, json(held))',
        ]
    await sql`insert into scim_index (tenant_id, directory_id, type, resource_id, entries)
      select tenant_id, directory_id, type, resource_id, ${sql.raw(entries)} from (
        select tenant_id, directory_id, type, resource_id, path, ${sql.raw(held)} as held from scim_value
        group by tenant_id, directory_id, type, resource_id, path) by_path
      group by tenant_id, directory_id, type, resource_id`.execute(db)
    await sql`delete from scim_value where not (path = 'displayName' or substr(path, length(path) - 5) = '.value'
      or substr(path, length(path) - 14) = ':employeeNumber')`.execute(db)
  },
}
