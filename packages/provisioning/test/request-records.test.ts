import type { Json } from '@rollcall/scim-core'
import { INSTANCE, StoreUnavailableError } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import {
  eraseRequestContents,
  getRequestRecord,
  listRequestRecords,
  newId,
  type ObservedExchange,
  RequestRecorder,
} from '../src/index.ts'
import { createSpaces, useInstance } from './support.ts'

const AT = '2026-04-05T06:07:08.009Z'

const exchange = (tenantId: string, over: Partial<ObservedExchange> = {}): ObservedExchange => ({
  tenantId,
  directoryId: 'dir',
  credentialId: 'cred',
  requestId: newId(),
  at: new Date(AT),
  method: 'POST',
  path: '/Users',
  query: '',
  status: 201,
  scimType: undefined,
  ms: 1.25,
  requestBytes: 10,
  responseBytes: 20,
  userAgent: 'Okta SCIM Client 1.0.0',
  resourceId: undefined,
  body: undefined,
  answer: undefined,
  ...over,
})

describe.each(DIALECTS)('request records on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance
  const errors: unknown[] = []
  const record = async (...exchanges: ObservedExchange[]) => {
    const recorder = new RequestRecorder(instance.store, ctx.keyring, (error) => errors.push(error))
    for (const each of exchanges) recorder.add(each)
    await recorder.close()
    return recorder.counts
  }
  /** One exchange of a tenant of its own, as it is kept. */
  const kept = async (over: Partial<ObservedExchange>) => {
    const tenantId = newId()
    const one = exchange(tenantId, over)
    await record(one)
    return getRequestRecord(ctx, tenantId, one.requestId)
  }

  test('of a success keep who, what and how long, and no body', async () => {
    const id = newId()
    const opened = await kept({
      resourceId: id,
      query: 'attributes=userName&startIndex=1',
      body: { userName: 'ada@example.com', name: { familyName: 'Lovelace' } },
      answer: '{"userName":"ada@example.com"}',
    })
    expect(opened).toMatchObject({
      directoryId: 'dir',
      credentialId: 'cred',
      occurredAt: AT,
      method: 'POST',
      path: '/Users',
      query: 'attributes=userName&startIndex=1',
      status: 201,
      durationMs: 1.25,
      requestBytes: 10,
      responseBytes: 20,
      userAgent: 'Okta SCIM Client 1.0.0',
      resourceIds: [id],
      outline: { attributes: ['userName', 'name'] },
      content: undefined,
      erased: false,
    })
  })

  test.each<[string, Json, unknown]>([
    [
      'the operations of a PATCH',
      {
        Operations: [
          { op: 'replace', path: 'active', value: false },
          { op: 'remove', path: 'members[value eq "Ada"]' },
          { op: 'Add', path: 'members', value: [{ value: 'a' }, { value: 'b' }] },
          { op: 'replace', value: { title: 'Countess', nickName: 'Ada' } },
        ],
      },
      {
        count: 4,
        operations: [
          { op: 'replace', path: 'active' },
          { op: 'remove', path: 'members[value eq "?"]' },
          { op: 'Add', path: 'members', count: 2 },
          { op: 'replace', attributes: ['title', 'nickName'] },
        ],
      },
    ],
    ['the shape of a search', { filter: 'userName eq "Ada"', count: 1 }, { search: 'userName eq "?"' }],
    [
      'the first operations of many',
      { operations: Array.from({ length: 500 }, () => ({ op: 'add', path: 'members' })) },
      { count: 500, operations: Array.from({ length: 20 }, () => ({ op: 'add', path: 'members' })) },
    ],
    ['nothing of what is no object', ['Ada'], undefined],
  ])('of a success say %s, without values', async (_, body, outline) => {
    expect((await kept({ method: 'PATCH', status: 200, body })).outline).toEqual(outline)
  })

  test.each([
    ['filter=userName%20eq%20%22ada%40example.com%22&count=1', 'filter=userName eq "?"&count=1'],
    ['filter=emails[type+eq+"work"].value+eq+"a\\"b"', 'filter=emails[type eq "?"].value eq "?"'],
    ['cursor=abcdef&email=ada@example.com', 'cursor=…&email=…'],
    ['ada@example.com', '…=…'],
    ['filter=%E0%A4%A', 'filter=%E0%A4%A'],
  ])('mask the query %s as %s', async (query, masked) => {
    expect((await kept({ method: 'GET', status: 200, query })).query).toBe(masked)
  })

  test('of a failure keep path, query and both bodies, which only its tenant’s key of the day opens', async () => {
    const tenantId = newId()
    const one = exchange(tenantId, {
      status: 409,
      scimType: 'uniqueness',
      path: '/Users/ada@example.com',
      resourceId: 'ada@example.com',
      query: 'x=ada@example.com&access_token=abc123',
      body: { userName: 'ada@example.com', title: 'é\u0000\ud800' },
      answer: '{"status":"409","detail":"ada@example.com is taken"}',
    })
    await record(one)
    const opened = await getRequestRecord(ctx, tenantId, one.requestId)
    expect(opened).toMatchObject({
      path: '/Users/…',
      query: 'x=…&access_token=…',
      resourceIds: [],
      scimType: 'uniqueness',
      detail: 'ada@example.com is taken',
      erased: false,
      content: {
        path: '/Users/ada@example.com',
        query: 'x=ada@example.com&access_token=[removed]',
        requestCut: false,
        responseBody: one.answer,
      },
    })
    expect(JSON.parse(opened.content?.requestBody ?? '')).toEqual(one.body)
    const rows = await instance.store.records.read(
      tenantId,
      async (db) => (await sql<object>`select * from request_record where tenant_id = ${tenantId}`.execute(db)).rows,
    )
    expect(rows.length).toBe(1)
    for (const value of Object.values(rows[0] ?? {})) {
      expect(Buffer.isBuffer(value) ? value.includes('ada@') : String(value).includes('ada@')).toBe(false)
    }
  })

  const SECRET = 'hunter2-secret'
  test.each<[string, Json | Buffer]>([
    ['a password', { userName: 'a', password: SECRET }],
    ['a password in an extension', { 'urn:x': { clientSecret: SECRET } }],
    ['the value of an operation on it', { Operations: [{ op: 'replace', value: SECRET, path: 'password' }] }],
    ['the value of an operation without path', { Operations: [{ op: 'add', value: { Password: SECRET } }] }],
    ['one inside Bulk', { Operations: [{ method: 'POST', path: '/Users', data: { password: SECRET } }] }],
    ['a list of tokens', { tokens: [{ value: SECRET }] }],
    ['broken JSON that names it', Buffer.from(`{"password":"${SECRET}"`)],
    ['broken JSON that names it afterwards', Buffer.from(`{"value":"${SECRET}","path":"passWord"`)],
    ['broken JSON that names it by escapes', Buffer.from(`{"pass\\u0077ord":"${SECRET}"`)],
  ])('never keep %s, nor an answer that repeats it', async (_, body) => {
    const opened = await kept({ status: 400, body, answer: JSON.stringify({ detail: `"${SECRET}" is too short` }) })
    expect(opened.content?.requestBody).toContain('[removed]')
    expect(opened.content?.requestBody).not.toContain(SECRET)
    if (!Buffer.isBuffer(body)) expect(opened.content?.responseBody).not.toContain(SECRET)
    expect(JSON.stringify(opened.outline ?? '')).not.toContain(SECRET)
  })

  test('keep a bounded part of a large body, whatever is in it', async () => {
    const members = Array.from({ length: 50_000 }, (_, at) => ({ value: `member-${at}` }))
    const opened = await kept({ status: 400, body: { displayName: 'x'.repeat(100_000), members } })
    expect(opened.content?.requestBody?.length).toBeLessThan(17_000)
    expect(opened.content?.requestCut).toBe(true)
    const broken = await kept({ status: 400, body: Buffer.from('{'.repeat(20_000)), answer: 'y'.repeat(20_000) })
    expect(broken.content?.requestBody?.length).toBe(16_384)
    expect(broken.content?.requestCut).toBe(true)
    expect(broken.content?.responseBody?.length).toBe(8_192)
  })

  test('of a Bulk keep what it touched, and the bodies only if an operation failed', async () => {
    const body = {
      Operations: [
        { method: 'POST', path: '/Users', bulkId: 'q', data: { userName: 'ada' } },
        { method: 'PATCH', path: '/Users/ada@example.com' },
      ],
    }
    const done = '{"Operations":[{"location":"http://x/scim/v2/Users/u1","status":"201"}]}'
    const good = await kept({ path: '/Bulk', status: 200, body, answer: done })
    expect(good).toMatchObject({
      resourceIds: ['u1'],
      content: undefined,
      outline: {
        count: 2,
        operations: [
          { method: 'POST', path: '/Users' },
          { method: 'PATCH', path: '/Users/…' },
        ],
      },
    })
    const failed = done.replace('}]}', '},{"status":"404","response":{"detail":"none"}}]}')
    expect((await kept({ path: '/Bulk', status: 200, body, answer: failed })).content?.responseBody).toBe(failed)
  })

  test('are listed the latest first, by directory and tenant', async () => {
    const tenantId = newId()
    const all = Array.from({ length: 5 }, (_, at) => exchange(tenantId, { at: new Date(Date.parse(AT) + at) }))
    await record(...all, exchange(tenantId, { directoryId: 'other' }), exchange(newId()))
    const directory = { tenantId, id: 'dir' }
    const first = await listRequestRecords(ctx, directory, { limit: 3, backwards: false })
    expect(first.map(({ id }) => id)).toEqual([4, 3, 2].map((at) => all[at]?.requestId))
    const last = first.at(-1)
    const from = [last?.occurredAt ?? '', last?.id ?? '']
    const rest = await listRequestRecords(ctx, directory, { limit: 3, backwards: false, from })
    expect(rest.map(({ id }) => id)).toEqual([1, 0].map((at) => all[at]?.requestId))
    await expect(getRequestRecord(ctx, newId(), all[0]?.requestId ?? '')).rejects.toThrow(/no request/)
  })

  test('a tenant’s contents can be erased at once; what comes later is readable again, and nothing fails', async () => {
    const tenantId = newId()
    const fail = () => exchange(tenantId, { status: 400, body: { a: 1 }, answer: '{}' })
    const [before, elsewhere, after] = [fail(), { ...fail(), tenantId: newId() }, fail()]
    await record(before, elsewhere)
    await eraseRequestContents(ctx, tenantId)
    const find = ({ tenantId: of, requestId }: ObservedExchange) => getRequestRecord(ctx, of, requestId)
    expect(await find(before)).toMatchObject({ erased: true, content: undefined, status: 400 })
    await record(after)
    expect(await find(before)).toMatchObject({ erased: true, content: undefined })
    expect(await find(after)).toMatchObject({ erased: false, content: { requestBody: '{"a":1}' } })
    expect(await find(elsewhere)).toMatchObject({ erased: false, content: { requestBody: '{"a":1}' } })
  })

  test('note when a credential was last used', async () => {
    const { tenantId, users } = await createSpaces(instance)
    const credentialId = newId()
    await instance.store.transaction(INSTANCE, (trx) =>
      sql`insert into credential (tenant_id, id, directory_id, kind, name, secret_hash, last_four, created_at)
        values (${tenantId}, ${credentialId}, ${users.directory.id}, 'bearer', 'n', ${credentialId}, '1234', ${AT})`.execute(
        trx,
      ),
    )
    const used = async (at: string) => {
      await record(exchange(tenantId, { credentialId, at: new Date(at) }))
      const { rows } = await instance.store.read(tenantId, (db) =>
        sql<{ at: string }>`select last_used_at as at from credential where id = ${credentialId}`.execute(db),
      )
      return rows[0]?.at
    }
    expect(await used(AT)).toBe(AT)
    expect(await used('2026-04-05T07:00:00.000Z')).toBe('2026-04-05T07:00:00.000Z')
    expect(await used(AT)).toBe('2026-04-05T07:00:00.000Z')
  })

  test('wait while the database is away, within bounds, and are counted when they do not fit', async () => {
    const tenantId = newId()
    let away = true
    const { records } = instance.store
    const store = {
      ...instance.store,
      records: {
        ...records,
        insert: (rows: Parameters<typeof records.insert>[0]) =>
          away ? Promise.reject(new StoreUnavailableError('away')) : records.insert(rows),
      },
    }
    const complaints: unknown[] = []
    const recorder = new RequestRecorder(store, ctx.keyring, (error) => complaints.push(error))
    for (let each = 0; each < 11_000; each += 1) recorder.add(exchange(tenantId, { directoryId: 'd' }))
    await recorder.flush()
    await recorder.flush()
    expect(recorder.counts).toMatchObject({ written: 0, dropped: 1_000, waiting: 10_000 })
    expect(complaints.length).toBe(1)
    away = false
    await recorder.flush()
    expect(recorder.counts).toMatchObject({ written: 10_000, dropped: 1_000, waiting: 0 })
    // Bodies are bounded in all as well: their failures are recorded without them.
    const large = { a: 'x'.repeat(16_000) }
    for (let each = 0; each < 600; each += 1) recorder.add(exchange(tenantId, { status: 400, body: large }))
    expect(recorder.counts.bodiesDropped).toBeGreaterThan(50)
    expect(recorder.counts.bodiesDropped).toBeLessThan(110)
    away = true
    await recorder.close()
    expect(recorder.counts).toMatchObject({ dropped: 1_600, waiting: 0 })
  })

  const odd = 'x\0\ud800y'
  test.each<[string, Partial<ObservedExchange>]>([
    ['a size beyond its column', { requestBytes: 99_999_999_999, responseBytes: 2 ** 60 }],
    ['a size that is none', { requestBytes: Number.NaN, responseBytes: -1 }],
    ['a size that never ends', { requestBytes: Number.POSITIVE_INFINITY, responseBytes: 0.5 }],
    ['a time that is none', { ms: Number.NaN }],
    ['a time that never ends', { ms: Number.POSITIVE_INFINITY }],
    ['an odd path', { path: `/Users/${odd}`, status: 200 }],
    ['an odd path that was refused', { path: `/${odd}/${odd}`, status: 404 }],
    ['a path that is no UTF-8', { path: '/Users/%ff%fe', status: 400 }],
    ['a path of 8 KiB, cut inside a character', { path: `/${'a'.repeat(998)}${'😀'.repeat(4_000)}`, status: 200 }],
    ['an odd query', { query: `filter=${odd}&${odd}=${odd}&count=%00%ff` }],
    ['a query of 8 KiB', { query: `filter=${'😀'.repeat(4_000)}`, status: 200 }],
    ['an odd user agent', { userAgent: odd }],
    ['a user agent of 16 KiB, cut inside a character', { userAgent: `a${'😀'.repeat(8_000)}` }],
    ['an odd method', { method: `M${odd}${'x'.repeat(100)}` }],
    ['an odd id', { resourceId: odd, status: 200 }],
    ['an odd body', { status: 400, body: { [odd]: odd }, answer: odd }],
    ['an odd outline', { status: 200, body: { Operations: [{ op: odd, path: odd, value: [odd] }] } }],
  ])('%s is kept as far as it fits, and so is its neighbour', async (_, over) => {
    const [tenantId, neighbour] = [newId(), exchange(newId())]
    const one = exchange(tenantId, over)
    expect(await record(one, neighbour)).toMatchObject({ written: 2, dropped: 0 })
    const found = await getRequestRecord(ctx, tenantId, one.requestId)
    expect(found.requestBytes).toBeGreaterThanOrEqual(0)
    expect(found.requestBytes).toBeLessThan(2 ** 31)
    expect((await getRequestRecord(ctx, neighbour.tenantId, neighbour.requestId)).id).toBe(neighbour.requestId)
  })

  test('a record that cannot be written costs no other one, and is told by its request id', async () => {
    const [broken, good] = [newId(), newId()]
    await instance.store.records.write(broken, (db) =>
      sql`insert into request_record_key (tenant_id, day, wrapped_key, created_at)
        values (${broken}, ${AT.slice(0, 10)}, ${Buffer.from('no key at all')}, ${AT})`.execute(db),
    )
    const told: string[] = []
    const recorder = new RequestRecorder(instance.store, ctx.keyring, (error) => told.push(String(error)))
    const fail = (tenantId: string) =>
      exchange(tenantId, { status: 400, body: { userName: 'ada@example.com' }, answer: '{}' })
    const all = Array.from({ length: 250 }, (_, at) => (at % 90 === 0 ? fail(broken) : fail(good)))
    for (const each of all) recorder.add(each)
    await recorder.close()
    expect(recorder.counts).toMatchObject({ written: 247, dropped: 3, waiting: 0 })
    for (const each of all.filter(({ tenantId }) => tenantId === good)) {
      expect((await getRequestRecord(ctx, good, each.requestId)).content?.requestBody).toContain('ada')
    }
    for (const each of all.filter(({ tenantId }) => tenantId === broken)) {
      expect(told.some((line) => line.includes(each.requestId))).toBe(true)
    }
    expect(told.join()).not.toContain('ada')
  })

  test('nothing was complained about', () => {
    expect(errors).toEqual([])
  })
})
