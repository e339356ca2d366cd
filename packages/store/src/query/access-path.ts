import type { AttributeDefinition, ResolvedFilter, ResourceType } from '@rollcall/scim-core'
import { isSought } from '../resources/value.repository.ts'

/**
 * How SQLite should reach the rows of a filter. `column`: by an index of scim_resource that the filter names. `ids`: from the ids its subqueries yield.
 * undefined: nothing narrows the walk in list order. SQLite has no statistics here and would rather walk the whole directory in order than sort one
 * row, so we decide for it; PostgreSQL plans by its own.
 */
export type AccessPath = 'column' | 'ids' | undefined

export function accessPathOf(type: ResourceType, filter: ResolvedFilter): AccessPath {
  switch (filter.kind) {
    case 'valuePath':
      return relationAt(type, filter.path) !== undefined || seeksElement(filter.filter) ? 'ids' : undefined
    case 'comparison': {
      const { path, operator } = filter
      if (path === 'id' || path === 'externalId' || path === type.definition.nameAttribute) {
        return operator === 'eq' || (operator === 'sw' && filter.key !== '') ? 'column' : undefined
      }
      return operator !== 'ne' && (isSought(path) || relationAt(type, path) !== undefined) ? 'ids' : undefined
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

/** Some term that must hold names a value that elements are found by. */
const seeksElement = (filter: ResolvedFilter): boolean =>
  filter.kind === 'logical'
    ? filter.operator === 'and' && filter.operands.some(seeksElement)
    : filter.kind === 'comparison' && filter.operator === 'eq' && isSought(filter.path)

/** The attribute of the path whose values are memberships. */
export const relationAt = ({ members, memberOf }: ResourceType, path: string): AttributeDefinition | undefined =>
  [members, memberOf].find(
    (relation) => relation !== undefined && (path === relation.name || path.startsWith(`${relation.name}.`)),
  )

/** The key of the name that is asked for, where nothing else is. */
export const nameLookedUp = (type: ResourceType, filter: ResolvedFilter): string | undefined =>
  filter.kind === 'comparison' && filter.operator === 'eq' && filter.path === type.definition.nameAttribute
    ? filter.key
    : undefined
