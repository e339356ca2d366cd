import { RESOURCE_TYPE_URN } from '../protocol/urns.ts'
import { attribute, complex, readOnly, schema } from './define.ts'

/** RFC 7643 sections 6 and 8.7.2, with the errata applied. */
export const ResourceTypeSchema = schema({
  id: RESOURCE_TYPE_URN,
  name: 'ResourceType',
  description: 'Specifies the schema that describes a SCIM resource type',
  attributes: readOnly([
    attribute({
      name: 'id',
      description: "The resource type's server unique id. May be the same as the 'name' attribute.",
    }),
    attribute({
      name: 'name',
      description: "The resource type name. Specified when applicable, e.g., 'User'.",
      required: true,
    }),
    attribute({ name: 'description', description: "The resource type's human-readable description." }),
    attribute({
      name: 'endpoint',
      type: 'reference',
      referenceTypes: ['uri'],
      description: "The resource type's HTTP-addressable endpoint relative to the Base URL, e.g., '/Users'.",
      required: true,
    }),
    attribute({
      name: 'schema',
      type: 'reference',
      referenceTypes: ['uri'],
      description: "The resource type's primary/base schema URI.",
      required: true,
    }),
    // Erratum 7522: multi-valued.
    complex({
      name: 'schemaExtensions',
      multiValued: true,
      description: "A list of URIs of the resource type's schema extensions.",
      subAttributes: [
        attribute({
          name: 'schema',
          type: 'reference',
          referenceTypes: ['uri'],
          description: 'The URI of a schema extension.',
          required: true,
        }),
        attribute({
          name: 'required',
          type: 'boolean',
          description:
            'Whether the schema extension is required for the resource type. If true, a resource of this type includes it and the attributes it declares as required.',
          required: true,
        }),
      ],
    }),
  ]),
})
