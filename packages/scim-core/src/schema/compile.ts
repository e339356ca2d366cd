import { COMMON_ATTRIBUTES } from './common.ts'
import { attributeNamed } from './lookup.ts'
import type { ResourceType } from './resource-type.ts'
import type { ResourceTypeDefinition, SchemaDefinition } from './types.ts'

/** Joins a resource type with its schemas. Throws a plain Error when a schema it names is missing: that is a fault of the configuration, not of a request. */
export function compileResourceType(
  definition: ResourceTypeDefinition,
  schemas: readonly SchemaDefinition[],
): ResourceType {
  const find = (id: string): SchemaDefinition => {
    const found = schemas.find((each) => each.id.toLowerCase() === id.toLowerCase())
    if (found === undefined) throw new Error(`resource type ${definition.name} names the unknown schema ${id}`)
    return found
  }
  const schema = find(definition.schema)
  const own = schema.attributes.filter((each) => attributeNamed(COMMON_ATTRIBUTES, each.name) === undefined)
  // A type without a name of its own goes by its id.
  const name = attributeNamed(
    [...own, ...COMMON_ATTRIBUTES.filter((each) => each.name === 'id')],
    definition.nameAttribute,
  )
  if (name === undefined || name.type !== 'string' || name.multiValued) {
    throw new Error(`resource type ${definition.name} has no singular string attribute ${definition.nameAttribute}`)
  }
  return {
    definition,
    name: definition.name,
    endpoint: definition.endpoint,
    schema,
    extensions: definition.schemaExtensions.map((each) => ({ schema: find(each.schema), required: each.required })),
    attributes: [...COMMON_ATTRIBUTES, ...own],
    members: own.find((each) => each.relation === 'members'),
    memberOf: own.find((each) => each.relation === 'memberOf'),
  }
}
