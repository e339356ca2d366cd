import type { ResolvedFilter, ResourceType } from '@rollcall/scim-core'

/**
 * How SQLite should reach the rows of a filter. `column`: by an index of scim_resource that the filter names. `ids`: from the ids its subqueries yield.
 * undefined: nothing narrows the walk in list order. SQLite has no statistics here and would rather walk the whole directory in order than sort one
 * row, so we decide for it; PostgreSQL plans by its own.
 */
export type AccessPath = 'column' | 'ids' | undefined

export function accessPathOf(type: ResourceType, filter: ResolvedFilter): AccessPath {
  switch (filter.kind) {
    case 'valuePath':
      return 'ids'
    case 'comparison': {
      const { path, operator } = filter
      if (path === 'id' || path === 'externalId' || path === type.definition.nameAttribute) {
        return operator === 'eq' || (operator === 'sw' && filter.key !== '') ? 'column' : undefined
      }
      const isColumn = path.startsWith('meta.') || path === type.definition.activeAttribute
      return isColumn || operator === 'ne' ? undefined : 'ids'
    }
    case 'logical': {
      const paths = filter.operands.map((operand) => accessPathOf(type, operand))
      if (filter.operator === 'and')
        return paths.includes('column') ? 'column' : paths.find((path) => path !== undefined)
      return paths.includes(undefined) ? undefined : 'ids'
    }
    default:
      return undefined
  }
}
