import type { ResolvedFilter, ResourceType } from '@rollcall/scim-core'
import { type RawBuilder, sql } from 'kysely'
import type { ResourceSpace } from '../resources/resource.repository.ts'
import { type Comparison, type Condition, compareIndexed, compareText, compareTimestamp } from './predicate.ts'

/** What compiling needs to know: whose rows, of which type, for which database. */
export interface FilterScope {
  readonly space: ResourceSpace
  readonly type: ResourceType
  readonly postgres: boolean
}

const TRUE: Condition = sql`1 = 1`
const FALSE: Condition = sql`1 = 0`

/** Where a value path is being compiled: its elements, so that leaves bind to the same element. Undefined at the top: leaves bind to the resource. */
interface Elements {
  readonly alias: string
}

/**
 * A resolved filter as a condition over `scim_resource r`. Every condition is true or false, never null, so that `not` means not.
 * Leaves are uncorrelated subqueries over the narrow index: one walk of one path, whatever stands around them.
 */
export function compileFilter(scope: FilterScope, filter: ResolvedFilter): Condition {
  return compile(scope, filter, undefined)
}

function compile(scope: FilterScope, filter: ResolvedFilter, elements: Elements | undefined): Condition {
  switch (filter.kind) {
    case 'logical': {
      const parts = filter.operands.map((operand) => compile(scope, operand, elements))
      return sql`(${sql.join(parts, filter.operator === 'and' ? sql` and ` : sql` or `)})`
    }
    case 'not':
      return sql`not (${compile(scope, filter.operand, elements)})`
    case 'comparison':
      return compileComparison(scope, filter, elements)
    case 'presence':
      return compilePresence(scope, filter.path, elements)
    case 'valuePath': {
      const rows = source(scope, filter.path)
      const condition = compile(scope, filter.filter, { alias: 'u' })
      return sql`r.id in (select u.resource_id from ${rows.from} u where ${rows.where('u')} and ${condition})`
    }
  }
}

function compileComparison(scope: FilterScope, filter: Comparison, elements: Elements | undefined): Condition {
  const column = elements === undefined ? columnOf(scope, filter.path) : undefined
  if (column !== undefined) {
    const condition = column.compare(filter)
    if (!column.nullable) return condition
    return filter.operator === 'ne'
      ? sql`(${column.ref} is null or ${condition})`
      : sql`(${column.ref} is not null and ${condition})`
  }
  const rows = source(scope, filter.path)
  const matching = subquery(rows, elements, rows.compare('v', filter))
  if (filter.operator !== 'ne') return matching
  return sql`(${matching} or not ${subquery(rows, elements, TRUE)})`
}

function compilePresence(scope: FilterScope, path: string, elements: Elements | undefined): Condition {
  if (elements === undefined) {
    if (path === 'meta') return TRUE
    const column = columnOf(scope, path)
    if (column !== undefined) return column.nullable ? sql`${column.ref} is not null` : TRUE
  }
  return subquery(source(scope, path), elements, TRUE)
}

function subquery(rows: Source, elements: Elements | undefined, condition: Condition): Condition {
  if (elements === undefined) {
    return sql`r.id in (select v.resource_id from ${rows.from} v where ${rows.where('v')} and ${condition})`
  }
  const outer = sql`(${sql.ref(`${elements.alias}.resource_id`)}, ${sql.ref(`${elements.alias}.element`)})`
  return sql`${outer} in (select v.resource_id, v.element from ${rows.from} v where ${rows.where('v')} and ${condition})`
}

interface Column {
  readonly ref: RawBuilder<unknown>
  readonly nullable: boolean
  compare(filter: Comparison): Condition
}

/** Attributes that are columns of scim_resource. */
function columnOf({ type, space, postgres }: FilterScope, path: string): Column | undefined {
  const text = (name: string, nullable = false): Column => {
    const ref = sql.ref(`r.${name}`)
    return { ref, nullable, compare: (filter) => compareText(ref, filter.operator, filter.key, postgres) }
  }
  const timestamp = (name: string): Column => {
    const ref = sql.ref(`r.${name}`)
    return { ref, nullable: false, compare: (filter) => compareTimestamp(ref, filter.operator, filter.key) }
  }
  switch (path) {
    case 'id':
      return text('id')
    case 'externalId':
      return text('external_id', true)
    case type.definition.nameAttribute:
      return text('name_key')
    case 'meta.created':
      return timestamp('created_at')
    case 'meta.lastModified':
      return timestamp('updated_at')
    case 'meta.resourceType': {
      const ref = sql.ref('r.type')
      return { ref, nullable: false, compare: (filter) => compareText(ref, filter.operator, filter.key, postgres) }
    }
    case 'meta.version': {
      const ref = sql`('W/"' || r.version || '"')`
      return { ref, nullable: false, compare: (filter) => compareText(ref, filter.operator, filter.key, postgres) }
    }
    case type.definition.activeAttribute: {
      const ref = sql.ref('r.active')
      return { ref, nullable: true, compare: (filter) => compareFlag(ref, filter) }
    }
    default:
      void space
      return undefined
  }
}

function compareFlag(ref: RawBuilder<unknown>, filter: Comparison): Condition {
  const flag = filter.key === 'true' ? 1 : 0
  if (filter.operator === 'eq') return sql`${ref} = ${flag}`
  if (filter.operator === 'ne') return sql`${ref} <> ${flag}`
  return FALSE
}

/** Rows (resource_id, element, key) that hold the values of one path. */
interface Source {
  readonly from: RawBuilder<unknown>
  where(alias: string): Condition
  compare(alias: string, filter: Comparison): Condition
}

function source(scope: FilterScope, path: string): Source {
  const relation = relationSource(scope, path)
  if (relation !== undefined) return relation
  const { space, postgres } = scope
  return {
    from: sql`scim_value`,
    where: (alias) => sql`${sql.ref(`${alias}.tenant_id`)} = ${space.tenantId}
      and ${sql.ref(`${alias}.directory_id`)} = ${space.directoryId}
      and ${sql.ref(`${alias}.type`)} = ${space.type} and ${sql.ref(`${alias}.path`)} = ${path}`,
    compare: (alias, filter) => compareIndexed(alias, filter.operator, filter.key, postgres),
  }
}

/** Members (and, from the other side, groups) live as rows of scim_member: the same shape, another table. */
function relationSource({ type, space, postgres }: FilterScope, path: string): Source | undefined {
  for (const [attribute, own, other] of [
    [type.members, 'group_id', 'member_id'],
    [type.memberOf, 'member_id', 'group_id'],
  ] as const) {
    if (attribute === undefined) continue
    const name = attribute.name
    if (path !== name && !path.startsWith(`${name}.`)) continue
    const sub = path.slice(name.length + 1)
    const named = sub === 'display' || sub === 'type' || sub === '$ref'
    const key = sub === 'display' ? sql`o.display_name` : sub === 'type' ? sql`o.type` : sql.ref(`m.${other}`)
    const join = named ? sql`join scim_resource o on o.tenant_id = m.tenant_id and o.id = m.${sql.ref(other)}` : sql``
    return {
      from: sql`(select m.tenant_id, m.${sql.ref(own)} as resource_id, m.${sql.ref(other)} as element, ${key} as value_key
        from scim_member m ${join} where m.tenant_id = ${space.tenantId})`,
      where: () => TRUE,
      compare: (alias, filter) => compareText(sql.ref(`${alias}.value_key`), filter.operator, filter.key, postgres),
    }
  }
  return undefined
}
