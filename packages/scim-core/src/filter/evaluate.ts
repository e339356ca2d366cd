import type { Json, ResourceDocument } from '../resource/types.ts'
import type { AttributeReference, ResourceType } from '../schema/resource-type.ts'
import { toColumnEntries, toElementEntries, toIndexEntries } from './entries.ts'
import { compareKeys } from './keys.ts'
import type { IndexEntry, ResolvedComparison, ResolvedFilter } from './resolved.ts'

/**
 * Whether a resource matches. `extra` brings the entries that are not in the document: `meta`, members, groups.
 */
export function matchesFilter(
  type: ResourceType,
  filter: ResolvedFilter,
  document: ResourceDocument,
  extra: readonly IndexEntry[] = [],
): boolean {
  return evaluate(
    filter,
    new EntryIndex([...toIndexEntries(type, document), ...toColumnEntries(type, document), ...extra]),
    undefined,
  )
}

/** The same for many filters over one resource, which must not change meanwhile: it is indexed once. */
export class ResourceMatcher {
  readonly #index: EntryIndex

  constructor(type: ResourceType, document: ResourceDocument) {
    this.#index = new EntryIndex([...toIndexEntries(type, document), ...toColumnEntries(type, document)])
  }

  matches(filter: ResolvedFilter): boolean {
    return evaluate(filter, this.#index, undefined)
  }
}

/**
 * Whether one element of a multi-valued attribute matches the filter in its brackets: `reference` is the attribute's, `filter` the
 * inner one of a resolved value path (or that of a `removeMatching` member change).
 */
export function matchesElement(reference: AttributeReference, filter: ResolvedFilter, element: Json): boolean {
  return new ElementMatcher().matches(reference, filter, element)
}

/** The same for many filters over the same elements, which must not change meanwhile: each is indexed once. */
export class ElementMatcher {
  readonly #indexes = new WeakMap<object, EntryIndex>()

  matches(reference: AttributeReference, filter: ResolvedFilter, element: Json): boolean {
    return evaluate(filter, this.#indexOf(reference, element), undefined)
  }

  #indexOf(reference: AttributeReference, element: Json): EntryIndex {
    const key = typeof element === 'object' && element !== null ? element : undefined
    const known = key === undefined ? undefined : this.#indexes.get(key)
    if (known !== undefined) return known
    const index = new EntryIndex(toElementEntries(elementPath(reference), reference.attribute, element))
    if (key !== undefined) this.#indexes.set(key, index)
    return index
  }
}

function elementPath(reference: AttributeReference): string {
  return reference.extension === undefined
    ? reference.attribute.name
    : `${reference.extension}:${reference.attribute.name}`
}

class EntryIndex {
  readonly #paths = new Map<string, IndexEntry[]>()
  readonly #elements = new Map<string, IndexEntry[]>()

  constructor(entries: readonly IndexEntry[]) {
    for (const entry of entries) {
      append(this.#paths, entry.path, entry)
      append(this.#elements, `${entry.element} ${entry.path}`, entry)
    }
  }

  /** The entries of a path, all or those of one element. */
  at(path: string, element: number | undefined): readonly IndexEntry[] {
    return (element === undefined ? this.#paths.get(path) : this.#elements.get(`${element} ${path}`)) ?? []
  }
}

function append(map: Map<string, IndexEntry[]>, key: string, entry: IndexEntry): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [entry])
  else list.push(entry)
}

function evaluate(filter: ResolvedFilter, index: EntryIndex, element: number | undefined): boolean {
  switch (filter.kind) {
    case 'presence':
      return index.at(filter.path, element).length > 0
    case 'comparison': {
      const entries = index.at(filter.path, element)
      // RFC 7644 section 3.4.2.2: what is unassigned is not equal to anything.
      if (entries.length === 0) return filter.operator === 'ne'
      return entries.some((entry) => compare(entry.key, filter))
    }
    case 'not':
      return !evaluate(filter.operand, index, element)
    case 'logical':
      return filter.operator === 'and'
        ? filter.operands.every((operand) => evaluate(operand, index, element))
        : filter.operands.some((operand) => evaluate(operand, index, element))
    case 'valuePath':
      return index.at(filter.path, element).some((entry) => evaluate(filter.filter, index, entry.element))
  }
}

function compare(key: string, filter: ResolvedComparison): boolean {
  switch (filter.operator) {
    case 'eq':
      return key === filter.key
    case 'ne':
      return key !== filter.key
    case 'co':
      return key.includes(filter.key)
    case 'sw':
      return key.startsWith(filter.key)
    case 'ew':
      return key.endsWith(filter.key)
    case 'gt':
      return compareKeys(key, filter.key) > 0
    case 'ge':
      return compareKeys(key, filter.key) >= 0
    case 'lt':
      return compareKeys(key, filter.key) < 0
    case 'le':
      return compareKeys(key, filter.key) <= 0
  }
}
