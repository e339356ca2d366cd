import { describe, expect, test } from 'vitest'
import { createUser, ENTERPRISE, errorOf, GROUP, Group, USER, User } from '../../test/support.ts'
import {
  acceptCreate,
  acceptReplace,
  compileResourceType,
  defineAttribute,
  type Json,
  type JsonObject,
  type SchemaDefinition,
} from '../index.ts'

describe('a body for POST', () => {
  test.each<[string, JsonObject, JsonObject]>([
    [
      'names in any letter case',
      { NAME: { GIVENNAME: 'B' }, DisplayName: 'D' },
      { name: { givenName: 'B' }, displayName: 'D', active: true },
    ],
    [
      'null, "", [] and {} are unassigned',
      { title: null, nickName: '', emails: [], name: {}, addresses: [{}], roles: [null] },
      { active: true },
    ],
    [
      'a blank template',
      { emails: [{ value: '', type: 'work', primary: true }], name: { givenName: '' } },
      { active: true },
    ],
    [
      'string booleans',
      { active: 'False', emails: [{ value: 'a', primary: 'true' }] },
      { active: false, emails: [{ value: 'a', primary: true }] },
    ],
    ['what cannot be written', { id: 'x', meta: { resourceType: 'User' }, groups: [] }, { active: true }],
    [
      'what no schema has',
      { nosuch: { deep: [1] }, name: { givenName: 'B', nosuch: 1 } },
      { name: { givenName: 'B' }, active: true },
    ],
    ['a password is taken and dropped', { password: '1mz050nq' }, { active: true }],
    [
      'an array of one for one value',
      { title: ['x'], name: [{ givenName: 'B' }] },
      { name: { givenName: 'B' }, title: 'x', active: true },
    ],
    ['one value for an array', { emails: { value: 'a' } }, { active: true, emails: [{ value: 'a' }] }],
    [
      'bare values in an array',
      { roles: ['admin', 'x'] },
      { active: true, roles: [{ value: 'admin' }, { value: 'x' }] },
    ],
    [
      'equal values once',
      {
        emails: [
          { value: 'a', type: 'work' },
          { value: 'a', type: 'Work', primary: true },
          { value: 'a', type: 'home' },
        ],
      },
      {
        active: true,
        emails: [
          { value: 'a', type: 'work', primary: true },
          { value: 'a', type: 'home' },
        ],
      },
    ],
    [
      'dotted names',
      { 'name.givenName': 'B', 'name.familyName': 'J', name: { middleName: 'X' } },
      { name: { familyName: 'J', givenName: 'B', middleName: 'X' }, active: true },
    ],
    ['a qualified core name', { [`${USER}:title`]: 'x' }, { title: 'x', active: true }],
    ['core attributes under their URN', { [USER]: { title: 'x' } }, { title: 'x', active: true }],
    [
      '$ref of null',
      { [ENTERPRISE]: { manager: { value: 'm', $ref: null } } },
      { schemas: [USER, ENTERPRISE], active: true, [ENTERPRISE]: { manager: { value: 'm' } } },
    ],
    [
      'an extension not listed',
      { [ENTERPRISE]: { department: 'X' } },
      { schemas: [USER, ENTERPRISE], active: true, [ENTERPRISE]: { department: 'X' } },
    ],
    [
      'an extension in other letters',
      { [ENTERPRISE.toLowerCase()]: { DEPARTMENT: 'X' } },
      { schemas: [USER, ENTERPRISE], active: true, [ENTERPRISE]: { department: 'X' } },
    ],
    ['an extension listed without data', { schemas: [USER, ENTERPRISE] }, { active: true }],
    [
      'an extension with nothing in it',
      { schemas: [USER, ENTERPRISE], [ENTERPRISE]: { department: '' } },
      { active: true },
    ],
    ['a foreign schema', { schemas: ['urn:foreign', USER] }, { active: true }],
    ['schemas in other letters', { schemas: [USER.toUpperCase()] }, { active: true }],
    [
      'manager as a string',
      { [ENTERPRISE]: { manager: 'm' } },
      { schemas: [USER, ENTERPRISE], active: true, [ENTERPRISE]: { manager: { value: 'm' } } },
    ],
    [
      'manager as a string at the top',
      { manager: 'm' },
      { schemas: [USER, ENTERPRISE], active: true, [ENTERPRISE]: { manager: { value: 'm' } } },
    ],
    [
      'a qualified extension name',
      { [`${ENTERPRISE}:department`]: 'X', [`${ENTERPRISE}:manager.value`]: 'm' },
      { schemas: [USER, ENTERPRISE], active: true, [ENTERPRISE]: { department: 'X', manager: { value: 'm' } } },
    ],
    ["a manager's name alone", { [ENTERPRISE]: { manager: { displayName: 'M' } } }, { active: true }],
    [
      'base64url without padding',
      { x509Certificates: [{ value: 'a-_b9Q' }] },
      { active: true, x509Certificates: [{ value: 'a-_b9Q' }] },
    ],
    [
      'odd phone formats, kept as typed',
      { phoneNumbers: [{ value: '415.123.4567' }] },
      { active: true, phoneNumbers: [{ value: '415.123.4567' }] },
    ],
    [
      'control and non-Latin characters, kept as typed',
      { displayName: 'Å\u0000\ud83d\ude00' },
      { displayName: 'Å\u0000\ud83d\ude00', active: true },
    ],
  ])('%s', (_, attributes, document) => {
    expect(createUser(attributes).document).toEqual({ schemas: [USER], userName: 'bjensen', ...document })
  })

  test('comes out in the order of the schema', () => {
    const { document } = acceptCreate(User, {
      [ENTERPRISE]: { manager: { value: 'm' }, department: 'X' },
      emails: [{ primary: true, type: 'work', value: 'a' }],
      userName: 'b',
      externalId: 'e',
      schemas: [ENTERPRISE, USER],
    })
    expect(JSON.stringify(document)).toBe(
      JSON.stringify({
        schemas: [USER, ENTERPRISE],
        externalId: 'e',
        userName: 'b',
        active: true,
        emails: [{ value: 'a', type: 'work', primary: true }],
        [ENTERPRISE]: { department: 'X', manager: { value: 'm' } },
      }),
    )
  })

  test('names what it tolerated', () => {
    const { notes } = createUser({
      schemas: [USER, 'urn:foreign'],
      id: 'x',
      active: 'True',
      password: 'p',
      nosuch: 1,
      costCenter: '1',
      [ENTERPRISE]: { nosuch: 2, manager: 'm' },
    })
    expect(notes.map(({ code, path }) => [code, path])).toEqual([
      ['unknownSchema', 'urn:foreign'],
      ['coerced', 'costCenter'],
      ['ignoredReadOnly', 'id'],
      ['coerced', 'active'],
      ['discarded', 'password'],
      ['unknownAttribute', 'nosuch'],
      ['unknownAttribute', `${ENTERPRISE}:nosuch`],
      ['coerced', `${ENTERPRISE}:manager`],
    ])
  })

  test('lets what stands in the extension win over a bare name', () => {
    const inside = { [ENTERPRISE]: { department: 'X' } }
    for (const body of [
      { ...inside, department: 'Y' },
      { department: 'Y', ...inside },
    ]) {
      expect(createUser(body).document[ENTERPRISE]).toEqual({ department: 'X' })
    }
  })

  test('never shows a password in a note', () => {
    expect(JSON.stringify(createUser({ password: 'hunter2' }))).not.toContain('hunter2')
  })

  test('may name members', () => {
    const body = { schemas: [GROUP], displayName: 'Guides' }
    expect(acceptCreate(Group, body).members).toBeUndefined()
    expect(acceptCreate(Group, { ...body, members: [] }).members).toEqual([])
    expect(acceptCreate(Group, { ...body, members: null }).members).toEqual([])
    expect(
      acceptCreate(Group, {
        ...body,
        members: [{ value: 'a', display: null }, { value: 'a' }, { value: 'b', type: 'Group' }],
      }),
    ).toEqual({
      document: body,
      members: [
        { value: 'a', type: undefined },
        { value: 'b', type: 'Group' },
      ],
      notes: [],
    })
  })

  test('is not fooled by names that objects inherit', () => {
    const body = JSON.parse(
      `{"schemas":["${USER}"],"userName":"b","__proto__":{"title":"x","active":false},"constructor":{"prototype":{"y":1}},"name":{"__proto__":{"givenName":"x"},"toString":"x"},"hasOwnProperty":1}`,
    ) as Json
    const { document, notes } = acceptCreate(User, body)
    expect(document).toEqual({ schemas: [USER], userName: 'b', active: true })
    expect(notes.map(({ path }) => path)).toEqual([
      '__proto__',
      'constructor',
      'name.__proto__',
      'name.toString',
      'hasOwnProperty',
    ])
    expect(({} as Record<string, unknown>).title).toBeUndefined()
  })
})

describe('a body is refused', () => {
  test.each<[string, string, JsonObject]>([
    ['invalidValue', 'userName: expected a string, found a number', { userName: 5 }],
    ['invalidValue', 'userName is required', { userName: '' }],
    ['invalidValue', 'userName is required', { userName: '  ' }],
    ['invalidValue', 'userName is required', { userName: null }],
    ['invalidValue', 'userName is longer than 512', { userName: 'x'.repeat(513) }],
    ['invalidValue', 'externalId is longer than 512', { externalId: 'x'.repeat(513) }],
    ['invalidValue', 'title is longer than 65536', { title: 'x'.repeat(65_537) }],
    ['invalidValue', 'title takes one value, found an array of 2', { title: ['a', 'b'] }],
    ['invalidValue', 'title: expected a string, found an object', { title: {} }],
    ['invalidValue', 'title: expected a string, found an array', { title: [['a']] }],
    ['invalidValue', 'active: expected true or false, found another string', { active: 'maybe' }],
    ['invalidValue', 'active: expected true or false, found a number', { active: 1 }],
    ['invalidValue', 'name: expected an object, found a string', { name: 'Babs' }],
    ['invalidValue', 'name.givenName: expected a string, found a boolean', { name: { givenName: true } }],
    ['invalidValue', 'emails: expected an array of objects, found a string', { emails: 'a@b.c' }],
    ['invalidValue', 'emails: expected an object, found a number', { emails: [5] }],
    ['invalidValue', 'emails.value: expected a string, found a number', { emails: [{ value: 5 }] }],
    [
      'invalidValue',
      'emails: only one value can be primary',
      {
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      },
    ],
    [
      'invalidValue',
      'emails holds more than 1000',
      { emails: Array.from({ length: 1001 }, (_, n) => ({ value: `${n}` })) },
    ],
    ['invalidValue', 'x509Certificates.value: expected a base64 string', { x509Certificates: [{ value: '####' }] }],
    ['invalidValue', 'x509Certificates.value: expected a base64 string', { x509Certificates: [{ value: 'abcde' }] }],
    ['invalidValue', 'x509Certificates.value: expected a base64 string', { x509Certificates: [{ value: 'abc==' }] }],
    ['invalidValue', `${ENTERPRISE}: expected an object, found a string`, { [ENTERPRISE]: 'x' }],
    ['invalidValue', `${ENTERPRISE}:department: expected a string`, { [ENTERPRISE]: { department: 5 } }],
    ['invalidValue', '"schemas" must contain', { schemas: [ENTERPRISE] }],
    ['invalidSyntax', '"schemas" must be an array', { schemas: null }],
    ['invalidSyntax', '"schemas" must be an array', { schemas: [] }],
    ['invalidSyntax', '"schemas" must be an array', { schemas: 5 }],
    ['invalidSyntax', '"schemas" must be an array of strings', { schemas: [5] }],
  ])('%s: %s', (scimType, says, attributes) => {
    const error = errorOf(() => createUser(attributes))
    expect(error).toMatchObject({ status: 400, scimType })
    expect(error.detail).toContain(says)
  })

  test.each<Json>([null, [], 'x', 5, true])('invalidSyntax: it is %j', (body) => {
    expect(errorOf(() => acceptCreate(User, body)).scimType).toBe('invalidSyntax')
  })

  test('invalidSyntax: it has no schemas', () => {
    expect(errorOf(() => acceptCreate(User, { userName: 'b' })).scimType).toBe('invalidSyntax')
  })

  test('invalidValue: a group without a name', () => {
    expect(errorOf(() => acceptCreate(Group, { schemas: [GROUP] })).detail).toBe(
      'displayName is required and must not be empty.',
    )
  })

  test.each<Json>([[{}], [{ value: '' }], [{ value: 5 }], [5], { display: 'x' }])(
    'invalidValue: members %j',
    (members) => {
      const error = errorOf(() => acceptCreate(Group, { schemas: [GROUP], displayName: 'G', members }))
      expect(error).toMatchObject({ scimType: 'invalidValue', detail: expect.stringContaining('members.value') })
    },
  )
})

describe('a body for PUT', () => {
  const current = { ...createUser({ title: 'x', active: false, [ENTERPRISE]: { department: 'X' } }).document, id: 'u1' }
  const put = (attributes: JsonObject) =>
    acceptReplace(User, { schemas: [USER], userName: 'bjensen', ...attributes }, current)

  test('clears what it leaves out, but not active', () => {
    expect(put({}).document).toEqual({ schemas: [USER], id: 'u1', userName: 'bjensen', active: false })
  })

  test('takes back what GET shows without a note', () => {
    const shown = {
      ...current,
      meta: { resourceType: 'User', created: '04-12-2018 00:00:00' },
      groups: [{ value: 'g' }],
    }
    expect(acceptReplace(User, shown, current)).toEqual({ document: current, members: undefined, notes: [] })
  })

  test.each<[string, JsonObject, string]>([
    ['a bare name beside the stored value', { department: 'Y', [ENTERPRISE]: { department: 'X' } }, 'Y'],
    ['the same, the other way round', { [ENTERPRISE]: { department: 'X' }, department: 'Y' }, 'Y'],
    ['a bare name beside another value', { department: 'Y', [ENTERPRISE]: { department: 'Z' } }, 'Z'],
    ['no bare name', { [ENTERPRISE]: { department: 'X' } }, 'X'],
  ])('reads %s', (_what, attributes, department) => {
    expect(put(attributes).document[ENTERPRISE]).toEqual({ department })
  })

  test('gives the very text of the stored document when nothing changes', () => {
    const { schemas, id, ...rest } = current as JsonObject
    const stored = { schemas, id, ...rest }
    expect(JSON.stringify(acceptReplace(User, { ...rest, schemas, id }, stored).document)).toBe(JSON.stringify(stored))
  })

  test('ignores another id', () => {
    expect(put({ id: 'other' }).document.id).toBe('u1')
  })

  test('says whether it names members', () => {
    const group = { schemas: [GROUP], id: 'g', displayName: 'G' }
    expect(acceptReplace(Group, group, group).members).toBeUndefined()
    expect(acceptReplace(Group, { ...group, members: [] }, group).members).toEqual([])
  })
})

describe('a type of its own', () => {
  const schema: SchemaDefinition = {
    id: 'urn:example:Device',
    name: 'Device',
    description: '',
    attributes: [
      defineAttribute({ name: 'serial', required: true }),
      defineAttribute({ name: 'made', type: 'dateTime' }),
      defineAttribute({ name: 'weight', type: 'decimal' }),
      defineAttribute({ name: 'ports', type: 'integer', multiValued: true }),
      defineAttribute({ name: 'owner', mutability: 'immutable' }),
      defineAttribute({ name: 'secret', mutability: 'writeOnly', returned: 'never' }),
      defineAttribute({ name: 'notes', returned: 'request' }),
      defineAttribute({
        name: 'place',
        subAttributes: [
          defineAttribute({ name: 'room', required: true }),
          defineAttribute({ name: 'floor', mutability: 'immutable' }),
        ],
      }),
    ],
  }
  const extension: SchemaDefinition = {
    id: 'urn:example:ext:1.0',
    name: 'Ext',
    description: '',
    attributes: [defineAttribute({ name: 'code', required: true })],
  }
  const Device = compileResourceType(
    {
      id: 'Device',
      name: 'Device',
      endpoint: '/Devices',
      description: '',
      schema: schema.id,
      schemaExtensions: [{ schema: extension.id, required: true }],
      nameAttribute: 'serial',
      displayAttributes: ['serial'],
    },
    [schema, extension],
  )
  const create = (attributes: JsonObject) =>
    acceptCreate(Device, { schemas: [schema.id], serial: 's', [extension.id]: { code: 'c' }, ...attributes }).document

  test('takes numbers and dates', () => {
    const values = { made: '2008-01-23T04:56:22+01:00', weight: 1.5, ports: [80, 443] }
    expect(create(values)).toMatchObject({ ...values, schemas: [schema.id, extension.id] })
    expect(create({ ports: [80, 80] }).ports).toEqual([80])
  })

  test.each<[string, JsonObject]>([
    ['made: expected a date and time', { made: '2008-01-23' }],
    ['made: expected a date and time', { made: '2008-02-30T00:00:00Z' }],
    ['made: expected a date and time', { made: 5 }],
    ['weight: expected a number', { weight: '1.5' }],
    ['ports: expected a whole number', { ports: [1.5] }],
    ['place.room is required', { place: { floor: '1' } }],
    ['urn:example:ext:1.0:code is required', { [extension.id]: {} }],
  ])('refuses what is not: %s', (says, attributes) => {
    expect(errorOf(() => create(attributes))).toMatchObject({
      scimType: 'invalidValue',
      detail: expect.stringContaining(says),
    })
  })

  test('keeps on PUT what clients cannot see or may not change', () => {
    const current = create({
      owner: 'o',
      secret: 's',
      notes: 'n',
      made: '2008-01-23T04:56:22Z',
      place: { room: '1', floor: '2' },
    })
    const body = { schemas: [schema.id], serial: 's', [extension.id]: { code: 'c' }, place: { room: '9' } }
    expect(acceptReplace(Device, body, current).document).toEqual({
      ...current,
      made: undefined,
      place: { room: '9', floor: '2' },
    })
    expect(errorOf(() => acceptReplace(Device, { ...body, owner: 'x' }, current))).toMatchObject({
      scimType: 'mutability',
    })
    expect(errorOf(() => acceptReplace(Device, { ...body, place: { room: '1', floor: '3' } }, current))).toMatchObject({
      scimType: 'mutability',
      detail: expect.stringContaining('place.floor'),
    })
  })

  test('cannot be made without its schemas', () => {
    expect(() => compileResourceType(Device.definition, [schema])).toThrow('unknown schema urn:example:ext:1.0')
  })
})
