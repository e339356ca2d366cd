import { toCount } from './format/text.ts'

interface Connection {
  readonly nodes: readonly unknown[]
  readonly totalCount: number | null
  readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean }
}

/** "214 people": what a list holds in all; only the noun when it is longer than a page and was not counted. */
export function toSummary({ nodes, totalCount, pageInfo }: Connection, one: string, many: string): string {
  if (totalCount !== null) return toCount(totalCount, one, many)
  return pageInfo.hasNextPage || pageInfo.hasPreviousPage ? many : toCount(nodes.length, one, many)
}
