import { noTarget } from '../errors.ts'
import type { ElementMatcher } from '../filter/evaluate.ts'
import type { ResolvedFilter } from '../filter/resolved.ts'
import { demote, identityOf, isPrimary, mergeDuplicates, mergeElements } from '../resource/elements.ts'
import { deepEqual, isArray, isObject, isUnassigned, own } from '../resource/json.ts'
import type { Notes } from '../resource/notes.ts'
import type { Json } from '../resource/types.ts'
import { arrange, toElement, toElements, toSingleValue, unwrap } from '../resource/values.ts'
import type { AttributeReference } from '../schema/resource-type.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import type { Filter } from '../syntax/ast.ts'
import { toEqualityTerms } from './equality-terms.ts'
import { checkImmutable, checkRemovable, mergeComplex } from './merge.ts'

/** Which values of a multi-valued attribute an operation is about. */
export interface ElementTarget {
  readonly attribute: AttributeReference
  readonly filter: { readonly syntax: Filter; readonly resolved: ResolvedFilter } | undefined
  readonly subAttribute: AttributeDefinition | undefined
  readonly matcher: ElementMatcher
}

type Op = 'add' | 'remove' | 'replace'

/** The attribute's values after the operation (RFC 7644 sections 3.5.2.1 to 3.5.2.3). */
export function patchElements(
  op: Op,
  target: ElementTarget,
  elements: readonly Json[],
  value: Json | undefined,
  notes: Notes,
): readonly Json[] {
  const { attribute: definition, path } = target.attribute
  if (target.filter !== undefined || target.subAttribute !== undefined) {
    return op === 'remove' ? removeSelected(target, elements) : setSelected(op, target, elements, value ?? null, notes)
  }
  if (op === 'remove') return removeGiven(definition, path, elements, value, notes)
  const given = toElements(definition, value ?? null, path, notes)
  return op === 'replace' ? given : addElements(definition, elements, given)
}

/** Appends what is not there yet; what is there takes over what the new one says more (RFC 7644 section 3.5.2.1). */
function addElements(
  definition: AttributeDefinition,
  elements: readonly Json[],
  given: readonly Json[],
): readonly Json[] {
  const list = [...elements]
  const touched = new Set<number>()
  const byIdentity = new Map<string, number>()
  const byValue = new Map<string, number>()
  const remember = (element: Json, index: number): void => {
    byIdentity.set(identityOf(element), index)
    const key = valueKey(element)
    if (key !== undefined && !byValue.has(key)) byValue.set(key, index)
  }
  list.forEach(remember)
  for (const element of given) {
    const index = byIdentity.get(identityOf(element)) ?? untypedTwin(element, byValue)
    const twin = index === undefined ? undefined : list[index]
    if (index === undefined || twin === undefined) {
      touched.add(list.push(element) - 1)
      remember(element, list.length - 1)
    } else if (isObject(twin) && isObject(element)) {
      list[index] = mergeElements(definition, twin, element)
      touched.add(index)
    }
  }
  return settlePrimary(definition, list, touched)
}

/** A value sent without a type is the one that is there with a type. */
function untypedTwin(element: Json, byValue: ReadonlyMap<string, number>): number | undefined {
  const key = isObject(element) && own(element, 'type') === undefined ? valueKey(element) : undefined
  return key === undefined ? undefined : byValue.get(key)
}

function valueKey(element: Json): string | undefined {
  const value = isObject(element) ? own(element, 'value') : undefined
  return value === undefined ? undefined : JSON.stringify(value)
}

/** A remove with values and no filter removes just these (Entra, JumpCloud); without values it removes all. */
function removeGiven(
  definition: AttributeDefinition,
  path: string,
  elements: readonly Json[],
  value: Json | undefined,
  notes: Notes,
): readonly Json[] {
  if (value === undefined || value === null || value === '') return []
  const given = toElements(definition, value, path, notes)
  return elements.filter((element) => !given.some((each) => isGiven(element, each)))
}

/** Every part that tells values apart agrees: `value` and `type`, or, where there is no `value`, all that was sent. */
function isGiven(element: Json, given: Json): boolean {
  if (!isObject(element) || !isObject(given)) return deepEqual(element, given)
  const names = own(given, 'value') === undefined ? Object.keys(given) : ['value', 'type']
  return names.every((name) => own(given, name) === undefined || deepEqual(own(given, name), own(element, name)))
}

function select(target: ElementTarget, elements: readonly Json[]): ReadonlySet<number> {
  const selected = new Set<number>()
  elements.forEach((element, index) => {
    if (target.filter === undefined || target.matcher.matches(target.attribute, target.filter.resolved, element)) {
      selected.add(index)
    }
  })
  return selected
}

/** RFC 7644 section 3.5.2.2. That nothing matches is a success: providers repeat removals after a timeout. */
function removeSelected(target: ElementTarget, elements: readonly Json[]): readonly Json[] {
  const { attribute: definition, path } = target.attribute
  const selected = select(target, elements)
  const sub = target.subAttribute
  if (sub === undefined) return elements.filter((_, index) => !selected.has(index))
  const rest: Json[] = []
  elements.forEach((element, index) => {
    if (!selected.has(index) || !isObject(element)) {
      rest.push(element)
      return
    }
    checkRemovable(sub, own(element, sub.name), `${path}.${sub.name}`)
    const { [sub.name]: _removed, ...left } = element
    if (Object.keys(left).length > 0) rest.push(mergeElements(definition, {}, left))
  })
  return rest
}

/** `add` or `replace` on the selected values or on one sub-attribute of theirs. */
function setSelected(
  op: 'add' | 'replace',
  target: ElementTarget,
  elements: readonly Json[],
  value: Json,
  notes: Notes,
): readonly Json[] {
  const { attribute: definition } = target.attribute
  const selected = select(target, elements)
  if (selected.size === 0) return createElement(op, target, elements, value, notes)
  const whole = target.subAttribute === undefined
  if (whole && isUnassigned(value)) {
    return op === 'add' ? elements : elements.filter((_, index) => !selected.has(index))
  }
  const list: Json[] = []
  const touched = new Set<number>()
  elements.forEach((element, index) => {
    const next = selected.has(index) ? setElement(op, target, element, value, notes) : element
    if (next === undefined) return
    list.push(next)
    if (selected.has(index)) touched.add(list.length - 1)
  })
  return mergeDuplicates(definition, settlePrimary(definition, list, touched))
}

function setElement(
  op: 'add' | 'replace',
  target: ElementTarget,
  element: Json,
  value: Json,
  notes: Notes,
): Json | undefined {
  const { attribute: definition, path } = target.attribute
  const sub = target.subAttribute
  if (sub !== undefined) return mergeComplex(definition, element, { [sub.name]: value }, path, notes)
  const given = unwrap(value, path, notes)
  if (op === 'add' && definition.type === 'complex') return mergeComplex(definition, element, given, path, notes)
  return replaceElement(target, element, given, notes)
}

/** RFC 7644 section 3.5.2.3: the value takes the place of the selected one; what selected it stays true unless the value says otherwise. */
function replaceElement(target: ElementTarget, element: Json, given: Json, notes: Notes): Json | undefined {
  const { attribute: definition, path } = target.attribute
  const next = toElement(definition, given, path, notes)
  if (!isObject(next)) return next
  for (const sub of definition.subAttributes ?? []) {
    const held = isObject(element) ? own(element, sub.name) : undefined
    checkImmutable(sub, held, own(next, sub.name), `${path}.${sub.name}`)
  }
  const terms = target.filter && toEqualityTerms(definition, target.filter.syntax, path, notes)
  return mergeElements(definition, (terms && arrange(definition, terms)) ?? {}, next)
}

/**
 * Nothing was selected. RFC 7644 section 3.5.2.3 asks for noTarget, erratum 8097 and Entra for a new value made of the filter's
 * `eq` terms: a sub-attribute makes one, a whole value only by `add`.
 */
function createElement(
  op: 'add' | 'replace',
  target: ElementTarget,
  elements: readonly Json[],
  value: Json,
  notes: Notes,
): readonly Json[] {
  const { attribute: definition, path } = target.attribute
  const sub = target.subAttribute
  if (isUnassigned(value)) return elements
  const missing = (): Error => noTarget(`${path}: no value matches the filter of the path.`)
  if (sub === undefined && op === 'replace') throw missing()
  if (definition.type !== 'complex') {
    return addElements(definition, elements, toElements(definition, isArray(value) ? value : [value], path, notes))
  }
  const terms =
    target.filter === undefined
      ? new Map<AttributeDefinition, Json>()
      : toEqualityTerms(definition, target.filter.syntax, path, notes)
  if (terms === undefined) throw missing()
  const next = new Map(terms)
  if (sub === undefined) {
    const given = toElement(definition, unwrap(value, path, notes), path, notes)
    for (const each of definition.subAttributes ?? []) {
      const held = isObject(given) ? own(given, each.name) : undefined
      if (held !== undefined) next.set(each, held)
    }
  } else {
    const given = toSingleValue(sub, value, `${path}.${sub.name}`, notes)
    if (given === undefined) return elements
    // `emails[value eq "old"].value` := "new" changes a value that is not there.
    if (op === 'replace' && terms.has(sub) && !deepEqual(terms.get(sub), given)) throw missing()
    next.set(sub, given)
  }
  const element = arrange(definition, next)
  if (element === undefined) return elements
  return settlePrimary(definition, [...elements, element], new Set([elements.length]))
}

/** RFC 7644 section 3.5.2: a value just made primary makes the others not so. */
function settlePrimary(
  definition: AttributeDefinition,
  elements: readonly Json[],
  touched: ReadonlySet<number>,
): readonly Json[] {
  if (!elements.some((element, index) => touched.has(index) && isPrimary(element))) return elements
  return elements.map((element, index) => (touched.has(index) ? element : demote(definition, element)))
}
