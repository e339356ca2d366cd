import {
  type AttributeDefinition,
  compileResourceType,
  EnterpriseUserSchema,
  GroupResourceType,
  GroupSchema,
  type ResourceType,
  type ResourceTypeDefinition,
  type SchemaDefinition,
  UserResourceType,
  UserSchema,
} from '@rollcall/scim-core'

/** What a directory speaks: its resource types, and every schema they name. */
export interface ResourceTypes {
  readonly types: readonly ResourceType[]
  readonly schemas: readonly SchemaDefinition[]
}

/** Schemas and resource types beyond the built-in ones. A schema with a built-in id adds attributes to that schema. */
export interface Definitions {
  readonly schemas: readonly SchemaDefinition[]
  /** Extensions of the built-in types; those of other types stand in their definition. */
  readonly extensions: readonly ExtensionDefinition[]
  readonly resourceTypes: readonly ResourceTypeDefinition[]
}

export interface ExtensionDefinition {
  readonly resourceType: string
  readonly schema: string
  readonly required: boolean
}

export const BUILT_IN_SCHEMAS: readonly SchemaDefinition[] = [UserSchema, EnterpriseUserSchema, GroupSchema]
export const BUILT_IN_TYPES: readonly ResourceTypeDefinition[] = [UserResourceType, GroupResourceType]
export const NO_DEFINITIONS: Definitions = { schemas: [], extensions: [], resourceTypes: [] }

export const isBuiltInSchema = (id: string): boolean => BUILT_IN_SCHEMAS.some((each) => sameName(each.id, id))
export const isBuiltInType = (name: string): boolean => BUILT_IN_TYPES.some((each) => sameName(each.name, name))

export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** The second over the first: of two with one name the second stands. */
export function mergeDefinitions(first: Definitions, second: Definitions): Definitions {
  return {
    schemas: mergeBy(first.schemas, second.schemas, (each) => each.id),
    extensions: mergeBy(first.extensions, second.extensions, (each) => `${each.resourceType} ${each.schema}`),
    resourceTypes: mergeBy(first.resourceTypes, second.resourceTypes, (each) => each.name),
  }
}

/** The tenant's and a directory's own. What both add to a built-in schema stands side by side. */
export function joinLevels(tenant: Definitions, own: Definitions): Definitions {
  const merged = mergeDefinitions(tenant, own)
  const schemas = merged.schemas.map((schema) => {
    const shared = isBuiltInSchema(schema.id) ? tenant.schemas.find((each) => sameName(each.id, schema.id)) : undefined
    return shared === undefined || shared === schema
      ? schema
      : { ...schema, attributes: mergeBy(shared.attributes, schema.attributes, (each) => each.name) }
  })
  return { ...merged, schemas }
}

function mergeBy<T>(first: readonly T[], second: readonly T[], nameOf: (each: T) => string): T[] {
  const kept = first.filter((each) => !second.some((other) => sameName(nameOf(each), nameOf(other))))
  return [...kept, ...second]
}

/** Throws Error when a name is missing or taken twice. */
export function compileDefinitions({ schemas: own, extensions, resourceTypes }: Definitions): ResourceTypes {
  const added = own.filter((each) => !BUILT_IN_SCHEMAS.some((schema) => sameName(schema.id, each.id)))
  const schemas = [...BUILT_IN_SCHEMAS.map((schema) => withAttributes(schema, own)), ...added]
  const builtIn = BUILT_IN_TYPES.map((type) => ({
    ...type,
    schemaExtensions: mergeBy(
      type.schemaExtensions,
      extensions
        .filter((each) => sameName(each.resourceType, type.name))
        .map(({ schema, required }) => ({ schema, required })),
      (each) => each.schema,
    ),
  }))
  return { schemas, types: [...builtIn, ...resourceTypes].map((type) => compileResourceType(type, schemas)) }
}

function withAttributes(schema: SchemaDefinition, own: readonly SchemaDefinition[]): SchemaDefinition {
  const more = own.find((each) => sameName(each.id, schema.id))?.attributes ?? []
  return more.length === 0 ? schema : { ...schema, attributes: [...schema.attributes, ...more] }
}

const CAPACITY = 200
const compiled = new Map<string, ResourceTypes>()
const builtIn = compileDefinitions(NO_DEFINITIONS)

/** The types of a directory, compiled once for each text of definitions. */
export function resourceTypesOf(directory?: { readonly definitions: string | null }): ResourceTypes {
  const text = directory?.definitions ?? null
  if (text === null) return builtIn
  let types = compiled.get(text)
  if (types === undefined) {
    types = compileDefinitions(JSON.parse(text) as Definitions)
    if (compiled.size >= CAPACITY) compiled.clear()
    compiled.set(text, types)
  }
  return types
}

/** The type whose resources are people; undefined: the directory has none. */
export const personTypeOf = (directory?: { readonly definitions: string | null }): ResourceType | undefined =>
  resourceTypesOf(directory).types.find((type) => type.definition.person === true)

/** Every attribute of a type with its path, sub-attributes included. */
export function listAttributes(type: ResourceType): ReadonlyMap<string, AttributeDefinition> {
  const found = new Map<string, AttributeDefinition>()
  const add = (prefix: string, attributes: readonly AttributeDefinition[]) => {
    for (const attribute of attributes) {
      found.set(`${prefix}${attribute.name}`, attribute)
      for (const sub of attribute.subAttributes ?? []) found.set(`${prefix}${attribute.name}.${sub.name}`, sub)
    }
  }
  add('', type.attributes)
  for (const { schema } of type.extensions) add(`${schema.id}:`, schema.attributes)
  return found
}

/** The path of the complex attribute that a sub-attribute is part of. Dots before the last colon belong to the URN. */
export function parentPath(path: string): string | undefined {
  const dot = path.indexOf('.', path.lastIndexOf(':') + 1)
  return dot === -1 ? undefined : path.slice(0, dot)
}
