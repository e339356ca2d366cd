import { type Json, type JsonObject, matchesElement, type ResourceDocument, type ValuePlace } from '@rollcall/scim-core'

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const holderOf = ({ reference: { extension } }: ValuePlace, document: ResourceDocument): JsonObject => {
  const holder = extension === undefined ? document : document[extension]
  return isObject(holder) ? holder : {}
}

/** What stands at the place, whether that is one value, some of a list, or nothing. */
export function valueAt(place: ValuePlace, document: ResourceDocument): Json | undefined {
  const held = holderOf(place, document)[place.reference.attribute.name]
  if (place.subAttribute !== undefined) return isObject(held) ? held[place.subAttribute.name] : undefined
  if (place.filter === undefined) return held
  const chosen = elementsOf(held).filter((element) => isChosen(place, element))
  return chosen.length === 0 ? undefined : chosen
}

/** The document with what stands at the place in another one; `schemas` is left to whoever is through with all places. */
export function takeValue(place: ValuePlace, from: ResourceDocument, into: ResourceDocument): ResourceDocument {
  const { attribute, extension } = place.reference
  const holder = holderOf(place, into)
  const given = holderOf(place, from)[attribute.name]
  const next = withEntry(holder, attribute.name, merged(place, holder[attribute.name], given))
  if (extension === undefined) return next
  return withEntry(into, extension, Object.keys(next).length === 0 ? undefined : next)
}

function merged(place: ValuePlace, held: Json | undefined, given: Json | undefined): Json | undefined {
  if (place.subAttribute !== undefined) {
    const { name } = place.subAttribute
    const next = withEntry(isObject(held) ? held : {}, name, isObject(given) ? given[name] : undefined)
    return Object.keys(next).length === 0 ? undefined : next
  }
  if (place.filter === undefined) return given
  const all = mergedElements(place, elementsOf(held), elementsOf(given))
  return all.length === 0 ? undefined : all
}

/** Chosen elements of `given` among the others of `held`, each where it stood, so that a repeated push finds the same list. */
function mergedElements(place: ValuePlace, held: readonly Json[], given: readonly Json[]): readonly Json[] {
  const others = held.filter((element) => !isChosen(place, element))
  // RFC 7643 section 2.4: one value at most is the primary one, and which is up to whoever owns the list.
  const hasPrimary = others.some(isPrimary)
  const rest = others[Symbol.iterator]()
  const slots = given.flatMap((element) => {
    if (isChosen(place, element)) return [hasPrimary && isPrimary(element) ? withoutPrimary(element) : element]
    const { value, done } = rest.next()
    return done === true ? [] : [value]
  })
  return [...slots, ...rest]
}

const isPrimary = (element: Json): element is JsonObject => isObject(element) && element.primary === true
const withoutPrimary = (element: JsonObject): Json => withEntry(element, 'primary', undefined)
const isChosen = ({ filter, reference }: ValuePlace, element: Json): boolean =>
  filter === undefined || matchesElement(reference, filter, element)

const elementsOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])

/** Another value in the same place, so that the order of the schema stays wherever it can. */
function withEntry(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  if (value !== undefined) return { ...object, [name]: value }
  const { [name]: _, ...rest } = object
  return rest
}
