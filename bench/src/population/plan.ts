/** What a database holds before a measurement. */
export interface PopulationPlan {
  readonly users: number
  /** Sizes of the groups; each group takes the first users as its members. */
  readonly groups: readonly number[]
}

export interface Population {
  readonly userIds: readonly string[]
  readonly groups: readonly { readonly id: string; readonly members: number }[]
}

/** Names of the loaded users start with it. */
export const LOADED = 'loaded'
export const groupNameOf = (members: number): string => `Group of ${members}`
