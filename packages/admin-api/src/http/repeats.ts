import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql'

/**
 * How many pairs of fields validation has to compare to see whether they can be merged (GraphQL spec 5.3.2): those that answer under the same
 * name at the same place. It grows with the square of the repeats, so it is counted before validation. Stops counting beyond `most`.
 */
export function countRepeats(document: DocumentNode, most: number): number {
  const fragments = new Map<string, SelectionSetNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition.selectionSet)
  }
  let pairs = 0
  let visited = 0
  const isOver = () => pairs > most || visited > most

  function collect(set: SelectionSetNode, fields: Map<string, FieldNode[]>, spread: ReadonlySet<string>): void {
    for (const selection of set.selections) {
      visited += 1
      if (isOver()) return
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value
        const same = fields.get(name)
        if (same === undefined) fields.set(name, [selection])
        else same.push(selection)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet, fields, spread)
      } else if (!spread.has(selection.name.value)) {
        const fragment = fragments.get(selection.name.value)
        if (fragment !== undefined) collect(fragment, fields, new Set(spread).add(selection.name.value))
      }
    }
  }

  function merge(sets: readonly SelectionSetNode[], level: number): void {
    const fields = new Map<string, FieldNode[]>()
    for (const set of sets) collect(set, fields, new Set())
    for (const same of fields.values()) {
      if (isOver() || level > MAX_LEVELS) return
      pairs += (same.length * (same.length - 1)) / 2
      const below = same.flatMap(({ selectionSet }) => selectionSet ?? [])
      if (below.length > 0) merge(below, level + 1)
    }
  }

  for (const definition of document.definitions) {
    if ('selectionSet' in definition) merge([definition.selectionSet], 0)
  }
  return Math.max(pairs, isOver() ? most + 1 : 0)
}

/** Fragments that spread themselves have no end; validation refuses them. */
const MAX_LEVELS = 1_000
