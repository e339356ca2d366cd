import { findAttribute, matchesFilter, parsePath } from '@rollcall/scim-core'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SqliteReaders } from '../src/dialect/sqlite-readers.ts'
import { FairQueue } from '../src/fair-queue.ts'
import {
  type Db,
  isLongList,
  listResources,
  ReadTooLongError,
  type ResourceSpace,
  ResultTooLargeError,
  StoreBusyError,
  StoreUnavailableError,
} from '../src/index.ts'
import { DIALECTS } from '../testing/index.ts'
import { createSpace, EVERYTHING, Group, insertDocument, nextId, resolve, User, useStore } from './support.ts'

const user = (at: number) => ({
  schemas: [User.schema.id],
  id: nextId('u'),
  userName: `user${at}`,
  displayName: at % 3 === 0 ? `Ána ${at}` : `Bo_% ${at}`,
  title: at % 2 === 0 ? 'Chief "of" nothing' : undefined,
  emails: [{ value: `user${at}@${at % 4 === 0 ? 'example.com' : 'other.example'}`, type: 'work' }],
})

describe.each(DIALECTS)('a long read on %s', (dialect) => {
  const context = useStore(dialect)
  const documents = Array.from({ length: 60 }, (_, at) => user(at))
  let users: ResourceSpace

  beforeAll(async () => {
    const { tenantId, directoryId } = await createSpace(context.store)
    users = { tenantId, directoryId, type: 'User' }
    await context.store.transaction(tenantId, async (trx) => {
      for (const document of documents) await insertDocument(trx, users, User, JSON.parse(JSON.stringify(document)))
    })
  })

  const namesIn = (db: Db, filter: string) =>
    listResources(db, users, User, { ...EVERYTHING, filter: resolve(User, filter) }).then(({ rows }) =>
      rows.map((row) => row.name_key),
    )

  test.each([
    'displayName co "ána"',
    'displayName co "_%"',
    'title co "\\"OF\\""',
    'userName ew "7"',
    'emails.value sw "user1"',
    'not (title pr)',
    'emails[value co "other" and type eq "work"] or displayName sw "Ána"',
  ])('of %s finds what memory finds, and what a short one finds', async (filter) => {
    const resolved = resolve(User, filter)
    const matching = documents
      .map((document) => JSON.parse(JSON.stringify(document)))
      .filter((document) => matchesFilter(User, resolved, document))
    expect(matching.length).toBeGreaterThan(0)
    const found = await context.store.readLong(users.tenantId, (db) => namesIn(db, filter))
    expect(found.toSorted()).toEqual(matching.map((document) => document.userName).toSorted())
    expect(await context.store.read(users.tenantId, (db) => namesIn(db, filter))).toEqual(found)
  })

  test('sees everything that was committed before it came', async () => {
    for (let at = 0; at < 40; at += 1) {
      const name = `Later ${at}`
      await context.store.transaction(users.tenantId, (trx) =>
        insertDocument(trx, users, User, { schemas: [User.schema.id], id: nextId('u'), userName: name }),
      )
      const found = await context.store.readLong(users.tenantId, (db) => namesIn(db, `userName co "later ${at}"`))
      expect(found).toContain(name.toLowerCase())
    }
  })

  test('is one snapshot', async () => {
    await context.store.readLong(users.tenantId, async (db) => {
      const before = await namesIn(db, 'userName co "e"')
      await context.store.transaction(users.tenantId, (trx) =>
        insertDocument(trx, users, User, { schemas: [User.schema.id], id: nextId('u'), userName: 'meanwhile' }),
      )
      expect(await namesIn(db, 'userName co "e"')).toEqual(before)
    })
    expect(await context.store.readLong(users.tenantId, (db) => namesIn(db, 'userName eq "meanwhile"'))).toEqual([
      'meanwhile',
    ])
  })

  test('writes nothing', async () => {
    const attempt = context.store.readLong(users.tenantId, (db) =>
      db.deleteFrom('scim_resource').where('tenant_id', '=', users.tenantId).returning('id').execute(),
    )
    await expect(attempt).rejects.toThrow(StoreUnavailableError)
    expect((await context.store.readLong(users.tenantId, (db) => namesIn(db, 'userName sw "user"'))).length).toBe(60)
  })

  test('that fails leaves the next one as it would be', async () => {
    const failed = context.store.readLong(users.tenantId, async (db) => {
      await namesIn(db, 'userName sw "user"')
      await sql`select no_such_column from scim_resource`.execute(db)
    })
    await expect(failed).rejects.toThrow(/no_such_column/)
    const own = context.store.readLong(users.tenantId, () => Promise.reject(new RangeError('own')))
    await expect(own).rejects.toThrow(RangeError)
    expect((await context.store.readLong(users.tenantId, (db) => namesIn(db, 'userName sw "user"'))).length).toBe(60)
  })
})

describe('a long read on postgres', () => {
  const context = useStore('postgres')

  test('is stopped at its time limit, and leaves the next one as it would be', async () => {
    const limit = () =>
      context.store.readLong('t', (db) =>
        sql<{ limit: string }>`select current_setting('statement_timeout') as "limit"`.execute(db),
      )
    expect((await limit()).rows).toEqual([{ limit: '30s' }])
    const slow = context.store.readLong('t', async (db) => {
      await sql`select set_config('statement_timeout', '50', true)`.execute(db)
      await sql`select pg_sleep(5)`.execute(db)
    })
    await expect(slow).rejects.toThrow(ReadTooLongError)
    expect((await limit()).rows).toEqual([{ limit: '30s' }])
  })
})

describe('a thread that reads', () => {
  const context = useStore('sqlite')
  let readers: SqliteReaders
  const one = () => readers.read('t', (db) => sql<{ one: number }>`select 1 as one`.execute(db))

  beforeAll(() => {
    readers = new SqliteReaders(context.url.slice('sqlite:'.length), new URL('./dying-worker.ts', import.meta.url))
  })
  afterAll(() => readers.close())

  test('that dies fails its read as unavailable and is replaced', async () => {
    expect((await one()).rows).toEqual([{ one: 1 }])
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const fatal = readers.read('t', (db) => sql`select 'the end'`.execute(db))
      const waiting = one()
      await expect(fatal).rejects.toThrow(StoreUnavailableError)
      expect((await waiting).rows).toEqual([{ one: 1 }])
    }
  })

  test('refuses a result beyond its bound before it is whole', async () => {
    const huge = readers.read('t', (db) =>
      sql`with recursive n (x) as (select 1 union all select x + 1 from n where x < 200)
        select printf('%.*c', 1000000, 'x') as text from n`.execute(db),
    )
    await expect(huge).rejects.toThrow(ResultTooLargeError)
    expect((await one()).rows).toEqual([{ one: 1 }])
  })

  test('leaves the other thread to other tenants', async () => {
    // The other thread may have to start first.
    const slow = readers.read('greedy', (db) =>
      sql`with recursive n (x) as (select 1 union all select x + 1 from n where x < 8000000) select max(x) from n`.execute(
        db,
      ),
    )
    const alsoGreedy = readers.read('greedy', async () => 'greedy')
    const order: string[] = []
    await Promise.all([
      slow.then(() => order.push('slow')),
      alsoGreedy.then((name) => order.push(name)),
      one().then(() => order.push('other')),
    ])
    expect(order).toEqual(['other', 'slow', 'greedy'])
  })
})

describe('the line for long reads', () => {
  const bounds = { running: 2, runningOfScope: 1, waiting: 4, waitingOfScope: 2 }

  /** Work that ends when told. */
  function held() {
    let end: () => void = () => undefined
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    return { work: () => ended, end }
  }

  test('lets scopes in by turns, and one of each at a time', async () => {
    const queue = new FairQueue(bounds)
    const order: string[] = []
    const first = held()
    const jobs = [queue.run('a', first.work)]
    for (const name of ['a1', 'a2', 'b1', 'b2']) {
      jobs.push(queue.run(name.slice(0, 1), async () => void order.push(name)))
    }
    await Promise.all(jobs.slice(3))
    expect(order).toEqual(['b1', 'b2'])
    first.end()
    await Promise.all(jobs)
    expect(order).toEqual(['b1', 'b2', 'a1', 'a2'])
  })

  test('is bounded for each scope and in all, but not for what has begun', async () => {
    const queue = new FairQueue(bounds)
    const first = held()
    const jobs = [queue.run('a', first.work), queue.run('b', first.work)]
    for (const scope of ['a', 'a', 'c', 'c']) jobs.push(queue.run(scope, async () => undefined))
    await expect(queue.run('a', async () => undefined)).rejects.toThrow(StoreBusyError)
    await expect(queue.run('d', async () => undefined)).rejects.toThrow(StoreBusyError)
    jobs.push(queue.run('a', async () => undefined, { begun: true }))
    first.end()
    await Promise.all(jobs)
    await queue.run('d', async () => undefined)
  })
})

describe('a list is long', () => {
  const page = { filter: undefined, sortBy: undefined, offset: 0, limit: 20 }
  const filtered = (type: typeof User, filter: string) => isLongList(type, { ...page, filter: resolve(type, filter) })
  const sorted = (path: string) => isLongList(User, { ...page, sortBy: findAttribute(User, parsePath(path).attribute) })

  test.each([
    'userName eq "x"',
    'id eq "x"',
    'externalId eq "x"',
    'displayName eq "x"',
    'emails.value eq "x"',
    'emails eq "x"',
    'emails[type eq "work"].value eq "x"',
    'emails[type eq "work" and value eq "x"]',
    'userName eq "x" or emails.value eq "x"',
    'userName eq "x" and externalId eq "y"',
  ])('not for the look-up %s', (filter) => {
    expect(filtered(User, filter)).toBe(false)
  })

  test('not for the groups of one member, as a provider asks before it adds one', () => {
    expect(filtered(Group, 'id eq "g" and members.value eq "u"')).toBe(false)
    expect(filtered(Group, 'members[value eq "u"]')).toBe(false)
    expect(filtered(Group, 'displayName eq "x"')).toBe(false)
  })

  test.each([
    'userName co "x"',
    'userName sw "x"',
    'userName ew "x"',
    'userName ne "x"',
    'title eq "x"',
    'active eq true',
    'emails.type eq "work"',
    'emails[type eq "work"]',
    'emails[value eq "x" and display co "y"]',
    'roles.value eq "x"',
    'groups.value eq "x"',
    'title pr',
    'not (userName eq "x")',
    'userName eq "x" and title co "y"',
    'userName eq "x" or title pr',
    'meta.lastModified gt "2026-01-01T00:00:00Z"',
  ])('for %s', (filter) => {
    expect(filtered(User, filter)).toBe(true)
  })

  test('for a long or deep page, and for any order that no index has', () => {
    expect(isLongList(User, page)).toBe(false)
    expect(isLongList(User, { ...page, limit: 200 })).toBe(true)
    expect(isLongList(User, { ...page, offset: 50_000 })).toBe(true)
    expect([sorted('userName'), sorted('name.familyName'), sorted('meta.lastModified')]).toEqual([false, true, true])
  })
})
