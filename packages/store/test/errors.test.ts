import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  type Db,
  INSTANCE,
  insertDirectory,
  insertResource,
  insertTenant,
  openStore,
  type ResourceSpace,
  type Store,
  StoreSetupError,
  StoreUnavailableError,
  UniqueViolationError,
  writeUniqueValues,
} from '../src/index.ts'
import { createTestDatabase, DIALECTS } from '../testing/index.ts'
import { createSpace, directoryRow, insertDocument, nextId, resourceRow, tenantRow, User, useStore } from './support.ts'

interface UniqueIndex {
  readonly table_name: string
  readonly name: string
  readonly columns: readonly string[]
}

/** Every unique index of the schema, as PostgreSQL names it; request records are apart, in partitions or a file of their own. */
async function uniqueIndexes(db: Db): Promise<readonly UniqueIndex[]> {
  const { rows } = await sql<UniqueIndex>`
    select t.relname as table_name, i.relname as name,
      array(select a.attname::text from unnest(x.indkey) with ordinality k(num, place)
        join pg_attribute a on a.attrelid = t.oid and a.attnum = k.num order by k.place) as columns
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid
    where x.indisunique and t.relnamespace = 'public'::regnamespace and t.relname not like 'kysely%'
      and t.relname not like 'request_record%'
    order by i.relname`.execute(db)
  return rows
}

/** Inserts the same row twice, with a value of its own for every column that needs one and that the index does not cover. */
async function insertTwice(store: Store, { table_name: table, columns }: UniqueIndex): Promise<unknown> {
  const quoted = sql.table(table)
  return store
    .transaction(INSTANCE, async (trx) => {
      if (store.dialect === 'sqlite') await sql`pragma defer_foreign_keys = on`.execute(trx)
      const tables = await trx.introspection.getTables()
      const all = tables.find((candidate) => candidate.name === table)?.columns ?? []
      for (const round of ['1', '2']) {
        const names: string[] = []
        const values: unknown[] = []
        for (const { name, dataType, isNullable } of all) {
          const covered = columns.includes(name)
          if (!covered && isNullable) continue
          names.push(name)
          const isNumber = /int|real|float|numeric/i.test(dataType)
          const isBytes = /blob|bytea/i.test(dataType)
          const text = `${covered ? '' : round}x`
          const own = /json/i.test(dataType) ? JSON.stringify(text) : text
          values.push(isNumber ? (covered ? 1 : Number(round)) : isBytes ? Buffer.from(own) : own)
        }
        await sql`insert into ${quoted} (${sql.join(names.map((name) => sql.ref(name)))}) values (${sql.join(values)})`.execute(
          trx,
        )
      }
    })
    .then(
      () => 'nothing',
      (error: unknown) => error,
    )
}

describe('a refused row', () => {
  const stores = DIALECTS.map((dialect) => useStore(dialect))

  test('is told by the same index name on every database', async () => {
    const [postgres] = stores.map(({ store }) => store).filter((store) => store.dialect === 'postgres')
    if (postgres === undefined) return expect(DIALECTS).not.toContain('postgres')
    const indexes = await postgres.read(INSTANCE, uniqueIndexes)
    expect(indexes.map((index) => index.name)).toEqual(
      expect.arrayContaining(['tenant_slug_key', 'scim_resource_name_key', 'scim_unique_pkey', 'admin_email_key']),
    )
    for (const { store } of stores) {
      if (store.dialect === 'postgres') await dropForeignKeys(store)
      for (const index of indexes) {
        const error = await insertTwice(store, index)
        expect(error, `${store.dialect} ${index.name}`).toBeInstanceOf(UniqueViolationError)
        expect((error as UniqueViolationError).constraint).toBe(index.name)
      }
    }
  })
})

/** They would refuse the made-up rows first; SQLite can put them off instead. */
const dropForeignKeys = (store: Store) =>
  store.transaction(INSTANCE, async (trx) => {
    const { rows } = await sql<{ table: string; name: string }>`
      select conrelid::regclass::text as table, conname as name from pg_constraint
      where contype = 'f' and connamespace = 'public'::regnamespace`.execute(trx)
    for (const { table, name } of rows) {
      await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(trx)
    }
  })

describe.each(DIALECTS)('uniqueness on %s', (dialect) => {
  const context = useStore(dialect)
  const refusal = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(UniqueViolationError)
    return (error as UniqueViolationError).constraint
  }
  const insertUser = (
    space: ResourceSpace,
    fields: Record<string, string>,
    over: { removed_at?: string; name_tie?: string } = {},
  ) =>
    context.store.transaction(space.tenantId, (trx) =>
      insertDocument(trx, space, User, { schemas: [User.schema.id], id: nextId('e'), ...fields }, over),
    )

  test('of slugs names the index that refused', async () => {
    const tenant = tenantRow()
    const directory = directoryRow(tenant.id)
    const insert = (work: Parameters<typeof context.store.transaction>[1]) => context.store.transaction(INSTANCE, work)
    await insert((trx) => insertTenant(trx, tenant))
    await insert((trx) => insertDirectory(trx, directory))
    expect(await refusal(insert((trx) => insertTenant(trx, { ...tenantRow(), slug: tenant.slug })))).toBe(
      'tenant_slug_key',
    )
    const twin = directoryRow(tenant.id, { slug: directory.slug })
    expect(await refusal(insert((trx) => insertDirectory(trx, twin)))).toBe('directory_slug_key')
  })

  test('of names and external ids holds among live resources of one type and directory', async () => {
    const space = { ...(await createSpace(context.store)), type: 'User' }
    const other = { ...space, directoryId: nextId('d') }
    await context.store.transaction(INSTANCE, (trx) =>
      insertDirectory(trx, directoryRow(space.tenantId, { id: other.directoryId })),
    )
    await insertUser(space, { userName: 'Åsa', externalId: 'x' })
    expect(await refusal(insertUser(space, { userName: 'a\u030aSA' }))).toBe('scim_resource_name_key')
    expect(await refusal(insertUser(space, { userName: 'b', externalId: 'x' }))).toBe('scim_resource_external_id_key')
    await insertUser(space, { userName: 'b', externalId: 'X' })
    await insertUser(space, { userName: 'åsa', externalId: 'x' }, { removed_at: '2026-01-01T00:00:00.000Z' })
    await insertUser(space, { userName: 'åsa', externalId: 'y' }, { name_tie: 'another' })
    await insertUser(other, { userName: 'åsa', externalId: 'x' })
    await insertUser({ ...space, type: 'Device' }, { userName: 'åsa', externalId: 'x' })
  })

  test('of other values holds however long they are', async () => {
    const space = { ...(await createSpace(context.store)), type: 'User' }
    const long = Array.from({ length: 20_000 }, (_, index) =>
      String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
    ).join('')
    const claim = (id: string, key: string) =>
      context.store.transaction(space.tenantId, (trx) =>
        writeUniqueValues(trx, space, id, [], [{ path: 'badge', key }]),
      )
    await claim('a', long)
    await claim('b', `${long}.`)
    expect(await refusal(claim('c', long))).toBe('scim_unique_pkey')
    await context.store.transaction(space.tenantId, (trx) =>
      writeUniqueValues(trx, space, 'a', [{ path: 'badge', key: long }], [{ path: 'badge', key: 'short' }]),
    )
    await claim('c', long)
  })

  test('leaves the transaction of a refused row without a trace', async () => {
    const space = { ...(await createSpace(context.store)), type: 'User' }
    await insertUser(space, { userName: 'first' })
    const work = context.store.transaction(space.tenantId, async (trx) => {
      await insertDocument(trx, space, User, { schemas: [User.schema.id], id: nextId('e'), userName: 'second' })
      await insertDocument(trx, space, User, { schemas: [User.schema.id], id: nextId('e'), userName: 'FIRST' })
    })
    expect(await refusal(work)).toBe('scim_resource_name_key')
    await insertUser(space, { userName: 'second' })
  })

  test('does not follow work that gave up while the row was on its way', async () => {
    const space = { ...(await createSpace(context.store)), type: 'User' }
    await insertUser(space, { userName: 'first' })
    const row = resourceRow(space, User, { schemas: [User.schema.id], id: nextId('e'), userName: 'FIRST' })
    // On as many connections as there are, so that each is used again.
    const givingUp = Array.from({ length: 20 }, () =>
      context.store.transaction(space.tenantId, async (trx) => {
        void insertResource(trx, row).catch(() => undefined)
        throw new Error('gave up')
      }),
    )
    for (const { status } of await Promise.allSettled(givingUp)) expect(status).toBe('rejected')
    await Promise.all(Array.from({ length: 20 }, (_, n) => insertUser(space, { userName: `later ${n}` })))
  })
})

describe('a database that is away', () => {
  test('of an unknown kind is refused with a line for the operator', async () => {
    await expect(openStore({ url: 'mysql://localhost/x' })).rejects.toThrow(StoreSetupError)
  })

  test('stops the start on SQLite when the path is no file', async () => {
    const path = `${import.meta.filename}/rollcall.db`
    const error = await openStore({ url: `sqlite:${path}` }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(StoreSetupError)
    expect((error as Error).message).toContain(path)
  })

  test('stops the start on PostgreSQL when nobody listens', async () => {
    await expect(openStore({ url: 'postgres://nobody:x@127.0.0.1:1/none' })).rejects.toThrow(StoreSetupError)
  })

  test.runIf(DIALECTS.includes('postgres'))(
    'makes StoreUnavailableError of a lost connection, and the next one works',
    async () => {
      const database = await createTestDatabase('postgres')
      const store = await openStore({ url: database.url })
      try {
        const killed = store.transaction(INSTANCE, (trx) =>
          sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx),
        )
        await expect(killed).rejects.toBeInstanceOf(StoreUnavailableError)
        await store.ping()
        await expect(
          store.read(INSTANCE, async (db) => (await sql`select 1 as one`.execute(db)).rows),
        ).resolves.toEqual([{ one: 1 }])
      } finally {
        await store.close()
        await database.drop()
      }
    },
  )
})
