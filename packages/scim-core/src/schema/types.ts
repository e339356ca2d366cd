/** Schema definitions as data (RFC 7643 sections 6 and 7). Tenant extensions and custom types are more data of the same kind. */

export type AttributeType =
  | 'string'
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'dateTime'
  | 'binary'
  | 'reference'
  | 'complex'
export type Mutability = 'readOnly' | 'readWrite' | 'immutable' | 'writeOnly'
export type Returned = 'always' | 'never' | 'default' | 'request'
export type Uniqueness = 'none' | 'server' | 'global'

/** One attribute with every characteristic of RFC 7643 section 7. */
export interface AttributeDefinition {
  readonly name: string
  readonly type: AttributeType
  readonly multiValued: boolean
  readonly description: string
  readonly required: boolean
  readonly caseExact: boolean
  readonly mutability: Mutability
  readonly returned: Returned
  readonly uniqueness: Uniqueness
  readonly canonicalValues?: readonly string[]
  readonly referenceTypes?: readonly string[]
  readonly subAttributes?: readonly AttributeDefinition[]
  /**
   * Rollcall's own, never published: the values are not part of the stored document.
   * `members`: rows of the membership relation, written through this attribute (Group.members).
   * `memberOf`: the same relation read from the other side, computed (User.groups).
   */
  readonly relation?: 'members' | 'memberOf'
  /** Rollcall's own, never published: accepted and discarded (User.password). */
  readonly discarded?: boolean
}

export interface SchemaDefinition {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly AttributeDefinition[]
}

/** RFC 7643 section 6, and what Rollcall needs to treat all types alike. */
export interface ResourceTypeDefinition {
  readonly id: string
  readonly name: string
  /** Relative to the base, with the slash: `/Users`. */
  readonly endpoint: string
  readonly description: string
  readonly schema: string
  readonly schemaExtensions: readonly { readonly schema: string; readonly required: boolean }[]
  /** Rollcall's own: the attribute clients look resources up by (`userName`, `displayName`). A required singular string of the base schema, or `id`. */
  readonly nameAttribute: string
  /** Rollcall's own: attributes tried in order for a name to show to people. */
  readonly displayAttributes: readonly string[]
  /** Rollcall's own: the boolean attribute that says whether the resource is in use (`active`), true on create when absent, unchanged on replace when absent. */
  readonly activeAttribute?: string
  /** Rollcall's own: resources of this type describe people, so they join a person and their values are encrypted under that person's key. */
  readonly person?: boolean
}
