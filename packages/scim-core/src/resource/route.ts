import { findAttribute, schemaOfUrn } from '../schema/find-attribute.ts'
import { attributeNamed } from '../schema/lookup.ts'
import type { AttributeReference, ResourceType } from '../schema/resource-type.ts'
import type { SchemaDefinition } from '../schema/types.ts'
import { toAttributePath } from '../syntax/attribute-path.ts'
import { SyntaxProblem } from '../syntax/tokenizer.ts'

/** Where a member of a body belongs: an attribute, or a schema whose attributes the member's own members are. */
export type Route =
  | { readonly kind: 'attribute'; readonly reference: AttributeReference }
  | { readonly kind: 'schema'; readonly schema: SchemaDefinition }

/**
 * Finds what a member's name means. Besides plain names and extension URNs, providers send flat ones: `name.givenName`,
 * `urn:…:User:department`. `within` is the extension whose object the member stands in. undefined: unknown.
 */
export function routeMember(type: ResourceType, name: string, within?: SchemaDefinition): Route | undefined {
  if (within === undefined) {
    const attribute = attributeNamed(type.attributes, name)
    if (attribute !== undefined) {
      const reference = { extension: undefined, attribute, subAttribute: undefined, path: attribute.name }
      return { kind: 'attribute', reference }
    }
    const schema = schemaOfUrn(type, name)
    if (schema !== undefined) return { kind: 'schema', schema }
  }
  const reference = findByText(type, name, within)
  return reference === undefined ? undefined : { kind: 'attribute', reference }
}

function findByText(
  type: ResourceType,
  name: string,
  within: SchemaDefinition | undefined,
): AttributeReference | undefined {
  try {
    const path = toAttributePath(name, 0)
    return findAttribute(
      type,
      within === undefined || path.schema !== undefined ? path : { ...path, schema: within.id },
    )
  } catch (error) {
    // A name that cannot be one is an unknown name.
    if (error instanceof SyntaxProblem) return undefined
    throw error
  }
}
