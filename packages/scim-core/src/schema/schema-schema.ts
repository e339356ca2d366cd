import { SCHEMA_URN } from '../protocol/urns.ts'
import { attribute, complex, readOnly, schema } from './define.ts'
import type { AttributeDefinition } from './types.ts'

/** The characteristics of an attribute and of a sub-attribute: the same ones. */
const characteristics: readonly AttributeDefinition[] = [
  attribute({ name: 'name', description: "The attribute's name.", required: true, caseExact: true }),
  attribute({
    name: 'type',
    description: "The attribute's data type.",
    required: true,
    canonicalValues: ['string', 'complex', 'boolean', 'decimal', 'integer', 'dateTime', 'reference', 'binary'],
  }),
  attribute({
    name: 'multiValued',
    type: 'boolean',
    description: "A Boolean value indicating an attribute's plurality.",
    required: true,
  }),
  attribute({ name: 'description', description: 'A human-readable description of the attribute.', caseExact: true }),
  attribute({
    name: 'required',
    type: 'boolean',
    description: 'A Boolean value indicating whether or not the attribute is required.',
  }),
  attribute({
    name: 'canonicalValues',
    multiValued: true,
    description: 'A collection of canonical values.',
    caseExact: true,
  }),
  attribute({
    name: 'caseExact',
    type: 'boolean',
    description: 'A Boolean value indicating whether or not a string attribute is case sensitive.',
  }),
  attribute({
    name: 'mutability',
    description: 'Indicates whether or not an attribute is modifiable.',
    caseExact: true,
    canonicalValues: ['readOnly', 'readWrite', 'immutable', 'writeOnly'],
  }),
  attribute({
    name: 'returned',
    description: 'Indicates when an attribute is returned in a response (e.g., to a query).',
    caseExact: true,
    canonicalValues: ['always', 'never', 'default', 'request'],
  }),
  attribute({
    name: 'uniqueness',
    description: 'Indicates how unique a value must be.',
    caseExact: true,
    canonicalValues: ['none', 'server', 'global'],
  }),
  attribute({
    name: 'referenceTypes',
    multiValued: true,
    description: "Used only with an attribute of type 'reference': the resource types it may refer to, e.g., 'User'.",
    caseExact: true,
  }),
]

/** RFC 7643 sections 7 and 8.7.2. */
export const SchemaSchema = schema({
  id: SCHEMA_URN,
  name: 'Schema',
  description: 'Specifies the schema that describes a SCIM schema',
  attributes: readOnly([
    attribute({ name: 'id', description: 'The unique URI of the schema.', required: true }),
    attribute({ name: 'name', description: "The schema's human-readable name, e.g., 'User'.", required: true }),
    attribute({ name: 'description', description: "The schema's human-readable description." }),
    complex({
      name: 'attributes',
      multiValued: true,
      description: 'A complex attribute that includes the attributes of a schema.',
      required: true,
      subAttributes: [
        ...characteristics,
        complex({
          name: 'subAttributes',
          multiValued: true,
          description: 'Used to define the sub-attributes of a complex attribute.',
          subAttributes: characteristics,
        }),
      ],
    }),
  ]),
})
