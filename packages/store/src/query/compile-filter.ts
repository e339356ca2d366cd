import type { ResolvedFilter, ResourceType } from '@rollcall/scim-core'
import { type RawBuilder, sql } from 'kysely'
import type { ResourceSpace } from '../resources/resource.repository.ts'
import { isSought } from '../resources/value.repository.ts'
import { type AccessPath, accessPathOf } from './access-path.ts'
import { indexEntries } from './index-entries.ts'
import { type Comparison, type Condition, compareIndexed, compareText, compareTimestamp } from './predicate.ts'
import { relatedGroup, relationSource, type Source } from './relation-source.ts'

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
  readonly related: string | undefined
}

/**
 * A resolved filter as a condition over `scim_resource r`. Every condition is true or false, never null, so that `not` means not.
 * Leaves under a path that is sought are uncorrelated subqueries over scim_value: one walk of one path, whatever stands around them. The others look
 * into the row of scim_index of the resource in question.
 */
export function compileFilter(scope: FilterScope, filter: ResolvedFilter): Condition {
  return compile(scope, filter, undefined)
}

/** The rows a filter chooses from. On SQLite a plus sign keeps an index from being chosen by that column (see AccessPath). */
export function liveRows({ space, postgres }: FilterScope, access: AccessPath): Condition {
  const plus = sql.raw(!postgres && access === 'ids' ? '+' : '')
  return sql`r.tenant_id = ${space.tenantId} and ${plus}r.directory_id = ${space.directoryId} and ${plus}r.type = ${space.type}
    and r.removed_at is null`
}

function compile(scope: FilterScope, filter: ResolvedFilter, elements: Elements | undefined): Condition {
  switch (filter.kind) {
    case 'logical': {
      if (filter.operator === 'or' && elements === undefined && !scope.postgres) {
        const union = compileUnion(scope, filter.operands)
        if (union !== undefined) return union
      }
      const parts = filter.operands.map((operand) => compile(scope, operand, elements))
      return sql`(${sql.join(parts, filter.operator === 'and' ? sql` and ` : sql` or `)})`
    }
    case 'not':
      return sql`not (${compile(scope, filter.operand, elements)})`
    case 'comparison':
      return compileComparison(scope, filter, elements)
    case 'presence':
      return compilePresence(scope, filter.path, elements)
    case 'valuePath':
      return compileValuePath(scope, filter)
  }
}

/** One element of the attribute satisfies the whole inner filter. The walk starts at the term that promises the fewest rows, not at all elements. */
function compileValuePath(
  scope: FilterScope,
  { path, filter }: Extract<ResolvedFilter, { kind: 'valuePath' }>,
): Condition {
  const terms = conjunction(filter)
  const related = relatedGroup(scope, filter)
  const isRelation = relationSource(scope, path, related) !== undefined
  const equalities = terms.filter((term) => term.kind === 'comparison' && term.operator === 'eq') as Comparison[]
  const first = isRelation ? undefined : (equalities.find((term) => isSought(term.path)) ?? equalities[0])
  const rows = source(scope, first?.path ?? path, related)
  const rest = terms.filter((term) => term !== first)
  const elements: Elements = { alias: 'u', related }
  const conditions = [
    first === undefined ? TRUE : rows.compare('u', first),
    ...rest.map((term) => compile(scope, term, elements)),
  ]
  return ofResource(rows, 'u', sql.join(conditions, sql` and `))
}

/** The resource in question has a row that satisfies the condition. */
function ofResource(rows: Source, alias: string, condition: RawBuilder<unknown>): Condition {
  const from = sql`${rows.from(sql.ref('r.id'))} ${sql.ref(alias)} where ${rows.where(alias)} and ${condition}`
  return rows.byResource
    ? sql`exists (select 1 from ${from})`
    : sql`r.id in (select ${sql.ref(`${alias}.resource_id`)} from ${from})`
}

const conjunction = (filter: ResolvedFilter): readonly ResolvedFilter[] =>
  filter.kind === 'logical' && filter.operator === 'and' ? filter.operands.flatMap(conjunction) : [filter]

/** Alternatives that each have an access path of their own: SQLite would walk the whole directory for the `or` of them. */
function compileUnion(scope: FilterScope, alternatives: readonly ResolvedFilter[]): Condition | undefined {
  const parts: RawBuilder<unknown>[] = []
  for (const filter of alternatives) {
    const access = accessPathOf(scope.type, filter)
    if (access === undefined) return undefined
    // The inner `r` hides the outer one.
    parts.push(
      sql`select r.id from scim_resource r where ${liveRows(scope, access)} and ${compile(scope, filter, undefined)}`,
    )
  }
  return sql`r.id in (${sql.join(parts, sql` union all `)})`
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
  const rows = source(scope, filter.path, elements === undefined ? relatedGroup(scope, filter) : elements.related)
  const matching =
    filter.operator === 'eq' && elements !== undefined && rows.seeks
      ? sameElement(rows, elements, rows.compare('v', filter))
      : subquery(rows, elements, rows.compare('v', filter))
  if (filter.operator !== 'ne') return matching
  return sql`(${matching} or not ${subquery(rows, elements, TRUE)})`
}

function compilePresence(scope: FilterScope, path: string, elements: Elements | undefined): Condition {
  if (elements === undefined) {
    if (path === 'meta') return TRUE
    const column = columnOf(scope, path)
    if (column !== undefined) return column.nullable ? sql`${column.ref} is not null` : TRUE
  }
  return subquery(source(scope, path, elements?.related), elements, TRUE)
}

function subquery(rows: Source, elements: Elements | undefined, condition: Condition): Condition {
  if (elements === undefined) return ofResource(rows, 'v', condition)
  const [id, element] = [sql.ref(`${elements.alias}.resource_id`), sql.ref(`${elements.alias}.element`)]
  const from = sql`${rows.from(id)} v where ${rows.where('v')} and ${condition}`
  return rows.byResource
    ? sql`exists (select 1 from ${from} and v.element = ${element})`
    : sql`(${id}, ${element}) in (select v.resource_id, v.element from ${from})`
}

/** The whole key of the index row is known, so looking it up per element beats listing every element that has the value. */
function sameElement(rows: Source, { alias }: Elements, condition: Condition): Condition {
  const [id, element] = [sql.ref(`${alias}.resource_id`), sql.ref(`${alias}.element`)]
  return sql`exists (select 1 from ${rows.from(id)} v where ${rows.where('v')} and ${condition}
    and v.resource_id = ${id} and v.element = ${element})`
}

interface Column {
  readonly ref: RawBuilder<unknown>
  readonly nullable: boolean
  compare(filter: Comparison): Condition
}

/** Attributes that are columns of scim_resource. */
function columnOf({ type, postgres }: FilterScope, path: string): Column | undefined {
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
      return undefined
  }
}

function compareFlag(ref: RawBuilder<unknown>, filter: Comparison): Condition {
  const flag = filter.key === 'true' ? 1 : 0
  if (filter.operator === 'eq') return sql`${ref} = ${flag}`
  if (filter.operator === 'ne') return sql`${ref} <> ${flag}`
  return FALSE
}

function source(scope: FilterScope, path: string, related?: string): Source {
  const relation = relationSource(scope, path, related)
  if (relation !== undefined) return relation
  return isSought(path) ? soughtValues(scope, path) : indexedValues(scope, path)
}

const soughtValues = ({ space, postgres }: FilterScope, path: string): Source => ({
  from: () => sql`scim_value`,
  byResource: false,
  seeks: true,
  where: (alias) => sql`${sql.ref(`${alias}.tenant_id`)} = ${space.tenantId}
    and ${sql.ref(`${alias}.directory_id`)} = ${space.directoryId}
    and ${sql.ref(`${alias}.type`)} = ${space.type} and ${sql.ref(`${alias}.path`)} = ${path}`,
  compare: (alias, filter) => compareIndexed(alias, filter.operator, filter.key, postgres),
})

function indexedValues({ space, postgres }: FilterScope, path: string): Source {
  const { each, key, element } = indexEntries('x', path, postgres)
  return {
    from: (of) => sql`(select x.resource_id, ${element} as element, ${key} as value_key from scim_index x, ${each}
      where x.tenant_id = ${space.tenantId} and x.directory_id = ${space.directoryId} and x.type = ${space.type}
      and x.resource_id = ${of})`,
    byResource: true,
    seeks: false,
    where: () => TRUE,
    compare: (alias, { operator, key: wanted }) =>
      compareText(sql.ref(`${alias}.value_key`), operator, wanted, postgres),
  }
}
