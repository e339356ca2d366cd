import { SERVICE_PROVIDER_CONFIG_URN } from '../protocol/urns.ts'
import { attribute, complex, readOnly, schema } from './define.ts'

const supported = attribute({
  name: 'supported',
  type: 'boolean',
  description: 'A Boolean value specifying whether or not the operation is supported.',
  required: true,
})

/** RFC 7643 sections 5 and 8.7.2, with the `pagination` of RFC 9865 section 4. */
export const ServiceProviderConfigSchema = schema({
  id: SERVICE_PROVIDER_CONFIG_URN,
  name: 'Service Provider Configuration',
  description: "Schema for representing the service provider's configuration",
  attributes: readOnly([
    attribute({
      name: 'documentationUri',
      type: 'reference',
      referenceTypes: ['external'],
      description: "An HTTP-addressable URL pointing to the service provider's human-consumable help documentation.",
    }),
    complex({
      name: 'patch',
      description: 'A complex type that specifies PATCH configuration options.',
      required: true,
      subAttributes: [supported],
    }),
    complex({
      name: 'bulk',
      description: 'A complex type that specifies bulk configuration options.',
      required: true,
      subAttributes: [
        supported,
        attribute({
          name: 'maxOperations',
          type: 'integer',
          description: 'An integer value specifying the maximum number of operations.',
          required: true,
        }),
        attribute({
          name: 'maxPayloadSize',
          type: 'integer',
          description: 'An integer value specifying the maximum payload size in bytes.',
          required: true,
        }),
      ],
    }),
    complex({
      name: 'filter',
      description: 'A complex type that specifies FILTER options.',
      required: true,
      subAttributes: [
        supported,
        attribute({
          name: 'maxResults',
          type: 'integer',
          description: 'An integer value specifying the maximum number of resources returned in a response.',
          required: true,
        }),
      ],
    }),
    complex({
      name: 'changePassword',
      description: 'A complex type that specifies configuration options related to changing a password.',
      required: true,
      subAttributes: [supported],
    }),
    complex({
      name: 'sort',
      description: 'A complex type that specifies sort result options.',
      required: true,
      subAttributes: [supported],
    }),
    complex({
      name: 'etag',
      description: 'A complex type that specifies ETag result options.',
      required: true,
      subAttributes: [supported],
    }),
    complex({
      name: 'pagination',
      description: 'A complex type that specifies the paging methods (RFC 9865).',
      subAttributes: [
        attribute({
          name: 'cursor',
          type: 'boolean',
          description: 'Whether cursor-based pagination is supported.',
          required: true,
        }),
        attribute({
          name: 'index',
          type: 'boolean',
          description: 'Whether index-based pagination is supported.',
          required: true,
        }),
        attribute({
          name: 'defaultPaginationMethod',
          description: 'The method used when a request does not name one.',
          canonicalValues: ['cursor', 'index'],
        }),
        attribute({
          name: 'defaultPageSize',
          type: 'integer',
          description: 'The number of results on a page when count is not given.',
        }),
        attribute({
          name: 'maxPageSize',
          type: 'integer',
          description: 'The largest number of results on a page.',
        }),
        attribute({
          name: 'cursorTimeout',
          type: 'integer',
          description: 'The least number of seconds a cursor stays valid.',
        }),
      ],
    }),
    complex({
      name: 'authenticationSchemes',
      multiValued: true,
      description: 'A complex type that specifies supported authentication scheme properties.',
      required: true,
      subAttributes: [
        attribute({
          name: 'type',
          description: 'The authentication scheme.',
          required: true,
          canonicalValues: ['oauth', 'oauth2', 'oauthbearertoken', 'httpbasic', 'httpdigest'],
        }),
        attribute({
          name: 'name',
          description: 'The common authentication scheme name, e.g., HTTP Basic.',
          required: true,
        }),
        attribute({ name: 'description', description: 'A description of the authentication scheme.', required: true }),
        attribute({
          name: 'specUri',
          type: 'reference',
          referenceTypes: ['external'],
          description: "An HTTP-addressable URL pointing to the authentication scheme's specification.",
        }),
        attribute({
          name: 'documentationUri',
          type: 'reference',
          referenceTypes: ['external'],
          description: "An HTTP-addressable URL pointing to the authentication scheme's usage documentation.",
        }),
        attribute({
          name: 'primary',
          type: 'boolean',
          description: 'Whether this is the preferred authentication scheme.',
        }),
      ],
    }),
  ]),
})
