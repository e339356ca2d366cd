import type { ResolvedFilter } from '@rollcall/scim-core'
import { type RawBuilder, sql } from 'kysely'
import { MAX_NESTING } from '../members/member.repository.ts'
import { relationAt } from './access-path.ts'
import type { FilterScope } from './compile-filter.ts'
import { type Comparison, type Condition, compareText } from './predicate.ts'

/** Rows (resource_id, element, key) that hold the values of one path. */
export interface Source {
  /** `of`: the id of the resource in question. Sources kept by resource give its rows only, the others those of all. */
  from(of: RawBuilder<unknown>): RawBuilder<unknown>
  readonly byResource: boolean
  /** One row is found by its key, resource and element without walking the others. */
  readonly seeks: boolean
  where(alias: string): Condition
  compare(alias: string, filter: Comparison): Condition
}

/**
 * Memberships in the shape of index rows. `members` are the direct ones; `groups` are direct and indirect, as answers show them. `related`: the id of
 * the group when the filter asks for one group only, so that the walk starts there instead of at every membership of the tenant.
 */
export function relationSource(scope: FilterScope, path: string, related: string | undefined): Source | undefined {
  const attribute = relationAt(scope.type, path)
  if (attribute === undefined) return undefined
  const sub = path.slice(attribute.name.length + 1)
  const direct = attribute === scope.type.members
  const rows = direct ? directMembers(scope) : related === undefined ? allGroups(scope) : membersBelow(scope, related)
  const type = direct ? sql`lower(o.type)` : sql`case m.depth when 1 then 'direct' else 'indirect' end`
  const key = sub === 'display' ? sql`o.display_key` : sub === 'type' ? type : sql`m.element`
  const named = sub === 'display' || (sub === 'type' && direct)
  const join = named ? sql`join scim_resource o on o.tenant_id = ${scope.space.tenantId} and o.id = m.element` : sql``
  return {
    from: () => sql`(select m.resource_id, m.element, ${key} as value_key from (${rows}) m ${join})`,
    byResource: false,
    seeks: false,
    where: () => sql`1 = 1`,
    compare: (alias, { operator, key: text }) => {
      // The base of a `$ref` is the caller's; what tells resources apart is its last segment.
      const wanted = sub === '$ref' && (operator === 'eq' || operator === 'ne') ? lastSegment(text) : text
      return compareText(sql.ref(`${alias}.value_key`), operator, wanted, scope.postgres)
    },
  }
}

/** The one group a filter asks for: `groups.value eq "x"`, alone or as a term that must hold. */
export function relatedGroup(scope: FilterScope, filter: ResolvedFilter): string | undefined {
  if (filter.kind === 'comparison') {
    const asksOne = filter.operator === 'eq' && filter.path === `${scope.type.memberOf?.name}.value`
    return asksOne ? filter.key : undefined
  }
  if (filter.kind !== 'logical' || filter.operator !== 'and') return undefined
  for (const operand of filter.operands) {
    const group = relatedGroup(scope, operand)
    if (group !== undefined) return group
  }
  return undefined
}

const lastSegment = (text: string): string => text.slice(text.lastIndexOf('/') + 1)

const directMembers = ({ space }: FilterScope): RawBuilder<unknown> =>
  sql`select group_id as resource_id, member_id as element, 1 as depth from scim_member where tenant_id = ${space.tenantId}`

// `cross join` in the walks keeps SQLite from starting each step at all memberships of the tenant.

/** Every group above every member. Costs as much as the tenant has memberships. */
const allGroups = ({ space }: FilterScope): RawBuilder<unknown> => sql`
  with recursive held (resource_id, element, depth) as (
    select member_id, group_id, 1 from scim_member where tenant_id = ${space.tenantId}
    union
    select h.resource_id, s.group_id, h.depth + 1 from held h cross join scim_member s
    where s.tenant_id = ${space.tenantId} and s.member_id = h.element and h.depth < ${sql.lit(MAX_NESTING)}
  )
  select resource_id, element, min(depth) as depth from held where resource_id <> element group by resource_id, element`

/** Everything below one group. */
const membersBelow = ({ space }: FilterScope, groupId: string): RawBuilder<unknown> => sql`
  with recursive held (resource_id, depth) as (
    select member_id, 1 from scim_member where tenant_id = ${space.tenantId} and group_id = ${groupId}
    union
    select s.member_id, h.depth + 1 from held h cross join scim_member s
    where s.tenant_id = ${space.tenantId} and s.group_id = h.resource_id and h.depth < ${sql.lit(MAX_NESTING)}
  )
  select resource_id, cast(${groupId} as text) as element, min(depth) as depth from held
  where resource_id <> ${groupId} group by resource_id`
