import { complexityFromQuery } from '@pothos/plugin-complexity'
import { type DocumentNode, GraphQLError, Kind, MaxIntrospectionDepthRule, parse, type ValidationRule } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { apiError } from '../errors.ts'

/** What one operation may ask for; published in the documentation. */
export const LIMITS = { tokens: 4_000, aliases: 30, depth: 14, cost: 50_000 } as const

/** Aliases multiply work that looks like one field. */
const aliasRule: ValidationRule = (context) => {
  let aliases = 0
  return {
    Field(node) {
      if (node.alias === undefined) return
      aliases += 1
      if (aliases === LIMITS.aliases + 1) {
        context.reportError(
          new GraphQLError(`The operation has more than ${LIMITS.aliases} aliases.`, {
            nodes: node,
            extensions: { code: 'COMPLEXITY' },
          }),
        )
      }
    },
  }
}

/** Introspection reads no data and is bounded by a rule of its own. */
const isIntrospection = (document: DocumentNode): boolean =>
  document.definitions.every(
    (definition) =>
      definition.kind !== Kind.OPERATION_DEFINITION ||
      definition.selectionSet.selections.every(
        (selection) => selection.kind === Kind.FIELD && selection.name.value.startsWith('__'),
      ),
  )

/** Parses no more than the tokens allowed; refuses operations that are too deep or cost too much before they run, and tells every cost. */
export const limits = (): Plugin => ({
  onParse({ setParseFn }) {
    setParseFn((source, options) => {
      try {
        return parse(source, { ...options, maxTokens: LIMITS.tokens })
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error
        throw new GraphQLError(error.message, {
          ...(error.source === undefined ? {} : { source: error.source }),
          ...(error.positions === undefined ? {} : { positions: error.positions }),
          extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400 } },
        })
      }
    })
  },
  onValidate({ addValidationRule }) {
    addValidationRule(aliasRule)
    addValidationRule(MaxIntrospectionDepthRule)
  },
  onExecute({ args, setResultAndStopExecution }) {
    if (isIntrospection(args.document)) return
    const cost = complexityFromQuery(args.document, {
      schema: args.schema,
      variables: (args.variableValues ?? {}) as Record<string, unknown>,
      ctx: args.contextValue,
    })
    if (cost.depth > LIMITS.depth) {
      setResultAndStopExecution({
        errors: [apiError('COMPLEXITY', `The operation is ${cost.depth} levels deep; ${LIMITS.depth} are allowed.`)],
      })
      return
    }
    if (cost.complexity > LIMITS.cost) {
      setResultAndStopExecution({
        errors: [
          apiError(
            'COMPLEXITY',
            `The operation costs ${cost.complexity}; ${LIMITS.cost} are allowed. Ask for fewer rows ("first") or fewer nested lists.`,
          ),
        ],
      })
    }
  },
})
