import type { ResolvedFilter, ResourceType } from '@rollcall/scim-core'
import type { ResourceListQuery } from '../resources/list-resources.ts'
import { isSought } from '../resources/value.repository.ts'

/** Pages of so many resources are an export, not a look-up. */
const SHORT_PAGE = 20
/** Index entries that may be stepped over at once. */
const SHORT_OFFSET = 2_000

/**
 * Whether a list may take longer than the event loop can spare, judged by how it reaches its rows and never by the clock: anything but an exact look-up,
 * a short page in the order of an index, or a total that is a counter.
 */
export function isLongList(
  type: ResourceType,
  { filter, sortBy, offset, limit }: Pick<ResourceListQuery, 'filter' | 'sortBy' | 'offset' | 'limit'>,
): boolean {
  if (sortBy !== undefined && sortBy.path !== type.definition.nameAttribute) return true
  if (filter !== undefined) return !isLookUp(type, filter)
  return limit > SHORT_PAGE || offset > SHORT_OFFSET
}

/** Names what is as good as unique, and each condition beside it looks up single index entries too: as cheap in a million resources as in ten. */
export function isLookUp(type: ResourceType, filter: ResolvedFilter): boolean {
  switch (filter.kind) {
    case 'comparison':
      return filter.operator === 'eq' && isTelling(type, filter.path)
    case 'logical':
      return filter.operands.every((operand) => isLookUp(type, operand))
    case 'valuePath': {
      const terms = conjunction(filter.filter)
      const equalities = terms.filter((term) => term.kind === 'comparison' && term.operator === 'eq')
      return equalities.length === terms.length && equalities.some((term) => isLookUp(type, term))
    }
    default:
      return false
  }
}

const conjunction = (filter: ResolvedFilter): readonly ResolvedFilter[] =>
  filter.kind === 'logical' && filter.operator === 'and' ? filter.operands.flatMap(conjunction) : [filter]

/** What tells one person or group apart. Roles and entitlements have a `value` too, but one that everybody may share. */
const TELLING = ['id', 'externalId', 'emails.value', 'phoneNumbers.value']

function isTelling({ definition, members }: ResourceType, path: string): boolean {
  return (
    path === definition.nameAttribute ||
    (definition.displayAttributes.includes(path) && isSought(path)) ||
    TELLING.includes(path) ||
    path === `${members?.name}.value`
  )
}
