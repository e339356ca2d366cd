import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  claimRecordKey,
  connectStore,
  findRecordKey,
  findRequestRecord,
  forgetRecordKeysBefore,
  getDirectory,
  INSTANCE,
  listRequestRecordPage,
  openStore,
  type RequestRecordRow,
} from '../src/index.ts'
import { createTestDatabase, DIALECTS } from '../testing/index.ts'
import { useStore } from './support.ts'

const row = (over: Partial<RequestRecordRow> = {}): RequestRecordRow => ({
  tenant_id: 'alpha',
  id: 'r1',
  directory_id: 'dir',
  credential_id: 'cred',
  occurred_at: '2026-03-04T05:06:07.008Z',
  method: 'GET',
  path: '/Users',
  query: null,
  status: 200,
  scim_type: null,
  duration_ms: 1.5,
  request_bytes: 0,
  response_bytes: 10,
  user_agent: null,
  resource_ids: null,
  operations: null,
  content: null,
  ...over,
})

const key = (tenantId: string, day: string, text: string) => ({
  tenant_id: tenantId,
  day,
  wrapped_key: Buffer.from(text),
  created_at: `${day}T00:00:00.000Z`,
})

describe.each(DIALECTS)('request records on %s', (dialect) => {
  const context = useStore(dialect)
  const full = row({
    id: 'full',
    query: 'filter=userName eq "?"',
    scim_type: 'uniqueness',
    user_agent: 'Okta "SCIM" Client \\ 1.0 ⚑',
    resource_ids: '["a"]',
    operations: '{"count":1}',
    content: Buffer.from([0, 1, 2, 255]),
    status: 409,
  })

  beforeAll(async () => {
    const { records } = context.store
    await records.insert([
      full,
      row({ id: 'r2', occurred_at: '2026-03-05T00:00:00.000Z' }),
      row({ id: 'r3', occurred_at: '2026-03-05T00:00:00.000Z' }),
      row({ id: 'r4', occurred_at: '2026-03-06T23:59:59.999Z' }),
      row({ id: 'r5', occurred_at: '2026-03-06T23:59:59.999Z', directory_id: 'other' }),
      row({ tenant_id: 'beta', id: 'full', path: '/Groups' }),
    ])
  })

  const list = (page: Partial<Parameters<typeof listRequestRecordPage>[3]> = {}, tenantId = 'alpha') =>
    context.store.records.read(tenantId, async (db) =>
      (await listRequestRecordPage(db, tenantId, 'dir', { limit: 10, backwards: false, ...page })).map(({ id }) => id),
    )

  test('come back as they were written, once', async () => {
    const { records } = context.store
    await records.insert([full])
    expect(await records.read('alpha', (db) => findRequestRecord(db, 'alpha', 'full'))).toEqual(full)
    expect(await records.read('beta', (db) => findRequestRecord(db, 'beta', 'full'))).toMatchObject({ path: '/Groups' })
    expect(await records.read('alpha', (db) => findRequestRecord(db, 'alpha', 'none'))).toBeUndefined()
  })

  test('are listed by directory, the latest first, in pages that neither skip nor repeat', async () => {
    expect(await list()).toEqual(['r4', 'r3', 'r2', 'full'])
    expect(await list({ limit: 2 })).toEqual(['r4', 'r3'])
    const from = ['2026-03-05T00:00:00.000Z', 'r3']
    expect(await list({ from })).toEqual(['r2', 'full'])
    expect(await list({ from, backwards: true })).toEqual(['r4'])
    expect(await list({}, 'beta')).toEqual(['full'])
    expect(await list({}, 'gamma')).toEqual([])
  })

  test('the key of a day is the first that was claimed, and goes with its day', async () => {
    const { records } = context.store
    const claim = (text: string, day = '2026-03-04') =>
      records.write('alpha', (db) => claimRecordKey(db, key('alpha', day, text)))
    expect((await claim('first')).wrapped_key.toString()).toBe('first')
    expect((await claim('second')).wrapped_key.toString()).toBe('first')
    await claim('later', '2026-03-05')
    await records.write(INSTANCE, (db) => forgetRecordKeysBefore(db, '2026-03-05'))
    const find = (day: string) => records.read('alpha', (db) => findRecordKey(db, 'alpha', day))
    expect(await find('2026-03-04')).toBeUndefined()
    expect((await find('2026-03-05'))?.wrapped_key.toString()).toBe('later')
  })

  test('older ones are forgotten step by step, newer ones stay', async () => {
    const { records } = context.store
    const many = Array.from({ length: 1_200 }, (_, at) =>
      row({ tenant_id: 'many', id: `m${at}`, occurred_at: '2026-01-01T00:00:00.000Z' }),
    )
    // The oldest come first in life; here they came last, so they have a store of their own.
    const database = await createTestDatabase(dialect)
    const store = await openStore({ url: database.url })
    await store.records.insert(many)
    await store.records.insert([row({ tenant_id: 'many', id: 'new', occurred_at: '2026-01-02T12:00:00.000Z' })])
    const steps: number[] = []
    for (;;) {
      const forgotten = await store.records.forgetSome(new Date('2026-01-02T00:00:00.000Z'))
      if (forgotten === 0) break
      steps.push(forgotten)
    }
    expect(steps).toEqual(dialect === 'sqlite' ? [500, 500, 200] : [1])
    const left = await store.records.read('many', (db) =>
      listRequestRecordPage(db, 'many', 'dir', { limit: 10, backwards: false }),
    )
    expect(left.map(({ id }) => id)).toEqual(['new'])
    await store.close()
    await database.drop()
    expect(await records.read('alpha', (db) => findRequestRecord(db, 'alpha', 'full'))).toBeDefined()
  })

  test('several stores write to one place at once', async () => {
    const stores = await Promise.all([openStore({ url: context.url }), openStore({ url: context.url })])
    const at = '2027-05-05T00:00:00.000Z'
    await Promise.all(
      stores.flatMap((store, n) =>
        Array.from({ length: 20 }, (_, each) =>
          store.records.insert(
            Array.from({ length: 20 }, (_, m) => row({ tenant_id: 'both', id: `${n}-${each}-${m}`, occurred_at: at })),
          ),
        ),
      ),
    )
    const rows = await context.store.records.read('both', (db) =>
      listRequestRecordPage(db, 'both', 'dir', { limit: 1_000, backwards: false }),
    )
    expect(rows.length).toBe(800)
    for (const store of stores) await store.close()
  })
})

test.each(DIALECTS)(
  'a database of the first release keeps its directories; its records, which nothing showed, go (%s)',
  async (dialect) => {
    const database = await createTestDatabase(dialect)
    const opened = connectStore({ url: database.url })
    try {
      await opened.migrate('0001-init')
      const at = '2026-01-01T00:00:00.000Z'
      await opened.store.transaction(INSTANCE, async (trx) => {
        await sql`insert into tenant (id, slug, name, version, created_at, updated_at) values ('t', 't', 'T', 1, ${at}, ${at})`.execute(
          trx,
        )
        await sql`insert into directory (tenant_id, id, slug, name, preset, status, role_prefix_case_exact, unresolved_members, version,
        created_at, updated_at) values ('t', 'd', 'd', 'D', 'generic', 'active', 0, 'keep', 1, ${at}, ${at})`.execute(
          trx,
        )
        await sql`insert into request_record (tenant_id, id, directory_id, credential_id, occurred_at, method, path, status, duration_ms,
        request_bytes, response_bytes) values ('t', 'r', 'd', 'c', ${at}, 'GET', '/Users', 200, 1, 0, 0)`.execute(trx)
      })
      await opened.migrate()
      const { records } = opened.store
      expect(await opened.store.read('t', (db) => getDirectory(db, 't', 'd'))).toMatchObject({
        id: 'd',
        rate_limit: null,
      })
      const page = { limit: 10, backwards: false }
      expect(await records.read('t', (db) => listRequestRecordPage(db, 't', 'd', page))).toEqual([])
      await records.insert([row({ tenant_id: 't', directory_id: 'd' })])
      expect((await records.read('t', (db) => listRequestRecordPage(db, 't', 'd', page))).length).toBe(1)
    } finally {
      await opened.store.close()
      await database.drop()
    }
  },
)

if (DIALECTS.includes('sqlite')) {
  describe('on SQLite', () => {
    const context = useStore('sqlite')
    const fileOf = () => join(dirname(context.url.slice('sqlite:'.length)), 'requests.db')

    test('records have a file of their own, made at first use, which a power cut cannot break', async () => {
      expect(existsSync(fileOf())).toBe(false)
      await context.store.records.insert([row()])
      const file = new BetterSqlite3(fileOf(), { readonly: true })
      expect(file.pragma('journal_mode', { simple: true })).toBe('wal')
      expect(file.prepare('select count(*) as n from request_record').get()).toEqual({ n: 1 })
      file.close()
      const { rows } = await context.store.read(INSTANCE, (db) =>
        sql`select name from sqlite_master where name like 'request%'`.execute(db),
      )
      expect(rows).toEqual([])
    })

    test('a list and a look-up walk an index and sort nothing', async () => {
      const plan = async (query: string) =>
        context.store.records.read('alpha', async (db) =>
          (await sql.raw<{ detail: string }>(`explain query plan ${query}`).execute(db)).rows
            .map(({ detail }) => detail)
            .join('\n'),
        )
      const listed = await plan(
        "select id from request_record where tenant_id = 'a' and directory_id = 'd' and (occurred_at, id) < ('b', 'c') and occurred_at <= 'b' order by occurred_at desc, id desc limit 50",
      )
      expect(listed).toMatch(/SEARCH request_record USING (COVERING )?INDEX request_record_directory_id_idx/)
      expect(listed).not.toMatch(/SCAN|TEMP B-TREE/)
      expect(await plan("select * from request_record where tenant_id = 'a' and id = 'b'")).toMatch(
        /SEARCH request_record USING INDEX sqlite_autoindex_request_record_1 \(tenant_id=\? AND id=\?\)/,
      )
    })
  })
}

if (DIALECTS.includes('postgres')) {
  describe('on PostgreSQL', () => {
    const context = useStore('postgres')

    test('a tenant sees its own rows in every partition, and cannot write those of another', async () => {
      const { records } = context.store
      await records.insert([row(), row({ tenant_id: 'beta', occurred_at: '2026-03-05T00:00:00.000Z' })])
      const tenants = (scope: string, table: string) =>
        records.read(scope, async (db) =>
          (await sql<{ tenant_id: string }>`select tenant_id from ${sql.table(table)}`.execute(db)).rows.map(
            ({ tenant_id }) => tenant_id,
          ),
        )
      for (const table of ['request_record', 'request_record_20260304'])
        expect(await tenants('alpha', table)).toEqual(['alpha'])
      expect(await tenants('beta', 'request_record_20260304')).toEqual([])
      expect((await tenants(INSTANCE, 'request_record')).sort()).toEqual(['alpha', 'beta'])
      await expect(
        records.write('alpha', (db) =>
          db
            .insertInto('request_record')
            .values(row({ tenant_id: 'beta', id: 'x' }))
            .execute(),
        ),
      ).rejects.toThrow(/row-level security/)
    })

    test('a page reads only the days it needs', async () => {
      await context.store.records.insert(
        ['2026-06-01', '2026-06-02', '2026-06-03'].map((day) => row({ id: day, occurred_at: `${day}T00:00:00.000Z` })),
      )
      const plan = await context.store.records.read('alpha', async (db) => {
        const { rows } = await sql
          .raw<{ 'QUERY PLAN': string }>(
            `explain select id from request_record where tenant_id = 'a' and directory_id = 'd'
            and (occurred_at, id) < ('2026-06-02T00:00:00.000Z', 'x') and occurred_at <= '2026-06-02T00:00:00.000Z'
            order by occurred_at desc, id desc limit 50`,
          )
          .execute(db)
        return rows.map((each) => each['QUERY PLAN']).join('\n')
      })
      expect(plan).not.toContain('request_record_20260603')
      expect(plan).not.toMatch(/Seq Scan on request_record_20260602/)
    })

    test('days ahead stand ready, and whole days go', async () => {
      const database = await createTestDatabase('postgres')
      const store = await openStore({ url: database.url })
      const client = new pg.Client({ connectionString: database.url })
      await client.connect()
      try {
        const { records } = store
        await records.prepare(new Date('2026-09-01T10:00:00.000Z'))
        await records.insert([row({ occurred_at: '2026-08-30T00:00:00.000Z' })])
        const parts = async () =>
          (
            await client.query<{ name: string }>(
              "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'request_record'::regclass and inhrelid::regclass::text < 'request_record_202610' order by 1",
            )
          ).rows.map((each) => each.name.slice(-4))
        expect(await parts()).toEqual(['0830', '0901', '0902', '0903', '0904'])
        const before = new Date('2026-09-02T10:00:00.000Z')
        expect(await records.forgetSome(before)).toBe(1)
        expect(await records.forgetSome(before)).toBe(1)
        expect(await records.forgetSome(before)).toBe(0)
        expect(await parts()).toEqual(['0902', '0903', '0904'])
        // A day that was dropped under the feet of a store that knew it is made again.
        await client.query('drop table request_record_20260903')
        const late = row({ id: 'late', occurred_at: '2026-09-03T00:00:00.000Z' })
        await records.insert([late])
        expect(await records.read('alpha', (db) => findRequestRecord(db, 'alpha', 'late'))).toEqual(late)
      } finally {
        await store.close()
        await client.end()
        await database.drop()
      }
    })

    test('days are made and dropped as the owner of the tables, and not by everybody', async () => {
      const client = new pg.Client({ connectionString: context.url })
      await client.connect()
      const { rows } = await client.query<{ definer: boolean; everybody: boolean }>(`
        select prosecdef as definer, has_function_privilege('public', oid, 'execute') as everybody
        from pg_proc where proname in ('make_request_record_partition', 'drop_request_record_partition')`)
      await client.end()
      expect(rows).toEqual([
        { definer: true, everybody: false },
        { definer: true, everybody: false },
      ])
    })

    test('every day is behind forced row-level security', async () => {
      const client = new pg.Client({ connectionString: context.url })
      await client.connect()
      const { rows } = await client.query<{ forced: boolean; policies: number }>(`
        select c.relrowsecurity and c.relforcerowsecurity as forced,
          (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies
        from pg_class c where c.relkind in ('r', 'p') and c.relname like 'request_record%'`)
      await client.end()
      expect(rows.length).toBeGreaterThan(3)
      for (const each of rows) expect(each).toEqual({ forced: true, policies: 1 })
    })
  })
}
