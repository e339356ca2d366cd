import { findAttribute, schemaOfUrn } from '../schema/find-attribute.ts'
import { attributeNamed } from '../schema/lookup.ts'
import type { AttributeReference, ResourceType } from '../schema/resource-type.ts'
import type { SchemaDefinition } from '../schema/types.ts'
import { toAttributePath } from '../syntax/attribute-path.ts'
import { SyntaxProblem } from '../syntax/tokenizer.ts'
import { own } from './json.ts'
import type { Json, JsonObject } from './types.ts'

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

/** A member of a body with its value and where it belongs; undefined: unknown. */
export interface RoutedMember {
  readonly name: string
  readonly value: Json
  readonly route: Route | undefined
}

/**
 * The members of an object, each with its route, in the order in which they count. Values belong to their namespace (RFC 7643
 * section 3.3): a bare name stands for an extension's attribute only where the extension does not say it itself, so it comes first.
 */
export function routeMembers(
  type: ResourceType,
  object: JsonObject,
  within: SchemaDefinition | undefined,
): readonly RoutedMember[] {
  const members: RoutedMember[] = []
  for (const name of Object.keys(object)) {
    const value = own(object, name)
    if (value !== undefined) members.push({ name, value, route: routeMember(type, name, within) })
  }
  const isBare = ({ name, route }: RoutedMember): boolean =>
    within === undefined &&
    route?.kind === 'attribute' &&
    route.reference.extension !== undefined &&
    !name.includes(':')
  return members.some(isBare) ? [...members.filter(isBare), ...members.filter((each) => !isBare(each))] : members
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
