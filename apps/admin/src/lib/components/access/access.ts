/** A page of a list. */
export interface Page<Node> {
  readonly nodes: readonly Node[]
  readonly totalCount: number | null
  readonly pageInfo: {
    hasNextPage: boolean
    hasPreviousPage: boolean
    startCursor: string | null
    endCursor: string | null
  }
}

/** What the actions of the pages about access answer. */
export interface AccessForm {
  readonly errors?: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, string>>
  readonly setupUrl?: string | null
  readonly invited?: string
  readonly key?: string
  readonly done?: string
}
