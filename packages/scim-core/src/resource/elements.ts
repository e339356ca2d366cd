import { subAttributeNamed } from '../schema/lookup.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import { isObject, own } from './json.ts'
import type { Json, JsonObject } from './types.ts'

/** Values of multi-valued attributes, in their stored form. */

const identities = new WeakMap<object, string>()

/**
 * What makes an element the same as another: RFC 7643 section 2.4 says equal (type, value) pairs should not come back twice.
 * Without a `value` the whole element counts (addresses). Stored elements never change, so each is worked out once.
 */
export function identityOf(element: Json): string {
  if (!isObject(element)) return JSON.stringify(element)
  const known = identities.get(element)
  if (known !== undefined) return known
  const value = own(element, 'value')
  const type = own(element, 'type')
  const identity =
    value === undefined
      ? JSON.stringify(element)
      : JSON.stringify([typeof type === 'string' ? type.toLowerCase() : null, value])
  identities.set(element, identity)
  return identity
}

/** One element per identity; what a later twin says more is kept. */
export function mergeDuplicates(definition: AttributeDefinition, elements: readonly Json[]): readonly Json[] {
  const byIdentity = new Map<string, Json>()
  for (const element of elements) {
    const identity = identityOf(element)
    const twin = byIdentity.get(identity)
    byIdentity.set(
      identity,
      isObject(twin) && isObject(element) ? mergeElements(definition, element, twin) : (twin ?? element),
    )
  }
  return byIdentity.size === elements.length ? elements : [...byIdentity.values()]
}

/** `winner` over `other`, in the schema's order. */
export function mergeElements(definition: AttributeDefinition, other: JsonObject, winner: JsonObject): JsonObject {
  const members: [string, Json][] = []
  for (const { name } of definition.subAttributes ?? []) {
    const held = own(winner, name) ?? own(other, name)
    if (held !== undefined) members.push([name, held])
  }
  return Object.fromEntries(members)
}

export function isPrimary(element: Json): boolean {
  return isObject(element) && own(element, 'primary') === true
}

/** RFC 7644 section 3.5.2: a new primary value makes the others false. */
export function demote(definition: AttributeDefinition, element: Json): Json {
  return isObject(element) && isPrimary(element) ? mergeElements(definition, element, { primary: false }) : element
}

/** An element of nothing but a label says nothing: what is left when a provider clears the value. */
export function isHollow(definition: AttributeDefinition, element: Json): boolean {
  if (!isObject(element)) return false
  const labels = (name: string): boolean => name === 'type' || name === 'primary'
  if (!Object.keys(element).every(labels)) return false
  return (
    subAttributeNamed(definition, 'value') !== undefined ||
    !(definition.subAttributes ?? []).every((sub) => labels(sub.name))
  )
}
