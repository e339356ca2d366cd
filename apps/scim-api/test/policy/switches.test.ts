import { applyPolicy, createDirectory, createTenant, updateDirectory } from '@rollcall/provisioning'
import { expect, test } from 'vitest'
import type { AnyJson, ScimClient, ScimResponse } from '../../testing/index.ts'
import {
  createGroup,
  createUser,
  expectError,
  groupBody,
  onEachDatabase,
  PATCH_OP,
  SEARCH,
  userBody,
} from '../support.ts'

const patch = (operation: object) => ({ schemas: [PATCH_OP], Operations: [operation] })

/** What a provider does to one resource, by the switch that it needs. */
type Act = (client: ScimClient, endpoint: string, made: AnyJson) => Promise<ScimResponse>
const bodyFor = (endpoint: string) => (endpoint === '/Users' ? userBody() : groupBody())
const ACTS: readonly [operation: 'create' | 'read' | 'update' | 'delete', what: string, status: number, act: Act][] = [
  ['create', 'POST', 201, (client, endpoint) => client.post(endpoint, bodyFor(endpoint))],
  ['read', 'GET of one', 200, (client, endpoint, { id }) => client.get(`${endpoint}/${id}`)],
  ['read', 'GET of a list', 200, (client, endpoint) => client.get(`${endpoint}?count=1`)],
  ['read', '.search', 200, (client, endpoint) => client.post(`${endpoint}/.search`, { schemas: [SEARCH], count: 1 })],
  [
    'update',
    'PUT',
    200,
    (client, endpoint, made) => client.put(`${endpoint}/${made.id}`, { ...made, displayName: `${made.displayName}2` }),
  ],
  [
    'update',
    'PATCH',
    200,
    (client, endpoint, { id }) =>
      client.patch(`${endpoint}/${id}`, patch({ op: 'replace', path: 'displayName', value: `Patched ${id}` })),
  ],
  ['delete', 'DELETE', 204, (client, endpoint, { id }) => client.delete(`${endpoint}/${id}`)],
]

onEachDatabase('switches of a directory', (shared) => {
  let counter = 0

  async function directoryWith(operations: object) {
    counter += 1
    const made = await shared.server.addDirectory({ tenantSlug: `switches-${counter}`, slug: 'okta', name: 'Okta' })
    const resources = {
      '/Users': await createUser(made.client, { displayName: 'U' }),
      '/Groups': await createGroup(made.client, { displayName: 'G' }),
    }
    await applyPolicy(shared.server.ctx, made.directory.tenant_id, { directories: { okta: { operations } } } as never)
    return { ...made, resources }
  }

  const EIGHT = (['users', 'groups'] as const).flatMap((kind) =>
    (['create', 'read', 'update', 'delete'] as const).map((operation) => [kind, operation] as const),
  )
  test.each(EIGHT)('%s.%s off: 403 with its name, and everything else works', async (kind, operation) => {
    const { client, resources } = await directoryWith({ [kind]: { [operation]: false } })
    for (const endpoint of ['/Users', '/Groups'] as const) {
      const off = endpoint === (kind === 'users' ? '/Users' : '/Groups')
      for (const [needs, what, status, act] of ACTS) {
        const answer = await act(client, endpoint, resources[endpoint])
        if (off && needs === operation) {
          expectError(answer, 403)
          expect(answer.json.detail, what).toContain(`operations.${kind}.${operation}`)
          expect(answer.json.detail).toContain('"Okta"')
        } else expect(answer.status, `${what} ${endpoint}: ${answer.text.slice(0, 200)}`).toBe(status)
      }
    }
    for (const path of ['/ServiceProviderConfig', '/ResourceTypes', '/Schemas']) {
      expect((await client.get(path)).status).toBe(200)
    }
  })

  test('a bulk request is refused operation by operation', async () => {
    const { client, resources } = await directoryWith({ users: { delete: false } })
    const answer = await client.post('/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: [
        { method: 'DELETE', path: `/Users/${resources['/Users'].id}` },
        { method: 'POST', path: '/Users', bulkId: 'a', data: userBody() },
        { method: 'DELETE', path: `/Groups/${resources['/Groups'].id}` },
      ],
    })
    expect(answer.json.Operations.map((each: AnyJson) => each.status)).toEqual(['403', '201', '204'])
  })

  test('a search over everything needs every kind to be readable', async () => {
    const { client } = await directoryWith({ groups: { read: false } })
    expectError(await client.get('/'), 403)
    expect((await client.get('/Users')).status).toBe(200)
  })

  test('a refused request leaves nothing, and the switch works from the next request on', async () => {
    const { client, directory } = await directoryWith({ users: { create: false } })
    const body = userBody()
    expectError(await client.post('/Users', body), 403)
    await applyPolicy(shared.server.ctx, directory.tenant_id, {
      directories: { okta: { operations: { users: { create: true } } } },
    })
    expect((await client.post('/Users', body)).status).toBe(201)
  })
})

onEachDatabase('the state of a directory', (shared) => {
  const licences = (fallback: string | null) => ({
    licences: { types: [{ key: 'std', name: 'Standard', seats: null }], default: fallback },
  })

  test('Inactive is the default, and every request gets 403 that says so; nothing is stored', async () => {
    const own = await shared.server.addDirectory({ tenantSlug: 'state', slug: 'okta', name: 'Okta', activate: false })
    expect(own.directory.status).toBe('inactive')
    const target = { tenantId: own.directory.tenant_id, id: own.directory.id }
    for (const answer of [
      await own.client.get('/Users'),
      await own.client.post('/Users', userBody()),
      await own.client.get('/ServiceProviderConfig'),
    ]) {
      expectError(answer, 403)
      expect(answer.json.detail).toContain('"Okta" is Inactive')
    }
    await updateDirectory(shared.server.ctx, target, { status: 'active' })
    expect((await own.client.get('/Users?count=0')).json.totalResults).toBe(0)
    const user = await createUser(own.client)
    await updateDirectory(shared.server.ctx, target, { status: 'inactive' })
    expectError(await own.client.get(`/Users/${user.id}`), 403)
    await updateDirectory(shared.server.ctx, target, { status: 'active' })
    expect((await own.client.get(`/Users/${user.id}`)).status).toBe(200)
  })

  test('a stranger does not learn that a directory is Inactive', async () => {
    const own = await shared.server.addDirectory({ tenantSlug: 'state-2', activate: false })
    expectError(await own.client.get('/Users', { authorization: 'Bearer rct_x' }), 401)
  })

  test('activation needs a default licence where the tenant uses licences', async () => {
    const { ctx } = shared.server
    const { id: tenantId } = await createTenant(ctx, { slug: 'licensed', name: 'L' })
    const { id } = await createDirectory(ctx, { tenantId, slug: 'okta', name: 'Okta' })
    await applyPolicy(ctx, tenantId, licences(null))
    const activate = () => updateDirectory(ctx, { tenantId, id }, { status: 'active' })
    await expect(activate()).rejects.toThrow('default licence')
    await expect(createDirectory(ctx, { tenantId, slug: 'x', name: 'X', activate: true })).rejects.toThrow(
      'default licence',
    )
    await applyPolicy(ctx, tenantId, licences('std'))
    expect((await activate()).status).toBe('active')
  })

  test.each(['okta-catalogue', 'okta-wizard', 'entra', 'generic'])(
    'a directory of preset %s works with nothing but activation and a token',
    async (preset) => {
      const { client } = await shared.server.addDirectory({ tenantSlug: `preset-${preset}`, preset })
      const user = await createUser(client)
      const group = await createGroup(client, { displayName: 'Staff', members: [{ value: user.id }] })
      expect((await client.get(`/Users/${user.id}`)).json.groups).toMatchObject([{ value: group.id }])
      expect((await client.post('/Groups', groupBody({ displayName: 'Staff' }))).status).toBe(
        preset.startsWith('okta') ? 409 : 201,
      )
    },
  )
})
