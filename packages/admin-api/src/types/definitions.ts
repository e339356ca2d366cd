import {
  type Definitions,
  type ExtensionDefinition,
  getDefinitions,
  isBuiltInSchema,
  isBuiltInType,
} from '@rollcall/provisioning'
import type { AttributeDefinition, ResourceTypeDefinition, SchemaDefinition } from '@rollcall/scim-core'
import type { ApiContext } from '../context.ts'
import { builder } from '../schema/builder.ts'
import {
  AttributeMutabilityEnum,
  AttributeReturnedEnum,
  AttributeTypeEnum,
  AttributeUniquenessEnum,
} from '../schema/enums.ts'
import { DefinitionsRef, type PlacedAttribute, ResourceTypeRef, SchemaAttributeRef, SchemaRef } from '../schema/refs.ts'

/** Lists of lists: what they cost together stays far below the limit for one directory. */
export const definitionsCost = { field: 1, multiplier: 5 }
const attributesCost = { field: 1, multiplier: 20 }
const subAttributesCost = { field: 1, multiplier: 5 }

/** What was applied to a directory or, without one, to the tenant itself. */
export const definitionsOf = (
  { operation }: ApiContext,
  tenantId: string,
  directoryId?: string,
): Promise<Definitions> => getDefinitions(operation, { tenantId, directoryId })

const SchemaExtensionRef = builder.objectRef<ResourceTypeDefinition['schemaExtensions'][number]>('SchemaExtension')
SchemaExtensionRef.implement({
  description: 'A schema that adds attributes to a resource type.',
  fields: (t) => ({
    schema: t.exposeString('schema', { description: 'Its URN.' }),
    required: t.exposeBoolean('required'),
  }),
})

ResourceTypeRef.implement({
  description: 'A kind of resource that directories hold (RFC 7643 section 6).',
  fields: (t) => ({
    name: t.exposeString('name'),
    endpoint: t.exposeString('endpoint', { description: 'Relative to the base URL: /Users.' }),
    description: t.exposeString('description'),
    schema: t.exposeString('schema', { description: 'URN of its base schema.' }),
    schemaExtensions: t.field({
      type: [SchemaExtensionRef],
      complexity: definitionsCost,
      resolve: (type) => [...type.schemaExtensions],
    }),
    nameAttribute: t.exposeString('nameAttribute', {
      description: 'What resources are looked up by: userName, displayName; "id" when they have no name.',
    }),
    builtIn: t.boolean({ resolve: (type) => isBuiltInType(type.name) }),
  }),
})

const place = (schema: SchemaDefinition, definition: AttributeDefinition): PlacedAttribute => ({
  definition,
  schema: schema.id,
  path: definition.name,
})

SchemaRef.implement({
  description: 'A schema (RFC 7643 section 7).',
  fields: (t) => ({
    id: t.exposeString('id', { description: 'Its URN.' }),
    name: t.exposeString('name'),
    description: t.exposeString('description'),
    builtIn: t.boolean({
      description: 'Defined by the RFC; attributes may have been added.',
      resolve: (schema) => isBuiltInSchema(schema.id),
    }),
    attributes: t.field({
      type: [SchemaAttributeRef],
      complexity: attributesCost,
      resolve: (schema) => schema.attributes.map((each) => place(schema, each)),
    }),
  }),
})

SchemaAttributeRef.implement({
  description: 'An attribute with its characteristics (RFC 7643 section 7).',
  fields: (t) => ({
    name: t.string({ resolve: ({ definition }) => definition.name }),
    urn: t.string({
      description: 'The full name, as identity providers take it: urn:…:User:department, urn:…:User:name.givenName.',
      resolve: ({ schema, path }) => `${schema}:${path}`,
    }),
    externalNamespace: t.string({
      description: "What Okta's profile editor calls External namespace.",
      resolve: ({ schema }) => schema,
    }),
    externalName: t.string({
      description: "What Okta's profile editor calls External name: name.givenName.",
      resolve: ({ path }) => path,
    }),
    type: t.field({ type: AttributeTypeEnum, resolve: ({ definition }) => definition.type }),
    multiValued: t.boolean({ resolve: ({ definition }) => definition.multiValued }),
    required: t.boolean({ resolve: ({ definition }) => definition.required }),
    caseExact: t.boolean({ resolve: ({ definition }) => definition.caseExact }),
    mutability: t.field({ type: AttributeMutabilityEnum, resolve: ({ definition }) => definition.mutability }),
    returned: t.field({ type: AttributeReturnedEnum, resolve: ({ definition }) => definition.returned }),
    uniqueness: t.field({ type: AttributeUniquenessEnum, resolve: ({ definition }) => definition.uniqueness }),
    canonicalValues: t.stringList({ resolve: ({ definition }) => [...(definition.canonicalValues ?? [])] }),
    referenceTypes: t.stringList({ resolve: ({ definition }) => [...(definition.referenceTypes ?? [])] }),
    description: t.string({ resolve: ({ definition }) => definition.description }),
    subAttributes: t.field({
      type: [SchemaAttributeRef],
      complexity: subAttributesCost,
      resolve: ({ definition, schema, path }) =>
        (definition.subAttributes ?? []).map((sub) => ({ definition: sub, schema, path: `${path}.${sub.name}` })),
    }),
  }),
})

const DefinedExtensionRef = builder.objectRef<ExtensionDefinition>('DefinedExtension')
DefinedExtensionRef.implement({
  description: 'A schema that was made an extension of a built-in type.',
  fields: (t) => ({
    resourceType: t.exposeString('resourceType'),
    schema: t.exposeString('schema', { description: 'Its URN.' }),
    required: t.exposeBoolean('required'),
  }),
})

DefinitionsRef.implement({
  description:
    'Schemas and resource types as they were applied, without the built-in ones. A schema with a built-in URN holds the attributes that were added to it.',
  fields: (t) => ({
    schemas: t.field({ type: [SchemaRef], complexity: definitionsCost, resolve: ({ schemas }) => [...schemas] }),
    resourceTypes: t.field({
      type: [ResourceTypeRef],
      complexity: definitionsCost,
      resolve: ({ resourceTypes }) => [...resourceTypes],
    }),
    extensions: t.field({
      type: [DefinedExtensionRef],
      complexity: definitionsCost,
      resolve: ({ extensions }) => [...extensions],
    }),
  }),
})
