import { invalidValue } from '../errors.ts'
import { isArray, isObject, kindOf, ownAnyCase } from '../resource/json.ts'
import type { Json, JsonObject } from '../resource/types.ts'
import { COMMON_ATTRIBUTES } from './common.ts'
import { attribute } from './define.ts'
import { attributeNamed } from './lookup.ts'
import type { AttributeDefinition, ResourceTypeDefinition, SchemaDefinition } from './types.ts'

/** Bounds of one schema: far above what products use, below what would slow a request. */
const MAX_ATTRIBUTES = 300
const MAX_URN_LENGTH = 255
const URN = /^urn:[A-Za-z0-9][A-Za-z0-9-]{0,31}:[A-Za-z0-9()+,\-.:=@;$_!*'%/?#]+$/
/** RFC 7643 section 2.1, and `$ref`. */
const ATTRIBUTE_NAME = /^(?:[A-Za-z][A-Za-z0-9_-]{0,99}|\$ref)$/

const TYPES = ['string', 'boolean', 'decimal', 'integer', 'dateTime', 'binary', 'reference', 'complex'] as const
const MUTABILITIES = ['readOnly', 'readWrite', 'immutable', 'writeOnly'] as const
const RETURNED = ['always', 'never', 'default', 'request'] as const
const UNIQUENESS = ['none', 'server', 'global'] as const

/** Reads a Schema resource (RFC 7643 section 7), defaults filled in. Throws invalidValue that names the place. */
export function parseSchemaDefinition(value: Json): SchemaDefinition {
  if (!isObject(value)) throw invalidValue(`A schema must be an object, found ${kindOf(value)}.`)
  const id = text(value, 'id', 'schema')
  if (id === undefined || id.length > MAX_URN_LENGTH || !URN.test(id))
    throw invalidValue('schema.id: expected a URN such as urn:example:schemas:1.0:Badge.')
  const attributes = attributeList(ownAnyCase(value, 'attributes'), id)
  for (const each of attributes) {
    if (attributeNamed(COMMON_ATTRIBUTES, each.name) !== undefined) {
      throw invalidValue(`${id}: "${each.name}" is an attribute that every resource has already.`)
    }
  }
  return {
    id,
    name: text(value, 'name', id) ?? id.slice(id.lastIndexOf(':') + 1),
    description: text(value, 'description', id) ?? '',
    attributes,
  }
}

function attributeList(value: Json | undefined, at: string): readonly AttributeDefinition[] {
  if (!isArray(value) || value.length === 0) throw invalidValue(`${at}: "attributes" must be a non-empty array.`)
  if (value.length > MAX_ATTRIBUTES) throw invalidValue(`${at}: more than ${MAX_ATTRIBUTES} attributes.`)
  const attributes = value.map((each) => toAttribute(each, at, false))
  refuseDoubles(attributes, at)
  return attributes
}

function refuseDoubles(attributes: readonly AttributeDefinition[], at: string): void {
  const seen = new Set<string>()
  for (const { name } of attributes) {
    if (seen.has(name.toLowerCase())) throw invalidValue(`${at}: the attribute "${name}" is defined twice.`)
    seen.add(name.toLowerCase())
  }
}

function toAttribute(value: Json, within: string, isSub: boolean): AttributeDefinition {
  if (!isObject(value)) throw invalidValue(`${within}: an attribute must be an object, found ${kindOf(value)}.`)
  const name = text(value, 'name', within)
  if (name === undefined || !ATTRIBUTE_NAME.test(name)) {
    throw invalidValue(`${within}: an attribute name must be a letter followed by letters, digits, "-" or "_".`)
  }
  const at = `${within}:${name}`
  const subs = ownAnyCase(value, 'subAttributes')
  const hasSubs = isArray(subs) && subs.length > 0
  const type = oneOf(value, 'type', TYPES, at) ?? (hasSubs ? 'complex' : 'string')
  if (hasSubs && subs.length > MAX_ATTRIBUTES) throw invalidValue(`${at}: more than ${MAX_ATTRIBUTES} sub-attributes.`)
  // Erratum 8415: complex attributes never hold complex ones.
  if (type === 'complex' && isSub) throw invalidValue(`${at}: a sub-attribute cannot be complex.`)
  if ((type === 'complex') !== hasSubs)
    throw invalidValue(`${at}: "subAttributes" belong to complex attributes, and these need some.`)
  const canonicalValues = texts(value, 'canonicalValues', at)
  const referenceTypes = texts(value, 'referenceTypes', at)
  const caseExact = flag(value, 'caseExact', at)
  const definition = attribute({
    name,
    type,
    multiValued: flag(value, 'multiValued', at) ?? false,
    description: text(value, 'description', at) ?? '',
    required: flag(value, 'required', at) ?? false,
    ...(caseExact === undefined ? {} : { caseExact }),
    mutability: oneOf(value, 'mutability', MUTABILITIES, at) ?? 'readWrite',
    returned: oneOf(value, 'returned', RETURNED, at) ?? 'default',
    uniqueness: oneOf(value, 'uniqueness', UNIQUENESS, at) ?? 'none',
    ...(canonicalValues === undefined ? {} : { canonicalValues }),
    ...(referenceTypes === undefined ? {} : { referenceTypes }),
    ...(hasSubs ? { subAttributes: subs.map((each) => toAttribute(each, at, true)) } : {}),
  })
  if (definition.subAttributes !== undefined) refuseDoubles(definition.subAttributes, at)
  checkCombination(definition, at, isSub)
  return definition
}

function checkCombination(definition: AttributeDefinition, at: string, isSub: boolean): void {
  const { mutability, required, returned, uniqueness, multiValued, type } = definition
  if (mutability === 'readOnly' && required)
    throw invalidValue(`${at}: a readOnly attribute cannot be required of clients.`)
  if (mutability === 'writeOnly' && returned !== 'never') {
    throw invalidValue(`${at}: a writeOnly attribute must have "returned": "never" (RFC 7643 section 7).`)
  }
  // Erratum 6004, and a value of a list is not the resource's own.
  if (uniqueness !== 'none' && (isSub || multiValued || type === 'complex')) {
    throw invalidValue(`${at}: "uniqueness" is for singular attributes that are neither complex nor part of one.`)
  }
}

/** Reads a ResourceType resource (RFC 7643 section 6). Throws invalidValue that names the place. */
export function parseResourceTypeDefinition(value: Json, schemas: readonly SchemaDefinition[]): ResourceTypeDefinition {
  if (!isObject(value)) throw invalidValue(`A resource type must be an object, found ${kindOf(value)}.`)
  const name = text(value, 'name', 'resourceType') ?? text(value, 'id', 'resourceType')
  if (name === undefined || !/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(name)) {
    throw invalidValue('resourceType.name: expected a letter followed by letters, digits, "-" or "_".')
  }
  const endpoint = text(value, 'endpoint', name)
  if (endpoint === undefined || !/^\/[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(endpoint)) {
    throw invalidValue(`${name}.endpoint: expected a slash and one word, such as /Devices.`)
  }
  const schema = known(text(value, 'schema', name), schemas, `${name}.schema`)
  return {
    id: name,
    name,
    endpoint,
    description: text(value, 'description', name) ?? '',
    schema: schema.id,
    schemaExtensions: extensionList(ownAnyCase(value, 'schemaExtensions'), schemas, name),
    ...roles(value, schema, name),
  }
}

function extensionList(
  value: Json | undefined,
  schemas: readonly SchemaDefinition[],
  at: string,
): ResourceTypeDefinition['schemaExtensions'] {
  if (value === undefined || value === null) return []
  if (!isArray(value)) throw invalidValue(`${at}.schemaExtensions: expected an array, found ${kindOf(value)}.`)
  return value.map((each) => {
    if (!isObject(each)) throw invalidValue(`${at}.schemaExtensions: expected objects, found ${kindOf(each)}.`)
    const extension = known(text(each, 'schema', at), schemas, `${at}.schemaExtensions`)
    return { schema: extension.id, required: flag(each, 'required', `${at}.schemaExtensions`) ?? false }
  })
}

/** Rollcall's own: which attributes name a resource, show it, and say that it is in use. What the file leaves out follows from the schema. */
function roles(
  value: JsonObject,
  schema: SchemaDefinition,
  at: string,
): Pick<ResourceTypeDefinition, 'nameAttribute' | 'displayAttributes' | 'activeAttribute' | 'person'> {
  const names = schema.attributes.filter((each) => each.type === 'string' && !each.multiValued && each.required)
  const asked = text(value, 'nameAttribute', at)
  const name = asked === undefined ? likelyName(names) : attributeNamed(names, asked)
  if (asked !== undefined && asked !== 'id' && name === undefined) {
    throw invalidValue(`${at}.nameAttribute: "${asked}" is not a required singular string of ${schema.id}.`)
  }
  const display = attributeNamed(schema.attributes, 'displayName')
  const active = attributeNamed(schema.attributes, 'active')
  const usable =
    active?.type === 'boolean' && !active.multiValued && !active.required && active.mutability === 'readWrite'
  return {
    nameAttribute: name?.name ?? 'id',
    displayAttributes: [
      ...(display === undefined ? [] : [display.name]),
      ...(name === undefined ? ['id'] : [name.name]),
    ],
    ...(usable ? { activeAttribute: active.name } : {}),
    ...(flag(value, 'person', at) === true ? { person: true } : {}),
  }
}

/** What must be unique names best; then what is called a name. */
const likelyName = (names: readonly AttributeDefinition[]): AttributeDefinition | undefined =>
  names.find((each) => each.uniqueness !== 'none') ??
  attributeNamed(names, 'displayName') ??
  attributeNamed(names, 'name') ??
  names[0]

function known(id: string | undefined, schemas: readonly SchemaDefinition[], at: string): SchemaDefinition {
  const found = schemas.find((each) => each.id.toLowerCase() === id?.toLowerCase())
  if (found === undefined) throw invalidValue(`${at}: the schema "${id ?? ''}" is not defined here; apply it first.`)
  return found
}

function text(object: JsonObject, name: string, at: string): string | undefined {
  const value = ownAnyCase(object, name)
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw invalidValue(`${at}.${name}: expected a string, found ${kindOf(value)}.`)
  return value
}

function texts(object: JsonObject, name: string, at: string): readonly string[] | undefined {
  const value = ownAnyCase(object, name)
  if (value === undefined || value === null || (isArray(value) && value.length === 0)) return undefined
  if (isArray(value) && value.every((each) => typeof each === 'string')) return value as readonly string[]
  throw invalidValue(`${at}.${name}: expected an array of strings.`)
}

function flag(object: JsonObject, name: string, at: string): boolean | undefined {
  const value = ownAnyCase(object, name)
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'boolean') throw invalidValue(`${at}.${name}: expected true or false, found ${kindOf(value)}.`)
  return value
}

function oneOf<T extends string>(object: JsonObject, name: string, allowed: readonly T[], at: string): T | undefined {
  const value = text(object, name, at)
  if (value === undefined) return undefined
  const found = allowed.find((each) => each === value)
  if (found === undefined) throw invalidValue(`${at}.${name}: "${value}" is none of ${allowed.join(', ')}.`)
  return found
}
