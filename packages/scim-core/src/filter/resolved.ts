import type { AttributeReference } from '../schema/resource-type.ts'

/**
 * A filter after look-up in a resource type: every name resolved, every value turned into a comparable key, every type rule checked.
 * Memory and SQL both evaluate THIS tree over index entries (see ./entries.ts), so they agree by construction:
 * keys are plain strings, equality is string equality, order is code-point order (SQLite BINARY, PostgreSQL collate "C").
 */
export type ResolvedFilter = ResolvedComparison | ResolvedPresence | ResolvedLogical | ResolvedNot | ResolvedValuePath

/** Matches when any entry of the path satisfies it. `ne` also matches when there is no entry at all (RFC 7644: an unassigned value is not equal). */
export interface ResolvedComparison {
  readonly kind: 'comparison'
  readonly reference: AttributeReference
  /** The entry path to look under: the canonical path, with `.value` implied for a multi-valued complex attribute. */
  readonly path: string
  readonly operator: 'eq' | 'ne' | 'co' | 'sw' | 'ew' | 'gt' | 'ge' | 'lt' | 'le'
  /** Already a key (folded for caseExact false, normalised for dates and numbers). Comparison with null is resolved to presence before this. */
  readonly key: string
}
export interface ResolvedPresence {
  readonly kind: 'presence'
  readonly reference: AttributeReference
  /** For a complex attribute its own path: an entry exists under it whenever any sub-attribute has a value. */
  readonly path: string
}
export interface ResolvedLogical {
  readonly kind: 'logical'
  readonly operator: 'and' | 'or'
  readonly operands: readonly ResolvedFilter[]
}
export interface ResolvedNot {
  readonly kind: 'not'
  readonly operand: ResolvedFilter
}
/** One element of `path` satisfies the whole of `filter`, whose comparisons and presences are all sub-attributes of that element. */
export interface ResolvedValuePath {
  readonly kind: 'valuePath'
  readonly reference: AttributeReference
  readonly path: string
  readonly filter: ResolvedFilter
}

/**
 * One searchable value of a resource. Rules:
 * - every present simple leaf gives an entry under its canonical path;
 * - every element of a multi-valued attribute has one `element` number shared by its leaves, and, when complex, one entry under the attribute's own path (key '');
 * - a present singular complex attribute has one entry under its own path (key '') ;
 * - `lead` marks the entry that stands for the attribute when sorting (the primary element's, else the first one's; always true for singular ones).
 */
export interface IndexEntry {
  readonly path: string
  readonly element: number
  readonly key: string
  readonly lead: boolean
}
