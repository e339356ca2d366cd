import { isEqualJson, type JsonObject, toArray, toObject } from './json.ts'
import { ENTERPRISE_SCHEMA } from './urns.ts'

/** The elements of a multi-valued attribute with this type. */
export function ofType(resource: JsonObject, attribute: string, type: string): JsonObject[] {
  return toArray(resource[attribute])
    .map(toObject)
    .filter((element) => element.type === type)
}

export function enterpriseOf(user: JsonObject): JsonObject {
  return toObject(user[ENTERPRISE_SCHEMA])
}

/** A manager that is nobody's is absent, null or an object without a value. */
export function managerOf(user: JsonObject): unknown {
  const { manager } = enterpriseOf(user)
  return typeof manager === 'string' ? manager : toObject(manager).value
}

/**
 * Reads by the paths the simulations write with: `name.givenName`, `emails[type eq "work"].value`,
 * `urn:…:User:department`. Several elements of one type give undefined, since there must be one.
 */
export function valueAt(resource: JsonObject, path: string): unknown {
  if (path.startsWith(`${ENTERPRISE_SCHEMA}:`)) {
    return valueAt(enterpriseOf(resource), path.slice(ENTERPRISE_SCHEMA.length + 1))
  }
  const typed = /^(\w+)\[type eq "(\w+)"\]\.(\w+)$/.exec(path)
  if (typed) {
    const [, attribute = '', type = '', name = ''] = typed
    const elements = ofType(resource, attribute, type)
    return elements.length === 1 ? toObject(elements[0])[name] : undefined
  }
  return path.split('.').reduce<unknown>((value, name) => toObject(value)[name], resource)
}

export function versionOf(resource: JsonObject): unknown {
  const meta = toObject(resource.meta)
  return meta.version ?? meta.lastModified
}

export function memberIds(group: JsonObject): string[] {
  return toArray(group.members).map((member) => String(toObject(member).value))
}

/** The names whose values differ between two readings of one resource. */
export function changedNames(before: JsonObject, after: JsonObject): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => name !== 'meta' && !isEqualJson(before[name], after[name]))
}
