import { mutability } from '../errors.ts'
import { deepEqual, isObject, own } from '../resource/json.ts'
import type { Notes } from '../resource/notes.ts'
import type { Json, JsonObject } from '../resource/types.ts'
import { arrange, readSubAttributes, toValue } from '../resource/values.ts'
import { subAttributeNamed } from '../schema/lookup.ts'
import type { AttributeDefinition } from '../schema/types.ts'

/**
 * A complex value with the given sub-attributes set and the others kept (RFC 7644 sections 3.5.2.1 and 3.5.2.3); unassigned ones
 * clear theirs. undefined: nothing is left.
 */
export function mergeComplex(
  definition: AttributeDefinition,
  current: Json | undefined,
  given: Json,
  path: string,
  notes: Notes,
): JsonObject | undefined {
  const before = toMap(definition, current)
  const after = new Map(before)
  const named = readSubAttributes(definition, given, path, notes)
  for (const [sub, value] of named) {
    const subPath = `${path}.${sub.name}`
    const next = toValue(sub, value, subPath, notes)
    checkImmutable(sub, before.get(sub), next, subPath)
    if (next === undefined) after.delete(sub)
    else after.set(sub, next)
  }
  dropStale(definition, before, after, named)
  return arrange(definition, after)
}

/** RFC 7644 section 3.5.2: an immutable value may be set once and then only repeated. */
export function checkImmutable(
  definition: AttributeDefinition,
  before: Json | undefined,
  next: Json | undefined,
  path: string,
): void {
  if (definition.mutability === 'immutable' && before !== undefined && !deepEqual(before, next)) {
    throw mutability(`${path} cannot be changed once it is set.`)
  }
}

/** RFC 7644 section 3.5.2.2: what is required, or immutable and set, cannot be removed. */
export function checkRemovable(definition: AttributeDefinition, current: Json | undefined, path: string): void {
  if (definition.required) throw mutability(`${path} is required and cannot be removed.`)
  checkImmutable(definition, current, undefined, path)
}

function toMap(definition: AttributeDefinition, current: Json | undefined): Map<AttributeDefinition, Json> {
  const values = new Map<AttributeDefinition, Json>()
  if (!isObject(current)) return values
  for (const sub of definition.subAttributes ?? []) {
    const held = own(current, sub.name)
    if (held !== undefined) values.set(sub, held)
  }
  return values
}

/** A new `value` names another resource: the old one's `$ref` and read-only parts do not belong to it. */
function dropStale(
  definition: AttributeDefinition,
  before: ReadonlyMap<AttributeDefinition, Json>,
  after: Map<AttributeDefinition, Json>,
  named: ReadonlyMap<AttributeDefinition, Json>,
): void {
  const value = subAttributeNamed(definition, 'value')
  const ref = subAttributeNamed(definition, '$ref')
  if (value === undefined || ref === undefined || deepEqual(before.get(value), after.get(value))) return
  for (const sub of definition.subAttributes ?? []) {
    if ((sub === ref && !named.has(ref)) || sub.mutability === 'readOnly') after.delete(sub)
  }
}
