import { CURSOR_TIMEOUT_SECONDS, DEFAULT_PAGE, MAX_PAGE } from '@rollcall/provisioning'
import {
  forbidden,
  type JsonObject,
  notFound,
  notImplemented,
  toListResponse,
  toResourceTypeDocument,
  toSchemaDocument,
  toServiceProviderConfig,
} from '@rollcall/scim-core'
import type { Answer, Exchange, Handler, Route } from '../exchange.ts'
import { MAX_BODY_BYTES } from '../http/body-limit.ts'

/** What the directory can do (RFC 7644 section 4). Only what is enforced is announced. */
export const discoveryRoutes: readonly Route[] = [
  { path: '/ServiceProviderConfig', handlers: { GET: discovery(serviceProviderConfig) } },
  { path: '/ResourceTypes', handlers: { GET: discovery((exchange) => listOf(resourceTypes(exchange))) } },
  {
    path: '/ResourceTypes/:name',
    handlers: { GET: discovery((exchange) => named(exchange, resourceTypes(exchange))) },
  },
  { path: '/Schemas', handlers: { GET: discovery((exchange) => listOf(schemas(exchange))) } },
  { path: '/Schemas/:name', handlers: { GET: discovery((exchange) => named(exchange, schemas(exchange))) } },
  { path: '/Me', handlers: { GET: noSelf, POST: noSelf, PUT: noSelf, PATCH: noSelf, DELETE: noSelf } },
]

/** RFC 7644 section 3.11: a directory's credential belongs to a client, not to one of its users. */
function noSelf(): never {
  throw notImplemented('The credential does not belong to a user, so /Me has no meaning here; use /Users/{id}.')
}

/** Other query parameters are ignored; a filter is refused (RFC 7644 section 4). */
function discovery(render: (exchange: Exchange) => JsonObject): Handler {
  return (exchange): Answer => {
    if (exchange.query.filter !== undefined)
      throw forbidden('Discovery endpoints cannot be filtered; read the whole list.')
    return { status: 200, body: JSON.stringify(render(exchange)) }
  }
}

function serviceProviderConfig({ baseUrl, maxBulkOperations }: Exchange): JsonObject {
  return toServiceProviderConfig(
    {
      patch: true,
      bulk: { supported: true, maxOperations: maxBulkOperations, maxPayloadSize: MAX_BODY_BYTES },
      filterMaxResults: MAX_PAGE,
      changePassword: false,
      sort: true,
      etag: true,
      pagination: {
        cursor: true,
        index: true,
        defaultPaginationMethod: 'index',
        defaultPageSize: DEFAULT_PAGE,
        maxPageSize: MAX_PAGE,
        cursorTimeout: CURSOR_TIMEOUT_SECONDS,
      },
      authenticationSchemes: [
        {
          type: 'oauthbearertoken',
          name: 'Bearer token',
          description: 'The token of a directory in the Authorization header: Bearer <token>.',
          specUri: 'https://www.rfc-editor.org/info/rfc6750',
          primary: true,
        },
        {
          type: 'httpbasic',
          name: 'HTTP Basic',
          description: 'The user name and password of a directory.',
          specUri: 'https://www.rfc-editor.org/info/rfc7617',
        },
      ],
    },
    `${baseUrl}/ServiceProviderConfig`,
  )
}

const resourceTypes = ({ types, baseUrl }: Exchange): JsonObject[] =>
  types.types.map(({ definition }) => toResourceTypeDocument(definition, `${baseUrl}/ResourceTypes/${definition.id}`))

const schemas = ({ types, baseUrl }: Exchange): JsonObject[] =>
  types.schemas.map((schema) => toSchemaDocument(schema, `${baseUrl}/Schemas/${schema.id}`))

const listOf = (resources: readonly JsonObject[]): JsonObject =>
  toListResponse({ totalResults: resources.length, startIndex: 1, resources })

function named({ params }: Exchange, documents: readonly JsonObject[]): JsonObject {
  const name = (params.name ?? '').toLowerCase()
  const found = documents.find(({ id }) => typeof id === 'string' && id.toLowerCase() === name)
  if (found === undefined) {
    throw notFound(`There is no "${params.name}" here; the list holds ${documents.map(({ id }) => id).join(', ')}.`)
  }
  return found
}
