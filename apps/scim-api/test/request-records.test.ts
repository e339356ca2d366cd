import { setTimeout } from 'node:timers/promises'
import { getRequestRecord, listRequestRecords, type RequestRecord, updateDirectory } from '@rollcall/provisioning'
import { expect, test } from 'vitest'
import type { ScimResponse } from '../testing/index.ts'
import {
  createGroup,
  createUser,
  expectError,
  onEachDatabase,
  PATCH_OP,
  type Shared,
  USER,
  unique,
  userBody,
} from './support.ts'

onEachDatabase('request records', (shared) => {
  const idOf = ({ headers }: ScimResponse) => String(headers['x-request-id'])
  const directoryOf = ({ server }: Shared) => ({ tenantId: server.directory.tenant_id, id: server.directory.id })
  const latest = () => listRequestRecords(shared.server.ctx, directoryOf(shared), { limit: 100, backwards: false })

  /** The record of an answer, once it is written: within a second. */
  async function recordOf(answer: ScimResponse): Promise<RequestRecord> {
    for (const started = performance.now(); performance.now() - started < 5_000; await setTimeout(50)) {
      const found = (await latest()).find(({ id }) => id === idOf(answer))
      if (found !== undefined) return found
    }
    throw new Error('no record')
  }
  const opened = async (answer: ScimResponse) => {
    await recordOf(answer)
    return getRequestRecord(shared.server.ctx, shared.server.directory.tenant_id, idOf(answer))
  }

  test('a create is recorded with the id it made and no body', async () => {
    const answer = await shared.client.post('/Users', userBody({ title: 'Countess' }))
    expect(await opened(answer)).toMatchObject({
      method: 'POST',
      path: '/Users',
      status: 201,
      resourceIds: [answer.json.id],
      outline: { attributes: ['schemas', 'userName', 'title'] },
      content: undefined,
      responseBytes: Buffer.byteLength(answer.text),
    })
  })

  test('a look-up is recorded by the shape of its filter', async () => {
    const record = await recordOf(await shared.client.find('/Users', 'userName eq "ada@example.com"', 'count=1'))
    expect(record).toMatchObject({ method: 'GET', path: '/Users', status: 200, outline: undefined, resourceIds: [] })
    expect(record.query).toContain('filter=userName eq "?"')
    expect(record.query).toContain('count=1')
    expect(record.query).not.toContain('ada')
  })

  test('a PATCH is recorded by its operations', async () => {
    const user = await createUser(shared.client)
    const group = await createGroup(shared.client)
    const answer = await shared.client.patch(`/Groups/${group.id}`, {
      schemas: [PATCH_OP],
      Operations: [{ op: 'add', path: 'members', value: [{ value: user.id }] }],
    })
    expect(answer.status).toBeLessThan(300)
    expect(await recordOf(answer)).toMatchObject({
      path: `/Groups/${group.id}`,
      resourceIds: [group.id],
      outline: { count: 1, operations: [{ op: 'add', path: 'members', count: 1 }] },
    })
  })

  test('a failure is recorded with what was said on both sides, without the password', async () => {
    const userName = unique()
    await createUser(shared.client, { userName })
    const password = 'correct horse battery staple'
    const answer = await shared.client.post('/Users?filter=x', { schemas: [USER], userName, password })
    expectError(answer, 409, 'uniqueness')
    const record = await opened(answer)
    expect(record).toMatchObject({ status: 409, scimType: 'uniqueness', detail: answer.json.detail, erased: false })
    expect(record.content).toMatchObject({ path: '/Users', query: 'filter=x', responseBody: answer.text })
    expect(JSON.parse(record.content?.requestBody ?? '')).toEqual({ schemas: [USER], userName, password: '[removed]' })
  })

  test('a body that is not JSON is recorded as it came', async () => {
    const answer = await shared.client.send('POST', '/Users', { raw: '{"userName": ' })
    expectError(answer, 400, 'invalidSyntax')
    expect((await opened(answer)).content?.requestBody).toBe('{"userName": ')
  })

  test('no record anywhere holds the token', async () => {
    for (const { id } of await latest()) {
      const record = await getRequestRecord(shared.server.ctx, shared.server.directory.tenant_id, id)
      expect(JSON.stringify(record)).not.toContain(shared.server.token)
    }
  })
})

onEachDatabase('a rate limit of a directory', (shared) => {
  test('answers 429 with whole seconds beyond the burst, says which limit, and leaves other directories alone', async () => {
    const { server } = shared
    const limited = await server.addDirectory()
    const target = { tenantId: limited.directory.tenant_id, id: limited.directory.id }
    await updateDirectory(server.ctx, target, { rate_limit: 2 })
    const statuses: number[] = []
    let refusal: ScimResponse | undefined
    for (let each = 0; each < 40; each += 1) {
      const answer = await limited.client.get('/Users?count=0')
      statuses.push(answer.status)
      if (answer.status === 429) refusal ??= answer
    }
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(20)
    expect(refusal?.headers['retry-after']).toBe('1')
    expect(refusal?.json).toMatchObject({ status: '429', detail: expect.stringContaining('2 requests per second') })
    expect((await server.client.get('/Users?count=0')).status).toBe(200)
    await setTimeout(1_100)
    expect((await limited.client.get('/Users?count=0')).status).toBe(200)
    // Without a limit of its own it is as free as the others.
    await updateDirectory(server.ctx, target, { rate_limit: null })
    for (let each = 0; each < 40; each += 1) expect((await limited.client.get('/Users?count=0')).status).toBe(200)
  })

  test.each([0, -1, 1.5, Number.NaN, 100_001])('%s is not a limit', async (rate_limit) => {
    const { directory, ctx } = shared.server
    await expect(
      updateDirectory(ctx, { tenantId: directory.tenant_id, id: directory.id }, { rate_limit }),
    ).rejects.toThrow(/whole number of requests per second/)
  })
})
