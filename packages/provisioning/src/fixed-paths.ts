/** Who answers on a fixed path; `later`: nobody yet. */
export type FixedPathOwner = 'health' | 'metrics' | 'scim' | 'graphql' | 'console' | 'later'

/**
 * The first part of every path that the server answers on by itself, and who answers there. The server's router is made of this list, and no tenant,
 * sub-domain or alias may begin with one of these. Those of `later` belong to interfaces to come: whoever had one would lose it on that day.
 */
const FIXED_PATHS: ReadonlyMap<string, FixedPathOwner> = new Map([
  ['healthz', 'health'],
  ['readyz', 'health'],
  ['metrics', 'metrics'],
  ['scim', 'scim'],
  ['graphql', 'graphql'],
  ['_app', 'console'],
  ['favicon.svg', 'console'],
  ['search', 'console'],
  ['settings', 'console'],
  ['setup', 'console'],
  ['sign-in', 'console'],
  ['sign-out', 'console'],
  ['t', 'console'],
  ['theme', 'console'],
  ['.well-known', 'later'],
  ['oauth', 'later'],
  ['r', 'later'],
  ['s', 'later'],
  ['v1', 'later'],
])

/** Who answers below a first part of a path, in any letter case; undefined: it is not fixed. */
export const fixedPathOwner = (part: string): FixedPathOwner | undefined => FIXED_PATHS.get(part.toLowerCase())

/** The fixed first parts, in lower case. */
export const fixedPaths = (): string[] => [...FIXED_PATHS.keys()]
