import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  getOperationAST,
  getVariableValues,
  Kind,
  MaxIntrospectionDepthRule,
  parse,
  type ValidationRule,
  validate,
} from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'
import type { ApiContext } from '../context.ts'
import { apiError, unauthenticated } from '../errors.ts'
import { type Cost, costOf } from './cost.ts'
import { countRepeats } from './repeats.ts'

/** What one request may ask for. docs/graphql.md publishes every number. */
export interface Limits {
  /** Of the document. */
  readonly tokens: number
  /** Pairs of fields of the document that answer under the same name at the same place. */
  readonly repeats: number
  /** Of the operation that runs, after fragments are put in. */
  readonly aliases: number
  readonly depth: number
  readonly cost: number
}

export const LIMITS: Limits = { tokens: 4_000, repeats: 10_000, aliases: 30, depth: 14, cost: 50_000 }

/** Whoever is not signed in may sign in, set up and ask who they are. */
export const STRANGER_LIMITS: Limits = { tokens: 400, repeats: 100, aliases: 5, depth: 6, cost: 1_500 }

const limitsFor = (isStranger: boolean): Limits => (isStranger ? STRANGER_LIMITS : LIMITS)

/** Wrong variables are told of one after the other, so many at most. */
const MAX_VARIABLE_ERRORS = 10

/** The schema is for those who may use it. (`__typename` tells what an answer holds, not what there is.) */
const introspectionNeedsSignIn: ValidationRule = (context) => ({
  Field(node) {
    if (node.name.value === '__schema' || node.name.value === '__type')
      context.reportError(
        unauthenticated(
          'Introspection is for those who are signed in. Sign in, or send an API key as "Authorization: Bearer rck_…".',
        ),
      )
  },
})

/** Whoever is not signed in (or no longer is) has little allowed to them: signing in is what they have to do. */
const complexity = (message: string, isStranger: boolean): GraphQLError =>
  isStranger
    ? unauthenticated(`Sign in, or send an API key as "Authorization: Bearer rck_…". Without that: ${message}`)
    : apiError('COMPLEXITY', message)

function parseWithin(source: Parameters<typeof parse>[0], isStranger: boolean): DocumentNode {
  const { tokens, repeats } = limitsFor(isStranger)
  let document: DocumentNode
  try {
    document = parse(source, { maxTokens: LIMITS.tokens })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    throw new GraphQLError(error.message, {
      ...(error.source === undefined ? {} : { source: error.source }),
      ...(error.positions === undefined ? {} : { positions: error.positions }),
      extensions: { code: 'GRAPHQL_PARSE_FAILED', http: { status: 400 } },
    })
  }
  const length = document.tokenCount ?? 0
  if (length > tokens) throw complexity(`The document has ${length} tokens; ${tokens} are allowed.`, isStranger)
  if (countRepeats(document, repeats) > repeats)
    throw complexity(
      'The document repeats the same fields at the same place too often. Ask for each of them once.',
      isStranger,
    )
  return document
}

/** Why an operation of this size is refused; undefined: it is not. */
function excess(cost: Cost, isStranger: boolean): GraphQLError | undefined {
  const limits = limitsFor(isStranger)
  if (cost.aliases > limits.aliases)
    return complexity(`The operation has ${cost.aliases} aliases; ${limits.aliases} are allowed.`, isStranger)
  if (cost.depth > limits.depth)
    return complexity(`The operation is ${cost.depth} levels deep; ${limits.depth} are allowed.`, isStranger)
  if (cost.points > limits.cost)
    return complexity(
      `The operation costs ${cost.points}; ${limits.cost} are allowed. Ask for fewer rows ("first") or fewer nested lists.`,
      isStranger,
    )
  return undefined
}

const fragmentsOf = (document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> =>
  new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  )

/**
 * Refuses what is too large before it runs, judging the operation that runs; tells what every answer cost (`extensions.cost`).
 * `isStranger`: whoever sent the request is not signed in.
 */
export const limits = (isStranger: (request: Request) => boolean): Plugin<ApiContext> => {
  return {
    onParse({ context, setParseFn }) {
      setParseFn((source) => parseWithin(source, isStranger(context.request)))
    },
    onValidate({ context, addValidationRule, setValidationFn }) {
      addValidationRule(MaxIntrospectionDepthRule)
      const hideSuggestions = isStranger(context.request)
      if (hideSuggestions) addValidationRule(introspectionNeedsSignIn)
      setValidationFn((schema, document, rules) => validate(schema, document, rules, { hideSuggestions }))
    },
    onExecute({ args, setResultAndStopExecution }) {
      const { document, schema, contextValue } = args
      const operation = getOperationAST(document, args.operationName)
      // Which operation was meant is not clear: the executor says so.
      if (operation === undefined || operation === null) return undefined
      const stranger = isStranger(contextValue.request)
      const variables = getVariableValues(schema, operation.variableDefinitions ?? [], args.variableValues ?? {}, {
        maxErrors: MAX_VARIABLE_ERRORS,
        hideSuggestions: stranger,
      })
      if (variables.errors !== undefined) {
        setResultAndStopExecution({ errors: variables.errors })
        return undefined
      }
      const cost = costOf(schema, operation, fragmentsOf(document), variables.variableValues)
      const told = { cost: { asked: cost.points, allowed: limitsFor(stranger).cost } }
      const error = excess(cost, stranger)
      if (error !== undefined) {
        setResultAndStopExecution({ errors: [error], extensions: told })
        return undefined
      }
      return {
        onExecuteDone({ result, setResult }) {
          if (isAsyncIterable(result)) return
          const { excess: stopped } = contextValue.work
          // What a mutation did stands, and its answer may hold a secret that is shown once: that part is told.
          const shown = stopped === undefined || operation.operation === 'mutation' ? result : { errors: [stopped] }
          setResult({ ...shown, extensions: { ...result.extensions, ...told } })
        },
      }
    },
  }
}
