import { describe, expect, test } from 'vitest'
import { ENTERPRISE, errorOf, Group, USER, User } from '../../test/support.ts'
import {
  compileResourceType,
  defineAttribute,
  type JsonObject,
  parseProjection,
  projectionIncludes,
  projectResource,
} from '../index.ts'

const babs: JsonObject = {
  schemas: [USER, ENTERPRISE],
  id: 'u1',
  userName: 'bjensen',
  name: { givenName: 'Barbara', familyName: 'Jensen' },
  emails: [{ value: 'w', type: 'work' }, { type: 'home' }],
  groups: [{ value: 'g1', display: 'Guides' }],
  [ENTERPRISE]: { department: 'Sales', manager: { value: 'm', displayName: 'M' } },
  meta: { resourceType: 'User', version: 'W/"1"' },
}
const always = { schemas: babs.schemas, id: 'u1' }

describe('attributes', () => {
  test.each<[string[], JsonObject]>([
    [['userName'], { ...always, userName: 'bjensen' }],
    [['USERNAME'], { ...always, userName: 'bjensen' }],
    [[`${USER}:userName`], { ...always, userName: 'bjensen' }],
    [['nosuch'], always],
    [['name'], { ...always, name: babs.name }],
    [['name.givenName'], { ...always, name: { givenName: 'Barbara' } }],
    [['name', 'name.givenName'], { ...always, name: babs.name }],
    [['name.middleName'], always],
    [['emails.value'], { ...always, emails: [{ value: 'w' }] }],
    [['meta.version'], { ...always, meta: { version: 'W/"1"' } }],
    [['groups'], { ...always, groups: babs.groups }],
    [[ENTERPRISE], { ...always, [ENTERPRISE]: babs[ENTERPRISE] }],
    [[`${ENTERPRISE}:manager.value`], { ...always, [ENTERPRISE]: { manager: { value: 'm' } } }],
    [['manager'], { ...always, [ENTERPRISE]: { manager: { value: 'm', displayName: 'M' } } }],
    [['password'], always],
  ])('%j', (attributes, shown) => {
    expect(projectResource(User, babs, parseProjection(User, { attributes }))).toEqual(shown)
  })
})

describe('excludedAttributes', () => {
  const without = (...names: string[]): JsonObject =>
    Object.fromEntries(Object.entries(babs).filter(([name]) => !names.includes(name)))
  test.each<[string[], JsonObject]>([
    [['emails', 'GROUPS'], without('emails', 'groups')],
    [['id', 'schemas'], babs],
    [['name.givenName'], { ...babs, name: { familyName: 'Jensen' } }],
    [['emails.type', 'emails.value'], without('emails')],
    [[ENTERPRISE], without(ENTERPRISE)],
    [[`${ENTERPRISE}:manager`], { ...babs, [ENTERPRISE]: { department: 'Sales' } }],
    [['nosuch'], babs],
  ])('%j', (excludedAttributes, shown) => {
    expect(projectResource(User, babs, parseProjection(User, { excludedAttributes }))).toEqual(shown)
  })

  test('take away from attributes', () => {
    const projection = parseProjection(User, {
      attributes: ['name', 'emails'],
      excludedAttributes: ['name.givenName', 'emails'],
    })
    expect(projectResource(User, babs, projection)).toEqual({ ...always, name: { familyName: 'Jensen' } })
  })
})

describe('returned', () => {
  const schema = {
    id: 'urn:example:T',
    name: 'T',
    description: '',
    attributes: [
      defineAttribute({ name: 'title' }),
      defineAttribute({ name: 'secret', returned: 'never' }),
      defineAttribute({ name: 'onRequest', returned: 'request' }),
      defineAttribute({ name: 'fixed', returned: 'always' }),
      defineAttribute({
        name: 'parts',
        subAttributes: [
          defineAttribute({ name: 'a' }),
          defineAttribute({ name: 'b', returned: 'request' }),
          defineAttribute({ name: 'c', returned: 'always' }),
          defineAttribute({ name: 'd', returned: 'never' }),
        ],
      }),
    ],
  } as const
  const type = compileResourceType(
    {
      id: 'T',
      name: 'T',
      endpoint: '/T',
      description: '',
      schema: schema.id,
      schemaExtensions: [],
      nameAttribute: 'title',
      displayAttributes: [],
    },
    [schema],
  )
  const resource = {
    schemas: [],
    id: '1',
    title: 't',
    secret: 's',
    onRequest: 'r',
    fixed: 'f',
    parts: { a: 1, b: 2, c: 3, d: 4 },
  }

  test.each<[JsonObject, JsonObject]>([
    [{}, { schemas: [], id: '1', title: 't', fixed: 'f', parts: { a: 1, c: 3 } }],
    [{ attributes: ['onRequest', 'secret'] }, { schemas: [], id: '1', onRequest: 'r', fixed: 'f' }],
    [{ attributes: ['parts.b'] }, { schemas: [], id: '1', fixed: 'f', parts: { b: 2, c: 3 } }],
    [
      { attributes: ['parts', 'parts.b', 'parts.d'] },
      { schemas: [], id: '1', fixed: 'f', parts: { a: 1, b: 2, c: 3 } },
    ],
    [
      { excludedAttributes: ['fixed', 'parts.c', 'parts.a'] },
      { schemas: [], id: '1', title: 't', fixed: 'f', parts: { c: 3 } },
    ],
  ])('%j', (request, shown) => {
    expect(projectResource(type, resource, parseProjection(type, request as never))).toEqual(shown)
  })
})

describe('projectionIncludes', () => {
  test.each<[JsonObject, string, boolean]>([
    [{}, 'members', true],
    [{ excludedAttributes: ['members'] }, 'members', false],
    [{ excludedAttributes: ['MEMBERS'] }, 'members', false],
    [{ excludedAttributes: ['members.display'] }, 'members', true],
    [{ attributes: ['displayName'] }, 'members', false],
    [{ attributes: ['members'] }, 'members', true],
    [{ attributes: ['members.value'] }, 'members', true],
    [{ attributes: ['members.value'] }, 'members.value', true],
    [{ attributes: ['members'], excludedAttributes: ['members'] }, 'members', false],
  ])('%j shows %s: %s', (request, path, expected) => {
    expect(projectionIncludes(parseProjection(Group, request as never), path)).toBe(expected)
  })
})

test('nothing asked is no projection', () => {
  expect(parseProjection(User, {})).toBeUndefined()
  expect(parseProjection(User, { attributes: [], excludedAttributes: [] })).toBeUndefined()
})

test('a list of names has a bound', () => {
  const error = errorOf(() => parseProjection(User, { attributes: Array.from({ length: 1001 }, () => 'id') }))
  expect(error).toMatchObject({ status: 400, scimType: 'invalidValue' })
})
