import type { ResolvedFilter } from './resolved.ts'

/** How many comparisons and presences a filter has: what evaluating it costs per element. */
export function countTerms(filter: ResolvedFilter): number {
  switch (filter.kind) {
    case 'logical':
      return filter.operands.reduce((sum, operand) => sum + countTerms(operand), 0)
    case 'not':
      return countTerms(filter.operand)
    case 'valuePath':
      return countTerms(filter.filter)
    default:
      return 1
  }
}
