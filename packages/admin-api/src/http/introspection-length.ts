import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isObjectType,
} from 'graphql'

interface Lengths {
  readonly mean: number
  readonly most: number
}

const known = new WeakMap<GraphQLSchema, ReadonlyMap<string, Lengths>>()

/**
 * How long a list of introspection is: the mean where every type (or every field of every type) is listed, else the longest of the schema.
 * 1 for what is no list.
 */
export function introspectionLength(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  each: boolean,
): number {
  if (!isListType(getNullableType(field.type))) return 1
  let lengths = known.get(schema)
  if (lengths === undefined) {
    lengths = measure(schema)
    known.set(schema, lengths)
  }
  const found = lengths.get(field.name === 'args' ? 'args' : `${type.name}.${field.name}`)
  if (found === undefined) return 5
  return each ? found.mean : Math.max(1, found.most)
}

function measure(schema: GraphQLSchema): ReadonlyMap<string, Lengths> {
  const types = Object.values(schema.getTypeMap())
  const fields = types.flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
  )
  const over = <T>(all: readonly T[], lengthOf: (each: T) => number): Lengths => {
    const each = all.map(lengthOf)
    return { mean: each.reduce((sum, length) => sum + length, 0) / all.length, most: Math.max(0, ...each) }
  }
  const fixed = (length: number): Lengths => ({ mean: length, most: length })
  return new Map([
    ['__Schema.types', fixed(types.length)],
    ['__Schema.directives', fixed(schema.getDirectives().length)],
    [
      '__Type.fields',
      over(types, (type) => (isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()).length : 0)),
    ],
    ['__Type.inputFields', over(types, (type) => (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0))],
    ['__Type.enumValues', over(types, (type) => (isEnumType(type) ? type.getValues().length : 0))],
    [
      '__Type.interfaces',
      over(types, (type) => (isObjectType(type) || isInterfaceType(type) ? type.getInterfaces().length : 0)),
    ],
    ['__Type.possibleTypes', over(types, (type) => (isAbstractType(type) ? schema.getPossibleTypes(type).length : 0))],
    ['args', over(fields, (field) => field.args.length)],
  ])
}
