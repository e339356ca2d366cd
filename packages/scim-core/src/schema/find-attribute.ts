import type { AttributePath } from '../syntax/ast.ts'
import { attributeNamed, subAttributeNamed } from './lookup.ts'
import type { AttributeReference, ResourceType } from './resource-type.ts'
import type { AttributeDefinition, SchemaDefinition } from './types.ts'

/**
 * Finds what a path names, whatever its letter case (RFC 7643 section 2.1, RFC 7644 section 3.10): common attributes, the base
 * schema's with or without its URN, an extension's with its URN. A bare name that only one extension has means that one:
 * Entra asks for `manager eq "…"`, Okta administrators map `manager` without a namespace.
 */
export function findAttribute(type: ResourceType, path: AttributePath): AttributeReference | undefined {
  if (path.schema === undefined) {
    const own = attributeNamed(type.attributes, path.name)
    if (own !== undefined) return toReference(undefined, own, path.subAttribute)
    const holders = type.extensions.filter((each) => attributeNamed(each.schema.attributes, path.name) !== undefined)
    return holders.length === 1 && holders[0] !== undefined
      ? inSchema(holders[0].schema, path.name, path.subAttribute)
      : undefined
  }
  const urn = path.schema.toLowerCase()
  if (urn === type.schema.id.toLowerCase()) {
    const own = attributeNamed(type.attributes, path.name)
    return own === undefined ? undefined : toReference(undefined, own, path.subAttribute)
  }
  const extension = type.extensions.find((each) => each.schema.id.toLowerCase() === urn)
  return extension === undefined ? undefined : inSchema(extension.schema, path.name, path.subAttribute)
}

/** The schema of the type whose whole URN the path is: `urn:…:2.0:User` reads as name `User` of `urn:…:2.0` until looked up. */
export function findSchema(type: ResourceType, path: AttributePath): SchemaDefinition | undefined {
  if (path.schema === undefined) return undefined
  const name = path.name === '' ? '' : `:${path.name}`
  const sub = path.subAttribute === undefined ? '' : `.${path.subAttribute}`
  return schemaOfUrn(type, `${path.schema}${name}${sub}`)
}

/** The base schema or extension of that URN. */
export function schemaOfUrn(type: ResourceType, text: string): SchemaDefinition | undefined {
  const urn = text.toLowerCase()
  if (urn === type.schema.id.toLowerCase()) return type.schema
  return type.extensions.find((each) => each.schema.id.toLowerCase() === urn)?.schema
}

function inSchema(schema: SchemaDefinition, name: string, sub: string | undefined): AttributeReference | undefined {
  const attribute = attributeNamed(schema.attributes, name)
  return attribute === undefined ? undefined : toReference(schema.id, attribute, sub)
}

function toReference(
  extension: string | undefined,
  attribute: AttributeDefinition,
  sub: string | undefined,
): AttributeReference | undefined {
  const path = extension === undefined ? attribute.name : `${extension}:${attribute.name}`
  if (sub === undefined) return { extension, attribute, subAttribute: undefined, path }
  const subAttribute = subAttributeNamed(attribute, sub)
  return subAttribute === undefined
    ? undefined
    : { extension, attribute, subAttribute, path: `${path}.${subAttribute.name}` }
}
