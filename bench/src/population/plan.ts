/** What a database holds before a measurement. */
export interface PopulationPlan {
  readonly users: number
  /** Sizes of the groups; each group takes the first users as its members. */
  readonly groups: readonly number[]
  /** Users of a second tenant beside the first, on the same server; none when absent. */
  readonly quietUsers?: number
}

/** A second tenant of the same server. */
export interface QuietTenant {
  readonly token: string
  readonly userIds: readonly string[]
}

export interface Population {
  readonly userIds: readonly string[]
  readonly groups: readonly { readonly id: string; readonly members: number }[]
  readonly quiet?: QuietTenant | undefined
}

/** Names of the loaded users start with it. */
export const LOADED = 'loaded'
export const groupNameOf = (members: number): string => `Group of ${members}`
