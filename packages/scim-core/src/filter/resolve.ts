import { invalidFilter } from '../errors.ts'
import { FILTER_LIMITS } from '../protocol/limits.ts'
import { attribute } from '../schema/define.ts'
import { findAttribute, findSchema } from '../schema/find-attribute.ts'
import { attributeNamed, subAttributeNamed } from '../schema/lookup.ts'
import type { AttributeReference, ResourceType } from '../schema/resource-type.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import type { AttributePath, ComparisonOperator, ComparisonValue, Filter, ValuePath } from '../syntax/ast.ts'
import { printAttributePath } from '../syntax/printer.ts'
import { shorten } from '../syntax/tokenizer.ts'
import { toKey } from './keys.ts'
import type { ResolvedFilter, ResolvedPresence } from './resolved.ts'

export interface ResolveOptions {
  /** `unassigned`: an attribute the type lacks has no value, for queries over several types (RFC 7644 section 3.4.2.1). Default: invalidFilter. */
  readonly unknown?: 'reject' | 'unassigned'
}

/** Where names are looked up: the whole type, or one attribute's sub-attributes inside brackets. */
interface Scope {
  readonly type: ResourceType
  readonly parent: AttributeReference | undefined
  readonly unknown: 'reject' | 'unassigned'
}

/**
 * Looks every name of a filter up and turns every value into a key. Throws invalidFilter for what the type does not have and for
 * comparisons that make no sense. An attribute that is never returned counts as unknown (RFC 7644 section 7.5.2).
 */
export function resolveFilter(type: ResourceType, filter: Filter, options: ResolveOptions = {}): ResolvedFilter {
  return resolve({ type, parent: undefined, unknown: options.unknown ?? 'reject' }, filter)
}

/** Resolves the filter in the brackets of a path on `parent`. */
export function resolveElementFilter(type: ResourceType, parent: AttributeReference, filter: Filter): ResolvedFilter {
  return resolve({ type, parent, unknown: 'reject' }, filter)
}

function resolve(scope: Scope, filter: Filter): ResolvedFilter {
  switch (filter.kind) {
    case 'LogicalExpression':
      return {
        kind: 'logical',
        operator: filter.operator,
        operands: filter.operands.map((operand) => resolve(scope, operand)),
      }
    case 'NotExpression':
      return { kind: 'not', operand: resolve(scope, filter.operand) }
    case 'PresenceExpression':
      return resolvePresence(scope, filter.attribute)
    case 'ComparisonExpression': {
      const reference = find(scope, filter.attribute)
      return reference === undefined
        ? unassigned(filter.operator, filter.value)
        : resolveComparison(reference, filter.operator, filter.value)
    }
    case 'ValuePath':
      return resolveValuePath(scope, filter)
  }
}

function resolvePresence(scope: Scope, path: AttributePath): ResolvedFilter {
  // A bare extension URN is present when the resource lists it.
  const extension = scope.parent === undefined ? findSchema(scope.type, path) : undefined
  const schemas = attributeNamed(scope.type.attributes, 'schemas')
  if (extension !== undefined && schemas !== undefined) {
    const reference = { extension: undefined, attribute: schemas, subAttribute: undefined, path: schemas.name }
    return resolveComparison(reference, 'eq', extension.id)
  }
  const reference = find(scope, path)
  return reference === undefined ? NEVER : { kind: 'presence', reference, path: reference.path }
}

/** `emails[type eq "work"]`; with a comparison after it, that is one more condition on the same element. */
function resolveValuePath(scope: Scope, filter: ValuePath): ResolvedFilter {
  const reference = find(scope, filter.attribute)
  if (reference === undefined) return NEVER
  if (!reference.attribute.multiValued || reference.subAttribute !== undefined) {
    throw invalidFilter(`${reference.path} is not multi-valued, so it takes no value filter in brackets.`)
  }
  const inner: Scope = { ...scope, parent: reference }
  const condition = resolve(inner, filter.filter)
  const rest = filter.comparison
  if (rest === undefined) return { kind: 'valuePath', reference, path: reference.path, filter: condition }
  const attributePath: AttributePath = {
    kind: 'AttributePath',
    schema: undefined,
    name: rest.subAttribute,
    subAttribute: undefined,
  }
  const last = resolve(
    inner,
    rest.operator === 'pr'
      ? { kind: 'PresenceExpression', attribute: attributePath }
      : { kind: 'ComparisonExpression', attribute: attributePath, operator: rest.operator, value: rest.value },
  )
  return {
    kind: 'valuePath',
    reference,
    path: reference.path,
    filter: { kind: 'logical', operator: 'and', operands: [condition, last] },
  }
}

function find(scope: Scope, path: AttributePath): AttributeReference | undefined {
  const reference = scope.parent === undefined ? findAttribute(scope.type, path) : findInElement(scope.parent, path)
  const hidden = reference?.attribute.returned === 'never' || reference?.subAttribute?.returned === 'never'
  if (reference !== undefined && !hidden) return reference
  if (scope.unknown === 'unassigned') return undefined
  const where = scope.parent === undefined ? scope.type.name : scope.parent.path
  throw invalidFilter(`${where} has no attribute ${shorten(printAttributePath(path))}.`)
}

/** Inside brackets names are sub-attributes; a simple attribute's own value goes by `value`. */
function findInElement(parent: AttributeReference, path: AttributePath): AttributeReference | undefined {
  if (path.schema !== undefined || path.subAttribute !== undefined) return undefined
  if (parent.attribute.type !== 'complex') return path.name.toLowerCase() === 'value' ? parent : undefined
  const subAttribute = subAttributeNamed(parent.attribute, path.name)
  return subAttribute === undefined
    ? undefined
    : { ...parent, subAttribute, path: `${parent.path}.${subAttribute.name}` }
}

function resolveComparison(
  reference: AttributeReference,
  operator: ComparisonOperator,
  value: ComparisonValue,
): ResolvedFilter {
  if (value === null) {
    const presence: ResolvedPresence = { kind: 'presence', reference, path: reference.path }
    if (operator === 'ne') return presence
    if (operator === 'eq') return { kind: 'not', operand: presence }
    throw invalidFilter(`${reference.path} can be compared with null by eq and ne only.`)
  }
  const target = toSimple(reference)
  const definition = target.subAttribute ?? target.attribute
  checkOperator(target.path, definition, operator)
  const key = toKey(definition, value)
  if (key === undefined) {
    throw invalidFilter(`${target.path} is compared with ${expectedValue(definition)}, not ${valueKind(value)}.`)
  }
  checkPart(target.path, operator, value)
  return { kind: 'comparison', reference: target, path: target.path, operator, key }
}

/** RFC 7644 section 3.4.2.2: a complex attribute without sub-attribute stands for its `value`. */
function toSimple(reference: AttributeReference): AttributeReference {
  const definition = reference.subAttribute ?? reference.attribute
  if (definition.type !== 'complex') return reference
  const value = reference.subAttribute === undefined ? subAttributeNamed(reference.attribute, 'value') : undefined
  if (value === undefined || value.returned === 'never') {
    throw invalidFilter(`${reference.path} is complex: compare one of its sub-attributes.`)
  }
  return { ...reference, subAttribute: value, path: `${reference.path}.${value.name}` }
}

function checkOperator(path: string, definition: AttributeDefinition, operator: ComparisonOperator): void {
  if (operator === 'eq' || operator === 'ne') return
  const ordering = operator === 'gt' || operator === 'ge' || operator === 'lt' || operator === 'le'
  const { type } = definition
  const works = ordering ? type !== 'boolean' && type !== 'binary' : type === 'string' || type === 'reference'
  if (!works) throw invalidFilter(`${path} is of type ${type}, which ${operator} does not apply to.`)
}

function checkPart(path: string, operator: ComparisonOperator, value: ComparisonValue): void {
  const looksWithin = operator === 'co' || operator === 'sw' || operator === 'ew'
  if (looksWithin && typeof value === 'string' && value.length > FILTER_LIMITS.partLength) {
    throw invalidFilter(`${operator} compares ${path} with at most ${FILTER_LIMITS.partLength} characters.`)
  }
}

function expectedValue(definition: AttributeDefinition): string {
  switch (definition.type) {
    case 'boolean':
      return 'true or false'
    case 'integer':
    case 'decimal':
      return 'a number'
    case 'dateTime':
      return 'a date and time such as "2011-05-13T04:42:34Z"'
    default:
      return 'a string'
  }
}

function valueKind(value: string | number | boolean): string {
  return typeof value === 'string' ? 'this string' : `a ${typeof value}`
}

/** No resource has an entry under the empty path. */
const NEVER: ResolvedPresence = {
  kind: 'presence',
  reference: {
    extension: undefined,
    attribute: attribute({ name: 'unassigned' }),
    subAttribute: undefined,
    path: '',
  },
  path: '',
}

function unassigned(operator: ComparisonOperator, value: ComparisonValue): ResolvedFilter {
  const matches = value === null ? operator === 'eq' : operator === 'ne'
  return matches ? { kind: 'not', operand: NEVER } : NEVER
}
