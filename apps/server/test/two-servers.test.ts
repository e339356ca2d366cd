import {
  applyDefinitions,
  findDirectoryById,
  Keyring,
  newId,
  type OperationContext,
  updateDirectory,
} from '@rollcall/provisioning'
import { type AnyJson, ScimClient } from '@rollcall/scim-api/testing'
import { type DirectoryRow, openStore } from '@rollcall/store'
import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createDirectory,
  createInstance,
  type Instance,
  type RunningServer,
  rollcallJson,
  startServer,
} from './support.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

describe.each(DIALECTS)('two servers over one database (%s)', (dialect) => {
  let instance: Instance
  let servers: RunningServer[]
  let clients: [ScimClient, ScimClient]
  let directory: Awaited<ReturnType<typeof createDirectory>>

  beforeAll(async () => {
    instance = await createInstance(dialect)
    directory = await createDirectory(instance.env)
    servers = await Promise.all([startServer(instance.env), startServer(instance.env)])
    clients = servers.map(({ origin }) => new ScimClient(`${origin}/scim/v2`, directory.token)) as [
      ScimClient,
      ScimClient,
    ]
  }, 60_000)
  afterAll(async () => {
    for (const client of clients ?? []) client.close()
    for (const server of servers ?? []) expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null })
    await instance.database.drop()
  }, 60_000)

  /** Alternates between the servers. */
  const via = (index: number): ScimClient => clients[index % 2] as ScimClient
  const created = async (index: number, endpoint: string, body: object): Promise<AnyJson> => {
    const answer = await via(index).post(endpoint, body)
    expect(answer.status, answer.text.slice(0, 300)).toBe(201)
    return answer.json
  }

  test('parallel creates of one userName: one 201, the others 409', async () => {
    for (let round = 0; round < 5; round += 1) {
      const userName = `race-${round}@example.com`
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) => via(index).post('/Users', { schemas: [USER], userName })),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)])
      for (const client of clients)
        expect((await client.find('/Users', `userName eq "${userName}"`)).json.totalResults).toBe(1)
    }
  }, 60_000)

  test('parallel PATCHes of one group lose nobody, and each has a version of its own', async () => {
    const users = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        created(index, '/Users', { schemas: [USER], userName: `member-${index}` }),
      ),
    )
    const group = await created(0, '/Groups', { schemas: [GROUP], displayName: 'Parallel' })
    const answers = await Promise.all(
      users.map(({ id }, index) =>
        via(index).change(`/Groups/${group.id}`, { op: 'add', path: 'members', value: [{ value: id }] }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ headers }) => headers.etag)).size).toBe(users.length)
    for (const client of clients) {
      const { json } = await client.get(`/Groups/${group.id}`)
      expect(json.members.map((member: AnyJson) => member.value).sort()).toEqual(users.map(({ id }) => id).sort())
    }
    const removals = await Promise.all(
      users
        .slice(0, 12)
        .map(({ id }, index) =>
          via(index).change(`/Groups/${group.id}`, { op: 'remove', path: `members[value eq "${id}"]` }),
        ),
    )
    expect(new Set(removals.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await clients[0].get(`/Groups/${group.id}`)).json.members).toHaveLength(12)
  }, 60_000)

  test('parallel PATCHes of one user’s different attributes lose none', async () => {
    const user = await created(0, '/Users', { schemas: [USER], userName: 'attributes' })
    const attributes = [
      'displayName',
      'nickName',
      'title',
      'userType',
      'locale',
      'timezone',
      'preferredLanguage',
      'profileUrl',
    ]
    const answers = await Promise.all(
      attributes.map((path, index) =>
        via(index).change(`/Users/${user.id}`, { op: 'replace', path, value: `https://${path}` }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const { json } = await clients[1].get(`/Users/${user.id}`)
    for (const name of attributes) expect(json[name]).toBe(`https://${name}`)
  }, 60_000)

  test('of parallel writes with one If-Match, one wins and the others hear 412', async () => {
    const user = await created(0, '/Users', { schemas: [USER], userName: 'if-match' })
    const headers = { 'If-Match': user.meta.version }
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        via(index).put(`/Users/${user.id}`, { schemas: [USER], userName: 'if-match', title: `t${index}` }, { headers }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412])
  }, 60_000)

  test('what one server wrote the other reads at once; totals agree', async () => {
    const user = await created(0, '/Users', { schemas: [USER], userName: 'seen-at-once' })
    expect((await clients[1].get(`/Users/${user.id}`)).json).toMatchObject({
      id: user.id,
      userName: 'seen-at-once',
      meta: { version: user.meta.version },
    })
    const totals = await Promise.all(
      clients.map(async (client) => (await client.get('/Users?count=0')).json.totalResults),
    )
    expect(totals[0]).toBe(totals[1])
    expect((await clients[0].find('/Users', 'id pr', 'count=0')).json.totalResults).toBe(totals[0])
    await clients[1].delete(`/Users/${user.id}`)
    expect((await clients[0].get(`/Users/${user.id}`)).status).toBe(404)
  }, 60_000)

  test('a token revoked through one process is refused by the others within about a second', async () => {
    const token = await rollcallJson<{ id: string; token: string }>(
      instance.env,
      'token',
      'create',
      '--directory',
      directory.id,
    )
    const status = async (index: number) =>
      (await via(index).get('/Users?count=0', { authorization: `Bearer ${token.token}` })).status
    expect([await status(0), await status(1)]).toEqual([200, 200])
    await rollcallJson(instance.env, 'token', 'revoke', '--id', token.id)
    const revokedAt = performance.now()
    await expect
      .poll(async () => [await status(0), await status(1)], { timeout: 1_500, interval: 50 })
      .toEqual([401, 401])
    expect(performance.now() - revokedAt).toBeLessThan(1_500)
  }, 60_000)

  /** What another process changes is what both servers go by within about a second. */
  const seenWithinASecond = async <T>(ask: (index: number) => Promise<T>, expected: T): Promise<void> => {
    const changedAt = performance.now()
    await expect
      .poll(async () => [await ask(0), await ask(1)], { timeout: 2_000, interval: 50 })
      .toEqual([expected, expected])
    expect(performance.now() - changedAt).toBeLessThan(1_500)
  }

  const beside = async <T>(work: (ctx: OperationContext, row: DirectoryRow) => Promise<T>): Promise<T> => {
    const store = await openStore({ url: instance.database.url })
    try {
      const ctx: OperationContext = {
        store,
        keyring: new Keyring([instance.env.ROLLCALL_SECRET_KEY ?? '']),
        actor: { type: 'system', id: 'tests', label: 'tests' },
        requestId: newId(),
        now: () => new Date(),
        newId,
      }
      return await work(ctx, await findDirectoryById(ctx, directory.id))
    } finally {
      await store.close()
    }
  }

  test('a directory that another process deactivates, and activates again, is so for every server within about a second', async () => {
    const status = async (index: number) => (await via(index).get('/Users?count=0')).status
    expect([await status(0), await status(1)]).toEqual([200, 200])
    for (const [state, answer] of [
      ['inactive', 403],
      ['active', 200],
    ] as const) {
      await beside((ctx, { tenant_id: tenantId, id }) => updateDirectory(ctx, { tenantId, id }, { status: state }))
      await seenWithinASecond(status, answer)
    }
  }, 60_000)

  test('definitions that another process applies are served by every server within about a second', async () => {
    const schema = 'urn:example:TwoServers'
    const status = async (index: number) => (await via(index).get(`/Schemas/${schema}`)).status
    expect([await status(0), await status(1)]).toEqual([404, 404])
    await beside((ctx, { tenant_id: tenantId, id: directoryId }) =>
      applyDefinitions(ctx, { tenantId, directoryId }, { id: schema, attributes: [{ name: 'badge', type: 'string' }] }),
    )
    await seenWithinASecond(status, 200)
    const user = await created(0, '/Users', {
      schemas: [USER, schema],
      userName: 'with-badge',
      [schema]: { badge: '7' },
    })
    expect((await clients[1].get(`/Users/${user.id}`)).json[schema]).toEqual({ badge: '7' })
  }, 60_000)
})
