/**
 * What heavy fields cost. Any other field costs 1, a mutation at least 100 (http/cost.ts), and what is below a list counts once for each row that the
 * list may hold. docs/graphql.md publishes the numbers.
 */

/** A password is hashed, or compared with its hash: one for a request of whoever is not signed in. */
export const PASSWORD_COST = 1_000

/** A look-up that anybody may ask for. */
export const STRANGER_READ_COST = 50

/** Every person of a tenant is looked at. */
export const PREVIEW_COST = { field: 5_000, multiplier: 1 }

/** Everybody's roles follow from it. */
export const POLICY_COST = 1_000

/** All that happened to a person is read. */
export const EXPLANATION_COST = { field: 800, multiplier: 1 }

/** A list without a cursor: `first` rows, so many when it is not given, so many at most. */
export const listCost =
  (byDefault: number, most: number) =>
  (args: object): { field: number; multiplier: number } => {
    const { first } = args as { first?: number | null }
    return { field: 5, multiplier: Math.min(Math.max(first ?? byDefault, 1), most) }
  }
