import { invalidValue } from '../errors.ts'
import { LIMITS } from '../protocol/limits.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import { isArray, isObject, isUnassigned, kindOf, ownAnyCase } from './json.ts'
import type { Json, MemberValue } from './types.ts'

/** Values read between two stops of `readMembersAhead`: about a millisecond. */
const LOT = 1_000

/** How far a long list has been read. */
interface Reading {
  readonly members: Map<string, MemberValue>
  next: number
}

const readings = new WeakMap<readonly Json[], Reading>()

/**
 * The members a body or an operation names: objects with `value`, or bare ids; each once. `display` and `$ref` are the server's
 * to say, whatever the client sends (Okta sends `display: null`, Entra `$ref: null`).
 */
export function toMembers(definition: AttributeDefinition, value: Json): readonly MemberValue[] {
  if (isUnassigned(value)) return []
  const list = isArray(value) ? value : [value]
  const reading = readings.get(list) ?? { members: new Map<string, MemberValue>(), next: 0 }
  readOn(definition, list, reading, list.length)
  return [...reading.members.values()]
}

/**
 * Reads the long lists of members in a body of POST, PUT or PATCH before anything else is made of it, and stops between two lots, so that the caller can
 * let others work. What reads the body afterwards finds them read. Never throws: a value that is no member stops its list, and whoever needs that list
 * throws at the same place.
 */
export function* readMembersAhead({ members }: ResourceType, body: Json): Generator<undefined, void> {
  if (members === undefined) return
  for (const list of longListsIn(body, BODY_DEPTH)) {
    const reading: Reading = { members: new Map(), next: 0 }
    readings.set(list, reading)
    try {
      while (reading.next < list.length) {
        readOn(members, list, reading, reading.next + LOT)
        yield
      }
    } catch {
      // Whether the list is one of members at all, only the whole body says.
    }
  }
}

/** Operations, an operation, its value, an object under the URN of the schema, and the list in it. */
const BODY_DEPTH = 5
/** Shorter lists are read where they are needed. */
const SHORT = 100

/** A list of more operations than one PATCH may hold is none, so nothing is looked for in it. */
function* longListsIn(value: Json | undefined, depth: number): Generator<readonly Json[], void> {
  if (isArray(value) && value.length > SHORT) yield value
  if (depth === 0 || typeof value !== 'object' || value === null) return
  if (isArray(value) && value.length > LIMITS.patchOperations) return
  for (const each of Object.values(value)) yield* longListsIn(each, depth - 1)
}

function readOn(definition: AttributeDefinition, list: readonly Json[], reading: Reading, to: number): void {
  for (const end = Math.min(to, list.length); reading.next < end; reading.next += 1) {
    const each = list[reading.next]
    if (each === undefined || isUnassigned(each)) continue
    const member = toMember(definition, each)
    if (!reading.members.has(member.value)) reading.members.set(member.value, member)
  }
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
