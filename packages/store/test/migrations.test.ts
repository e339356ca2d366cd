import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { connectStore, INSTANCE, insertTenant, listTenants, openStore, StoreSetupError } from '../src/index.ts'
import { createTestDatabase, DIALECTS, type TestDatabase } from '../testing/index.ts'
import { tenantRow } from './support.ts'

async function withDatabase(dialect: (typeof DIALECTS)[number], work: (database: TestDatabase) => Promise<void>) {
  const database = await createTestDatabase(dialect)
  try {
    await work(database)
  } finally {
    await database.drop()
  }
}

describe.each(DIALECTS)('migrating on %s', (dialect) => {
  test('tells an empty database from a ready one, and twice is harmless', async () => {
    await withDatabase(dialect, async ({ url }) => {
      const opened = connectStore({ url })
      expect(await opened.migrationState()).toBe('behind')
      await expect(openStore({ url, migrate: false })).rejects.toThrow(/not migrated.*migrate/)
      const ran = await opened.migrate()
      expect(ran[0]).toBe('0001-init')
      expect(await opened.migrationState()).toBe('current')
      const tenant = tenantRow()
      await opened.store.transaction(INSTANCE, (trx) => insertTenant(trx, tenant))
      expect(await opened.migrate()).toEqual([])
      expect(await opened.store.read(INSTANCE, listTenants)).toEqual([tenant])
      await opened.store.close()
      const again = await openStore({ url })
      expect(await again.read(INSTANCE, listTenants)).toEqual([tenant])
      await again.close()
    })
  })

  test('is done once when several processes start together', async () => {
    await withDatabase(dialect, async ({ url }) => {
      const stores = await Promise.all([openStore({ url }), openStore({ url }), openStore({ url })])
      const rows = await stores[0]?.read(
        INSTANCE,
        async (db) => (await sql`select name from kysely_migration`.execute(db)).rows,
      )
      expect(rows?.length).toBeGreaterThan(0)
      expect(new Set(rows?.map((row) => JSON.stringify(row))).size).toBe(rows?.length)
      for (const store of stores) await store.close()
    })
  })

  test('that is interrupted leaves nothing behind, and the next start does it all', async () => {
    await withDatabase(dialect, async ({ url }) => {
      const opened = connectStore({ url })
      // In the way of a table that the migration makes late.
      await opened.store.transaction(INSTANCE, (trx) => sql`create table request_record (id integer)`.execute(trx))
      await expect(opened.migrate()).rejects.toThrow(/already exists/)
      expect(await opened.migrationState()).toBe('behind')
      await opened.store.transaction(INSTANCE, (trx) => sql`drop table request_record`.execute(trx))
      expect((await opened.migrate())[0]).toBe('0001-init')
      expect(await opened.store.read(INSTANCE, listTenants)).toEqual([])
      await opened.store.close()
    })
  })

  test('refuses a database that a newer program migrated, and changes nothing there', async () => {
    await withDatabase(dialect, async ({ url }) => {
      const store = await openStore({ url })
      await store.transaction(INSTANCE, (trx) =>
        sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')`.execute(
          trx,
        ),
      )
      await store.close()
      for (const migrate of [true, false]) {
        const error = await openStore({ url, migrate }).catch((reason: unknown) => reason)
        expect(error).toBeInstanceOf(StoreSetupError)
        expect((error as Error).message).toMatch(/newer version/)
      }
      const opened = connectStore({ url })
      expect(await opened.migrationState()).toBe('newer')
      await opened.store.close()
    })
  })
})
