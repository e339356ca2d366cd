import { expect, test } from 'vitest'
import type { AnyJson } from '../../testing/index.ts'
import {
  createUser,
  expectError,
  GROUP,
  groupBody,
  ids,
  memberIds,
  names,
  onEachDatabase,
  PATCH_OP,
  read,
  total,
  USER,
  unique,
  userBody,
} from '../support.ts'

const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
const BULK_RESPONSE = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'

onEachDatabase('RFC 7644 3.7: bulk', (shared) => {
  const bulk = (operations: readonly unknown[], more: Record<string, unknown> = {}) =>
    shared.client.post('/Bulk', { schemas: [BULK_REQUEST], Operations: operations, ...more })
  const post = (bulkId: string, data: Record<string, unknown>, path = '/Users') => ({
    method: 'POST',
    path,
    bulkId,
    data,
  })

  test('[88] POST, PUT, PATCH and DELETE in one request answer 200 and a BulkResponse', async () => {
    const [a, b, c] = [
      await createUser(shared.client),
      await createUser(shared.client),
      await createUser(shared.client),
    ]
    const { json, status } = await bulk([
      post('x', userBody()),
      { method: 'put', path: `/Users/${a.id}`, data: userBody({ userName: a.userName, nickName: 'put' }) },
      {
        method: 'PATCH',
        path: `/Users/${b.id}`,
        data: { schemas: [PATCH_OP], Operations: [{ op: 'Replace', path: 'nickName', value: 'patched' }] },
      },
      { method: 'DELETE', path: `/Users/${c.id}` },
    ])
    expect(status).toBe(200)
    expect(json.schemas).toEqual([BULK_RESPONSE])
    expect(json.Operations.map((each: AnyJson) => each.status)).toEqual(['201', '200', '200', '204'])
    expect((await read(shared.client, '/Users', a)).nickName).toBe('put')
    expect((await read(shared.client, '/Users', b)).nickName).toBe('patched')
    expectError(await shared.client.get(`/Users/${c.id}`), 404)
  })

  test.each([
    ['no schemas', { Operations: [] }],
    ['another schema', { schemas: [USER], Operations: [] }],
    ['no Operations', { schemas: [BULK_REQUEST] }],
    ['Operations an object', { schemas: [BULK_REQUEST], Operations: {} }],
    ['failOnErrors a text', { schemas: [BULK_REQUEST], Operations: [], failOnErrors: 'x' }],
    ['an array', []],
  ])('[88] a body with %s is refused', async (_what, body) => {
    expectError(await shared.client.post('/Bulk', body), 400, 'invalidSyntax|invalidValue')
  })

  test.each([
    ['no method', { path: '/Users', bulkId: 'a', data: {} }],
    ['GET', { method: 'GET', path: '/Users' }],
    ['POST without bulkId', { method: 'POST', path: '/Users', data: userBody() }],
    ['no path', { method: 'PUT', data: {} }],
    ['no data', { method: 'POST', path: '/Users', bulkId: 'a' }],
    ['a string', 'x'],
    ['null', null],
    ['PUT on a type', { method: 'PUT', path: '/Users', data: {} }],
    ['POST on a resource', { method: 'POST', path: '/Users/1', bulkId: 'a', data: {} }],
    ['an unknown type', { method: 'POST', path: '/Nope', bulkId: 'a', data: {} }],
    ['discovery', { method: 'POST', path: '/Schemas', bulkId: 'a', data: {} }],
    ['bulk in bulk', { method: 'POST', path: '/Bulk', bulkId: 'a', data: {} }],
    ['a bad escape', { method: 'DELETE', path: '/Users/%zz' }],
    ['a number for data', { method: 'POST', path: '/Users', bulkId: 'a', data: 5 }],
    ['invalid data', { method: 'POST', path: '/Users', bulkId: 'a', data: { schemas: [USER] } }],
    ['an unknown resource', { method: 'DELETE', path: '/Users/none' }],
    ['a path with a query', { method: 'DELETE', path: '/Users/none?x=1' }],
  ])('[88] [89] a bad operation fails alone, with its Error: %s', async (_what, operation) => {
    const good = userBody()
    const { json, status, text } = await bulk([operation, post('good', good)])
    expect(status, text.slice(0, 300)).toBe(200)
    const [bad, fine] = json.Operations
    expect(Number(bad.status)).toBeGreaterThanOrEqual(400)
    expect(Number(bad.status)).toBeLessThan(500)
    expect(bad.response).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: bad.status })
    expect(bad.response.detail.length).toBeGreaterThan(0)
    expect(fine.status).toBe('201')
    expect(await names(shared.client, '/Users', `userName eq "${good.userName}"`)).toEqual([good.userName])
  })

  test('[89] one result per operation, in order: location, bulkId, method, status, version; none for a failed POST', async () => {
    const user = await createUser(shared.client)
    const { json } = await bulk([
      post('one', userBody()),
      post('two', userBody({ userName: user.userName })),
      { method: 'DELETE', path: `/Users/${user.id}`, bulkId: 'three' },
    ])
    const [one, two, three] = json.Operations
    expect(one).toMatchObject({ method: 'POST', bulkId: 'one', status: '201' })
    expect(one.version).toMatch(/^W\/"/)
    const created = await shared.client.get(one.location.slice(shared.client.baseUrl.length))
    expect(created.json.meta.version).toBe(one.version)
    expect(created.json.meta.location).toBe(one.location)
    expect(two).toMatchObject({ method: 'POST', bulkId: 'two', status: '409', response: { scimType: 'uniqueness' } })
    expect(two).not.toHaveProperty('location')
    expect(three).toMatchObject({ method: 'DELETE', bulkId: 'three', status: '204', location: user.meta.location })
  })

  test('[89] version is compared like If-Match', async () => {
    const user = await createUser(shared.client)
    const data = userBody({ userName: user.userName, nickName: 'x' })
    const path = `/Users/${user.id}`
    const { json } = await bulk([
      { method: 'PUT', path, version: 'W/"99"', data },
      { method: 'PUT', path, version: user.meta.version, data },
      { method: 'DELETE', path, version: user.meta.version },
    ])
    expect(json.Operations.map((each: AnyJson) => each.status)).toEqual(['412', '200', '412'])
  })

  test('[90] failOnErrors stops after so many errors and returns what was done; without it all are tried', async () => {
    const taken = await createUser(shared.client)
    const bad = (bulkId: string) => post(bulkId, userBody({ userName: taken.userName }))
    const before = await total(shared.client)
    const stopped = await bulk(
      [post('a', userBody()), bad('b'), post('c', userBody()), bad('d'), post('e', userBody())],
      { failOnErrors: 2 },
    )
    expect(stopped.json.Operations.map((each: AnyJson) => each.status)).toEqual(['201', '409', '201', '409'])
    expect(await total(shared.client)).toBe(before + 2)
    const first = await bulk([bad('b'), post('c', userBody())], { failOnErrors: 1 })
    expect(first.json.Operations).toHaveLength(1)
    const all = await bulk([bad('a'), bad('b'), bad('c'), post('d', userBody())])
    expect(all.json.Operations.map((each: AnyJson) => each.status)).toEqual(['409', '409', '409', '201'])
  })

  test('[91] bulkId references are resolved backwards and forwards, in data and in paths', async () => {
    const renamed = unique('renamed')
    const { json } = await bulk([
      post('group', groupBody({ members: [{ value: 'bulkId:early' }, { value: 'bulkId:late' }] }), '/Groups'),
      post('early', userBody()),
      {
        method: 'PATCH',
        path: '/Groups/bulkId:group',
        data: { schemas: [PATCH_OP], Operations: [{ op: 'replace', path: 'displayName', value: renamed }] },
      },
      post('late', userBody()),
    ])
    expect(json.Operations.map((each: AnyJson) => each.status)).toEqual(['201', '201', '200', '201'])
    const [group, early, , late] = json.Operations.map((each: AnyJson) => ({ id: each.location.split('/').at(-1) }))
    expect(await memberIds(shared.client, group)).toEqual(ids(early, late))
    expect((await read(shared.client, '/Groups', group)).displayName).toBe(renamed)
  })

  test('[91] circular references work: two groups that are members of each other', async () => {
    const { json } = await bulk([
      post('a', groupBody({ members: [{ value: 'bulkId:b' }] }), '/Groups'),
      post('b', groupBody({ members: [{ value: 'bulkId:a' }] }), '/Groups'),
    ])
    expect(json.Operations.map((each: AnyJson) => each.status)).toEqual(['201', '201'])
    const [a, b] = json.Operations.map((each: AnyJson) => ({ id: each.location.split('/').at(-1) }))
    expect(await memberIds(shared.client, a)).toEqual([b.id])
    expect(await memberIds(shared.client, b)).toEqual([a.id])
  })

  test('[91] a reference to nothing, or to what failed, is a 409 of that operation', async () => {
    const taken = await createUser(shared.client)
    const { json } = await bulk([
      post('failed', userBody({ userName: taken.userName })),
      post('g1', groupBody({ members: [{ value: 'bulkId:failed' }] }), '/Groups'),
      post('g2', groupBody({ members: [{ value: 'bulkId:nobody' }] }), '/Groups'),
      { method: 'DELETE', path: '/Users/bulkId:nobody' },
    ])
    expect(json.Operations.map((each: AnyJson) => each.status)).toEqual(['409', '409', '409', '409'])
  })

  test('[91] the id of the word bulkId itself is no reference', async () => {
    const { json } = await bulk([post('a', userBody({ nickName: 'see bulkId:a for more' }))])
    expect(
      (await shared.client.get(json.Operations[0].location.slice(shared.client.baseUrl.length))).json.nickName,
    ).toBe('see bulkId:a for more')
  })

  test('[92] more than maxOperations is a 413 that names the limit, and nothing is done', async () => {
    const { maxOperations } = (await shared.client.get('/ServiceProviderConfig')).json.bulk
    const before = await total(shared.client)
    const answer = await bulk(
      Array.from({ length: maxOperations + 1 }, (_, index) => post(`b${index}`, { schemas: [GROUP] })),
    )
    expectError(answer, 413)
    expect(answer.json.detail).toContain(String(maxOperations))
    expect(await total(shared.client)).toBe(before)
  })

  test('[92] more than maxPayloadSize is a 413 that names the limit', async () => {
    const { maxPayloadSize } = (await shared.client.get('/ServiceProviderConfig')).json.bulk
    const answer = await shared.client.send('POST', '/Bulk', { raw: Buffer.alloc(maxPayloadSize + 1, 0x20) })
    expectError(answer, 413)
    expect(answer.json.detail).toContain(String(maxPayloadSize))
  })

  test('[20] a password in a bulk operation is not returned', async () => {
    const answer = await bulk([post('a', userBody({ password: 'Sesame-4711' }))])
    expect(answer.text).not.toContain('Sesame')
  })
})
