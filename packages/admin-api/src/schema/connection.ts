import type { ImplementableObjectRef, InterfaceRef, ObjectRef } from '@pothos/core'
import type { KeysetPage, KeysetValue } from '@rollcall/store'
import { badInput } from '../errors.ts'
import { type ApiTypes, builder } from './builder.ts'

export const DEFAULT_PAGE_SIZE = 50
export const MAX_PAGE_SIZE = 200

export interface Edge<T> {
  readonly cursor: string
  readonly node: T
}

/** A page of a list (Relay's cursor connections). */
export interface Connection<T, E extends Edge<T> = Edge<T>> {
  readonly edges: readonly E[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
  /** Counts only when asked. */
  totalCount(): Promise<number | null> | number | null
}

export interface PageArgs {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

/** The arguments of every connection. */
export const pageArgs = () =>
  builder.args((t) => ({
    first: t.int({ description: `How many, at most ${MAX_PAGE_SIZE}; ${DEFAULT_PAGE_SIZE} when not given.` }),
    after: t.string({ description: 'A cursor: what comes after it.' }),
    last: t.int({ description: `The last so many, at most ${MAX_PAGE_SIZE}.` }),
    before: t.string({ description: 'A cursor: what comes before it.' }),
  }))

/** A connection costs what its page may hold. */
export const connectionCost = (args: object) => {
  const { first, last } = args as PageArgs
  return { field: 1, multiplier: Math.max(1, first ?? last ?? DEFAULT_PAGE_SIZE) }
}

export const toCursor = (position: readonly KeysetValue[]): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url')

type Position = readonly ('string' | 'number')[]

function parseCursor(text: string, argument: string, shape: Position): readonly KeysetValue[] {
  const invalid = () =>
    badInput(
      `"${argument}" is not a cursor of this list. Use endCursor or startCursor of a page of the same list and order.`,
      argument,
    )
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(text, 'base64url').toString())
  } catch {
    throw invalid()
  }
  const fits =
    Array.isArray(value) && value.length === shape.length && shape.every((type, index) => typeof value[index] === type)
  if (!fits) throw invalid()
  return value as readonly KeysetValue[]
}

/** What a page of a list asks for. `size`: rows that are shown. */
type Page = KeysetPage & { readonly size: number }

/** Judges the arguments; `shape` says what a cursor of the list holds. The page asks for one row more than is shown. */
export function toPage(args: PageArgs, shape: Position): Page {
  const { first, after, last, before } = args
  const backwards = last !== undefined && last !== null
  if (backwards && first !== undefined && first !== null) throw badInput('Give either first or last, not both.', 'last')
  if (!backwards && before !== undefined && before !== null) throw badInput('"before" goes with "last".', 'before')
  if (backwards && after !== undefined && after !== null) throw badInput('"after" goes with "first".', 'after')
  const size = (backwards ? last : first) ?? DEFAULT_PAGE_SIZE
  const name = backwards ? 'last' : 'first'
  if (size < 0 || size > MAX_PAGE_SIZE) throw badInput(`"${name}" must be between 0 and ${MAX_PAGE_SIZE}.`, name)
  const cursor = (backwards ? before : after) ?? undefined
  const from = cursor === undefined ? undefined : parseCursor(cursor, backwards ? 'before' : 'after', shape)
  return { limit: size + 1, from, backwards, size }
}

/** A connection from the rows that a page found. */
export function toConnection<Row, T, E extends Edge<T> = Edge<T>>(
  page: Page,
  rows: readonly Row[],
  positionOf: (row: Row) => readonly KeysetValue[],
  toEdge: (row: Row, cursor: string) => E,
  totalCount: () => Promise<number | null> | number | null,
): Connection<T, E> {
  const shown = rows.slice(0, page.size)
  if (page.backwards) shown.reverse()
  const edges = shown.map((row) => toEdge(row, toCursor(positionOf(row))))
  const more = rows.length > page.size
  const came = page.from !== undefined
  return {
    edges,
    pageInfo: {
      hasNextPage: page.backwards ? came : more,
      hasPreviousPage: page.backwards ? more : came,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  }
}

export const toPlainEdge = <T>(node: T, cursor: string): Edge<T> => ({ cursor, node })

/** The rows of a page, of a list that is in memory already, in its order; one more when there are more. For `toConnection`. */
export function sliceOf<Row>(
  args: PageArgs,
  rows: readonly Row[],
  idOf: (row: Row) => string,
): { readonly page: Page; readonly rows: readonly Row[] } {
  const page = toPage(args, ['string'])
  const at = page.from === undefined ? -1 : rows.findIndex((row) => idOf(row) === page.from?.[0])
  // The row of the cursor is gone: start over rather than show nothing.
  const rest = page.backwards ? rows.slice(0, at === -1 ? rows.length : at).reverse() : rows.slice(at + 1)
  return { page, rows: rest.slice(0, page.limit) }
}

/** A connection over a list that is in memory already, in its order. */
export function sliceConnection<Row, T, E extends Edge<T> = Edge<T>>(
  args: PageArgs,
  all: readonly Row[],
  idOf: (row: Row) => string,
  toEdge: (row: Row, cursor: string) => E,
): Connection<T, E> {
  const { page, rows } = sliceOf(args, all, idOf)
  return toConnection<Row, T, E>(
    page,
    rows,
    (row) => [idOf(row)],
    toEdge,
    () => all.length,
  )
}

const PageInfoRef = builder.objectRef<Connection<unknown>['pageInfo']>('PageInfo')
PageInfoRef.implement({
  description: 'Where a page stands in its list.',
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage'),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage'),
    startCursor: t.exposeString('startCursor', { nullable: true }),
    endCursor: t.exposeString('endCursor', { nullable: true }),
  }),
})

type FieldsOf<E> = (
  t: PothosSchemaTypes.ObjectFieldBuilder<PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>, E>,
) => object
type NodeTypeRef<T> =
  | ObjectRef<PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>, T>
  | ImplementableObjectRef<PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>, T>
  | InterfaceRef<PothosSchemaTypes.ExtendDefaultTypes<ApiTypes>, T>

/** The connection type and edge type of a node type. */
export function connectionOf<T extends object, E extends Edge<T> = Edge<T>>(
  name: string,
  node: NodeTypeRef<T>,
  edgeFields?: FieldsOf<E>,
) {
  const free = { field: 0, multiplier: 1 }
  const EdgeRef = builder.objectRef<E>(`${name}Edge`)
  EdgeRef.implement({
    fields: (t) => ({
      cursor: t.string({ resolve: (edge) => edge.cursor }),
      // The edge holds the node as its type resolves it.
      node: t.field({ type: node as NodeTypeRef<object>, complexity: free, resolve: (edge) => edge.node as object }),
      ...((edgeFields?.(t as never) ?? {}) as Record<string, never>),
    }),
  })
  const ConnectionRef = builder.objectRef<Connection<T, E>>(`${name}Connection`)
  ConnectionRef.implement({
    fields: (t) => ({
      edges: t.field({ type: [EdgeRef], complexity: free, resolve: (connection) => connection.edges }),
      nodes: t.field({
        type: [node as NodeTypeRef<object>],
        complexity: free,
        resolve: (connection) => connection.edges.map((edge) => edge.node as object),
      }),
      pageInfo: t.field({ type: PageInfoRef, resolve: (connection) => connection.pageInfo }),
      totalCount: t.int({
        nullable: true,
        description: 'All that match, whatever the page. Ask only when it is shown.',
        complexity: 5,
        resolve: (connection) => connection.totalCount(),
      }),
    }),
  })
  return ConnectionRef
}
