import type { AttributePath, ComparisonOperator, ComparisonValue, Filter } from '@rollcall/scim-core'
import { badInput } from '../errors.ts'
import { builder } from '../schema/builder.ts'

const MAX_VALUES = 50
const MAX_TEXT = 500

const TextFilterInput = builder.inputType('TextFilter', {
  description: 'Compares text in any letter case; everything given must hold.',
  fields: (t) => ({
    eq: t.string(),
    contains: t.string(),
    startsWith: t.string(),
    in: t.stringList({ description: `At most ${MAX_VALUES}.` }),
  }),
})

export const UserFilterInput = builder.inputType('UserFilter', {
  description: 'Everything given must hold.',
  fields: (t) => ({
    search: t.string({ description: 'Part of userName, displayName, a name or an e-mail address.' }),
    userName: t.field({ type: TextFilterInput }),
    displayName: t.field({ type: TextFilterInput }),
    externalId: t.field({ type: TextFilterInput }),
    email: t.field({ type: TextFilterInput }),
    active: t.boolean(),
    createdAfter: t.field({ type: 'Instant' }),
    updatedAfter: t.field({ type: 'Instant' }),
  }),
})

export const GroupFilterInput = builder.inputType('GroupFilter', {
  description: 'Everything given must hold.',
  fields: (t) => ({
    search: t.string({ description: 'Part of displayName.' }),
    displayName: t.field({ type: TextFilterInput }),
    externalId: t.field({ type: TextFilterInput }),
    createdAfter: t.field({ type: 'Instant' }),
    updatedAfter: t.field({ type: 'Instant' }),
  }),
})

type TextFilter = typeof TextFilterInput.$inferInput
/** Of users or groups: what a group filter lacks is never given. */
export type ResourceFilter = Partial<typeof UserFilterInput.$inferInput>

const path = (name: string, subAttribute?: string): AttributePath => ({
  kind: 'AttributePath',
  schema: undefined,
  name,
  subAttribute,
})

function compare(attribute: AttributePath, operator: ComparisonOperator, value: ComparisonValue): Filter {
  if (typeof value === 'string' && value.length > MAX_TEXT)
    throw badInput(`A filter value is longer than ${MAX_TEXT} characters.`, 'filter')
  return { kind: 'ComparisonExpression', attribute, operator, value }
}

const anyOf = (operands: readonly Filter[]): Filter => ({ kind: 'LogicalExpression', operator: 'or', operands })

function text(attribute: AttributePath, filter: TextFilter | null | undefined): Filter[] {
  const parts: Filter[] = []
  const { eq, contains, startsWith, in: values } = filter ?? {}
  if (typeof eq === 'string') parts.push(compare(attribute, 'eq', eq))
  if (typeof contains === 'string') parts.push(compare(attribute, 'co', contains))
  if (typeof startsWith === 'string') parts.push(compare(attribute, 'sw', startsWith))
  if (values !== undefined && values !== null) {
    if (values.length === 0 || values.length > MAX_VALUES)
      throw badInput(`"in" takes 1 to ${MAX_VALUES} values.`, 'filter')
    parts.push(
      values.length === 1
        ? compare(attribute, 'eq', values[0] ?? '')
        : anyOf(values.map((value) => compare(attribute, 'eq', value))),
    )
  }
  return parts
}

/** A typed filter as conditions of the SCIM grammar, so that both go the same way to SQL. */
export function toFilter(type: 'User' | 'Group', filter: ResourceFilter): Filter[] {
  const parts = [
    ...text(path('userName'), filter.userName),
    ...text(path('displayName'), filter.displayName),
    ...text(path('externalId'), filter.externalId),
    ...text(path('emails', 'value'), filter.email),
  ]
  if (typeof filter.active === 'boolean') parts.push(compare(path('active'), 'eq', filter.active))
  if (filter.createdAfter) parts.push(compare(path('meta', 'created'), 'gt', filter.createdAfter.toISOString()))
  if (filter.updatedAfter) parts.push(compare(path('meta', 'lastModified'), 'gt', filter.updatedAfter.toISOString()))
  const search = filter.search?.trim() ?? ''
  if (search !== '') parts.push(anyOf(searched(type).map((attribute) => compare(attribute, 'co', search))))
  return parts
}

const searched = (type: 'User' | 'Group'): AttributePath[] =>
  type === 'User'
    ? [
        path('userName'),
        path('displayName'),
        path('name', 'givenName'),
        path('name', 'familyName'),
        path('emails', 'value'),
      ]
    : [path('displayName')]
