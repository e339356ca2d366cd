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

/** An admin about to be disabled or removed, with what ends with them. */
export interface EndingAdmin {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly version: number
  readonly sessionCount: number
  readonly createdApiKeys: readonly { id: string; name: string; lastFour: string; lastUsedAt: string | null }[]
}

/** What the actions of the pages about access answer. */
export interface AccessForm {
  /** Which action failed. */
  readonly about?: string
  readonly errors?: Readonly<Record<string, string>>
  readonly values?: Readonly<Record<string, string>>
  readonly setupUrl?: string | null
  readonly invited?: string
  readonly key?: string
  readonly done?: string
}
