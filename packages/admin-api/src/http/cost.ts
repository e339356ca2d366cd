import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableValues,
} from 'graphql'
import { introspectionLength } from './introspection-length.ts'

/** What an operation asks for, counted before it runs. */
export interface Cost {
  /** Sum over all fields, each times the rows that the lists above it may hold. */
  readonly points: number
  /** Levels of fields. Introspection is left out: validation bounds its nesting. */
  readonly depth: number
  /** After fragments are put in where they are spread. */
  readonly aliases: number
}

/** The least that one mutation costs: it opens a transaction and writes to the audit log. */
export const MUTATION_POINTS = 100

/** Introspection reads no data, yet there is much of it. */
const INTROSPECTION_POINTS = 1

/** A list that says nothing of its length. */
const LIST_LENGTH = 5

/** What a field of the schema says of its cost: @pothos/plugin-complexity's option. */
type Declared = number | { readonly field?: number; readonly multiplier?: number }
type DeclaredBy = Declared | ((args: object, context: object, field: GraphQLField<unknown, unknown>) => Declared)

const NOTHING: Cost = { points: 0, depth: 0, aliases: 0 }

/**
 * The cost of one operation of a document, with its fragments and variables. Selections that @skip and @include leave out are free. Every
 * selection set is counted once per type, so that fragments that spread each other many times cost no time.
 * Throws a GraphQLError for an argument that cannot be read.
 */
export function costOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: VariableValues,
): Cost {
  const root = schema.getRootType(operation.operation)
  if (root === undefined || root === null) throw new GraphQLError(`There is no ${operation.operation} here.`)
  const mutation = schema.getMutationType()
  const known = new Map<SelectionSetNode, Map<string, Cost>>()

  /** `each`: the type is one of all types, so that its lists are of mean length. */
  function ofSet(set: SelectionSetNode, type: GraphQLNamedType, each: boolean): Cost {
    const name = `${type.name}${each ? '*' : ''}`
    const before = known.get(set)?.get(name)
    if (before !== undefined) return before
    let sum = NOTHING
    for (const selection of set.selections) {
      if (!isIncluded(selection, variables)) continue
      const { points, depth, aliases } = ofSelection(selection, type, each)
      sum = {
        points: sum.points + points,
        depth: Math.max(sum.depth, depth),
        aliases: sum.aliases + aliases,
      }
    }
    const ofTypes = known.get(set) ?? new Map<string, Cost>()
    known.set(set, ofTypes.set(name, sum))
    return sum
  }

  function ofSelection(selection: SelectionNode, type: GraphQLNamedType, each: boolean): Cost {
    if (selection.kind === Kind.FIELD) return ofField(selection, type, each)
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
    if (fragment === undefined) return NOTHING
    const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value)
    return ofSet(fragment.selectionSet, condition ?? type, each)
  }

  function ofField(node: FieldNode, type: GraphQLNamedType, each: boolean): Cost {
    const field = isCompositeType(type) ? schema.getField(type, node.name.value) : undefined
    if (field === undefined || field === null) return NOTHING
    const introspection = type.name.startsWith('__') || field.name === '__schema' || field.name === '__type'
    const own = introspection
      ? { field: INTROSPECTION_POINTS, multiplier: introspectionLength(schema, type, field, each) }
      : declared(field, node, variables)
    const floor = type === mutation ? MUTATION_POINTS : 0
    const below =
      node.selectionSet === undefined
        ? NOTHING
        : ofSet(node.selectionSet, getNamedType(field.type), introspection && listsEach(field.name, each))
    return {
      points: Math.max(own.field, floor) + Math.ceil(below.points * own.multiplier),
      depth: introspection ? 0 : below.depth + 1,
      aliases: below.aliases + (node.alias === undefined ? 0 : 1),
    }
  }

  return ofSet(operation.selectionSet, root, false)
}

/** Below `types` every type is listed once, and below their lists every field and argument. */
const listsEach = (field: string, each: boolean): boolean =>
  field === 'types' || (each && ['fields', 'args', 'inputFields', 'enumValues'].includes(field))

function declared(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: VariableValues,
): { readonly field: number; readonly multiplier: number } {
  let option = field.extensions.complexity as DeclaredBy | undefined
  if (typeof option === 'function') option = option(getArgumentValues(field, node, variables), {}, field)
  const length = isList(field.type) ? LIST_LENGTH : 1
  if (typeof option === 'number' || option === undefined) return { field: option ?? 1, multiplier: length }
  return { field: option.field ?? 1, multiplier: Math.max(1, option.multiplier ?? length) }
}

const isList = (type: GraphQLOutputType): boolean => isListType(getNullableType(type))

function isIncluded(node: SelectionNode, variables: VariableValues): boolean {
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if !== false
}
