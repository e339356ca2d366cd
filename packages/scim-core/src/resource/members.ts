import { invalidValue } from '../errors.ts'
import { LIMITS } from '../protocol/limits.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import { isArray, isObject, isUnassigned, kindOf, ownAnyCase } from './json.ts'
import type { Json, MemberValue } from './types.ts'

/**
 * The members a body or an operation names: objects with `value`, or bare ids; each once. `display` and `$ref` are the server's
 * to say, whatever the client sends (Okta sends `display: null`, Entra `$ref: null`).
 */
export function toMembers(definition: AttributeDefinition, value: Json): readonly MemberValue[] {
  if (isUnassigned(value)) return []
  const members = new Map<string, MemberValue>()
  for (const each of isArray(value) ? value : [value]) {
    if (isUnassigned(each)) continue
    const member = toMember(definition, each)
    if (!members.has(member.value)) members.set(member.value, member)
  }
  return [...members.values()]
}

function toMember(definition: AttributeDefinition, element: Json): MemberValue {
  const path = `${definition.name}.value`
  const value = isObject(element) ? ownAnyCase(element, 'value') : element
  if (typeof value !== 'string' || value === '') {
    const found = value === '' ? 'an empty one' : kindOf(value)
    throw invalidValue(`${path}: expected the id of a resource as a string, found ${found}.`)
  }
  if (value.length > LIMITS.memberValueLength) {
    throw invalidValue(`${path} is longer than ${LIMITS.memberValueLength} characters.`)
  }
  const type = isObject(element) ? ownAnyCase(element, 'type') : undefined
  return { value, type: typeof type === 'string' && type !== '' ? type : undefined }
}
