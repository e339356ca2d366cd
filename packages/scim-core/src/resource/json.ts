import type { Json, JsonObject } from './types.ts'

/** The helpers every reader of foreign JSON uses. Names from the wire are only ever looked up, never assigned, so `__proto__` is just a name. */

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isArray(value: unknown): value is readonly Json[] {
  return Array.isArray(value)
}

/** An own member: an inherited one (`constructor`) is not part of the data. */
export function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}

/** The member of that name in any letter case; an exact match wins. */
export function ownAnyCase(object: JsonObject, name: string): Json | undefined {
  const exact = own(object, name)
  if (exact !== undefined) return exact
  const lower = name.toLowerCase()
  for (const key of Object.keys(object)) if (key.toLowerCase() === lower) return own(object, key)
  return undefined
}

/** RFC 7643 section 2.5: null and an empty array are the same as absence; providers clear strings with "". */
export function isUnassigned(value: Json | undefined): value is null | undefined | '' | readonly [] {
  return value === undefined || value === null || value === '' || (isArray(value) && value.length === 0)
}

/** What a value is, in words for an error message; never the value itself. */
export function kindOf(value: Json | undefined): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (isArray(value)) return 'an array'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? 'a string' : `a ${typeof value}`
}

/** Equality of canonical JSON: members in any order, arrays in theirs. */
export function deepEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((each, index) => deepEqual(each, b[index]))
  if (!isObject(a) || !isObject(b)) return false
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => deepEqual(own(a, name), own(b, name)))
}
