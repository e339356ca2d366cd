import type { JsonObject } from '../resource/types.ts'
import type { AttributeDefinition, ResourceTypeDefinition, SchemaDefinition } from '../schema/types.ts'
import { RESOURCE_TYPE_URN, SCHEMA_URN, SERVICE_PROVIDER_CONFIG_URN } from './urns.ts'

export interface AuthenticationScheme {
  readonly type: 'oauth' | 'oauth2' | 'oauthbearertoken' | 'httpbasic' | 'httpdigest'
  readonly name: string
  readonly description: string
  readonly specUri?: string
  readonly documentationUri?: string
  readonly primary?: boolean
}

/** RFC 9865 section 4. */
export interface PaginationOptions {
  readonly cursor: boolean
  readonly index: boolean
  readonly defaultPaginationMethod?: 'cursor' | 'index'
  readonly defaultPageSize?: number
  readonly maxPageSize?: number
  readonly cursorTimeout?: number
}

export interface ServiceProviderConfigOptions {
  readonly documentationUri?: string
  readonly patch: boolean
  readonly bulk: { readonly supported: boolean; readonly maxOperations: number; readonly maxPayloadSize: number }
  readonly filterMaxResults: number
  readonly changePassword: boolean
  readonly sort: boolean
  readonly etag: boolean
  readonly pagination?: PaginationOptions
  readonly authenticationSchemes: readonly AuthenticationScheme[]
}

/** A schema as `/Schemas` shows it (RFC 7643 section 7). Only the RFC's characteristics are published. */
export function toSchemaDocument(schema: SchemaDefinition, location: string): JsonObject {
  return {
    schemas: [SCHEMA_URN],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(toAttributeDocument),
    meta: { resourceType: 'Schema', location },
  }
}

/** Characteristics that mean nothing for a type are left out, as in the RFC's print: uniqueness of a complex value (erratum 6004), case of a boolean. */
function toAttributeDocument(attribute: AttributeDefinition): JsonObject {
  const { type, canonicalValues, referenceTypes, subAttributes } = attribute
  const hasCase = type === 'string' || type === 'reference' || type === 'binary'
  return {
    name: attribute.name,
    type,
    ...(referenceTypes === undefined ? {} : { referenceTypes }),
    multiValued: attribute.multiValued,
    description: attribute.description,
    required: attribute.required,
    ...(subAttributes === undefined ? {} : { subAttributes: subAttributes.map(toAttributeDocument) }),
    ...(hasCase ? { caseExact: attribute.caseExact } : {}),
    ...(canonicalValues === undefined ? {} : { canonicalValues }),
    mutability: attribute.mutability,
    returned: attribute.returned,
    ...(type === 'complex' || type === 'boolean' ? {} : { uniqueness: attribute.uniqueness }),
  }
}

/** A resource type as `/ResourceTypes` shows it (RFC 7643 section 6). */
export function toResourceTypeDocument(definition: ResourceTypeDefinition, location: string): JsonObject {
  return {
    schemas: [RESOURCE_TYPE_URN],
    id: definition.id,
    name: definition.name,
    endpoint: definition.endpoint,
    description: definition.description,
    schema: definition.schema,
    schemaExtensions: definition.schemaExtensions.map(({ schema, required }) => ({ schema, required })),
    meta: { resourceType: 'ResourceType', location },
  }
}

/** RFC 7643 section 5: every block is there, supported or not. Clients fall back to less when one is missing. */
export function toServiceProviderConfig(options: ServiceProviderConfigOptions, location: string): JsonObject {
  const { bulk, documentationUri, pagination } = options
  return {
    schemas: [SERVICE_PROVIDER_CONFIG_URN],
    ...(documentationUri === undefined ? {} : { documentationUri }),
    patch: { supported: options.patch },
    bulk: { supported: bulk.supported, maxOperations: bulk.maxOperations, maxPayloadSize: bulk.maxPayloadSize },
    filter: { supported: true, maxResults: options.filterMaxResults },
    changePassword: { supported: options.changePassword },
    sort: { supported: options.sort },
    etag: { supported: options.etag },
    ...(pagination === undefined ? {} : { pagination: { ...pagination } }),
    authenticationSchemes: options.authenticationSchemes.map((scheme) => ({ ...scheme })),
    meta: { resourceType: 'ServiceProviderConfig', location },
  }
}
