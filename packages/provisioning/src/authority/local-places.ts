import { findValuePlace, type ResourceType, type ValuePlace } from '@rollcall/scim-core'

/** A path that admins may edit here. */
export interface LocalPlace {
  readonly path: string
  readonly place: ValuePlace
}

/**
 * Looks up what a policy hands back to admins: a whole attribute (`title`, `phoneNumbers`), a part of a single one (`name.nickName`), or the values
 * of a list that a filter chooses (`phoneNumbers[type eq "work"]`, with or without `.value`). Throws Error for a path that cannot be handed back.
 */
export function toLocalPlace(type: ResourceType, path: string): LocalPlace {
  const place = findValuePlace(type, path)
  const { attribute, extension } = place.reference
  const { nameAttribute, activeAttribute } = type.definition
  const kept = ['schemas', 'id', 'externalId', 'meta', nameAttribute, activeAttribute]
  if (extension === undefined && kept.includes(attribute.name)) {
    throw new Error(`"${attribute.name}" always belongs to the identity provider.`)
  }
  if ([attribute, place.subAttribute].some((each) => each?.mutability === 'readOnly' || each?.discarded === true)) {
    throw new Error(`"${path}" cannot be edited.`)
  }
  if (!attribute.multiValued || place.subAttribute === undefined) return { path, place }
  if (place.filter === undefined) {
    throw new Error(`Name the whole "${place.reference.path}", or choose its values by a filter.`)
  }
  if (place.subAttribute.name !== 'value') {
    throw new Error(`Name the whole values: leave ".${place.subAttribute.name}" out.`)
  }
  // A value of a list is handed back as a whole: its type and flags go with it.
  return { path, place: { ...place, subAttribute: undefined } }
}

const compiled = new WeakMap<ResourceType, WeakMap<readonly string[], readonly LocalPlace[]>>()

/** Compiled once for each type and policy. */
export function localPlaces(type: ResourceType, paths: readonly string[]): readonly LocalPlace[] {
  let byPaths = compiled.get(type)
  if (byPaths === undefined) {
    byPaths = new WeakMap()
    compiled.set(type, byPaths)
  }
  let places = byPaths.get(paths)
  if (places === undefined) {
    places = paths.flatMap((path) => placeIfAny(type, path))
    byPaths.set(paths, places)
  }
  return places
}

/** A definition that was removed since takes its attributes out of the policy's reach. */
function placeIfAny(type: ResourceType, path: string): LocalPlace[] {
  try {
    return [toLocalPlace(type, path)]
  } catch {
    return []
  }
}
