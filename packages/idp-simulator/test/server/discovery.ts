import type { HttpResponse } from '../../src/types.ts'
import { errorResponse, type Json, jsonResponse, listResponse, type ScimRequest } from './protocol.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0'
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const CONFIG: Json = {
  schemas: [`${CORE}:ServiceProviderConfig`],
  patch: { supported: true },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 200 },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: false },
  authenticationSchemes: [{ type: 'oauthbearertoken', name: 'Bearer token', description: 'A token in a header.' }],
}

const RESOURCE_TYPES: Json[] = [
  toResourceType('User', '/Users', [{ schema: ENTERPRISE, required: false }]),
  toResourceType('Group', '/Groups', []),
]

const SCHEMAS: Json[] = [
  toSchema(`${CORE}:User`, 'User', [
    ...['userName', 'displayName', 'title'].map((name) => toAttribute(name, 'string')),
    toAttribute('active', 'boolean'),
    ...['name', 'emails', 'phoneNumbers', 'addresses', 'roles'].map((name) => toAttribute(name, 'complex')),
  ]),
  toSchema(ENTERPRISE, 'EnterpriseUser', [
    ...['employeeNumber', 'department'].map((name) => toAttribute(name, 'string')),
    toAttribute('manager', 'complex'),
  ]),
  toSchema(`${CORE}:Group`, 'Group', [toAttribute('displayName', 'string'), toAttribute('members', 'complex')]),
]

/** RFC 7644 section 4; undefined when the request is for something else. */
export function handleDiscovery(request: ScimRequest): HttpResponse | undefined {
  if (request.endpoint === 'ServiceProviderConfig') return jsonResponse(200, CONFIG)
  const all = { ResourceTypes: RESOURCE_TYPES, Schemas: SCHEMAS }[request.endpoint]
  if (!all) return undefined
  if (request.id === undefined) return listResponse(new URLSearchParams(), all)
  const found = all.find(({ id }) => id === request.id)
  return found ? jsonResponse(200, found) : errorResponse(404, `There is no ${request.endpoint} ${request.id}.`)
}

function toResourceType(id: string, endpoint: string, schemaExtensions: Json[]): Json {
  return { schemas: [`${CORE}:ResourceType`], id, name: id, endpoint, schema: `${CORE}:${id}`, schemaExtensions }
}

function toSchema(id: string, name: string, attributes: Json[]): Json {
  return { schemas: [`${CORE}:Schema`], id, name, attributes }
}

function toAttribute(name: string, type: string): Json {
  return {
    name,
    type,
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: name === 'userName' ? 'server' : 'none',
  }
}
