import { type Selectable, sql } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import type { GroupRoleState, GroupRoleTable } from './group-role.table.ts'

export type GroupRoleRow = Selectable<GroupRoleTable>
/** What makes a row the one it is. */
export type GroupRoleKey = Pick<GroupRoleRow, 'tenant_id' | 'group_id' | 'rule_id' | 'role_key'>

/** The rows of the groups, whatever their state: one statement, however many groups. */
export async function listGroupRoles(db: Db, tenantId: string, groupIds: readonly string[]): Promise<GroupRoleRow[]> {
  if (groupIds.length === 0) return []
  const listed = isPostgres(db)
    ? sql`(select distinct value collate "C" as value from json_array_elements_text(${JSON.stringify(groupIds)}::json) as listed(value))`
    : sql`(select distinct value from json_each(${JSON.stringify(groupIds)}))`
  const { rows } = await sql<GroupRoleRow>`
    select g.* from ${listed} l cross join group_role g where g.tenant_id = ${tenantId} and g.group_id = l.value
    order by g.group_id, g.rule_id, g.role_key`.execute(db)
  return rows
}

/** The rows of every group of the directory, in order of role. */
export async function listGroupRolesOfDirectory(
  db: Db,
  tenantId: string,
  directoryId: string,
  filter: { readonly state?: GroupRoleState } = {},
): Promise<GroupRoleRow[]> {
  const { state } = filter
  return db
    .selectFrom('group_role')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'granted'))
    .orderBy('role_key')
    .orderBy('group_id')
    .orderBy('rule_id')
    .execute()
}

const COLUMNS = [
  'tenant_id',
  'group_id',
  'rule_id',
  'role_key',
  'role_name',
  'directory_id',
  'state',
  'group_name',
  'policy_version',
  'request_id',
  'created_at',
] as const satisfies readonly (keyof GroupRoleRow)[]

/** Adds the rows in one statement; those that are there already stay as they are. */
export async function insertGroupRoles(trx: Trx, rows: readonly GroupRoleRow[]): Promise<void> {
  if (rows.length === 0) return
  const json = JSON.stringify(rows.map((row) => COLUMNS.map((column) => row[column])))
  const postgres = isPostgres(trx)
  const values = sql.join(
    COLUMNS.map((column, index) => {
      if (!postgres) return sql`json_extract(value, ${sql.lit(`$[${index}]`)})`
      const text = sql`value->>${sql.lit(index)}`
      return column === 'policy_version' ? sql`(${text})::int` : text
    }),
  )
  const source = postgres ? sql`json_array_elements(${json}::json) as listed(value)` : sql`json_each(${json})`
  await sql`insert into group_role (${sql.join(COLUMNS.map((column) => sql.ref(column)))})
    select ${values} from ${source} where true on conflict do nothing`.execute(trx)
}

/** Of more than so many rows, PostgreSQL looks through all of the tenant once, whatever it believed of the table when it made the plan. */
const LOOKED_UP_AT_MOST = 100

/** Removes the rows in one statement. */
export async function deleteGroupRoles(trx: Trx, tenantId: string, keys: readonly GroupRoleKey[]): Promise<void> {
  if (keys.length === 0) return
  const json = JSON.stringify(keys.map((key) => [key.group_id, key.rule_id, key.role_key]))
  const listed = isPostgres(trx)
    ? sql`select value->>0, value->>1, value->>2 from json_array_elements(${json}::json) as listed(value)`
    : sql`select json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]') from json_each(${json})`
  const isListed = sql`(group_id, rule_id, role_key) in (${listed})`
  // A plan for a handful of rows would compare each row with each key; as `is true` it can only be a look-up in a hash table.
  const condition = isPostgres(trx) && keys.length > LOOKED_UP_AT_MOST ? sql`(${isListed}) is true` : isListed
  await sql`delete from group_role where tenant_id = ${tenantId} and ${condition}`.execute(trx)
}

export async function updateGroupRole(
  trx: Trx,
  key: GroupRoleKey,
  update: Partial<Pick<GroupRoleRow, 'state' | 'group_name'>>,
): Promise<void> {
  await trx
    .updateTable('group_role')
    .set(update)
    .where('tenant_id', '=', key.tenant_id)
    .where('group_id', '=', key.group_id)
    .where('rule_id', '=', key.rule_id)
    .where('role_key', '=', key.role_key)
    .execute()
}
