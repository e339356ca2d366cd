/** Bounds on what a client may send. Over one of them the answer is a 400 that names it. */
export const LIMITS = {
  /** Nesting of a JSON body; for whoever parses bodies. */
  depth: 64,
  /** Okta removes one member per operation and may send 1,000 changes in one PATCH. */
  patchOperations: 2_000,
  /** Terms of the filters in all paths of one PATCH that must be compared with stored values. */
  patchFilterTerms: 2_000,
  /** Values of one multi-valued attribute of the document. Members are rows and not bounded here. */
  multiValuedElements: 1_000,
  /** Characters of one string or reference. */
  stringLength: 65_536,
  /** Characters of a base64 value. */
  binaryLength: 1_048_576,
  /** Characters of the attribute a resource is looked up by, and of externalId. */
  nameLength: 512,
  /** Characters of one member's value: longer than any id we issue or identifier a client maps. */
  memberValueLength: 512,
  /** Names in `attributes` and `excludedAttributes` together. */
  projectionNames: 1_000,
} as const

/** Bounds on one filter or path text. */
export const FILTER_LIMITS = {
  length: 20_000,
  depth: 40,
  terms: 200,
  /** Characters that are looked for within a value (co, sw, ew): for each of many values, and without an index. */
  partLength: 2_000,
} as const
