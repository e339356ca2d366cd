/** A JSON value as it comes off the wire. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json | undefined
}

/**
 * What the store keeps of a resource and gives back: canonical attribute names in schema order, `schemas` and `id` included,
 * without `meta`, without relation attributes (members, groups), without discarded ones (password), nothing unassigned.
 */
export type ResourceDocument = JsonObject

/** One value of a `members` relation as a client named it. */
export interface MemberValue {
  readonly value: string
  /** The type the client claimed (`User`, `Group`), if any. */
  readonly type: string | undefined
}

/** Something tolerated on the way in: a coerced string boolean, an unknown attribute, a foreign URN. Counted and shown, never an error. */
export interface Note {
  readonly code:
    | 'coerced'
    | 'unknownAttribute'
    | 'unknownSchema'
    | 'ignoredReadOnly'
    | 'discarded'
    | 'contract'
    | 'local'
  readonly path: string
  readonly detail: string
  /** Of an unknown attribute: what was sent, for who wants to keep it. */
  readonly value?: Json
}

/** A change to the membership relation, in order. Never needs the present members. */
export type MemberChange =
  | { readonly kind: 'add'; readonly members: readonly MemberValue[] }
  | { readonly kind: 'remove'; readonly values: readonly string[] }
  /** The only change that must read the present members: a value-path filter that is more than `value eq …` terms joined by `or`. */
  | { readonly kind: 'removeMatching'; readonly filter: import('../filter/resolved.ts').ResolvedFilter }
  | { readonly kind: 'replace'; readonly members: readonly MemberValue[] }

/** A body accepted for create or replace. */
export interface AcceptedResource {
  readonly document: ResourceDocument
  /** undefined: the body did not mention members (create: none; replace: cleared). */
  readonly members: readonly MemberValue[] | undefined
  readonly notes: readonly Note[]
}

/** A patched resource. `changed` is false when the document is the same as before (member changes are judged by the store). */
export interface PatchedResource {
  readonly document: ResourceDocument
  readonly memberChanges: readonly MemberChange[]
  readonly changed: boolean
  readonly notes: readonly Note[]
}
