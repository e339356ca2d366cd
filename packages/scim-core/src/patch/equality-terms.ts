import { deepEqual } from '../resource/json.ts'
import type { Notes } from '../resource/notes.ts'
import type { Json } from '../resource/types.ts'
import { toSimple } from '../resource/values.ts'
import { subAttributeNamed } from '../schema/lookup.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import type { Filter } from '../syntax/ast.ts'

/**
 * What an element must hold to match a filter made of `eq` terms joined by `and`: Entra writes `emails[type eq "work"].value` to
 * make a work address where there is none. undefined: no element follows from the filter (`co`, `or`, `not`, contradictions).
 */
export function toEqualityTerms(
  definition: AttributeDefinition,
  filter: Filter,
  path: string,
  notes: Notes,
): ReadonlyMap<AttributeDefinition, Json> | undefined {
  const terms = new Map<AttributeDefinition, Json>()
  return collect(definition, filter, path, notes, terms) ? terms : undefined
}

function collect(
  definition: AttributeDefinition,
  filter: Filter,
  path: string,
  notes: Notes,
  terms: Map<AttributeDefinition, Json>,
): boolean {
  if (filter.kind === 'LogicalExpression') {
    return (
      filter.operator === 'and' && filter.operands.every((operand) => collect(definition, operand, path, notes, terms))
    )
  }
  if (filter.kind !== 'ComparisonExpression' || filter.operator !== 'eq' || filter.value === null) return false
  const sub = subAttributeNamed(definition, filter.attribute.name)
  if (sub === undefined || sub.multiValued || sub.type === 'complex' || filter.value === '') return false
  const value = toSimple(sub, filter.value, `${path}.${sub.name}`, notes)
  const held = terms.get(sub)
  terms.set(sub, value)
  return held === undefined || deepEqual(held, value)
}

/** The values of a filter that only says `value eq "a" or value eq "b"`; undefined when it says anything else. */
export function toValueTerms(filter: Filter): readonly string[] | undefined {
  if (filter.kind === 'LogicalExpression' && filter.operator === 'or') {
    const lists = filter.operands.map(toValueTerms)
    return lists.every((list) => list !== undefined) ? lists.flat() : undefined
  }
  const isValue =
    filter.kind === 'ComparisonExpression' &&
    filter.operator === 'eq' &&
    filter.attribute.name.toLowerCase() === 'value' &&
    typeof filter.value === 'string'
  return isValue ? [filter.value] : undefined
}
