import type { AttributeDefinition } from './types.ts'

const indexes = new WeakMap<readonly AttributeDefinition[], ReadonlyMap<string, AttributeDefinition>>()

/** The attribute of that name in a list, whatever its letter case (RFC 7643 section 2.1). The list's index is built once. */
export function attributeNamed(list: readonly AttributeDefinition[], name: string): AttributeDefinition | undefined {
  let index = indexes.get(list)
  if (index === undefined) {
    index = new Map(list.map((each) => [each.name.toLowerCase(), each]))
    indexes.set(list, index)
  }
  return index.get(name.toLowerCase())
}

export function subAttributeNamed(attribute: AttributeDefinition, name: string): AttributeDefinition | undefined {
  return attribute.subAttributes === undefined ? undefined : attributeNamed(attribute.subAttributes, name)
}
