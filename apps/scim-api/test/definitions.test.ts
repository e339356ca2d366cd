import { applyDefinitions } from '@rollcall/provisioning'
import type { Json } from '@rollcall/scim-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AnyJson, TestDirectory } from '../testing/index.ts'
import { create, expectError, GROUP, groupBody, onEachDatabase, SEARCH, USER, unique, userBody } from './support.ts'

const TRAITS = 'urn:example:schemas:1.0:Traits'
const THING = 'urn:example:schemas:1.0:Thing'

/** One attribute for every characteristic of RFC 7643 section 7. */
const ATTRIBUTES: Json = [
  { name: 'code', caseExact: true, uniqueness: 'server', description: 'A code.' },
  { name: 'nick' },
  { name: 'grade', type: 'integer' },
  { name: 'rate', type: 'decimal' },
  { name: 'remote', type: 'boolean' },
  { name: 'hired', type: 'dateTime' },
  { name: 'scan', type: 'binary' },
  { name: 'site', type: 'reference', referenceTypes: ['external'] },
  { name: 'skills', multiValued: true },
  { name: 'desk', subAttributes: [{ name: 'floor', type: 'integer', required: true }, { name: 'room' }] },
  {
    name: 'cards',
    multiValued: true,
    subAttributes: [
      { name: 'value' },
      { name: 'type', canonicalValues: ['door', 'gate'] },
      { name: 'primary', type: 'boolean' },
    ],
  },
  { name: 'origin', mutability: 'immutable' },
  { name: 'pin', mutability: 'writeOnly', returned: 'never' },
  { name: 'rank', mutability: 'readOnly' },
  { name: 'tag', returned: 'always' },
  { name: 'note', returned: 'request' },
]

const VALUES = {
  nick: 'Zoë',
  grade: 7,
  rate: 1.5,
  remote: true,
  hired: '2026-01-31T09:30:00Z',
  scan: 'AQID',
  site: 'https://example.com/Site',
  skills: ['pottery', 'Judo'],
  desk: { floor: 3, room: 'B12' },
  cards: [
    { value: 'c1', type: 'door', primary: true },
    { value: 'c2', type: 'moon' },
  ],
  origin: 'Delft',
  tag: 'blue',
} as const

/** Where the attributes stand. */
interface Placement {
  readonly title: string
  readonly endpoint: string
  /** URN of the schema that holds them. */
  readonly schema: string
  /** They extend a type, so values stand in an object of their own. */
  readonly isExtension: boolean
  readonly documents: Json
  readonly options?: { readonly extends: string }
  /** A body without any of the attributes. */
  readonly body: () => Record<string, unknown>
}

const PLACEMENTS: readonly Placement[] = [
  {
    title: 'an extension of User',
    endpoint: '/Users',
    schema: TRAITS,
    isExtension: true,
    documents: { id: TRAITS, attributes: ATTRIBUTES },
    body: userBody,
  },
  {
    title: 'an extension of Group',
    endpoint: '/Groups',
    schema: TRAITS,
    isExtension: true,
    documents: { id: TRAITS, attributes: ATTRIBUTES },
    options: { extends: 'Group' },
    body: groupBody,
  },
  {
    title: 'attributes added to the core User schema',
    endpoint: '/Users',
    schema: USER,
    isExtension: false,
    documents: { id: USER, attributes: ATTRIBUTES },
    body: userBody,
  },
  {
    title: 'attributes added to the core Group schema',
    endpoint: '/Groups',
    schema: GROUP,
    isExtension: false,
    documents: { id: GROUP, attributes: ATTRIBUTES },
    body: groupBody,
  },
  {
    title: 'a type of its own with a name',
    endpoint: '/Things',
    schema: THING,
    isExtension: false,
    documents: [
      { id: THING, attributes: [{ name: 'label', required: true, uniqueness: 'server' }, ...(ATTRIBUTES as Json[])] },
      { name: 'Thing', endpoint: '/Things', schema: THING },
    ],
    body: () => ({ schemas: [THING], label: unique('thing') }),
  },
  {
    title: 'a type of its own without a name',
    endpoint: '/Things',
    schema: THING,
    isExtension: false,
    documents: {
      schemas: [{ id: THING, attributes: ATTRIBUTES }],
      resourceTypes: [{ name: 'Thing', endpoint: '/Things', schema: THING }],
    },
    body: () => ({ schemas: [THING] }),
  },
  {
    title: 'an extension of a type of its own',
    endpoint: '/Things',
    schema: TRAITS,
    isExtension: true,
    documents: [
      { id: THING, attributes: [{ name: 'displayName', required: true }] },
      { id: TRAITS, attributes: ATTRIBUTES },
      { name: 'Thing', endpoint: '/Things', schema: THING, schemaExtensions: [{ schema: TRAITS, required: false }] },
    ],
    body: () => ({ schemas: [THING], displayName: unique('thing') }),
  },
]

onEachDatabase('Definitions', (shared) => {
  describe.each(PLACEMENTS)('$title', ({ endpoint, schema, isExtension, documents, options, body }) => {
    let directory: TestDirectory
    beforeAll(async () => {
      directory = await shared.server.addDirectory({ preset: 'okta-catalogue' })
      const target = { tenantId: directory.directory.tenant_id, directoryId: directory.directory.id }
      await applyDefinitions(shared.server.ctx, target, documents, options)
    })
    const client = () => directory.client
    const path = (name: string) => (isExtension ? `${schema}:${name}` : name)
    const place = (values: object): object => (isExtension ? { [schema]: values } : values)
    const bodyWith = (values: object) => ({ ...body(), ...place(values) })
    const valuesOf = (resource: AnyJson): AnyJson => (isExtension ? (resource[schema] ?? {}) : resource)
    const make = (values: object): Promise<AnyJson> => create(client(), endpoint, bodyWith(values))
    const matches = async (filter: string): Promise<string[]> => {
      const { json, status, text } = await client().find(endpoint, filter)
      expect(status, text.slice(0, 300)).toBe(200)
      return json.Resources.map((each: AnyJson) => each.id)
    }
    const detail = async (answer: Promise<AnyJson>, status: number, scimType: string): Promise<string> => {
      const settled = await answer
      expectError(settled, status, scimType)
      return settled.json.detail
    }

    test('is published with every characteristic, and the type names its schemas', async () => {
      const { attributes } = (await client().get(`/Schemas/${schema}`)).json
      const shown = (name: string) => attributes.find((each: AnyJson) => each.name === name)
      expect(shown('code')).toEqual({
        name: 'code',
        type: 'string',
        multiValued: false,
        description: 'A code.',
        required: false,
        caseExact: true,
        mutability: 'readWrite',
        returned: 'default',
        uniqueness: 'server',
      })
      expect(shown('site')).toMatchObject({ type: 'reference', referenceTypes: ['external'] })
      expect(shown('cards').subAttributes[1]).toMatchObject({ name: 'type', canonicalValues: ['door', 'gate'] })
      expect(shown('desk').subAttributes[0]).toMatchObject({ type: 'integer', required: true })
      for (const [name, mutability, returned] of [
        ['origin', 'immutable', 'default'],
        ['pin', 'writeOnly', 'never'],
        ['rank', 'readOnly', 'default'],
        ['tag', 'readWrite', 'always'],
        ['note', 'readWrite', 'request'],
      ] as const) {
        expect(shown(name)).toMatchObject({ mutability, returned })
      }
      const types = (await client().get('/ResourceTypes')).json.Resources
      const type = types.find((each: AnyJson) => each.endpoint === endpoint)
      expect([type.schema, ...type.schemaExtensions.map((each: AnyJson) => each.schema)]).toContain(schema)
    })

    test('values of every type are stored and shown as sent', async () => {
      const made = await make({ ...VALUES, code: unique('code') })
      expect(valuesOf(made)).toMatchObject(VALUES)
      expect(made.schemas).toContain(schema)
      const { json } = await client().get(`${endpoint}/${made.id}`)
      expect(json).toEqual(made)
      expect(json.meta.location).toBe(`${shared.server.url}${endpoint}/${made.id}`)
    })

    test.each([
      ['nick', 5],
      ['grade', 1.5],
      ['grade', 'seven'],
      ['rate', 'x'],
      ['remote', 'perhaps'],
      ['hired', 'yesterday'],
      ['scan', '§'],
      ['site', 5],
      ['skills', [{ a: 1 }]],
      ['desk', 'B12'],
      ['desk', { room: 'B12' }],
      ['desk', { floor: 'three' }],
      [
        'cards',
        [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      ],
    ])('a wrong value of %s is a 400 invalidValue that names it: %j', async (name, value) => {
      expect(await detail(client().post(endpoint, bodyWith({ [name]: value })), 400, 'invalidValue')).toContain(
        path(name),
      )
    })

    test('a bare string stands for the value of a complex attribute', async () => {
      expect(valuesOf(await make({ cards: ['c1'] })).cards).toEqual([{ value: 'c1' }])
    })

    test('a value outside canonicalValues is taken: they are suggestions', async () => {
      expect(valuesOf(await make({ cards: [{ value: 'x', type: 'moon' }] })).cards[0].type).toBe('moon')
    })

    test('filters follow type and letter case', async () => {
      const { id } = await make({ ...VALUES, code: unique('Code'), nick: unique('Ärger') })
      const { json } = await client().get(`${endpoint}/${id}`)
      const { code, nick } = valuesOf(json)
      const only = `${path('code')} eq "${code}" and `
      for (const filter of [
        `${path('code')} eq "${code}"`,
        `${path('nick')} eq "${nick.toUpperCase()}"`,
        `${path('nick')} sw "ÄRGER-"`,
        `${only}${path('grade')} gt 6 and ${path('grade')} le 7`,
        `${only}${path('rate')} eq 1.50`,
        `${only}${path('remote')} eq true`,
        `${only}${path('hired')} ge "2026-01-31T10:30:00+01:00"`,
        `${only}${path('scan')} eq "AQID"`,
        `${only}${path('site')} ew "/Site"`,
        `${only}${path('skills')} eq "judo"`,
        `${only}${path('desk')}.floor eq 3`,
        `${only}${path('cards')}[type eq "moon" and value eq "c2"]`,
        `${only}${path('desk')} pr and not (${path('note')} pr)`,
        `${only}${schema}:nick co "rger"`,
      ]) {
        expect(await matches(filter), filter).toContain(id)
      }
      for (const filter of [
        `${path('code')} eq "${code.toLowerCase()}"`,
        `${only}${path('grade')} gt 7`,
        `${only}${path('site')} ew "/site"`,
        `${only}${path('cards')}[type eq "door" and value eq "c2"]`,
      ]) {
        expect(await matches(filter), filter).toEqual([])
      }
      expect(await detail(client().find(endpoint, `${path('nosuch')} eq "x"`), 400, 'invalidFilter')).toContain(
        'nosuch',
      )
      expectError(await client().find(endpoint, `${path('pin')} eq "1"`), 400, 'invalidFilter')
    })

    test('lists sort by them, both ways, and cursors walk that order', async () => {
      const mark = unique('sort')
      const made = [
        await make({ grade: 20, nick: mark }),
        await make({ grade: 3, nick: mark }),
        await make({ grade: 100, nick: mark }),
      ]
      const [middle, low, high] = made.map(({ id }) => id)
      const query = `filter=${encodeURIComponent(`${path('nick')} eq "${mark}"`)}&sortBy=${path('grade')}`
      const order = async (more: string) =>
        (await client().get(`${endpoint}?${query}${more}`)).json.Resources.map((each: AnyJson) => each.id)
      expect(await order('')).toEqual([low, middle, high])
      expect(await order('&sortOrder=descending')).toEqual([high, middle, low])
      const walked: string[] = []
      let cursor: string | undefined = ''
      while (cursor !== undefined) {
        const { json }: AnyJson = await client().get(`${endpoint}?${query}&count=1&cursor=${cursor}`)
        walked.push(...json.Resources.map((each: AnyJson) => each.id))
        cursor = json.nextCursor
      }
      expect(walked).toEqual([low, middle, high])
    })

    test('PATCH adds, replaces and removes by path, by value path and without a path', async () => {
      const { id } = await make({ nick: 'a', skills: ['x'], cards: [{ value: 'c1', type: 'door' }] })
      const change = async (...operations: object[]) => {
        const { json, status, text } = await client().change(`${endpoint}/${id}`, ...operations)
        expect(status, text.slice(0, 300)).toBe(200)
        return valuesOf(json)
      }
      expect(await change({ op: 'replace', path: path('nick'), value: 'b' })).toMatchObject({ nick: 'b' })
      expect(await change({ op: 'add', path: path('skills'), value: ['y'] })).toMatchObject({ skills: ['x', 'y'] })
      expect(
        await change({ op: 'replace', path: `${path('cards')}[type eq "door"].value`, value: 'c9' }),
      ).toMatchObject({ cards: [{ value: 'c9', type: 'door' }] })
      expect(await change({ op: 'add', path: path('desk'), value: { floor: 1 } })).toMatchObject({ desk: { floor: 1 } })
      expect(await change({ op: 'replace', path: `${path('desk')}.room`, value: 'A1' })).toMatchObject({
        desk: { floor: 1, room: 'A1' },
      })
      expect(await change({ op: 'replace', value: { [`${schema}:nick`]: 'flat' } })).toMatchObject({ nick: 'flat' })
      expect(await change({ op: 'replace', value: place({ nick: 'whole', grade: 4 }) })).toMatchObject({
        nick: 'whole',
        grade: 4,
      })
      const left = await change(
        { op: 'remove', path: path('desk') },
        { op: 'remove', path: `${path('cards')}[value eq "c9"]` },
      )
      expect(left).not.toHaveProperty('desk')
      expect(left).not.toHaveProperty('cards')
      expect(left.skills).toEqual(['x', 'y'])
      expectError(
        await client().change(`${endpoint}/${id}`, { op: 'remove', path: `${path('nosuch')}` }),
        400,
        'invalidPath',
      )
      expectError(
        await client().change(`${endpoint}/${id}`, { op: 'replace', path: path('grade'), value: 'x' }),
        400,
        'invalidValue',
      )
    })

    test('PUT replaces: what is left out goes, what GET showed comes back unchanged', async () => {
      const { id } = await make({ nick: 'a', grade: 1 })
      const shown = (await client().get(`${endpoint}/${id}`)).json
      const same = await client().put(`${endpoint}/${id}`, shown)
      expect(same.json).toEqual(shown)
      const { grade: _gone, ...rest } = valuesOf(shown)
      const next = await client().put(`${endpoint}/${id}`, {
        ...shown,
        ...(isExtension ? { [schema]: rest } : { grade: null }),
      })
      expect(valuesOf(next.json)).not.toHaveProperty('grade')
      expect(valuesOf(next.json).nick).toBe('a')
    })

    test('an immutable value is set once', async () => {
      const made = await make({ origin: 'Delft' })
      const at = `${endpoint}/${made.id}`
      expect(
        await detail(client().change(at, { op: 'replace', path: path('origin'), value: 'Gouda' }), 400, 'mutability'),
      ).toContain(path('origin'))
      expectError(await client().change(at, { op: 'remove', path: path('origin') }), 400, 'mutability')
      expectError(await client().put(at, { ...made, ...place({ origin: 'Gouda' }) }), 400, 'mutability')
      expect((await client().put(at, made)).status).toBe(200)
      const later = await make({})
      expect(
        (await client().change(`${endpoint}/${later.id}`, { op: 'add', path: path('origin'), value: 'Gouda' })).status,
      ).toBe(200)
    })

    test('a writeOnly value is never shown and survives a PUT without it', async () => {
      const made = await make({ pin: '0000-secret', nick: 'p' })
      const at = `${endpoint}/${made.id}`
      const answers = [
        await client().get(at),
        await client().get(`${at}?attributes=${path('pin')}`),
        await client().get(`${endpoint}?attributes=${path('pin')},${path('nick')}`),
        await client().put(at, made),
        await client().change(at, { op: 'replace', path: path('pin'), value: '1111-secret' }),
      ]
      for (const { status, text } of answers) {
        expect(status, text.slice(0, 300)).toBe(200)
        expect(text).not.toContain('secret')
      }
      expectError(await client().get(`${endpoint}?sortBy=${path('pin')}`), 400, 'invalidPath')
    })

    test('a readOnly value in a body is ignored; a PATCH of it is a 400 mutability', async () => {
      const made = await make({ rank: 'general', nick: 'r' })
      expect(valuesOf(made)).not.toHaveProperty('rank')
      expectError(
        await client().change(`${endpoint}/${made.id}`, { op: 'replace', path: path('rank'), value: 'x' }),
        400,
        'mutability',
      )
    })

    test('what is returned always, by default and on request follows attributes and excludedAttributes', async () => {
      const { id } = await make({ tag: 't', note: 'n', nick: 'k' })
      const shown = async (query: string) =>
        Object.keys(valuesOf((await client().get(`${endpoint}/${id}${query}`)).json)).filter((name) =>
          ['tag', 'note', 'nick'].includes(name),
        )
      expect(await shown('')).toEqual(['nick', 'tag'])
      expect(await shown(`?attributes=${path('note')}`)).toEqual(['tag', 'note'])
      expect(await shown(`?attributes=${schema}:nick`)).toEqual(['nick', 'tag'])
      expect(await shown(`?attributes=id`)).toEqual(['tag'])
      expect(await shown(`?excludedAttributes=${path('tag')},${path('nick')}`)).toEqual(['tag'])
      expect((await client().find(endpoint, `id eq "${id}"`)).text).not.toContain('"note"')
    })

    test('a unique value is a 409 that names its attribute, until its holder is gone', async () => {
      const code = unique('U')
      const first = await make({ code })
      expect(await detail(client().post(endpoint, bodyWith({ code })), 409, 'uniqueness')).toContain(path('code'))
      const other = await make({ code: code.toLowerCase() })
      expectError(
        await client().change(`${endpoint}/${other.id}`, { op: 'replace', path: path('code'), value: code }),
        409,
        'uniqueness',
      )
      expectError(await client().put(`${endpoint}/${other.id}`, { ...other, ...place({ code }) }), 409, 'uniqueness')
      expect((await client().delete(`${endpoint}/${first.id}`)).status).toBe(204)
      await make({ code })
    })

    test('a full attribute URN as a key of the body lands where it belongs', async () => {
      const made = await create(client(), endpoint, {
        ...body(),
        [`${schema}:nick`]: 'flat',
        [`${schema.toUpperCase()}:desk.floor`]: 5,
      })
      expect(valuesOf(made)).toMatchObject({ nick: 'flat', desk: { floor: 5 } })
    })

    test('bulk carries them', async () => {
      const answer = await client().post('/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: [
          { method: 'POST', path: endpoint, bulkId: 'a', data: bodyWith({ nick: 'bulk' }) },
          {
            method: 'PATCH',
            path: `${endpoint}/bulkId:a`,
            data: {
              schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
              Operations: [{ op: 'add', path: path('grade'), value: 8 }],
            },
          },
          { method: 'POST', path: endpoint, bulkId: 'b', data: bodyWith({ grade: 'x' }) },
        ],
      })
      expect(answer.json.Operations.map((each: AnyJson) => each.status)).toEqual(['201', '200', '400'])
      const { json } = await client().get(new URL(answer.json.Operations[0].location).pathname.replace('/scim/v2', ''))
      expect(valuesOf(json)).toMatchObject({ nick: 'bulk', grade: 8 })
    })

    test('a search at the root finds them, and other types do not mind', async () => {
      const { id } = await make({ nick: unique('root') })
      const { nick } = valuesOf((await client().get(`${endpoint}/${id}`)).json)
      const { json, status } = await client().post('/.search', {
        schemas: [SEARCH],
        filter: `${schema}:nick eq "${nick}"`,
      })
      expect(status).toBe(200)
      expect(json.Resources.map((each: AnyJson) => each.id)).toEqual([id])
    })

    test('another directory of the tenant knows nothing of it', async () => {
      const { client: other } = await shared.server.addDirectory()
      expect((await other.get('/ResourceTypes')).json.totalResults).toBe(2)
      expect((await other.get('/Schemas')).text).not.toContain('"origin"')
      const answer = await other.post(endpoint, bodyWith({ nick: 'x' }))
      if (endpoint === '/Things') expectError(answer, 404)
      else {
        expect(answer.status).toBe(201)
        expect(answer.text).not.toContain('"nick"')
        expectError(await other.find(endpoint, `${path('nick')} eq "x"`), 400, 'invalidFilter')
      }
    })
  })

  test('definitions of the tenant reach every directory, those to come included', async () => {
    const before = await shared.server.addDirectory({ tenantSlug: 'whole' })
    const documents = [
      { id: TRAITS, attributes: [{ name: 'serial', required: true }] },
      { name: 'Device', endpoint: '/Devices', schema: TRAITS },
    ]
    await applyDefinitions(shared.server.ctx, { tenantId: before.directory.tenant_id }, documents)
    const after = await shared.server.addDirectory({ tenantSlug: 'whole' })
    for (const { client } of [before, after]) {
      expect((await client.get('/ResourceTypes/Device')).json).toMatchObject({ endpoint: '/Devices', schema: TRAITS })
      const made = await create(client, '/devices', { schemas: [TRAITS], serial: 's1' })
      expect(made.meta).toMatchObject({
        resourceType: 'Device',
        location: expect.stringContaining(`/Devices/${made.id}`),
      })
      expectError(await client.post('/Devices', { schemas: [TRAITS] }), 400, 'invalidValue')
    }
    expectError(await shared.client.get('/Devices'), 404)
  })

  test('a required extension is part of every resource', async () => {
    const { client, directory } = await shared.server.addDirectory()
    const target = { tenantId: directory.tenant_id, directoryId: directory.id }
    await applyDefinitions(shared.server.ctx, target, {
      id: TRAITS,
      required: true,
      attributes: [{ name: 'badge', required: true }],
    })
    expectError(await client.post('/Users', userBody()), 400, 'invalidValue')
    const made = await create(client, '/Users', userBody({ [TRAITS]: { badge: 'b' } }))
    expect(made.schemas).toEqual([USER, TRAITS])
    expectError(await client.change(`/Users/${made.id}`, { op: 'remove', path: TRAITS }), 400)
  })
})
