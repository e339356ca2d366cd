import {
  type Json,
  type JsonObject,
  parseResourceTypeDefinition,
  parseSchemaDefinition,
  type SchemaDefinition,
} from '@rollcall/scim-core'
import { InvalidInputError } from '../errors.ts'
import {
  BUILT_IN_SCHEMAS,
  BUILT_IN_TYPES,
  type Definitions,
  type ExtensionDefinition,
  isBuiltInSchema,
  mergeDefinitions,
  NO_DEFINITIONS,
  sameName,
} from './definitions.ts'

/** Endpoints that mean something else (RFC 7644 sections 3.2 and 4). */
const RESERVED_ENDPOINTS = ['/Schemas', '/ResourceTypes', '/ServiceProviderConfig', '/Me', '/Bulk', '/.search']

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const objects = (value: Json | undefined): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])

/** Schema and ResourceType documents in a file: one, a list, a ListResponse, or `{"schemas": [...], "resourceTypes": [...]}`. */
export function listDocuments(value: Json): readonly JsonObject[] {
  const documents = Array.isArray(value) ? value.flatMap(listInner) : listInner(value)
  if (documents.length === 0) throw new InvalidInputError('file', 'The file holds no Schema or ResourceType document.')
  return documents
}

function listInner(value: Json): readonly JsonObject[] {
  if (!isObject(value))
    throw new InvalidInputError(
      'file',
      'The file must hold Schema or ResourceType documents (RFC 7643 sections 6 and 7).',
    )
  if (value.Resources !== undefined) return objects(value.Resources)
  const inner = [...objects(value.schemas), ...objects(value.resourceTypes)]
  return inner.length > 0 ? inner : [value]
}

const isResourceType = (document: JsonObject): boolean =>
  document.endpoint !== undefined || document.schemaExtensions !== undefined || typeof document.schema === 'string'

export interface ReadOptions {
  /**
   * The built-in type that a schema extends unless its document, or a resource type, says otherwise; `none`: none. undefined: what the schema extended
   * so far and, when it is new, User.
   */
  readonly extends?: string | undefined
}

/** Adds documents to what is there. Throws InvalidInputError or ScimError invalidValue, naming the place. */
export function addDocuments(
  present: Definitions,
  inherited: Definitions,
  documents: readonly JsonObject[],
  options: ReadOptions,
): Definitions {
  const schemaDocuments = documents.filter((document) => !isResourceType(document))
  const schemas = schemaDocuments.map((document) => readSchema(document))
  const extensions = schemaDocuments.flatMap((document, index) =>
    readExtension(document, schemas[index] as SchemaDefinition, present, options),
  )
  const withSchemas = mergeDefinitions(present, { ...NO_DEFINITIONS, schemas, extensions })
  const known = [...BUILT_IN_SCHEMAS, ...mergeDefinitions(inherited, withSchemas).schemas]
  const types = documents.filter(isResourceType).map((document) => readResourceType(document, known))
  const merged = mergeDefinitions(withSchemas, {
    schemas: [],
    extensions: types.flatMap((each) => each.extensions),
    resourceTypes: types.flatMap((each) => each.resourceTypes),
  })
  return dropUsedElsewhere(merged)
}

function readSchema(document: JsonObject): SchemaDefinition {
  const schema = parseSchemaDefinition(document)
  const builtIn = BUILT_IN_SCHEMAS.find((each) => sameName(each.id, schema.id))
  if (builtIn === undefined) return schema
  // A whole core schema with more attributes, or the new attributes alone: the built-in ones stay as they are.
  const attributes = schema.attributes.filter(
    (each) => !builtIn.attributes.some((other) => sameName(other.name, each.name)),
  )
  return { ...schema, attributes }
}

function readExtension(
  document: JsonObject,
  { id }: SchemaDefinition,
  present: Definitions,
  options: ReadOptions,
): ExtensionDefinition[] {
  if (isBuiltInSchema(id)) return []
  const named = document.extends ?? document.resourceType
  const target = typeof named === 'string' ? named : options.extends
  if (target === undefined && present.schemas.some((each) => sameName(each.id, id))) {
    const known = present.extensions.filter((each) => sameName(each.schema, id))
    return known.map((each) => ({ ...each, schema: id, required: (document.required ?? each.required) === true }))
  }
  if (target === 'none') return []
  return [toExtension(target ?? 'User', id, document.required === true)]
}

function toExtension(target: string, schema: string, required: boolean): ExtensionDefinition {
  const type = BUILT_IN_TYPES.find((each) => sameName(each.name, target))
  if (type === undefined) {
    throw new InvalidInputError(
      'extends',
      `"${target}" is none of ${BUILT_IN_TYPES.map((each) => each.name).join(', ')}; other types name their extensions in schemaExtensions.`,
    )
  }
  return { resourceType: type.name, schema, required }
}

function readResourceType(
  document: JsonObject,
  known: readonly SchemaDefinition[],
): Pick<Definitions, 'extensions' | 'resourceTypes'> {
  const named = document.name ?? document.id
  const builtIn = BUILT_IN_TYPES.find((each) => typeof named === 'string' && sameName(each.name, named))
  const definition = parseResourceTypeDefinition(
    builtIn === undefined ? document : ({ ...builtIn, ...document } as JsonObject),
    known,
  )
  if (builtIn === undefined) return { extensions: [], resourceTypes: [definition] }
  if (!sameName(definition.endpoint, builtIn.endpoint) || !sameName(definition.schema, builtIn.schema)) {
    throw new InvalidInputError(
      'resourceType',
      `${builtIn.name} is built in: only its schemaExtensions can be changed.`,
    )
  }
  return {
    extensions: definition.schemaExtensions.map((each) => ({ resourceType: builtIn.name, ...each })),
    resourceTypes: [],
  }
}

/** A schema that a type of its own is made of does not extend a built-in one as well. */
function dropUsedElsewhere(definitions: Definitions): Definitions {
  const used = definitions.resourceTypes.flatMap((type) => [
    type.schema,
    ...type.schemaExtensions.map((each) => each.schema),
  ])
  const extensions = definitions.extensions.filter((each) => !used.some((id) => sameName(id, each.schema)))
  return { ...definitions, extensions }
}

/** Each type has an address of its own. Throws InvalidInputError. */
export function checkEndpoints(definitions: Definitions): void {
  const endpoints = [...RESERVED_ENDPOINTS, ...BUILT_IN_TYPES.map((each) => each.endpoint)]
  for (const type of definitions.resourceTypes) {
    if (endpoints.some((each) => sameName(each, type.endpoint))) {
      throw new InvalidInputError('endpoint', `The endpoint ${type.endpoint} is taken.`)
    }
    endpoints.push(type.endpoint)
  }
}
