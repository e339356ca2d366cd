import { invalidValue } from '../errors.ts'
import { LIMITS } from '../protocol/limits.ts'
import { isArray, isObject, own } from '../resource/json.ts'
import { routeMember } from '../resource/route.ts'
import type { Json, JsonObject } from '../resource/types.ts'
import { subAttributeNamed } from '../schema/lookup.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { AttributeDefinition } from '../schema/types.ts'

/** What a request asked to see (RFC 7644 sections 3.4.2.5 and 3.9): canonical paths in lower case; an extension's URN stands for all of it. */
export interface Projection {
  /** undefined: the default set. */
  readonly included: ReadonlySet<string> | undefined
  /** What has an included part: `name` when `name.givenName` is asked for. */
  readonly parents: ReadonlySet<string>
  readonly excluded: ReadonlySet<string>
}

export interface ProjectionRequest {
  readonly attributes?: readonly string[] | undefined
  readonly excludedAttributes?: readonly string[] | undefined
}

/** Looks the names up in any letter case; unknown ones are ignored. undefined: nothing was asked. */
export function parseProjection(type: ResourceType, request: ProjectionRequest): Projection | undefined {
  const { attributes = [], excludedAttributes = [] } = request
  if (attributes.length + excludedAttributes.length > LIMITS.projectionNames) {
    throw invalidValue(`attributes and excludedAttributes may hold ${LIMITS.projectionNames} names.`)
  }
  if (attributes.length === 0 && excludedAttributes.length === 0) return undefined
  const included = attributes.length === 0 ? undefined : toPaths(type, attributes)
  const parents = new Set<string>()
  for (const path of included ?? []) for (const each of ancestors(path)) if (each !== path) parents.add(each)
  return { included, parents, excluded: toPaths(type, excludedAttributes) }
}

function toPaths(type: ResourceType, names: readonly string[]): ReadonlySet<string> {
  const paths = new Set<string>()
  for (const name of names) {
    const route = routeMember(type, name.trim())
    if (route?.kind === 'attribute') paths.add(route.reference.path.toLowerCase())
    // The base schema's own URN asks for every attribute of it.
    else if (route?.kind === 'schema' && route.schema === type.schema) addDefaults(paths, type.schema.attributes)
    else if (route?.kind === 'schema') paths.add(route.schema.id.toLowerCase())
  }
  return paths
}

function addDefaults(paths: Set<string>, attributes: readonly AttributeDefinition[]): void {
  for (const attribute of attributes) if (attribute.returned === 'default') paths.add(attribute.name.toLowerCase())
}

/** Whether a value at that path would be shown at all, so that it need not be loaded otherwise. */
export function projectionIncludes(projection: Projection | undefined, path: string): boolean {
  if (projection === undefined) return true
  const lower = path.toLowerCase()
  if (isExcluded(projection, lower)) return false
  return projection.included === undefined || isIncluded(projection, lower) || projection.parents.has(lower)
}

/** A wire resource (with `meta`, members, groups) cut down to what may and should be shown. Nothing `returned: never` passes. */
export function projectResource(
  type: ResourceType,
  resource: JsonObject,
  projection: Projection | undefined,
): JsonObject {
  const shown: [string, Json][] = []
  for (const name of Object.keys(resource)) {
    const value = own(resource, name)
    if (value === undefined) continue
    const route = routeMember(type, name)
    const projected =
      route?.kind === 'schema'
        ? projectExtension(route.schema.attributes, route.schema.id, value, projection)
        : projectNamed(route?.reference.attribute, name, value, projection)
    if (projected !== undefined) shown.push([name, projected])
  }
  return Object.fromEntries(shown)
}

function projectNamed(
  attribute: AttributeDefinition | undefined,
  name: string,
  value: Json,
  projection: Projection | undefined,
): Json | undefined {
  // What no schema describes (a directory that keeps unknown attributes) is part of the default set.
  if (attribute === undefined) return projectionIncludes(projection, name) ? value : undefined
  return projectAttribute(attribute, name, value, projection)
}

function projectExtension(
  attributes: readonly AttributeDefinition[],
  urn: string,
  value: Json,
  projection: Projection | undefined,
): Json | undefined {
  if (!isObject(value)) return undefined
  const shown: [string, Json][] = []
  for (const attribute of attributes) {
    const held = own(value, attribute.name)
    const projected =
      held === undefined ? undefined : projectAttribute(attribute, `${urn}:${attribute.name}`, held, projection)
    if (projected !== undefined) shown.push([attribute.name, projected])
  }
  return shown.length === 0 ? undefined : Object.fromEntries(shown)
}

function projectAttribute(
  attribute: AttributeDefinition,
  path: string,
  value: Json,
  projection: Projection | undefined,
): Json | undefined {
  const lower = path.toLowerCase()
  const whole = isShown(attribute, lower, projection)
  if (attribute.subAttributes === undefined) return whole ? value : undefined
  const inPart = projection?.parents.has(lower) === true && !isExcluded(projection, lower)
  if (attribute.returned === 'never' || !(whole || inPart)) return undefined
  return projectParts(attribute, lower, value, { projection, whole })
}

/** `whole`: the attribute was named or is shown by default, so its parts follow their own defaults; else only those named. */
interface PartScope {
  readonly projection: Projection | undefined
  readonly whole: boolean
}

function projectParts(attribute: AttributeDefinition, path: string, value: Json, scope: PartScope): Json | undefined {
  if (isArray(value)) {
    const elements: Json[] = []
    for (const each of value) {
      const projected = projectParts(attribute, path, each, scope)
      if (projected !== undefined) elements.push(projected)
    }
    return elements.length === 0 && value.length > 0 ? undefined : elements
  }
  if (!isObject(value)) return value
  const shown: [string, Json][] = []
  for (const name of Object.keys(value)) {
    const held = own(value, name)
    const sub = subAttributeNamed(attribute, name)
    if (held !== undefined && sub !== undefined && isPartShown(sub, `${path}.${name.toLowerCase()}`, scope)) {
      shown.push([name, held])
    }
  }
  return shown.length === 0 ? undefined : Object.fromEntries(shown)
}

function isPartShown(sub: AttributeDefinition, path: string, { projection, whole }: PartScope): boolean {
  if (sub.returned === 'always') return true
  if (sub.returned === 'never' || projection?.excluded.has(path) === true) return false
  const named = projection?.included?.has(path) === true
  return named || (sub.returned === 'default' && whole)
}

function isShown(attribute: AttributeDefinition, path: string, projection: Projection | undefined): boolean {
  if (attribute.returned === 'always') return true
  if (attribute.returned === 'never') return false
  if (projection === undefined) return attribute.returned === 'default'
  if (isExcluded(projection, path)) return false
  return projection.included === undefined ? attribute.returned === 'default' : isIncluded(projection, path)
}

/** The path itself, its parent or its schema was named. */
function isIncluded(projection: Projection, path: string): boolean {
  return ancestors(path).some((each) => projection.included?.has(each) === true)
}

function isExcluded(projection: Projection, path: string): boolean {
  return ancestors(path).some((each) => projection.excluded.has(each))
}

/** `urn:…:user:manager.value` gives itself, `urn:…:user:manager` and `urn:…:user`. Dots before the last colon belong to the URN. */
function ancestors(path: string): readonly string[] {
  const colon = path.lastIndexOf(':')
  const dot = path.indexOf('.', colon + 1)
  const list = [path]
  if (dot !== -1) list.push(path.slice(0, dot))
  if (colon !== -1) list.push(path.slice(0, colon))
  return list
}
