import { expect, test } from 'vitest'
import type { ScimResponse } from '../testing/index.ts'
import { create, createUser, expectError, groupBody, onEachDatabase, userBody } from './support.ts'

const PUBLIC = 'https://rollcall.example.com'

onEachDatabase(
  'Addresses',
  (shared) => {
    const at = (Host: string) => ({ headers: { Host } })

    test('at the sub-domain of the tenant, locations and references use that host', async () => {
      const { client } = shared
      const own = at('acme.rollcall.example.com')
      const made = await client.post('/Users', userBody(), own)
      expect(made.status).toBe(201)
      const base = 'https://acme.rollcall.example.com/scim/v2'
      expect(made.headers.location).toBe(`${base}/Users/${made.json.id}`)
      expect(made.json.meta.location).toBe(`${base}/Users/${made.json.id}`)
      const group = await create(client, '/Groups', groupBody({ members: [{ value: made.json.id }] }))
      const { json } = await client.get(`/Groups/${group.id}`, own)
      expect(json.members[0].$ref).toBe(`${base}/Users/${made.json.id}`)
      expect((await client.get(`/Users/${made.json.id}`, own)).json.groups[0].$ref).toBe(`${base}/Groups/${group.id}`)
      const { json: list } = await client.get('/Users?count=1', own)
      expect(list.Resources[0].meta.location).toContain(base)
      expect((await client.get('/ResourceTypes/User', own)).json.meta.location).toBe(`${base}/ResourceTypes/User`)
    })

    test('letter case of the host does not count; without the version the base is kept as it was asked', async () => {
      const { json } = await shared.server
        .clientOf('/scim', shared.server.token)
        .get('/ServiceProviderConfig', at('ACME.Rollcall.Example.com'))
      expect(json.meta.location).toBe('https://acme.rollcall.example.com/scim/ServiceProviderConfig')
    })

    test("another tenant's credential at the sub-domain is a 401 that tells nothing", async () => {
      const other = await shared.server.addDirectory({ tenantSlug: 'other' })
      const answer = await other.client.get('/Users', at('acme.rollcall.example.com'))
      expectError(answer, 401)
      const unknown = await other.client.get('/Users', {
        ...at('acme.rollcall.example.com'),
        authorization: 'Bearer rct_x',
      })
      const words = ({ json }: ScimResponse) => json.detail.replace(/request \S+/, '')
      expect(words(answer)).toBe(words(unknown))
      expect(answer.text).not.toMatch(/other|acme/)
      expect((await other.client.get('/Users', at('other.rollcall.example.com'))).status).toBe(200)
      expectError(await other.client.get('/Users', at('nobody.rollcall.example.com')), 401)
    })

    test.each([
      'evil.example.net',
      'rollcall.example.com.evil.net',
      'evilrollcall.example.com',
      'a.b.rollcall.example.com',
      'acme_.rollcall.example.com',
      '-.rollcall.example.com',
      '"><script>.rollcall.example.com',
      '127.0.0.1',
    ])('a foreign Host is never echoed: %s', async (host) => {
      const user = await createUser(shared.client)
      for (const path of [`/Users/${user.id}`, '/Users?count=1', '/Schemas', '/ServiceProviderConfig', '/nosuch']) {
        const answer = await shared.client.get(path, at(host))
        expect(`${JSON.stringify(answer.headers)}${answer.text}`).not.toContain(host)
      }
      const { json } = await shared.client.get(`/Users/${user.id}`, at(host))
      expect(json.meta.location).toBe(`${PUBLIC}/scim/v2/Users/${user.id}`)
    })

    test('an address by path names its host from PUBLIC_URL, whatever the Host', async () => {
      const { token } = shared.server
      const { json } = await shared.server
        .clientOf('/acme/idp/scim/v2', token)
        .get('/ResourceTypes/User', at('acme.rollcall.example.com'))
      expect(json.meta.location).toBe(`${PUBLIC}/acme/idp/scim/v2/ResourceTypes/User`)
    })
  },
  { publicUrl: PUBLIC },
)
