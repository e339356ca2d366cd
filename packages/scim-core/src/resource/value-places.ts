import { invalidPath } from '../errors.ts'
import { matchesElement } from '../filter/evaluate.ts'
import { resolveElementFilter } from '../filter/resolve.ts'
import type { ResolvedFilter } from '../filter/resolved.ts'
import { findTarget } from '../patch/target.ts'
import type { AttributeReference, ResourceType } from '../schema/resource-type.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import { parsePath } from '../syntax/parser.ts'
import { deepEqual, isArray, isObject, own } from './json.ts'
import type { Json, JsonObject, ResourceDocument } from './types.ts'

/** Where in a document values stand: `title`, `name.givenName`, `emails.value`, `phoneNumbers[type eq "work"].value`, a URN's attribute. */
export interface ValuePlace {
  /** Of the whole attribute. */
  readonly reference: AttributeReference
  readonly subAttribute: AttributeDefinition | undefined
  readonly filter: ResolvedFilter | undefined
}

/** Looks a path of RFC 7644 section 3.5.2 up. Throws invalidPath or invalidFilter. */
export function findValuePlace(type: ResourceType, text: string): ValuePlace {
  const path = parsePath(text)
  const { reference, subAttribute, filter } = findTarget(type, path, { asMember: false })
  if (reference.attribute.relation !== undefined) throw invalidPath(`${reference.path} is no part of the document.`)
  return {
    reference,
    subAttribute,
    filter: filter === undefined ? undefined : resolveElementFilter(type, reference, filter),
  }
}

/** The values that stand there, in order; none: the place is unassigned. */
export function valuesAt(place: ValuePlace, document: ResourceDocument): readonly Json[] {
  const held = holderOf(place, document)?.[place.reference.attribute.name]
  if (held === undefined) return []
  const elements = isArray(held) ? held.filter((element) => isChosen(place, element)) : [held]
  return elements.flatMap((element) => {
    if (place.subAttribute === undefined) return [element]
    const value = isObject(element) ? own(element, place.subAttribute.name) : undefined
    return value === undefined ? [] : [value]
  })
}

/** The document with each value there replaced by what `rewrite` makes of it; the same document when nothing changes. */
export function rewriteValues(
  place: ValuePlace,
  document: ResourceDocument,
  rewrite: (value: Json) => Json,
): ResourceDocument {
  const { attribute, extension } = place.reference
  const holder = holderOf(place, document)
  const held = holder?.[attribute.name]
  if (holder === undefined || held === undefined) return document
  const after = isArray(held)
    ? held.map((element) => (isChosen(place, element) ? rewriteElement(place, element, rewrite) : element))
    : rewriteElement(place, held, rewrite)
  if (deepEqual(after, held)) return document
  const changed = { ...holder, [attribute.name]: after }
  return extension === undefined ? changed : { ...document, [extension]: changed }
}

function holderOf({ reference: { extension } }: ValuePlace, document: ResourceDocument): JsonObject | undefined {
  if (extension === undefined) return document
  const holder = own(document, extension)
  return isObject(holder) ? holder : undefined
}

const isChosen = ({ filter, reference }: ValuePlace, element: Json): boolean =>
  filter === undefined || matchesElement(reference, filter, element)

function rewriteElement({ subAttribute }: ValuePlace, element: Json, rewrite: (value: Json) => Json): Json {
  if (subAttribute === undefined) return rewrite(element)
  const value = isObject(element) ? own(element, subAttribute.name) : undefined
  return value === undefined ? element : { ...(element as JsonObject), [subAttribute.name]: rewrite(value) }
}
