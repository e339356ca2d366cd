import { invalidValue } from '../errors.ts'
import { toInstant } from '../filter/date-time.ts'
import { LIMITS } from '../protocol/limits.ts'
import { subAttributeNamed } from '../schema/lookup.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import { mergeDuplicates } from './elements.ts'
import { isArray, isObject, isUnassigned, kindOf, own } from './json.ts'
import type { Notes } from './notes.ts'
import type { Json, JsonObject } from './types.ts'

/**
 * Checks a value from the wire against its attribute and gives it the stored form: names in the schema's spelling and order,
 * nothing unassigned. undefined means unassigned. Throws invalidValue naming `path` and what was expected.
 */
export function toValue(definition: AttributeDefinition, value: Json, path: string, notes: Notes): Json | undefined {
  if (isUnassigned(value)) return undefined
  if (definition.multiValued) {
    const elements = toElements(definition, value, path, notes)
    return elements.length === 0 ? undefined : elements
  }
  return toSingleValue(definition, value, path, notes)
}

/** A value for a singular attribute; providers wrap it in an array now and then. */
export function toSingleValue(
  definition: AttributeDefinition,
  value: Json,
  path: string,
  notes: Notes,
): Json | undefined {
  const single = unwrap(value, path, notes)
  return isUnassigned(single) ? undefined : toElement(definition, single, path, notes)
}

/** The values of a multi-valued attribute; a lone one counts as a list of one (authentik sends one object for `members`). */
export function toElements(definition: AttributeDefinition, value: Json, path: string, notes: Notes): readonly Json[] {
  if (isUnassigned(value)) return []
  if (!isArray(value)) {
    if (definition.type === 'complex' && !isObject(value)) {
      throw invalidValue(`${path}: expected an array of objects, found ${kindOf(value)}.`)
    }
    notes.add('coerced', path, 'A single value was read as a list of one.')
    const element = toElement(definition, value, path, notes)
    return element === undefined ? [] : [element]
  }
  if (value.length > LIMITS.multiValuedElements) {
    throw invalidValue(`${path} holds more than ${LIMITS.multiValuedElements} values.`)
  }
  const elements: Json[] = []
  for (const each of value) {
    const element = isUnassigned(each) ? undefined : toElement(definition, each, path, notes)
    if (element !== undefined) elements.push(element)
  }
  return mergeDuplicates(definition, elements)
}

/** The one value in an array of one. */
export function unwrap(value: Json, path: string, notes: Notes): Json {
  if (!isArray(value)) return value
  if (value.length > 1) throw invalidValue(`${path} takes one value, found an array of ${value.length}.`)
  const [only] = value
  if (only === undefined) return null
  notes.add('coerced', path, 'An array of one was read as its value.')
  return only
}

/** A value that is not unassigned and not to be unwrapped. */
export function toElement(definition: AttributeDefinition, value: Json, path: string, notes: Notes): Json | undefined {
  return definition.type === 'complex'
    ? toComplex(definition, value, path, notes)
    : toSimple(definition, value, path, notes)
}

function toComplex(definition: AttributeDefinition, value: Json, path: string, notes: Notes): JsonObject | undefined {
  const values = new Map<AttributeDefinition, Json>()
  for (const [sub, held] of readSubAttributes(definition, value, path, notes)) {
    const checked = toValue(sub, held, `${path}.${sub.name}`, notes)
    if (checked !== undefined) values.set(sub, checked)
  }
  return arrange(definition, values)
}

/**
 * The writable sub-attributes an object names, with their values as sent (unassigned ones too: PATCH clears by them).
 * A bare string stands for the `value`: Entra sends a manager as an id.
 */
export function readSubAttributes(
  definition: AttributeDefinition,
  value: Json,
  path: string,
  notes: Notes,
): ReadonlyMap<AttributeDefinition, Json> {
  const found = new Map<AttributeDefinition, Json>()
  if (!isObject(value)) {
    const main = subAttributeNamed(definition, 'value')
    if (main === undefined || typeof value !== 'string') {
      throw invalidValue(`${path}: expected an object, found ${kindOf(value)}.`)
    }
    notes.add('coerced', path, `A string was read as ${path}.${main.name}.`)
    return found.set(main, value)
  }
  for (const name of Object.keys(value)) {
    const sub = subAttributeNamed(definition, name)
    const held = own(value, name)
    if (held === undefined) continue
    if (sub === undefined) notes.unknownAttribute(`${path}.${name}`)
    else if (sub.mutability !== 'readOnly') found.set(sub, held)
    else if (!isUnassigned(held)) notes.ignoredReadOnly(`${path}.${sub.name}`)
  }
  return found
}

/** The object of those sub-attributes in the schema's order; undefined when it would be empty. */
export function arrange(
  definition: AttributeDefinition,
  values: ReadonlyMap<AttributeDefinition, Json>,
): JsonObject | undefined {
  if (values.size === 0) return undefined
  const members: [string, Json][] = []
  for (const sub of definition.subAttributes ?? []) {
    const held = values.get(sub)
    if (held !== undefined) members.push([sub.name, held])
  }
  return Object.fromEntries(members)
}

/** A value of a type that is not complex. */
export function toSimple(definition: AttributeDefinition, value: Json, path: string, notes: Notes): Json {
  switch (definition.type) {
    case 'boolean':
      return toBoolean(value, path, notes)
    case 'integer':
      if (!Number.isSafeInteger(value)) throw expected(path, 'a whole number', value)
      return value
    case 'decimal':
      if (typeof value !== 'number' || !Number.isFinite(value)) throw expected(path, 'a number', value)
      return value
    case 'dateTime':
      if (typeof value !== 'string' || toInstant(value) === undefined) {
        throw invalidValue(`${path}: expected a date and time such as "2008-01-23T04:56:22Z".`)
      }
      return value
    case 'binary':
      return toBinary(value, path)
    default:
      if (typeof value !== 'string') throw expected(path, 'a string', value)
      if (value.length > LIMITS.stringLength) {
        throw invalidValue(`${path} is longer than ${LIMITS.stringLength} characters.`)
      }
      return value
  }
}

/** RFC 7643 section 2.3.2 wants true or false; Entra sends "True" and "False". */
function toBoolean(value: Json, path: string, notes: Notes): boolean {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  if (text !== 'true' && text !== 'false') throw expected(path, 'true or false', value)
  notes.add('coerced', path, `A string was read as ${text}.`)
  return text === 'true'
}

/** Base64 or base64url, padded or not (RFC 7643 section 2.3.6). */
function toBinary(value: Json, path: string): string {
  if (typeof value !== 'string') throw expected(path, 'a base64 string', value)
  if (value.length > LIMITS.binaryLength) {
    throw invalidValue(`${path} is longer than ${LIMITS.binaryLength} characters.`)
  }
  const digits = value.replace(/={1,2}$/, '')
  const padded = digits.length < value.length
  const whole = padded ? value.length % 4 === 0 : digits.length % 4 !== 1
  if (!whole || !/^[A-Za-z0-9+/_-]*$/.test(digits)) throw invalidValue(`${path}: expected a base64 string.`)
  return value
}

function expected(path: string, what: string, value: Json): Error {
  const found = typeof value === 'string' && what !== 'a string' ? 'another string' : kindOf(value)
  return invalidValue(`${path}: expected ${what}, found ${found}.`)
}
