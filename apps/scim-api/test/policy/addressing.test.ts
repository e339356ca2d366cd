import { applyPolicy, InvalidInputError, updateDirectory } from '@rollcall/provisioning'
import { openStore } from '@rollcall/store'
import { expect, test, vi } from 'vitest'
import type { ScimResponse, TestDirectory } from '../../testing/index.ts'
import { createUser, expectError, GROUP, onEachDatabase, unique, userBody } from '../support.ts'

const PUBLIC = 'https://rollcall.example.com'
const at = (Host: string) => ({ headers: { Host } })
const ALIAS = 'api/v1/SCIM/SCIMOkta'

onEachDatabase(
  'an alias of a directory',
  (shared) => {
    let counter = 0

    /** A directory of a tenant of its own (or of the given one) at the alias. */
    async function directoryAt(alias: string | null, tenantSlug?: string): Promise<TestDirectory> {
      counter += 1
      const made = await shared.server.addDirectory({ tenantSlug: tenantSlug ?? `alias-${counter}` })
      if (alias !== null) await setAlias(made, alias)
      return made
    }
    const setAlias = ({ directory }: TestDirectory, alias: string | null) =>
      updateDirectory(shared.server.ctx, { tenantId: directory.tenant_id, id: directory.id }, { alias })
    const client = (path: string, { token }: TestDirectory) => shared.server.clientOf(path, token)
    const words = ({ json }: ScimResponse) => json.detail.replace(/request \S+/, '')
    /** As anybody asks, without a credential and without the laws of SCIM. */
    const plain = (path: string, init?: RequestInit) => fetch(`${shared.server.origin}${path}`, init)
    const isScim = (response: Response) => response.headers.get('content-type')?.startsWith('application/scim+json')

    test.each([
      ['as it is', `/${ALIAS}`, '', at('rollcall.example.com'), `${PUBLIC}/${ALIAS}`],
      ['with a trailing slash', `/${ALIAS}`, '/', at('rollcall.example.com'), `${PUBLIC}/${ALIAS}`],
      ['in other letters', '/API/v1/scim/scimokta', '', at('rollcall.example.com'), `${PUBLIC}/API/v1/scim/scimokta`],
    ])('serves all of SCIM %s, with locations in that form', async (_, path, slash, headers, base) => {
      const own = await directoryAt(ALIAS)
      const scim = client(path, own)
      const made = await scim.post(`/Users${slash}`, userBody(), headers)
      expect(made.status).toBe(201)
      const { id } = made.json
      expect(made.headers.location).toBe(`${base}/Users/${id}`)
      expect(made.json.meta.location).toBe(`${base}/Users/${id}`)
      const group = await scim.post(
        '/Groups',
        { schemas: [GROUP], displayName: unique('group'), members: [{ value: id }] },
        headers,
      )
      expect(group.json.members[0].$ref).toBe(`${base}/Users/${id}`)
      const list = await scim.get(`/Users${slash}?filter=${encodeURIComponent(`id eq "${id}"`)}`, headers)
      expect(list.json.Resources[0].meta.location).toBe(`${base}/Users/${id}`)
      expect((await scim.get('/ServiceProviderConfig', headers)).json.meta.location).toBe(
        `${base}/ServiceProviderConfig`,
      )
      expect((await scim.get('/ResourceTypes/User', headers)).json.meta.location).toBe(`${base}/ResourceTypes/User`)
      expect((await scim.delete(`/Users/${id}${slash}`, headers)).status).toBe(204)
      expectError(await scim.get('/nosuch', headers), 404)
      expect((await scim.get('', headers)).status).toBe(200)
    })

    test('below the sub-domain of the tenant, and of no other', async () => {
      const own = await directoryAt(ALIAS)
      const host = `${own.tenantSlug}.rollcall.example.com`
      const { json } = await client(`/${ALIAS}`, own).get('/ResourceTypes/User', at(host))
      expect(json.meta.location).toBe(`https://${host}/${ALIAS}/ResourceTypes/User`)
      expectError(await client(`/${ALIAS}`, own).get('/Users', at('acme.rollcall.example.com')), 401)
    })

    test('in addition to the other addresses', async () => {
      const own = await directoryAt(ALIAS)
      const user = await createUser(client(`/${ALIAS}`, own))
      for (const path of ['/scim/v2', '/scim', `/${own.tenantSlug}/${own.directory.slug}/scim/v2`]) {
        expect((await client(path, own).get(`/Users/${user.id}`)).status, path).toBe(200)
      }
    })

    test("another directory's credential there is answered like an unknown one", async () => {
      const own = await directoryAt(ALIAS)
      const sibling = await directoryAt(null, own.tenantSlug)
      const elsewhere = await directoryAt('api/v1/Other')
      const unknown = await client(`/${ALIAS}`, own).get('/Users', { authorization: 'Bearer rct_x' })
      expectError(unknown, 401)
      for (const other of [sibling, elsewhere]) {
        const answer = await client(`/${ALIAS}`, other).get('/Users')
        expectError(answer, 401)
        expect(words(answer)).toBe(words(unknown))
      }
    })

    test('of two tenants alike: the credential decides', async () => {
      const [one, two] = [await directoryAt(ALIAS), await directoryAt(ALIAS)]
      const user = await createUser(client(`/${ALIAS}`, one))
      expect((await client(`/${ALIAS}`, one).get(`/Users/${user.id}`)).status).toBe(200)
      expectError(await client(`/${ALIAS}`, two).get(`/Users/${user.id}`), 404)
      expect((await client(`/${ALIAS}`, two).get('/Users?count=0')).json.totalResults).toBe(0)
    })

    test('that goes on where that of another tenant ends takes nothing from it', async () => {
      const short = await directoryAt('api/v2')
      const long = await directoryAt('api/v2/Users')
      const user = await createUser(client('/api/v2', short))
      expect((await client('/api/v2', short).get(`/Users/${user.id}`)).status).toBe(200)
      const other = await createUser(client('/api/v2/Users', long))
      expect((await client('/api/v2/Users', long).get(`/Users/${other.id}`)).status).toBe(200)
      expectError(await client('/api/v2/Users', short).get(`/Users/${user.id}`), 404)
      expectError(await client('/api/v2', long).get(`/Users/${other.id}`), 404)
      expectError(await client('/api/v2', short).get('/Users', { authorization: 'Bearer rct_x' }), 401)
    })

    test.each([
      '/',
      '/api',
      '/api/v1',
      '/api/v1/SCIM',
      '/api/v1/SCIM/SCIMOkt',
      '/api/v1/SCIM/SCIMOkta2/Users',
      '/api/v1/SCIM/SCIMOkta-2',
      '/x/api/v1/SCIM/SCIMOkta',
      '/api//v1/SCIM/SCIMOkta',
      '/settings',
      '/%E0%A4%A',
    ])('leaves every other path to whoever is next: %s', async (path) => {
      await directoryAt(ALIAS)
      expect(isScim(await plain(path))).toBe(false)
      expect(isScim(await plain(`/${ALIAS}/Users?x=/${path}`))).toBe(true)
    })

    test('that is taken away is no address any more: at once here, within a second in other processes', async () => {
      const alias = 'gone/soon'
      const own = await directoryAt(alias)
      expect(isScim(await plain(`/${alias}/Users`))).toBe(true)
      await setAlias(own, null)
      expect(isScim(await plain(`/${alias}/Users`))).toBe(false)
      await setAlias(own, alias)
      expect((await client(`/${alias}`, own).get('/Users')).status).toBe(200)
      const elsewhere = await openStore({ url: shared.server.databaseUrl })
      try {
        const ctx = { ...shared.server.ctx, store: elsewhere }
        const target = { tenantId: own.directory.tenant_id, id: own.directory.id }
        await updateDirectory(ctx, target, { alias: null })
        await vi.waitFor(async () => expect(isScim(await plain(`/${alias}/Users`))).toBe(false), { timeout: 1_500 })
        await updateDirectory(ctx, target, { alias: 'back/again' })
        await vi.waitFor(async () => expect(isScim(await plain('/back/again/Users'))).toBe(true), { timeout: 1_500 })
      } finally {
        await elsewhere.close()
      }
    })

    test.each<[string, string]>([
      ['one part', 'scimokta'],
      ['an underscore', 'api/v1/scim_okta'],
      ['a space', 'api/v 1'],
      ['nothing between slashes', 'api//v1'],
      ['dots alone', 'api/..'],
      ['a query', 'api/v1?x'],
      ['nine parts', 'a/b/c/d/e/f/g/h/i'],
      ['a path of the console', 'settings/x'],
      ['a path of the API', 'GraphQL/x'],
      ['a shared address', 'scim/v2'],
      ['an address by slugs', 'acme/okta/scim/v2'],
      ['something below an address by slugs', 'acme/okta/SCIM/v2/x'],
    ])('is refused with %s', async (_, alias) => {
      await expect(directoryAt(alias)).rejects.toThrow(InvalidInputError)
    })

    test('is written without the slashes around it, and belongs to one directory of a tenant', async () => {
      const own = await directoryAt('/custom/one/')
      expect((await client('/custom/one', own).get('/Users')).status).toBe(200)
      await expect(directoryAt('Custom/ONE', own.tenantSlug)).rejects.toThrow('answers at "Custom/ONE" already')
      await applyPolicy(shared.server.ctx, own.directory.tenant_id, {})
      expect((await client('/custom/one', own).get('/Users')).status).toBe(200)
    })
  },
  { publicUrl: PUBLIC },
)
