import type { AttributeDefinition, SchemaDefinition } from './types.ts'

/** What a definition may leave out: the defaults of RFC 7643 section 2.2. */
export type AttributeInput = Pick<AttributeDefinition, 'name'> & Partial<AttributeDefinition>

/** Fills the defaults: an optional, case-insensitive, readWrite singular string that is returned by default and not unique. */
export function attribute(input: AttributeInput): AttributeDefinition {
  return {
    type: input.subAttributes === undefined ? 'string' : 'complex',
    multiValued: false,
    description: '',
    required: false,
    // RFC 7643 sections 2.3.6 and 2.3.7: binary and reference values are case exact.
    caseExact: input.type === 'binary' || input.type === 'reference',
    mutability: 'readWrite',
    returned: 'default',
    uniqueness: 'none',
    ...input,
  }
}

/** A complex attribute. */
export function complex(
  input: AttributeInput & { readonly subAttributes: readonly AttributeDefinition[] },
): AttributeDefinition {
  return attribute({ ...input, type: 'complex' })
}

export function schema(definition: SchemaDefinition): SchemaDefinition {
  return definition
}

/** The same attributes with mutability readOnly at every level. */
export function readOnly(attributes: readonly AttributeDefinition[]): readonly AttributeDefinition[] {
  return attributes.map((each) => ({
    ...each,
    mutability: 'readOnly',
    ...(each.subAttributes === undefined ? {} : { subAttributes: readOnly(each.subAttributes) }),
  }))
}
