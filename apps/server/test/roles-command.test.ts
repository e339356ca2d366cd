import { INSTANCE, listOpenPolicyTasks, openStore } from '@rollcall/store'
import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  createDirectory,
  createInstance,
  type Instance,
  type RunningServer,
  rollcall,
  rollcallJson,
  startServer,
} from './support.ts'

describe.each(DIALECTS)('roles on the command line (%s)', (dialect) => {
  let instance: Instance
  let server: RunningServer
  let token = ''

  beforeAll(async () => {
    instance = await createInstance(dialect)
    const directory = await createDirectory(instance.env)
    token = directory.token
    await rollcallJson(instance.env, 'directory', 'update', '--directory', directory.id, '--role-prefix', 'Envi_')
    server = await startServer(instance.env)
  }, 60_000)
  afterAll(async () => {
    await server?.end('SIGTERM')
    await instance?.database.drop()
  })

  const send = async (method: string, path: string, body: object): Promise<{ id: string }> => {
    const answer = await fetch(`${server.origin}/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      body: JSON.stringify(body),
    })
    expect(answer.ok, await answer.clone().text()).toBe(true)
    return (await answer.json()) as { id: string }
  }
  const list = async (...options: readonly string[]) =>
    (await rollcallJson<{ roles: object[] }>(instance.env, 'role', 'list', '--tenant', 'acme', ...options)).roles

  test('list says what is granted and why and what waits; confirm decides it; the server does the rest', async () => {
    const user = await send('POST', '/Users', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'ann',
    })
    const group = await send('POST', '/Groups', {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: 'Envi_Buyer',
      members: [{ value: user.id }],
    })
    await send('PATCH', `/Groups/${group.id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', value: { id: group.id, displayName: 'Envi_Seller' } }],
    })
    expect(await list()).toEqual([{ name: 'Buyer', directory: 'okta', groups: 1, people: 1 }])
    expect(await list('--user', 'ann')).toMatchObject([
      { name: 'Buyer', effective: true, grantedBy: [{ groupId: group.id, membership: 'direct', rule: 'prefix' }] },
    ])
    expect(await list('--state', 'pending')).toMatchObject([
      { role: 'Seller', state: 'pending', rule: 'prefix', group: group.id, directory: 'okta' },
    ])
    const decide = (name: string, role: string) =>
      rollcallJson(instance.env, 'role', name, '--tenant', 'acme', '--group', group.id, '--role', role)
    expect(await decide('confirm', 'seller')).toMatchObject({ role: 'Seller', state: 'granted' })
    expect(await list('--group', group.id)).toMatchObject([{ role: 'Seller', state: 'granted' }])
    const store = await openStore({ url: instance.env.DATABASE_URL ?? '', migrate: false })
    try {
      const open = () => store.read(INSTANCE, (db) => listOpenPolicyTasks(db, 10))
      await vi.waitFor(async () => expect(await open()).toEqual([]), { timeout: 20_000, interval: 250 })
    } finally {
      await store.close()
    }
    expect(await decide('dismiss', 'Seller')).toMatchObject({ role: 'Seller', state: 'dismissed' })
    expect(await list()).toEqual([])
    const unknown = await rollcall(
      instance.env,
      'role',
      'confirm',
      '--tenant',
      'acme',
      '--group',
      group.id,
      '--role',
      'No',
    )
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('no group role')])
  }, 90_000)
})
