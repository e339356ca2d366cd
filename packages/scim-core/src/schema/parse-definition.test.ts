import { describe, expect, test } from 'vitest'
import { errorOf } from '../../test/support.ts'
import {
  EnterpriseUserSchema,
  GroupResourceType,
  GroupSchema,
  type Json,
  type JsonObject,
  parseResourceTypeDefinition,
  parseSchemaDefinition,
  type SchemaDefinition,
  toResourceTypeDocument,
  toSchemaDocument,
} from '../index.ts'

const ID = 'urn:example:schemas:1.0:Badge'
const schemaOf = (...attributes: readonly Json[]): SchemaDefinition => parseSchemaDefinition({ id: ID, attributes })

describe('a Schema document (RFC 7643 section 7)', () => {
  test('has the defaults of section 2.2 where it says nothing', () => {
    expect(schemaOf({ name: 'number' })).toEqual({
      id: ID,
      name: 'Badge',
      description: '',
      attributes: [
        {
          name: 'number',
          type: 'string',
          multiValued: false,
          description: '',
          required: false,
          caseExact: false,
          mutability: 'readWrite',
          returned: 'default',
          uniqueness: 'none',
        },
      ],
    })
  })

  test.each<[JsonObject, JsonObject]>([
    [
      { type: 'reference', referenceTypes: ['User', 'external'] },
      { caseExact: true, referenceTypes: ['User', 'external'] },
    ],
    [{ type: 'reference', caseExact: false }, { caseExact: false }],
    [{ type: 'binary' }, { caseExact: true }],
    [
      { TYPE: 'integer', MultiValued: true },
      { type: 'integer', multiValued: true },
    ],
    [
      { type: 'decimal', uniqueness: 'global' },
      { type: 'decimal', uniqueness: 'global' },
    ],
    [{ canonicalValues: ['a', 'b'] }, { canonicalValues: ['a', 'b'] }],
    [
      { required: null, caseExact: null, mutability: null },
      { required: false, caseExact: false, mutability: 'readWrite' },
    ],
    [
      { mutability: 'writeOnly', returned: 'never' },
      { mutability: 'writeOnly', returned: 'never' },
    ],
    [
      { mutability: 'immutable', returned: 'always' },
      { mutability: 'immutable', returned: 'always' },
    ],
    [
      { mutability: 'readOnly', returned: 'request' },
      { mutability: 'readOnly', returned: 'request' },
    ],
    [
      { type: 'dateTime', required: true },
      { type: 'dateTime', required: true },
    ],
    [
      { subAttributes: [{ name: '$ref' }] },
      { type: 'complex', subAttributes: [expect.objectContaining({ name: '$ref', type: 'string' })] },
    ],
  ])('%j is read', (given, expected) => {
    expect(schemaOf({ name: 'a', ...given }).attributes[0]).toMatchObject(expected)
  })

  test('empty lists count as none', () => {
    const [attribute] = schemaOf({ name: 'a', canonicalValues: [], referenceTypes: [], subAttributes: [] }).attributes
    for (const name of ['canonicalValues', 'referenceTypes', 'subAttributes'])
      expect(attribute).not.toHaveProperty(name)
  })

  test.each([EnterpriseUserSchema, GroupSchema])('what $id is published as reads back the same', (schema) => {
    const published = toSchemaDocument(schema, '/x')
    const read = parseSchemaDefinition(published)
    expect(toSchemaDocument(read, '/x')).toEqual(published)
  })

  test.each<[string, Json, string]>([
    ['text', 'x', 'A schema must be an object'],
    ['a list', [], 'A schema must be an object'],
    ['no id', { attributes: [{ name: 'a' }] }, 'schema.id'],
    ['an id that is a URL', { id: 'https://example.com/a', attributes: [{ name: 'a' }] }, 'schema.id'],
    ['an id with a blank', { id: 'urn:example:a b', attributes: [{ name: 'a' }] }, 'schema.id'],
    ['an id that is a number', { id: 5, attributes: [{ name: 'a' }] }, 'schema.id'],
    ['a very long id', { id: `urn:example:${'a'.repeat(250)}`, attributes: [{ name: 'a' }] }, 'schema.id'],
    ['a name that is no text', { id: ID, name: 5, attributes: [{ name: 'a' }] }, `${ID}.name`],
    ['attributes that are an object', { id: ID, attributes: {} }, `${ID}: "attributes"`],
    ['no attributes', { id: ID, attributes: [] }, `${ID}: "attributes"`],
    [
      'too many attributes',
      { id: ID, attributes: Array.from({ length: 301 }, (_, index) => ({ name: `a${index}` })) },
      `${ID}: more than 300`,
    ],
    ['an attribute that is text', { id: ID, attributes: ['a'] }, ID],
    ['a bad attribute name', { id: ID, attributes: [{ name: '1a' }] }, ID],
    ['a name of a prototype', { id: ID, attributes: [{ name: '__proto__' }] }, ID],
    ['a common name', { id: ID, attributes: [{ name: 'META' }] }, '"META"'],
    ['a name twice', { id: ID, attributes: [{ name: 'a' }, { name: 'A' }] }, '"A" is defined twice'],
  ])('%s is a 400 that names the place', (_title, document, place) => {
    const error = errorOf(() => parseSchemaDefinition(document))
    expect(error).toMatchObject({ status: 400, scimType: 'invalidValue', detail: expect.stringContaining(place) })
  })

  test.each<[JsonObject, string]>([
    [{ type: 'text' }, ':a.type'],
    [{ type: 'String' }, ':a.type'],
    [{ type: 5 }, ':a.type'],
    [{ multiValued: 'true' }, ':a.multiValued'],
    [{ caseExact: 1 }, ':a.caseExact'],
    [{ mutability: 'write' }, ':a.mutability'],
    [{ returned: 'sometimes' }, ':a.returned'],
    [{ uniqueness: 'tenant' }, ':a.uniqueness'],
    [{ canonicalValues: 'x' }, ':a.canonicalValues'],
    [{ referenceTypes: [5] }, ':a.referenceTypes'],
    [{ description: [] }, ':a.description'],
    [{ type: 'complex' }, ':a: "subAttributes"'],
    [{ type: 'string', subAttributes: [{ name: 'b' }] }, ':a: "subAttributes"'],
    [
      { subAttributes: [{ name: 'b', type: 'complex', subAttributes: [{ name: 'c' }] }] },
      ':a:b: a sub-attribute cannot be complex',
    ],
    [{ subAttributes: [{ name: 'b' }, { name: 'B' }] }, ':a: the attribute "B"'],
    [{ subAttributes: Array.from({ length: 301 }, (_, index) => ({ name: `b${index}` })) }, ':a: more than 300'],
    [{ subAttributes: [{ name: 'b', uniqueness: 'server' }] }, ':a:b: "uniqueness"'],
    [{ multiValued: true, uniqueness: 'server' }, ':a: "uniqueness"'],
    [{ uniqueness: 'server', subAttributes: [{ name: 'b' }] }, ':a: "uniqueness"'],
    [{ mutability: 'readOnly', required: true }, ':a: a readOnly'],
    [{ mutability: 'writeOnly' }, ':a: a writeOnly'],
  ])('the attribute %j is a 400 that names it', (attribute, place) => {
    const error = errorOf(() => schemaOf({ name: 'a', ...attribute }))
    expect(error).toMatchObject({
      status: 400,
      scimType: 'invalidValue',
      detail: expect.stringContaining(`${ID}${place}`),
    })
  })
})

describe('a ResourceType document (RFC 7643 section 6)', () => {
  const device = (...attributes: readonly Json[]) => [schemaOf({ name: 'note' }, ...attributes), EnterpriseUserSchema]
  const read = (document: JsonObject, schemas: readonly SchemaDefinition[] = device()) =>
    parseResourceTypeDefinition({ name: 'Device', endpoint: '/Devices', schema: ID, ...document }, schemas)

  test('is read, its schemas in their own spelling', () => {
    expect(
      read({
        schema: ID.toUpperCase(),
        schemaExtensions: [{ schema: EnterpriseUserSchema.id.toUpperCase(), required: true }],
      }),
    ).toEqual({
      id: 'Device',
      name: 'Device',
      endpoint: '/Devices',
      description: '',
      schema: ID,
      schemaExtensions: [{ schema: EnterpriseUserSchema.id, required: true }],
      nameAttribute: 'id',
      displayAttributes: ['id'],
    })
  })

  test('as published, it reads back the same', () => {
    const published = toResourceTypeDocument(GroupResourceType, '/x')
    expect(toResourceTypeDocument(parseResourceTypeDefinition(published, [GroupSchema]), '/x')).toEqual(published)
  })

  const text = (name: string, more: JsonObject = {}): Json => ({ name, required: true, ...more })
  test.each<[string, readonly Json[], JsonObject, string]>([
    ['nothing that could be a name', [{ name: 'a' }], {}, 'id'],
    ['a required text', [text('a')], {}, 'a'],
    ['a unique one before others', [text('displayName'), text('serial', { uniqueness: 'server' })], {}, 'serial'],
    ['displayName before name', [text('name'), text('displayName')], {}, 'displayName'],
    ['what it is told', [text('a'), text('b')], { nameAttribute: 'B' }, 'b'],
    ['its id, when told so', [text('a')], { nameAttribute: 'id' }, 'id'],
  ])('a resource is named by %s', (_title, attributes, document, expected) => {
    expect(read(document, device(...attributes)).nameAttribute).toBe(expected)
  })

  test.each<[Json, string | undefined]>([
    [{ name: 'active', type: 'boolean' }, 'active'],
    [{ name: 'active' }, undefined],
    [{ name: 'active', type: 'boolean', required: true }, undefined],
    [{ name: 'active', type: 'boolean', mutability: 'readOnly' }, undefined],
  ])('%j says whether it is in use: %s', (attribute, expected) => {
    expect(read({}, device(attribute)).activeAttribute).toBe(expected)
  })

  test('displayName shows it, its name comes next', () => {
    expect(
      read({}, device(text('serial', { uniqueness: 'server' }), { name: 'displayName' })).displayAttributes,
    ).toEqual(['displayName', 'serial'])
  })

  test.each<[JsonObject, string]>([
    [{ name: 'a b' }, 'resourceType.name'],
    [{ name: '' }, 'resourceType.name'],
    [{ endpoint: 'Devices' }, 'Device.endpoint'],
    [{ endpoint: '/a/b' }, 'Device.endpoint'],
    [{ endpoint: '/' }, 'Device.endpoint'],
    [{ endpoint: 5 }, 'Device.endpoint'],
    [{ schema: 'urn:example:none' }, 'Device.schema'],
    [{ schema: null }, 'Device.schema'],
    [{ schemaExtensions: {} }, 'Device.schemaExtensions'],
    [{ schemaExtensions: ['x'] }, 'Device.schemaExtensions'],
    [{ schemaExtensions: [{ schema: 'urn:example:none' }] }, 'Device.schemaExtensions'],
    [{ schemaExtensions: [{ schema: ID, required: 'no' }] }, 'Device.schemaExtensions.required'],
    [{ nameAttribute: 'note' }, 'Device.nameAttribute'],
    [{ nameAttribute: 'nosuch' }, 'Device.nameAttribute'],
    [{ person: 'yes' }, 'Device.person'],
  ])('%j is a 400 that names the place', (document, place) => {
    const error = errorOf(() => read(document))
    expect(error).toMatchObject({ status: 400, scimType: 'invalidValue', detail: expect.stringContaining(place) })
  })

  test('what is no object is a 400', () => {
    expect(errorOf(() => parseResourceTypeDefinition('x', [])).detail).toContain('must be an object')
  })
})
