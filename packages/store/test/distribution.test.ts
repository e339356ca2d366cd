import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Db, INSTANCE } from '../src/index.ts'
import { DIALECTS } from '../testing/index.ts'
import { useStore } from './support.ts'

/**
 * Tenants can be spread over machines (or moved between them) only while everything of a tenant is found by its tenant: the tenant leads every key,
 * every unique index and every reference. A table that breaks this is not distributable, and mostly a leak as well.
 */

/** Known before any tenant is, and small: every machine has all of it. */
const INSTANCE_TABLES: Readonly<Record<string, string>> = {
  tenant: 'which tenants there are',
  admin: 'admins belong to the instance',
  admin_grant: 'what an admin may do where is looked up before any tenant is known',
  admin_session: 'sessions of admins',
  api_key: 'keys belong to the instance',
  api_key_grant: 'what a key may do where is looked up before any tenant is known',
  setup_code: 'one-time codes of the instance',
  throttle: 'attempts to sign in',
  kysely_migration: 'the schema itself',
  kysely_migration_lock: 'the schema itself',
}

/** Indexes that are entered without a tenant, and who does so. None of them is unique. */
const WITHOUT_TENANT: Readonly<Record<string, string>> = {
  directory_id_idx: 'the command line names a directory by its id alone',
  directory_alias_idx: 'an address is read before the tenant is known',
  credential_secret_hash_idx: 'the one look-up that precedes the tenant',
  idempotency_key_created_at_idx: 'clearing away, tenant by tenant or all at once',
  policy_task_open_idx: 'a job looks for open tasks of every tenant',
}

interface Index {
  readonly table: string
  readonly name: string
  readonly unique: boolean
  readonly columns: readonly string[]
}

async function indexesOf(db: Db): Promise<Index[]> {
  const { rows } = await sql<Index>`
    select t.relname as "table", i.relname as name, x.indisunique as "unique",
      (select json_agg(a.attname order by k.at) from unnest(x.indkey) with ordinality k(attnum, at)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.attnum) as columns
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where t.relnamespace = 'public'::regnamespace and not t.relispartition order by 1, 2`.execute(db)
  return rows
}

describe.runIf(DIALECTS.includes('postgres'))('the tables of PostgreSQL', () => {
  const context = useStore('postgres')
  let tables: readonly {
    readonly name: string
    readonly partition: boolean
    readonly forced: boolean
    readonly policies: readonly string[] | null
  }[]
  let indexes: readonly Index[]

  beforeAll(async () => {
    await context.store.read(INSTANCE, async (db) => {
      indexes = await indexesOf(db)
      const { rows } = await sql<(typeof tables)[number]>`
        select c.relname as name, c.relispartition as partition, c.relrowsecurity and c.relforcerowsecurity as forced,
          (select json_agg(pg_get_expr(p.polqual, p.polrelid) || ' / ' || pg_get_expr(p.polwithcheck, p.polrelid))
            from pg_policy p where p.polrelid = c.oid) as policies
        from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`.execute(
        db,
      )
      tables = rows
    })
  })

  const tenantTables = () => tables.filter(({ name }) => !(name in INSTANCE_TABLES))

  test('are of one tenant each, or named here as of the instance', async () => {
    expect(tenantTables().length).toBeGreaterThan(18)
    const { rows } = await context.store.read(INSTANCE, (db) =>
      sql<{ name: string }>`select table_name as name from information_schema.columns
        where table_schema = 'public' and column_name = 'tenant_id' and is_nullable = 'NO'`.execute(db),
    )
    const withTenant = new Set(rows.map((row) => row.name))
    expect(tenantTables().filter(({ name }) => !withTenant.has(name))).toEqual([])
  })

  test('are behind forced row-level security, partitions and the list of tenants included', () => {
    for (const table of [...tenantTables(), ...tables.filter(({ name }) => name === 'tenant')]) {
      const column = table.name === 'tenant' ? 'id' : 'tenant_id'
      expect(table, table.name).toMatchObject({ forced: true })
      expect(table.policies, table.name).toHaveLength(1)
      // What may be seen is what may be written.
      const [using, check] = table.policies?.[0]?.split(' / ') ?? []
      expect(using).toBe(check)
      expect(using).toContain(`(${column} = current_setting('rollcall.tenant'::text, true))`)
    }
  })

  test('have the tenant in front of every key, every unique index, and of every other index but those named here', () => {
    const ofTenants = indexes.filter(({ table }) => !(table in INSTANCE_TABLES))
    expect(ofTenants.length).toBeGreaterThan(40)
    const elsewhere = ofTenants.filter(({ columns }) => columns[0] !== 'tenant_id')
    expect(elsewhere.filter(({ unique }) => unique)).toEqual([])
    expect(elsewhere.map(({ name }) => name).filter((name) => !(name in WITHOUT_TENANT))).toEqual([])
    for (const { name } of tenantTables().filter(({ partition }) => !partition))
      expect(
        ofTenants.some(({ table, unique }) => table === name && unique),
        `${name} has no key`,
      ).toBe(true)
  })

  test('refer to rows of the same tenant, or to the list of tenants', async () => {
    const { rows } = await context.store.read(INSTANCE, (db) =>
      sql<{ name: string; from: string; to: string; pairs: string[] }>`
        select x.conname as name, f.relname as "from", t.relname as "to",
          (select json_agg(a.attname || ' = ' || b.attname order by k.at)
            from unnest(x.conkey, x.confkey) with ordinality k(own, other, at)
            join pg_attribute a on a.attrelid = f.oid and a.attnum = k.own
            join pg_attribute b on b.attrelid = t.oid and b.attnum = k.other) as pairs
        from pg_constraint x join pg_class f on f.oid = x.conrelid join pg_class t on t.oid = x.confrelid
        where x.contype = 'f' and f.relnamespace = 'public'::regnamespace`.execute(db),
    )
    const ofTenants = rows.filter(({ from }) => !(from in INSTANCE_TABLES))
    expect(ofTenants.length).toBeGreaterThan(4)
    for (const reference of ofTenants)
      expect(reference.pairs, reference.name).toContain(
        reference.to === 'tenant' ? 'tenant_id = id' : 'tenant_id = tenant_id',
      )
  })
})
