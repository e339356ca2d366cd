import { expect, test } from 'vitest'
import type { AnyJson } from '../../testing/index.ts'
import { ENTERPRISE, expectError, GROUP, LIST, onEachDatabase, USER } from '../support.ts'

onEachDatabase('RFC 7643 5-7, RFC 7644 4: discovery', (shared) => {
  test('[29] ServiceProviderConfig is one object with every block, supported or not', async () => {
    const { json, status } = await shared.client.get('/ServiceProviderConfig')
    expect(status).toBe(200)
    expect(json.schemas).toEqual(['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'])
    for (const name of ['patch', 'bulk', 'filter', 'changePassword', 'sort', 'etag']) {
      expect(typeof json[name].supported, name).toBe('boolean')
    }
    expect(Number.isInteger(json.bulk.maxOperations)).toBe(true)
    expect(Number.isInteger(json.bulk.maxPayloadSize)).toBe(true)
    expect(json.filter.maxResults).toBeGreaterThanOrEqual(200)
    expect(json.authenticationSchemes.length).toBeGreaterThan(0)
    for (const scheme of json.authenticationSchemes) {
      for (const name of ['type', 'name', 'description']) expect(typeof scheme[name]).toBe('string')
    }
    expect(json).not.toHaveProperty('Resources')
    expect(json.meta).toMatchObject({
      resourceType: 'ServiceProviderConfig',
      location: `${shared.client.baseUrl}/ServiceProviderConfig`,
    })
  })

  test('[30] the authentication schemes are of the listed types', async () => {
    const { authenticationSchemes } = (await shared.client.get('/ServiceProviderConfig')).json
    const types = authenticationSchemes.map((scheme: AnyJson) => scheme.type)
    for (const type of types) expect(['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest']).toContain(type)
    expect(types).toContain('oauthbearertoken')
    expect(authenticationSchemes.filter((scheme: AnyJson) => scheme.primary === true)).toHaveLength(1)
  })

  test.each(['/ResourceTypes', '/Schemas'])(
    '[31] %s is a ListResponse, and each entry is served at its own URL',
    async (path) => {
      const { json } = await shared.client.get(path)
      expect(json.schemas).toEqual([LIST])
      expect(json.totalResults).toBe(json.Resources.length)
      for (const entry of json.Resources) {
        expect(entry.meta.location).toBe(`${shared.client.baseUrl}${path}/${entry.id}`)
        const own = await shared.client.get(`${path}/${entry.id}`)
        expect(own.json).toEqual(entry)
      }
    },
  )

  test.each(['/ResourceTypes/Nope', '/Schemas/urn:nope', '/Schemas/User', '/ServiceProviderConfig/x'])(
    '[31] unknown: %s',
    async (path) => {
      expectError(await shared.client.get(path), 404)
    },
  )

  test('[32] a resource type says name, relative endpoint, schema and extensions', async () => {
    const { Resources } = (await shared.client.get('/ResourceTypes')).json
    const user = Resources.find((each: AnyJson) => each.id === 'User')
    expect(user).toMatchObject({
      name: 'User',
      endpoint: '/Users',
      schema: USER,
      schemaExtensions: [{ schema: ENTERPRISE, required: false }],
    })
    expect(Resources.find((each: AnyJson) => each.id === 'Group')).toMatchObject({ endpoint: '/Groups', schema: GROUP })
  })

  test('[33] every schema that a resource type names is served under its URN', async () => {
    const { Resources } = (await shared.client.get('/ResourceTypes')).json
    for (const urn of Resources.flatMap((each: AnyJson) => [
      each.schema,
      ...each.schemaExtensions.map((one: AnyJson) => one.schema),
    ])) {
      const { json, status } = await shared.client.get(`/Schemas/${urn}`)
      expect(status, urn).toBe(200)
      expect(json.id).toBe(urn)
      expect(json.attributes.length).toBeGreaterThan(0)
    }
  })

  test('[33] there is no null and no unknown keyword in a schema', async () => {
    const text = (await shared.client.get('/Schemas')).text
    expect(text).not.toContain('null')
    const known = [
      'name',
      'type',
      'subAttributes',
      'multiValued',
      'description',
      'required',
      'canonicalValues',
      'caseExact',
      'mutability',
      'returned',
      'uniqueness',
      'referenceTypes',
    ]
    const walk = (attributes: AnyJson[]): void => {
      for (const attribute of attributes) {
        for (const key of Object.keys(attribute)) expect(known, key).toContain(key)
        walk(attribute.subAttributes ?? [])
      }
    }
    for (const schema of JSON.parse(text).Resources) walk(schema.attributes)
  })

  test.each(['/ServiceProviderConfig', '/ResourceTypes', '/Schemas'])(
    '[34] %s ignores paging, sorting and projection and refuses a filter',
    async (path) => {
      const plain = await shared.client.get(path)
      const asked = await shared.client.get(
        `${path}?startIndex=2&count=1&sortBy=name&sortOrder=descending&attributes=id&excludedAttributes=id`,
      )
      expect(asked.json).toEqual(plain.json)
      expectError(await shared.client.get(`${path}?filter=${encodeURIComponent('id eq "User"')}`), 403)
    },
  )

  test.each(['/ServiceProviderConfig', '/ResourceTypes', '/ResourceTypes/User', '/Schemas', `/Schemas/${USER}`])(
    '[35] %s is read-only',
    async (path) => {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        const answer = await shared.client.send(method, path, { body: {} })
        expectError(answer, 405)
        expect(answer.headers.allow).toContain('GET')
      }
    },
  )

  test('[36] discovery asks for the credential, since types and schemas may be the directory’s own', async () => {
    expectError(await shared.client.get('/ServiceProviderConfig', { authorization: null }), 401)
  })
})
