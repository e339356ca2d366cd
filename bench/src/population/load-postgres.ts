import { createHash } from 'node:crypto'
import pg from 'pg'
import { COLUMNS, type Row, type Table } from '../rows/columns.ts'
import { wrappingKey } from '../rows/sealing.ts'
import type { Space } from '../rows/space.ts'
import { copyIn } from './copy-in.ts'
import type { TenantLoad } from './load-sqlite.ts'
import { loadedGroup, loadedUsers } from './rollcall-rows.ts'

const USERS_PER_COPY = 5_000

/** Fills a migrated Rollcall database by COPY, as the cluster's superuser: row-level security forbids COPY to everybody else. */
export async function loadPostgres(
  superuserUrl: string,
  secret: string,
  tenants: readonly TenantLoad[],
): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    // Foreign keys of our own rows need no look, and nothing is answered before the load is complete.
    await client.query(
      "set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'",
    )
    const restore = await dropIndexes(client)
    for (const tenant of tenants) await loadTenant(client, secret, tenant)
    await restore()
    await client.query('vacuum analyze')
  } finally {
    await client.end()
  }
}

/** What was loaded, in order. */
export async function readLoaded(
  superuserUrl: string,
  token: string,
): Promise<{ userIds: string[]; groupIds: string[] }> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const { tenantId, directoryId } = await spaceOf(client, token)
    const of = async (type: string) => {
      const text = 'select id from scim_resource where tenant_id = $1 and directory_id = $2 and type = $3 order by n'
      const { rows } = await client.query<{ id: string }>(text, [tenantId, directoryId, type])
      return rows.map(({ id }) => id)
    }
    return { userIds: await of('User'), groupIds: await of('Group') }
  } finally {
    await client.end()
  }
}

async function loadTenant(client: pg.Client, secret: string, plan: TenantLoad): Promise<void> {
  const space = await spaceOf(client, plan.token)
  const { tenantId, directoryId } = space
  const pending = new Map<Table, Row[]>()
  const add = (table: Table, ...rows: readonly Row[]) => {
    const list = pending.get(table)
    if (list === undefined) pending.set(table, [...rows])
    else for (const row of rows) list.push(row)
  }
  const flush = async () => {
    for (const [table, rows] of pending) await copyIn(client, table, COLUMNS[table], rows)
    pending.clear()
  }
  const userIds: string[] = []
  for (const user of loadedUsers(space, wrappingKey(secret), plan.users)) {
    userIds.push(user.id)
    add('person', user.person)
    add('person_key', user.personKey)
    add('scim_resource', user.resource)
    add('scim_index', user.index)
    add('scim_value', ...user.values)
    add('scim_history', user.history)
    add('audit_event', user.audit)
    add('event', user.event)
    if (userIds.length % USERS_PER_COPY === 0) await flush()
  }
  await flush()
  for (const size of plan.groups) {
    const group = loadedGroup(space, userIds.slice(0, size))
    pending.set('scim_member', [...group.members])
    pending.set('scim_member_history', [...group.memberships])
    add('scim_resource', group.resource)
    add('scim_index', group.index)
    add('scim_value', ...group.values)
    add('scim_history', group.history)
    add('audit_event', group.audit)
    add('event', group.event)
    await flush()
  }
  if (plan.users > 0) add('scim_total', [tenantId, directoryId, 'User', 0, plan.users])
  if (plan.groups.length > 0) add('scim_total', [tenantId, directoryId, 'Group', 0, plan.groups.length])
  await flush()
}

async function spaceOf(client: pg.Client, token: string): Promise<Space> {
  const hash = createHash('sha256').update(token).digest('hex')
  const text = `select tenant_id as "tenantId", directory_id as "directoryId", id as "credentialId", name as "credentialName"
    from credential where secret_hash = $1`
  const { rows } = await client.query<Space>(text, [hash])
  if (rows[0] === undefined) throw new Error('the token is not in the database')
  return rows[0]
}

/** Indexes and keys of the tables that are filled, built once at the end. */
async function dropIndexes(client: pg.Client): Promise<() => Promise<void>> {
  const tables = Object.keys(COLUMNS).filter((table) => table !== 'request_record')
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select c.conrelid::regclass::text as "table", c.conname as "name", pg_get_constraintdef(c.oid) as "definition"
     from pg_constraint c join pg_class t on t.oid = c.conrelid
     where c.contype in ('p', 'u') and t.relname = any ($1) and t.relnamespace = 'public'::regnamespace
     and not exists (select 1 from pg_constraint f where f.contype = 'f' and f.confrelid = c.conrelid)`,
    [tables],
  )
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint "${name}"`)
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select i.indexname as "name", i.indexdef as "definition" from pg_indexes i
     where i.schemaname = 'public' and i.tablename = any ($1)
     and not exists (select 1 from pg_constraint c where c.conname = i.indexname)`,
    [tables],
  )
  for (const { name } of indexes) await client.query(`drop index "${name}"`)
  return async () => {
    for (const { table, name, definition } of keys) {
      await client.query(`alter table ${table} add constraint "${name}" ${definition}`)
    }
    for (const { definition } of indexes) await client.query(definition)
  }
}
