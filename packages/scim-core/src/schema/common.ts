import { attribute, complex } from './define.ts'
import type { AttributeDefinition } from './types.ts'

/** What every resource has besides its schema's attributes (RFC 7643 sections 3 and 3.1). They are found by every look-up and listed in no schema. */
export const COMMON_ATTRIBUTES: readonly AttributeDefinition[] = [
  attribute({
    name: 'schemas',
    type: 'reference',
    referenceTypes: ['uri'],
    multiValued: true,
    description: 'The URIs of the schemas that define the attributes present in the resource.',
    required: true,
    caseExact: true,
    returned: 'always',
  }),
  attribute({
    name: 'id',
    description: 'The unique identifier of the resource, issued by the service provider.',
    required: true,
    caseExact: true,
    mutability: 'readOnly',
    returned: 'always',
    uniqueness: 'server',
  }),
  attribute({
    name: 'externalId',
    description: 'The identifier of the resource as defined by the provisioning client.',
    caseExact: true,
  }),
  complex({
    name: 'meta',
    description: 'Metadata of the resource.',
    mutability: 'readOnly',
    subAttributes: [
      attribute({
        name: 'resourceType',
        description: 'The name of the resource type.',
        caseExact: true,
        mutability: 'readOnly',
      }),
      attribute({
        name: 'created',
        type: 'dateTime',
        description: 'When the resource was added.',
        mutability: 'readOnly',
      }),
      attribute({
        name: 'lastModified',
        type: 'dateTime',
        description: 'When the resource was last changed.',
        mutability: 'readOnly',
      }),
      attribute({
        name: 'location',
        type: 'reference',
        referenceTypes: ['uri'],
        description: 'The URI of the resource.',
        mutability: 'readOnly',
      }),
      attribute({
        name: 'version',
        description: 'The version of the resource, the same as its ETag.',
        caseExact: true,
        mutability: 'readOnly',
      }),
    ],
  }),
]
