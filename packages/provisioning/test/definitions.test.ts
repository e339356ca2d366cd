import type { Json } from '@rollcall/scim-core'
import { DIALECTS } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import {
  applyDefinitions,
  ConflictError,
  createResource,
  createTenant,
  findDirectoryById,
  getDefinitions,
  InvalidInputError,
  listAuditEvents,
  removeDefinition,
  removeResource,
  replaceResource,
  resourceTypesOf,
  type TypedSpace,
} from '../src/index.ts'
import { createSpaces, GROUP_URN, groupBody, USER_URN, useInstance, userBody } from './support.ts'

const BADGE = 'urn:example:schemas:1.0:Badge'
const DEVICE = 'urn:example:schemas:1.0:Device'

const badge = (...attributes: object[]): Json => ({ id: BADGE, attributes }) as Json
const device = (attribute: object = {}, type: object = {}): Json =>
  [
    {
      id: DEVICE,
      attributes: [{ name: 'serial', required: true, uniqueness: 'server', ...attribute }, { name: 'model' }],
    },
    { name: 'Device', endpoint: '/Devices', schema: DEVICE, ...type },
  ] as Json

describe.each(DIALECTS)('definitions (%s)', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance

  /** A new tenant with one directory. */
  async function prepare(tenantId?: string) {
    const spaces = await createSpaces(instance, tenantId === undefined ? {} : { tenantId })
    const directoryId = spaces.users.directory.id
    const target = { tenantId: spaces.tenantId, directoryId }
    const typed = async (name: string): Promise<TypedSpace> => {
      const directory = await findDirectoryById(ctx, directoryId)
      const type = resourceTypesOf(directory).types.find((each) => each.name === name)
      if (type === undefined) throw new Error(`no type ${name}`)
      return { directory, type }
    }
    return {
      target,
      tenant: { tenantId: spaces.tenantId },
      typed,
      apply: (file: Json, options?: { extends: string }) => applyDefinitions(ctx, target, file, options),
      remove: (name: string) => removeDefinition(ctx, target, name),
      names: async () => resourceTypesOf(await findDirectoryById(ctx, directoryId)).types.map((each) => each.name),
      attributes: async (schema: string) =>
        resourceTypesOf(await findDirectoryById(ctx, directoryId))
          .schemas.find((each) => each.id === schema)
          ?.attributes.map((each) => each.name),
      extensions: async (name: string) => (await typed(name)).type.extensions.map((each) => each.schema.id),
      create: async (name: string, body: Json) => (await createResource(ctx, await typed(name), body)).view.row,
    }
  }

  describe('what is read', () => {
    test.each<[string, Json]>([
      ['one document', badge({ name: 'number' })],
      ['a list', [badge({ name: 'number' })]],
      ['a ListResponse', { totalResults: 1, Resources: [badge({ name: 'number' })] }],
      ['lists by kind', { schemas: [badge({ name: 'number' })], resourceTypes: [] }],
      [
        'as /Schemas shows it',
        {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
          ...(badge({ name: 'number' }) as object),
          meta: { resourceType: 'Schema' },
        },
      ],
    ])('%s', async (_title, file) => {
      const it = await prepare()
      await it.apply(file)
      expect(await it.attributes(BADGE)).toEqual(['number'])
    })

    test.each<[string, object, { extends: string } | undefined, string[]]>([
      ['User unless told otherwise', {}, undefined, ['User']],
      ['what the document says', { extends: 'Group' }, { extends: 'User' }, ['Group']],
      ['what the caller says', {}, { extends: 'group' }, ['Group']],
      ['nothing', {}, { extends: 'none' }, []],
    ])('a schema extends %s', async (_title, more, options, expected) => {
      const it = await prepare()
      await it.apply({ ...(badge({ name: 'number' }) as object), ...more } as Json, options)
      const holders = []
      for (const name of ['User', 'Group']) if ((await it.extensions(name)).includes(BADGE)) holders.push(name)
      expect(holders).toEqual(expected)
    })

    test('a schema that is applied again extends what it did', async () => {
      const it = await prepare()
      await it.apply(badge({ name: 'number' }), { extends: 'Group' })
      await it.apply(badge({ name: 'number' }, { name: 'colour' }))
      expect(await it.extensions('Group')).toEqual([BADGE])
      expect(await it.extensions('User')).not.toContain(BADGE)
      expect(await it.attributes(BADGE)).toEqual(['number', 'colour'])
    })

    test('a type of its own takes its schema away from User', async () => {
      const it = await prepare()
      const [schema, type] = device() as [Json, Json]
      await it.apply(schema)
      expect(await it.extensions('User')).toContain(DEVICE)
      await it.apply(type)
      expect(await it.extensions('User')).not.toContain(DEVICE)
      expect(await it.names()).toEqual(['User', 'Group', 'Device'])
    })

    test('the built-in types take more extensions through their ResourceType document, and nothing else', async () => {
      const it = await prepare()
      const extended = {
        name: 'Group',
        endpoint: '/Groups',
        schema: GROUP_URN,
        schemaExtensions: [{ schema: BADGE, required: true }],
      }
      await it.apply([badge({ name: 'number' }), extended] as Json, { extends: 'none' })
      expect((await it.typed('Group')).type.extensions.map(({ schema, required }) => [schema.id, required])).toEqual([
        [BADGE, true],
      ])
      await expect(it.apply({ ...extended, endpoint: '/Teams' })).rejects.toThrow('built in')
    })

    test('a whole core schema with more attributes, or the new ones alone, adds them', async () => {
      const it = await prepare()
      await it.apply({
        id: USER_URN,
        attributes: [
          { name: 'userName', type: 'integer' },
          { name: 'shoeSize', type: 'integer' },
        ],
      })
      const names = await it.attributes(USER_URN)
      expect(names?.filter((name) => name === 'userName')).toHaveLength(1)
      expect(names?.at(-1)).toBe('shoeSize')
      expect((await it.create('User', userBody('ann', { shoeSize: 38 }))).doc).toContain('"shoeSize":38')
    })
  })

  describe('what is refused names the place, and nothing is stored', () => {
    const attribute = (more: object) => badge({ name: 'number', ...more })
    test.each<[string, Json, string]>([
      ['text', 'x', 'The file must hold'],
      ['nothing', [], 'no Schema'],
      ['lists within lists', [[badge({ name: 'x' })]], 'The file must hold'],
      ['an id that is no URN', { id: 'badge', attributes: [{ name: 'a' }] }, 'schema.id'],
      [
        'a URN longer than an index takes',
        { id: `urn:example:${'x'.repeat(300)}`, attributes: [{ name: 'a' }] },
        'schema.id',
      ],
      ['no attributes', { id: BADGE }, `${BADGE}: "attributes"`],
      ['an attribute without a name', badge({}), BADGE],
      ['a name with a blank', badge({ name: 'a b' }), BADGE],
      ['the same name twice', badge({ name: 'a' }, { name: 'A' }), '"A" is defined twice'],
      ['a name that every resource has', badge({ name: 'externalId' }), '"externalId"'],
      ['an unknown type', attribute({ type: 'text' }), `${BADGE}:number.type`],
      ['an unknown mutability', attribute({ mutability: 'sometimes' }), `${BADGE}:number.mutability`],
      ['an unknown returned', attribute({ returned: 'maybe' }), `${BADGE}:number.returned`],
      ['an unknown uniqueness', attribute({ uniqueness: 'yes' }), `${BADGE}:number.uniqueness`],
      ['required that is no boolean', attribute({ required: 'true' }), `${BADGE}:number.required`],
      ['canonicalValues that are no strings', attribute({ canonicalValues: [1] }), `${BADGE}:number.canonicalValues`],
      ['readOnly and required', attribute({ mutability: 'readOnly', required: true }), `${BADGE}:number`],
      ['writeOnly and returned', attribute({ mutability: 'writeOnly' }), `${BADGE}:number`],
      ['a unique list', attribute({ multiValued: true, uniqueness: 'server' }), `${BADGE}:number`],
      [
        'a unique sub-attribute',
        attribute({ subAttributes: [{ name: 'a', uniqueness: 'server' }] }),
        `${BADGE}:number:a`,
      ],
      [
        'a complex sub-attribute',
        attribute({ subAttributes: [{ name: 'a', type: 'complex', subAttributes: [{ name: 'b' }] }] }),
        `${BADGE}:number:a`,
      ],
      ['complex without parts', attribute({ type: 'complex' }), `${BADGE}:number`],
      ['a type without a schema', { name: 'Device', endpoint: '/Devices', schema: DEVICE }, 'Device.schema'],
      [
        'a type with a bad endpoint',
        [badge({ name: 'a' }), { name: 'Device', endpoint: 'Devices', schema: BADGE }],
        'Device.endpoint',
      ],
      ['a reserved endpoint', [badge({ name: 'a' }), { name: 'Device', endpoint: '/bulk', schema: BADGE }], '/bulk'],
      ['a taken endpoint', [badge({ name: 'a' }), { name: 'Device', endpoint: '/Groups', schema: BADGE }], '/Groups'],
      [
        'an unknown extension',
        [
          badge({ name: 'a' }),
          { name: 'Device', endpoint: '/Devices', schema: BADGE, schemaExtensions: [{ schema: DEVICE }] },
        ],
        'Device.schemaExtensions',
      ],
      [
        'a name attribute that is optional',
        [badge({ name: 'a' }), { name: 'Device', endpoint: '/Devices', schema: BADGE, nameAttribute: 'a' }],
        'Device.nameAttribute',
      ],
      [
        'more than requests should carry',
        badge(...Array.from({ length: 300 }, (_, index) => ({ name: `a${index}`, description: 'x'.repeat(2_000) }))),
        'longer than',
      ],
    ])('%s', async (_title, file, place) => {
      const it = await prepare()
      await it.apply(badge({ name: 'kept' }))
      const before = await getDefinitions(ctx, it.target)
      await expect(it.apply(file)).rejects.toThrow(place)
      expect(await getDefinitions(ctx, it.target)).toEqual(before)
      expect(await it.attributes(BADGE)).toEqual(['kept'])
    })
  })

  describe('a change that stored values would not survive', () => {
    const all = [
      { name: 'number', type: 'integer' },
      { name: 'colour' },
      { name: 'desk', subAttributes: [{ name: 'floor' }, { name: 'pin', mutability: 'writeOnly', returned: 'never' }] },
    ]
    const VALUES = { number: 7, colour: 'red', desk: { floor: '1', pin: 'secret' } }
    const without = (name: string) => all.filter((each) => each.name !== name)
    const changed = (name: string, more: object) =>
      all.map((each) => (each.name === name ? { ...each, ...more } : each))

    test.each<[string, object[], string]>([
      ['another type', changed('number', { type: 'string' }), `${BADGE}:number`],
      ['many instead of one', changed('colour', { multiValued: true }), `${BADGE}:colour`],
      ['letter case', changed('colour', { caseExact: true }), `${BADGE}:colour`],
      ['uniqueness', changed('colour', { uniqueness: 'server' }), `${BADGE}:colour`],
      ['removal', without('colour'), `${BADGE}:colour`],
      ['another spelling', changed('colour', { name: 'Colour' }), `${BADGE}:colour`],
      [
        'removal of a part',
        changed('desk', { subAttributes: [{ name: 'pin', mutability: 'writeOnly', returned: 'never' }] }),
        `${BADGE}:desk.floor`,
      ],
      [
        'removal of a part that is never returned',
        changed('desk', { subAttributes: [{ name: 'floor' }] }),
        `${BADGE}:desk`,
      ],
      ['something required that is not there', [...all, { name: 'size', required: true }], `${BADGE}:size`],
    ])('is refused while there are any: %s', async (_title, attributes, path) => {
      const it = await prepare()
      await it.apply(badge(...all))
      await it.create('User', userBody('no badge'))
      await it.apply(badge(...attributes))
      await it.apply(badge(...all))
      const row = await it.create('User', userBody('ann', { [BADGE]: VALUES }))
      const refused = it.apply(badge(...attributes))
      await expect(refused).rejects.toBeInstanceOf(ConflictError)
      await expect(refused).rejects.toThrow(path)
      expect(await it.attributes(BADGE)).toEqual(['number', 'colour', 'desk'])
      await replaceResource(ctx, await it.typed('User'), row.id, userBody('ann', { [BADGE]: { desk: null } }))
      await removeResource(ctx, await it.typed('User'), row.id)
      await it.apply(badge(...attributes))
    })

    test('what does not touch values is made: words, returned, mutability, optional attributes, required where all have it', async () => {
      const it = await prepare()
      await it.apply(badge(...all))
      await it.create('User', userBody('no badge'))
      await it.create('User', userBody('ann', { [BADGE]: VALUES }))
      await it.apply(
        badge(
          ...changed('colour', { description: 'new', returned: 'request', mutability: 'immutable', required: true }),
          { name: 'more' },
        ),
      )
      expect(await it.attributes(BADGE)).toContain('more')
    })

    test('a core attribute or a required extension becomes required only when every resource has it', async () => {
      const it = await prepare()
      await it.apply(badge({ name: 'number' }))
      await it.create('User', userBody('bob'))
      const core = (required: boolean): Json => ({ id: USER_URN, attributes: [{ name: 'shoeSize', required }] })
      await expect(it.apply(core(true))).rejects.toThrow('shoeSize cannot become required')
      await it.apply(core(false))
      await expect(
        it.apply({ ...(badge({ name: 'number', required: true }) as object), extends: 'User', required: true } as Json),
      ).rejects.toThrow(`${BADGE}:number cannot become required`)
    })

    const active = { name: 'active', type: 'boolean' }
    test.each<[string, object | undefined, object | undefined]>([
      ['goes', active, undefined],
      ['becomes a string', active, { ...active, type: 'string' }],
      ['becomes required', active, { ...active, required: true }],
      ['is no longer required', { ...active, required: true }, active],
      ['becomes read-only', active, { ...active, mutability: 'readOnly' }],
    ])('active keeps its meaning while resources have it: %s', async (_title, before, after) => {
      const withActive = (attribute: object | undefined): Json => {
        const [schema, type] = device() as [{ id: string; attributes: object[] }, object]
        return [{ ...schema, attributes: [...schema.attributes, ...(attribute ? [attribute] : [])] }, type] as Json
      }
      const it = await prepare()
      await it.apply(withActive(before))
      const { id } = await it.create('Device', { schemas: [DEVICE], serial: 's1', active: false })
      await expect(it.apply(withActive(after))).rejects.toThrow('Device active has values')
      await removeResource(ctx, await it.typed('Device'), id)
      await it.apply(withActive(after))
    })

    test.each<[string, object, object]>([
      ['the type of the name', { type: 'reference' }, {}],
      ['the letter case of the name', { caseExact: true }, {}],
      ['another name attribute', {}, { nameAttribute: 'id' }],
    ])('a type keeps its name while it has resources: %s', async (_title, attribute, type) => {
      const it = await prepare()
      await it.apply(device())
      await it.apply(device({ description: 'another word' }))
      const { id } = await it.create('Device', { schemas: [DEVICE], serial: 's1' })
      await expect(it.apply(device(attribute, type))).rejects.toBeInstanceOf(ConflictError)
      await expect(it.remove('Device')).rejects.toThrow('Device has resources')
      await removeResource(ctx, await it.typed('Device'), id)
      await it.apply(device(attribute, type))
    })
  })

  describe('removal', () => {
    test('takes out a type, then its schema; what they left is gone from the directory', async () => {
      const it = await prepare()
      await it.apply(device())
      await expect(it.remove(DEVICE)).rejects.toThrow('Device')
      await it.remove('dEVICE')
      expect(await it.names()).toEqual(['User', 'Group'])
      await it.remove(DEVICE.toUpperCase())
      expect(await getDefinitions(ctx, it.target)).toEqual({ schemas: [], extensions: [], resourceTypes: [] })
      expect((await findDirectoryById(ctx, it.target.directoryId)).definitions).toBeNull()
      await expect(it.remove('Device')).rejects.toBeInstanceOf(InvalidInputError)
    })

    test('takes an extension from the type it extended, unless it has values there', async () => {
      const it = await prepare()
      await it.apply(badge({ name: 'number' }), { extends: 'Group' })
      const body = { ...(groupBody('Staff') as object), [BADGE]: { number: '7' } } as Json
      const { id } = await it.create('Group', body)
      await expect(it.remove(BADGE)).rejects.toThrow(`Group ${BADGE}:number`)
      await removeResource(ctx, await it.typed('Group'), id)
      await it.remove(BADGE)
      expect(await it.extensions('Group')).toEqual([])
    })

    test('is audited as such; applying what is there already is not', async () => {
      const it = await prepare()
      await it.apply(device())
      await it.apply(device())
      await it.remove('Device')
      const events = await listAuditEvents(ctx, it.target.tenantId, {}, 10)
      expect(events.map((event) => event.action).filter((action) => action.startsWith('schema.'))).toEqual([
        'schema.removed',
        'schema.applied',
      ])
    })
  })

  describe('a tenant', () => {
    test('shares what it has with every directory, later ones too, and with no other tenant', async () => {
      const it = await prepare()
      const stranger = await prepare()
      await applyDefinitions(ctx, it.tenant, device())
      const later = await prepare(it.target.tenantId)
      expect(await it.names()).toContain('Device')
      expect(await later.names()).toContain('Device')
      expect(await stranger.names()).toEqual(['User', 'Group'])
      await removeDefinition(ctx, it.tenant, 'Device')
      expect(await later.names()).toEqual(['User', 'Group'])
    })

    test("a directory's own go over the tenant's, and both may add to a core schema", async () => {
      const it = await prepare()
      const other = await prepare(it.target.tenantId)
      const core = (name: string): Json => ({ id: USER_URN, attributes: [{ name }] })
      await applyDefinitions(ctx, it.tenant, [core('shared'), badge({ name: 'number' })])
      await it.apply([core('own'), badge({ name: 'colour' })])
      expect((await it.attributes(USER_URN))?.slice(-2)).toEqual(['shared', 'own'])
      expect(await it.attributes(BADGE)).toEqual(['colour'])
      expect((await other.attributes(USER_URN))?.at(-1)).toBe('shared')
      expect(await other.attributes(BADGE)).toEqual(['number'])
      await it.remove(BADGE)
      expect(await it.attributes(BADGE)).toEqual(['number'])
    })

    test("a directory's type may be made of the tenant's schema, which then cannot go", async () => {
      const it = await prepare()
      const [schema, type] = device() as [Json, Json]
      await applyDefinitions(ctx, it.tenant, schema, { extends: 'none' })
      await it.apply(type)
      expect(await it.names()).toContain('Device')
      const removal = removeDefinition(ctx, it.tenant, DEVICE)
      await expect(removal).rejects.toBeInstanceOf(InvalidInputError)
      await expect(removal).rejects.toThrow('Device')
    })

    test("an endpoint is taken once, across the tenant's types and the directory's", async () => {
      const it = await prepare()
      await it.apply(device())
      const clash = [badge({ name: 'a' }), { name: 'Machine', endpoint: '/devices', schema: BADGE }] as Json
      await expect(applyDefinitions(ctx, it.tenant, clash, { extends: 'none' })).rejects.toThrow(/\/devices/i)
      expect(await getDefinitions(ctx, it.tenant)).toEqual({ schemas: [], extensions: [], resourceTypes: [] })
    })

    test('values in any one directory stop a change for all', async () => {
      const it = await prepare()
      const other = await prepare(it.target.tenantId)
      await applyDefinitions(ctx, it.tenant, badge({ name: 'number' }))
      await other.create('User', userBody('ann', { [BADGE]: { number: '7' } }))
      await expect(applyDefinitions(ctx, it.tenant, badge({ name: 'number', type: 'integer' }))).rejects.toThrow(
        `${BADGE}:number`,
      )
      expect((await it.typed('User')).type.extensions.at(-1)?.schema.attributes[0]?.type).toBe('string')
    })

    test('changes at the same time lose nothing, and a directory made meanwhile misses nothing', async () => {
      const { id: tenantId } = await createTenant(ctx, { slug: `busy-${dialect}`, name: 'Busy' })
      const schema = (index: number): Json => ({ id: `urn:example:S${index}`, attributes: [{ name: 'a' }] })
      const [, , , , made] = await Promise.all([
        ...[1, 2, 3, 4].map((index) => applyDefinitions(ctx, { tenantId }, schema(index))),
        prepare(tenantId),
      ])
      expect((await getDefinitions(ctx, { tenantId })).schemas).toHaveLength(4)
      const it = made as Awaited<ReturnType<typeof prepare>>
      expect(await it.extensions('User')).toHaveLength(5)
    })
  })
})
