import { describe, expect, test } from 'vitest'
import { ENTERPRISE, Group, readFixture, USER, User } from '../../test/support.ts'
import {
  type AttributeDefinition,
  EnterpriseUserSchema,
  findAttribute,
  GroupResourceType,
  GroupSchema,
  type JsonObject,
  parsePath,
  ResourceTypeSchema,
  SchemaSchema,
  ServiceProviderConfigSchema,
  toResourceTypeDocument,
  toSchemaDocument,
  toServiceProviderConfig,
  UserResourceType,
  UserSchema,
} from '../index.ts'

const SCHEMAS = [UserSchema, EnterpriseUserSchema, GroupSchema]
const DISCOVERY = [ServiceProviderConfigSchema, ResourceTypeSchema, SchemaSchema]
const printed = readFixture<Record<string, Record<string, string>>>('rfc/rfc7643-8.7.1-characteristics.json')

function describeAttribute(attribute: AttributeDefinition): string {
  const { type, referenceTypes, canonicalValues, mutability, returned, uniqueness } = attribute
  const words = [
    type === 'string' ? '' : referenceTypes === undefined ? type : `${type}(${referenceTypes.join()})`,
    attribute.multiValued ? 'multiValued' : '',
    attribute.required ? 'required' : '',
    attribute.caseExact ? 'caseExact' : '',
    mutability === 'readWrite' ? '' : mutability,
    returned === 'default' ? '' : `returned=${returned}`,
    uniqueness === 'none' ? '' : `unique=${uniqueness}`,
    canonicalValues === undefined ? '' : `canonical(${canonicalValues.join()})`,
  ]
  return words.filter((word) => word !== '').join(' ')
}

function describeAll(attributes: readonly AttributeDefinition[], prefix = ''): [string, string][] {
  return attributes.flatMap((each): [string, string][] => [
    [`${prefix}${each.name}`, describeAttribute(each)],
    ...describeAll(each.subAttributes ?? [], `${prefix}${each.name}.`),
  ])
}

describe('the characteristics of RFC 7643 section 8.7.1', () => {
  test.each(SCHEMAS)('are those of $id', (schema) => {
    expect(Object.fromEntries(describeAll(schema.attributes))).toEqual(printed[schema.id])
  })

  test.each([...SCHEMAS, ...DISCOVERY])('are complete and described for $id', (schema) => {
    const all = (attributes: readonly AttributeDefinition[]): readonly AttributeDefinition[] =>
      attributes.flatMap((each) => [each, ...all(each.subAttributes ?? [])])
    for (const attribute of all(schema.attributes)) {
      expect(attribute.name).toMatch(/^\$?[A-Za-z][A-Za-z0-9_-]*$/)
      expect(attribute.description, attribute.name).not.toBe('')
      expect(attribute.type === 'complex', attribute.name).toBe(attribute.subAttributes !== undefined)
      expect(attribute.type === 'reference', attribute.name).toBe(attribute.referenceTypes !== undefined)
    }
  })

  test.each(DISCOVERY)('are all read-only for $id', (schema) => {
    for (const [path, words] of describeAll(schema.attributes)) expect(words, path).toContain('readOnly')
  })
})

describe('a schema document', () => {
  test('shows the characteristics of the RFC and nothing of ours', () => {
    const text = JSON.stringify(SCHEMAS.map((schema) => toSchemaDocument(schema, `/Schemas/${schema.id}`)))
    expect(text).not.toMatch(/"relation"|"discarded"|null/)
  })

  test('leaves out what a type does not have', () => {
    const document = toSchemaDocument(UserSchema, 'https://x/Schemas/u') as unknown as {
      schemas: unknown
      meta: unknown
      attributes: readonly JsonObject[]
    }
    expect(document.schemas).toEqual(['urn:ietf:params:scim:schemas:core:2.0:Schema'])
    expect(document.meta).toEqual({ resourceType: 'Schema', location: 'https://x/Schemas/u' })
    const find = (name: string): JsonObject | undefined => document.attributes.find((each) => each.name === name)
    expect(find('userName')).toEqual({
      name: 'userName',
      type: 'string',
      multiValued: false,
      description: expect.any(String),
      required: true,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'server',
    })
    expect(Object.keys(find('active') ?? {})).toEqual([
      'name',
      'type',
      'multiValued',
      'description',
      'required',
      'mutability',
      'returned',
    ])
    expect(find('emails')).not.toHaveProperty('uniqueness')
    expect(find('emails')).not.toHaveProperty('caseExact')
  })
})

describe('other discovery documents', () => {
  test('of a resource type', () => {
    expect(toResourceTypeDocument(UserResourceType, '/ResourceTypes/User')).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
      id: 'User',
      name: 'User',
      endpoint: '/Users',
      description: 'User Account',
      schema: USER,
      schemaExtensions: [{ schema: ENTERPRISE, required: false }],
      meta: { resourceType: 'ResourceType', location: '/ResourceTypes/User' },
    })
    expect(toResourceTypeDocument(GroupResourceType, '/x').schemaExtensions).toEqual([])
  })

  test('of the service, every block present', () => {
    const document = toServiceProviderConfig(
      {
        patch: true,
        bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
        filterMaxResults: 200,
        changePassword: false,
        sort: true,
        etag: true,
        authenticationSchemes: [{ type: 'oauthbearertoken', name: 'Bearer', description: 'A token' }],
      },
      '/ServiceProviderConfig',
    )
    expect(document).toEqual({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: 200 },
      changePassword: { supported: false },
      sort: { supported: true },
      etag: { supported: true },
      authenticationSchemes: [{ type: 'oauthbearertoken', name: 'Bearer', description: 'A token' }],
      meta: { resourceType: 'ServiceProviderConfig', location: '/ServiceProviderConfig' },
    })
  })
})

describe('findAttribute', () => {
  test.each([
    ['USERNAME', 'userName'],
    ['id', 'id'],
    ['Meta.LastModified', 'meta.lastModified'],
    ['schemas', 'schemas'],
    ['externalid', 'externalId'],
    [`${USER}:name.givenname`, 'name.givenName'],
    [`${USER.toUpperCase()}:id`, 'id'],
    [`${ENTERPRISE}:MANAGER.VALUE`, `${ENTERPRISE}:manager.value`],
    ['manager.$REF', `${ENTERPRISE}:manager.$ref`],
    ['department', `${ENTERPRISE}:department`],
  ])('finds %s', (text, path) => {
    expect(findAttribute(User, parsePath(text).attribute)?.path).toBe(path)
  })

  test.each([
    'nosuch',
    'name.nosuch',
    'userName.value',
    'urn:x:y:userName',
    `${ENTERPRISE}:userName`,
    ENTERPRISE,
    '$ref',
    'constructor',
    'toString',
  ])('does not find %s', (text) => {
    expect(findAttribute(User, parsePath(text).attribute)).toBeUndefined()
  })

  test('knows the relations of a type', () => {
    expect([User.members?.name, User.memberOf?.name, Group.members?.name, Group.memberOf?.name]).toEqual([
      undefined,
      'groups',
      'members',
      undefined,
    ])
  })
})
