import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { translatePostgresError } from '../src/dialect/postgres-errors.ts'
import { translateCommitError, translateSqliteError } from '../src/dialect/sqlite-errors.ts'
import {
  INSTANCE,
  insertTenant,
  listTenants,
  nestedStore,
  OutcomeUnknownError,
  openStore,
  ReadTooLongError,
  type Store,
  StoreUnavailableError,
  type Trx,
  UniqueViolationError,
} from '../src/index.ts'
import { createTestDatabase, DIALECTS, type TestDatabase } from '../testing/index.ts'
import { tenantRow } from './support.ts'

const withCode = (code: string) => Object.assign(new Error(code), { code })

describe('what a code of the database means', () => {
  test.each([
    ['23505', UniqueViolationError],
    ['08006', StoreUnavailableError],
    ['25006', StoreUnavailableError],
    ['25P02', StoreUnavailableError],
    ['25P03', StoreUnavailableError],
    ['26000', StoreUnavailableError],
    ['40001', StoreUnavailableError],
    ['40003', StoreUnavailableError],
    ['40P01', StoreUnavailableError],
    ['53300', StoreUnavailableError],
    ['55P03', StoreUnavailableError],
    ['57014', StoreUnavailableError],
    ['57P01', StoreUnavailableError],
    ['57P02', StoreUnavailableError],
    ['57P03', StoreUnavailableError],
    ['22P02', Error],
  ])('PostgreSQL %s', (code, kind) => {
    expect(Object.getPrototypeOf(translatePostgresError(withCode(code)))).toBe(kind.prototype)
  })

  test.each([
    ['SQLITE_BUSY', StoreUnavailableError, StoreUnavailableError],
    ['SQLITE_FULL', StoreUnavailableError, StoreUnavailableError],
    ['SQLITE_INTERRUPT', StoreUnavailableError, StoreUnavailableError],
    ['SQLITE_IOERR_WRITE', StoreUnavailableError, OutcomeUnknownError],
    ['SQLITE_IOERR_FSYNC', StoreUnavailableError, OutcomeUnknownError],
    ['SQLITE_ERROR', Error, Error],
  ])('SQLite %s, of a statement and of a commit', (code, ofStatement, ofCommit) => {
    expect(Object.getPrototypeOf(translateSqliteError(withCode(code)))).toBe(ofStatement.prototype)
    expect(Object.getPrototypeOf(translateCommitError(withCode(code)))).toBe(ofCommit.prototype)
  })
})

describe.runIf(DIALECTS.includes('postgres'))('on PostgreSQL', () => {
  let database: TestDatabase
  let store: Store
  let foreign: pg.Client
  beforeAll(async () => {
    database = await createTestDatabase('postgres')
    store = await openStore({ url: database.url, lockTimeoutMs: 300 })
    foreign = new pg.Client(database.url)
    await foreign.connect()
  })
  afterAll(async () => {
    await foreign.end()
    await store.close()
    await database.drop()
  })
  const slugs = async () => (await store.read(INSTANCE, listTenants)).map(({ slug }) => slug)
  const insert = (slug: string) => (trx: Trx) => insertTenant(trx, tenantRow({ id: slug, slug }))
  /** Raises the error of that code inside of the statement. */
  const raise = (code: string) => sql.raw(`do $$ begin raise exception using errcode = '${code}'; end $$`)

  test.each(['57014', '55P03', '53200'])('a write that meets %s is refused, and leaves nothing', async (code) => {
    const write = store.transaction(INSTANCE, async (trx) => {
      await insert(`refused-${code.toLowerCase()}`)(trx)
      await raise(code).execute(trx)
    })
    await expect(write).rejects.toThrow(StoreUnavailableError)
    expect(await slugs()).not.toContain(`refused-${code.toLowerCase()}`)
  })

  test('only a long read is told that it took too long', async () => {
    const stopped = (db: Parameters<Parameters<Store['read']>[1]>[0]) => raise('57014').execute(db)
    await expect(store.readLong('t', stopped)).rejects.toThrow(ReadTooLongError)
    await expect(store.read('t', stopped)).rejects.toThrow(StoreUnavailableError)
    await expect(store.read('t', stopped, { inTurns: true })).rejects.toThrow(StoreUnavailableError)
  })

  test.each([
    ['08006', OutcomeUnknownError],
    ['40003', OutcomeUnknownError],
    ['57P01', OutcomeUnknownError],
    ['57014', StoreUnavailableError],
    ['55P03', StoreUnavailableError],
  ])('a commit that meets %s is unknown where the session ended, and refused otherwise', async (code, kind) => {
    const ending = store.transaction(INSTANCE, async (trx) => {
      await sql`create temporary table t (x int) on commit drop`.execute(trx)
      await sql
        .raw(`create function pg_temp.fail() returns trigger language plpgsql as
        $$ begin raise exception using errcode = '${code}'; end $$`)
        .execute(trx)
      await sql`create constraint trigger late after insert on t deferrable initially deferred
        for each row execute function pg_temp.fail()`.execute(trx)
      await sql`insert into t values (1)`.execute(trx)
    })
    await expect(ending).rejects.toThrow(kind)
  })

  test.each(['40001', '40P01'])('a transaction whose savepoint meets %s runs again as a whole', async (code) => {
    let attempts = 0
    await store.transaction(INSTANCE, async (trx) => {
      attempts += 1
      await nestedStore(store, trx).transaction(INSTANCE, insert(`again-${code.toLowerCase()}`))
      if (attempts < 3) await nestedStore(store, trx).transaction(INSTANCE, (inner) => raise(code).execute(inner))
    })
    expect(attempts).toBe(3)
    expect(await slugs()).toContain(`again-${code.toLowerCase()}`)
  })

  test('a foreign lock refuses the writes that wait for it, and leaves reads and the health check alone', async () => {
    await foreign.query('begin; lock table tenant in exclusive mode')
    const writes = Array.from({ length: 40 }, (_, n) => store.transaction(INSTANCE, insert(`locked-${n}`)))
    const settled = Promise.allSettled(writes)
    await store.ping()
    expect(await slugs()).not.toContain('locked-0')
    const [first] = await Promise.allSettled(writes.slice(0, 1))
    expect(first).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailableError) })
    await foreign.query('rollback')
    const outcomes = await settled
    const kept = outcomes.flatMap(({ status }, n) => (status === 'fulfilled' ? [`locked-${n}`] : []))
    expect((await slugs()).filter((slug) => slug.startsWith('locked-')).sort()).toEqual(kept.sort())
  })
})
