import { createDirectory } from '@rollcall/provisioning'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../src/global-id.ts'
import { createInstance, type Data, DIALECTS, type Instance, seedTenant, seedUser } from './support.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const BADGE = 'urn:example:schemas:1.0:Badge'
const DEVICE = 'urn:example:schemas:1.0:Device'

const badge = (more: object = {}) => ({
  id: BADGE,
  name: 'Badge',
  attributes: [
    { name: 'number', type: 'integer', uniqueness: 'server', description: 'On the card.', ...more },
    { name: 'door', multiValued: true, subAttributes: [{ name: 'value', canonicalValues: ['north', 'south'] }] },
    { name: 'photo', type: 'reference', referenceTypes: ['external'], returned: 'request', mutability: 'immutable' },
  ],
})
const device = [
  { id: DEVICE, attributes: [{ name: 'serial', required: true, uniqueness: 'server', caseExact: true }] },
  { name: 'Device', endpoint: '/Devices', schema: DEVICE },
]

const APPLY = `mutation ($input: ApplyDefinitionsInput!) { it: applyDefinitions(input: $input) {
  directory { slug } tenant { slug } schemas { id } resourceTypes { name endpoint } userErrors { path code message } } }`
const REMOVE = `mutation ($input: RemoveDefinitionInput!) { it: removeDefinition(input: $input) {
  directory { slug } tenant { slug } schemas { id } resourceTypes { name } userErrors { path code message } } }`
const READ = `query ($id: ID!) { directory(id: $id) { resourceTypes { name endpoint description schema schemaExtensions { schema required } nameAttribute builtIn }
  schemas { id name description builtIn attributes { ...attribute subAttributes { ...attribute } } }
  definitions { schemas { id } resourceTypes { name } extensions { resourceType schema required } } } }
fragment attribute on SchemaAttribute { name urn externalNamespace externalName type multiValued required caseExact mutability returned uniqueness canonicalValues referenceTypes description }`

describe.each(DIALECTS)('definitions on %s', (dialect) => {
  let instance: Instance
  let key = ''
  let tenantId = ''
  let directoryId = ''
  let seeded: Awaited<ReturnType<typeof seedTenant>>
  beforeAll(async () => {
    instance = await createInstance(dialect)
    key = await instance.key('owner')
    seeded = await seedTenant(instance, 'acme')
    tenantId = toGlobalId('Tenant', seeded.tenant.id)
    directoryId = toGlobalId('Directory', seeded.directory.id, seeded.tenant.id)
  })
  afterAll(() => instance.close())
  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const answer = await instance.ask(query, variables, key)
    expect(answer.errors).toEqual([])
    return answer.data
  }
  const apply = async (input: object) => (await ask(APPLY, { input: { directoryId, ...input } })).it
  const remove = async (input: object) => (await ask(REMOVE, { input: { directoryId, ...input } })).it
  const read = async (id = directoryId) => (await ask(READ, { id })).directory
  const find = (list: Data, id: string) => list.find((each: Data) => each.id === id || each.name === id)

  test('a new directory has the built-in types, each attribute with the names an admin pastes', async () => {
    const { resourceTypes, schemas, definitions } = await read()
    expect(resourceTypes).toEqual([
      {
        name: 'User',
        endpoint: '/Users',
        description: 'User Account',
        schema: USER,
        schemaExtensions: [{ schema: ENTERPRISE, required: false }],
        nameAttribute: 'userName',
        builtIn: true,
      },
      expect.objectContaining({ name: 'Group', nameAttribute: 'displayName', schemaExtensions: [], builtIn: true }),
    ])
    expect(schemas.map((each: Data) => each.builtIn)).toEqual([true, true, true])
    expect(find(find(schemas, ENTERPRISE).attributes, 'department')).toMatchObject({
      urn: `${ENTERPRISE}:department`,
      externalNamespace: ENTERPRISE,
      externalName: 'department',
      type: 'STRING',
      subAttributes: [],
    })
    const name = find(find(schemas, USER).attributes, 'name')
    expect(name).toMatchObject({ urn: `${USER}:name`, type: 'COMPLEX' })
    expect(find(name.subAttributes, 'givenName')).toMatchObject({
      urn: `${USER}:name.givenName`,
      externalNamespace: USER,
      externalName: 'name.givenName',
    })
    expect(definitions).toEqual({ schemas: [], resourceTypes: [], extensions: [] })
  })

  test('an applied schema shows every characteristic', async () => {
    expect(await apply({ documents: badge() })).toEqual({
      directory: { slug: 'okta' },
      tenant: null,
      schemas: [{ id: BADGE }],
      resourceTypes: [],
      userErrors: [],
    })
    const { schemas, resourceTypes, definitions } = await read()
    expect(find(schemas, BADGE)).toMatchObject({ name: 'Badge', builtIn: false })
    const [number, door, photo] = find(schemas, BADGE).attributes
    expect(number).toMatchObject({
      urn: `${BADGE}:number`,
      type: 'INTEGER',
      multiValued: false,
      required: false,
      mutability: 'READ_WRITE',
      returned: 'DEFAULT',
      uniqueness: 'SERVER',
      description: 'On the card.',
    })
    expect(door).toMatchObject({ type: 'COMPLEX', multiValued: true })
    expect(door.subAttributes).toMatchObject([
      { urn: `${BADGE}:door.value`, externalName: 'door.value', canonicalValues: ['north', 'south'] },
    ])
    expect(photo).toMatchObject({
      type: 'REFERENCE',
      referenceTypes: ['external'],
      caseExact: true,
      returned: 'REQUEST',
      mutability: 'IMMUTABLE',
    })
    expect(resourceTypes[0].schemaExtensions).toEqual([
      { schema: ENTERPRISE, required: false },
      { schema: BADGE, required: false },
    ])
    expect(definitions.extensions).toEqual([{ resourceType: 'User', schema: BADGE, required: false }])
  })

  test('what is applied for a tenant reaches its directories, and is shown where it was applied', async () => {
    const { it } = await ask(APPLY, { input: { tenantId, documents: device } })
    expect(it).toEqual({
      directory: null,
      tenant: { slug: 'acme' },
      schemas: [{ id: DEVICE }],
      resourceTypes: [{ name: 'Device', endpoint: '/Devices' }],
      userErrors: [],
    })
    const own = await read()
    expect(find(own.resourceTypes, 'Device')).toMatchObject({ nameAttribute: 'serial', builtIn: false })
    expect(own.definitions.resourceTypes).toEqual([])
    const later = await createDirectory(instance.ctx, { tenantId: seeded.tenant.id, slug: 'later', name: 'Later' })
    expect(find((await read(toGlobalId('Directory', later.id, later.tenant_id))).resourceTypes, 'Device')).toBeDefined()
    const { tenant } = await ask(
      '{ tenant(slug: "acme") { definitions { schemas { id builtIn } resourceTypes { name } extensions { schema } } } }',
    )
    expect(tenant.definitions).toEqual({
      schemas: [{ id: DEVICE, builtIn: false }],
      resourceTypes: [{ name: 'Device' }],
      extensions: [],
    })
  })

  test.each<[string, object, object]>([
    [
      'a bad document',
      { documents: { id: 'no-urn', attributes: [] } },
      { path: ['documents'], code: 'INVALID', message: expect.stringContaining('schema.id') },
    ],
    ['no document at all', { documents: 7 }, { path: ['documents'], code: 'INVALID' }],
    ['lists within lists', { documents: [[[[]]]] }, { path: ['documents'], code: 'INVALID' }],
    [
      'a taken endpoint',
      { documents: { name: 'Thing', endpoint: '/Users', schema: BADGE } },
      { path: ['documents'], code: 'INVALID', message: expect.stringContaining('/Users') },
    ],
    [
      "another's endpoint of the tenant",
      { documents: { name: 'Thing', endpoint: '/Devices', schema: BADGE } },
      { path: ['documents'], code: 'INVALID', message: expect.stringContaining('/Devices') },
    ],
    [
      'an unknown type to extend',
      { documents: { ...badge(), id: 'urn:example:X' }, extends: 'Robot' },
      { path: ['extends'], code: 'INVALID', message: expect.stringContaining('Robot') },
    ],
  ])('%s is a userError, and nothing is stored', async (_title, input, error) => {
    const before = await read()
    const it = await apply(input)
    expect(it).toMatchObject({ directory: null, tenant: null, schemas: [], resourceTypes: [] })
    expect(it.userErrors).toEqual([expect.objectContaining(error)])
    expect(await read()).toEqual(before)
  })

  test('exactly one target is given', async () => {
    const one = { path: [], code: 'INVALID', message: 'Give either tenantId or directoryId.' }
    expect((await ask(APPLY, { input: { documents: badge() } })).it.userErrors).toEqual([one])
    expect((await apply({ tenantId, documents: badge() })).userErrors).toEqual([one])
    const unknown = toGlobalId('Tenant', '00000000-0000-7000-8000-000000000000')
    expect((await ask(APPLY, { input: { tenantId: unknown, documents: badge() } })).it.userErrors).toMatchObject([
      { path: ['tenantId'], code: 'NOT_FOUND' },
    ])
  })

  test('a change that stored values would not survive is a userError; without values it is made', async () => {
    await seedUser(
      instance,
      await instance.ctx.store.read(seeded.tenant.id, (db) =>
        db.selectFrom('directory').selectAll().where('id', '=', seeded.directory.id).executeTakeFirstOrThrow(),
      ),
      'ann',
      {
        [BADGE]: { number: 7 },
      },
    )
    const change = await apply({ documents: badge({ type: 'string' }) })
    expect(change.userErrors).toMatchObject([
      { path: ['documents'], code: 'TAKEN', message: expect.stringContaining(`${BADGE}:number`) },
    ])
    const removal = await remove({ name: BADGE })
    expect(removal.userErrors).toMatchObject([
      { path: ['name'], code: 'TAKEN', message: expect.stringContaining(`${BADGE}:number`) },
    ])
    expect((await apply({ documents: { ...badge(), description: 'Cards.' } })).userErrors).toEqual([])
  })

  test('a removed definition is gone, and what was done is in the audit log', async () => {
    expect((await remove({ name: 'urn:example:None' })).userErrors).toMatchObject([{ path: ['name'], code: 'INVALID' }])
    const { it } = await ask(REMOVE, { input: { tenantId, name: 'device' } })
    expect(it).toMatchObject({ tenant: { slug: 'acme' }, schemas: [{ id: DEVICE }], resourceTypes: [], userErrors: [] })
    expect(find((await read()).resourceTypes, 'Device')).toBeUndefined()
    const { tenant, auditActions } = await ask(
      '{ auditActions tenant(slug: "acme") { auditEvents(filter: {actions: ["schema.applied", "schema.removed"]}) { nodes { action target { type } } } } }',
    )
    expect(auditActions).toEqual(expect.arrayContaining(['schema.applied', 'schema.removed']))
    const [last] = tenant.auditEvents.nodes
    expect(last).toEqual({ action: 'schema.removed', target: { type: 'tenant' } })
    expect(tenant.auditEvents.nodes.map((node: Data) => node.action)).toContain('schema.applied')
  })
})
