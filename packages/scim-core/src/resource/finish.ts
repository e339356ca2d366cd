import { invalidValue } from '../errors.ts'
import { LIMITS } from '../protocol/limits.ts'
import { attributeNamed } from '../schema/lookup.ts'
import type { AttributeReference } from '../schema/resource-type.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import type { Draft } from './draft.ts'
import { isHollow, isPrimary } from './elements.ts'
import { isArray, isObject, own } from './json.ts'
import type { Json, JsonObject, ResourceDocument } from './types.ts'

/**
 * Turns a draft into the stored document: `schemas` first, then the common, the base schema's and the extensions' attributes in
 * order. Checks what only the whole can tell: required values, one primary, bounds. Throws invalidValue.
 */
export function finishDocument(draft: Draft): ResourceDocument {
  const { type } = draft
  const base: [string, Json][] = []
  const extensions = new Map<string, [string, Json][]>(type.extensions.map(({ schema }) => [schema.id, []]))
  for (const reference of draft.references()) {
    const value = finishValue(reference, draft.get(reference.attribute))
    if (value === undefined) continue
    const members = reference.extension === undefined ? base : extensions.get(reference.extension)
    members?.push([reference.attribute.name, value])
  }
  const document = toDocument(draft, base, extensions)
  checkRequired(draft, document)
  checkNames(draft, document)
  return document
}

function toDocument(
  draft: Draft,
  base: readonly [string, Json][],
  extensions: ReadonlyMap<string, readonly [string, Json][]>,
): ResourceDocument {
  const { type } = draft
  const used = type.extensions.filter(({ schema }) => (extensions.get(schema.id) ?? []).length > 0)
  // RFC 7643 section 6: a required extension is part of every resource, with or without values.
  const listed = type.extensions.filter((each) => each.required || used.includes(each))
  return Object.fromEntries<Json>([
    ['schemas', [type.schema.id, ...listed.map(({ schema }) => schema.id)]],
    ...base,
    ...used.map(({ schema }): [string, Json] => [schema.id, Object.fromEntries(extensions.get(schema.id) ?? [])]),
  ])
}

function finishValue(reference: AttributeReference, value: Json | undefined): Json | undefined {
  const { attribute, path } = reference
  if (!attribute.multiValued || !isArray(value)) return value
  const elements = value.some((each) => isHollow(attribute, each))
    ? value.filter((each) => !isHollow(attribute, each))
    : value
  if (elements.length > LIMITS.multiValuedElements) {
    throw invalidValue(`${path} holds more than ${LIMITS.multiValuedElements} values.`)
  }
  if (elements.filter(isPrimary).length > 1) throw invalidValue(`${path}: only one value can be primary.`)
  return elements.length === 0 ? undefined : elements
}

function checkRequired(draft: Draft, document: ResourceDocument): void {
  const { type } = draft
  checkRequiredOf(type.attributes, document, '')
  for (const { schema, required } of type.extensions) {
    const values = own(document, schema.id)
    if (isObject(values)) checkRequiredOf(schema.attributes, values, `${schema.id}:`)
    else if (required) checkRequiredOf(schema.attributes, {}, `${schema.id}:`)
  }
}

function checkRequiredOf(attributes: readonly AttributeDefinition[], values: JsonObject, prefix: string): void {
  for (const attribute of attributes) {
    const value = own(values, attribute.name)
    const path = `${prefix}${attribute.name}`
    // What the server itself issues is not the client's to bring; relations are judged by the store.
    const expected = attribute.required && attribute.mutability !== 'readOnly' && attribute.relation === undefined
    if (expected && attribute.discarded !== true && isBlank(value)) {
      throw invalidValue(`${path} is required and must not be empty.`)
    }
    if (attribute.subAttributes === undefined || value === undefined) continue
    for (const element of isArray(value) ? value : [value]) {
      if (isObject(element)) checkRequiredOf(attribute.subAttributes, element, `${path}.`)
    }
  }
}

function isBlank(value: Json | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '')
}

function checkNames(draft: Draft, document: ResourceDocument): void {
  for (const name of [draft.type.definition.nameAttribute, 'externalId']) {
    const attribute = attributeNamed(draft.type.attributes, name)
    const value = attribute === undefined ? undefined : own(document, attribute.name)
    if (typeof value === 'string' && value.length > LIMITS.nameLength) {
      throw invalidValue(`${attribute?.name ?? name} is longer than ${LIMITS.nameLength} characters.`)
    }
  }
}
