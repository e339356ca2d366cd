import type { AttributeDefinition, ResourceTypeDefinition, SchemaDefinition } from './types.ts'

/** A resource type compiled for look-up: case-insensitive, across the base schema, its extensions and the common attributes. */
export interface ResourceType {
  readonly definition: ResourceTypeDefinition
  readonly name: string
  readonly endpoint: string
  readonly schema: SchemaDefinition
  readonly extensions: readonly { readonly schema: SchemaDefinition; readonly required: boolean }[]
  /** `schemas`, `id`, `externalId`, `meta` first, then the base schema's attributes. */
  readonly attributes: readonly AttributeDefinition[]
  /** Relation attributes with `relation: 'members'` / `'memberOf'`, if the type has them. */
  readonly members: AttributeDefinition | undefined
  readonly memberOf: AttributeDefinition | undefined
}

/** An attribute found in a type: which schema it came from (undefined: base or common), and its sub-attribute when the path named one. */
export interface AttributeReference {
  /** URN of the extension; undefined for the base schema and the common attributes. */
  readonly extension: string | undefined
  readonly attribute: AttributeDefinition
  readonly subAttribute: AttributeDefinition | undefined
  /** Canonical printed path in the schema's own spelling: `name.givenName`, `urn:…:User:manager.value`. */
  readonly path: string
}
