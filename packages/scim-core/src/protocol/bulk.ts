import { invalidSyntax, invalidValue } from '../errors.ts'
import { isArray, isObject, kindOf, ownAnyCase } from '../resource/json.ts'
import type { Json, JsonObject } from '../resource/types.ts'
import { BULK_REQUEST_URN } from './urns.ts'

export type BulkMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE'
const METHODS: readonly BulkMethod[] = ['POST', 'PUT', 'PATCH', 'DELETE']

/** One operation of a bulk request (RFC 7644 section 3.7), its shape judged, its references not yet resolved. */
export interface BulkOperation {
  readonly method: BulkMethod
  readonly bulkId: string | undefined
  /** `/Users`, `/Users/2819c223…`, `/Groups/bulkId:qwerty`. */
  readonly path: string
  readonly data: Json
  readonly version: string | undefined
}

export interface BulkRequest {
  /** Stop after this many errors; undefined: try everything. */
  readonly failOnErrors: number | undefined
  /** An operation whose own shape is wrong is an error of that operation alone. */
  readonly operations: readonly (BulkOperation | BulkShapeError)[]
}

export interface BulkShapeError {
  readonly method: string | undefined
  readonly bulkId: string | undefined
  readonly error: Error
}

export const isShapeError = (operation: BulkOperation | BulkShapeError): operation is BulkShapeError =>
  'error' in operation

/** Attributes of a request, and of an operation: RFC 7644 knows five at most, and each is looked up among all of them in any letter case. */
const MAX_ATTRIBUTES = 50

/** Reads a BulkRequest. Throws invalidSyntax or invalidValue for the request as a whole. */
export function parseBulkRequest(body: Json): BulkRequest {
  if (!isObject(body)) throw invalidSyntax(`The body must be a BulkRequest object, found ${kindOf(body)}.`)
  if (hasTooMany(body)) throw invalidSyntax(`The body has more than ${MAX_ATTRIBUTES} attributes.`)
  const schemas = ownAnyCase(body, 'schemas')
  const names = (each: Json) => typeof each === 'string' && each.toLowerCase() === BULK_REQUEST_URN.toLowerCase()
  if (!isArray(schemas) || !schemas.some(names)) {
    throw invalidSyntax(`"schemas" must be an array that contains "${BULK_REQUEST_URN}".`)
  }
  const operations = ownAnyCase(body, 'Operations')
  if (!isArray(operations)) throw invalidSyntax(`"Operations" must be an array, found ${kindOf(operations ?? null)}.`)
  return {
    failOnErrors: toFailOnErrors(ownAnyCase(body, 'failOnErrors')),
    operations: checkBulkIds(operations.map(toOperation)),
  }
}

const hasTooMany = (object: JsonObject): boolean => Object.keys(object).length > MAX_ATTRIBUTES

function toFailOnErrors(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value
  throw invalidValue('"failOnErrors" must be a whole number of 1 or more.')
}

function toOperation(value: Json, index: number): BulkOperation | BulkShapeError {
  const at = `Operations[${index}]`
  if (!isObject(value))
    return { method: undefined, bulkId: undefined, error: invalidSyntax(`${at} must be an object.`) }
  if (hasTooMany(value)) {
    const error = invalidSyntax(`${at} has more than ${MAX_ATTRIBUTES} attributes.`)
    return { method: undefined, bulkId: undefined, error }
  }
  const text = (name: string): string | undefined => {
    const found = ownAnyCase(value, name)
    return typeof found === 'string' && found !== '' ? found : undefined
  }
  const named = text('method')
  const bulkId = text('bulkId')
  const refuse = (detail: string): BulkShapeError => ({
    method: named,
    bulkId,
    error: invalidSyntax(`${at}: ${detail}`),
  })
  const method = METHODS.find((each) => each === named?.toUpperCase())
  if (method === undefined) return refuse(`"method" must be one of ${METHODS.join(', ')}.`)
  if (method === 'POST' && bulkId === undefined) return refuse('"bulkId" is required for POST.')
  const path = text('path')
  if (path === undefined) return refuse('"path" is required.')
  const data = ownAnyCase(value, 'data')
  if (method !== 'DELETE' && data === undefined) return refuse(`"data" is required for ${method}.`)
  return { method, bulkId, path, data: data ?? null, version: text('version') }
}

/** RFC 7644 section 3.7: a bulkId is unique within its request. */
function checkBulkIds(
  operations: readonly (BulkOperation | BulkShapeError)[],
): readonly (BulkOperation | BulkShapeError)[] {
  const seen = new Set<string>()
  return operations.map((operation) => {
    if (isShapeError(operation) || operation.method !== 'POST' || operation.bulkId === undefined) return operation
    if (!seen.has(operation.bulkId)) {
      seen.add(operation.bulkId)
      return operation
    }
    const { method, bulkId } = operation
    return {
      method,
      bulkId,
      error: invalidValue(`The bulkId "${bulkId}" is used by more than one POST of this request.`),
    }
  })
}

/** A value that is a reference as a whole, or holds quoted ones as a filter does: `members[value eq "bulkId:x"]`. */
const WHOLE = /^bulkId:(.+)$/
const QUOTED = /"bulkId:([^"]+)"/g

/** Every `bulkId:x` that a value holds, at any depth. */
export function listBulkReferences(value: Json): readonly string[] {
  const found: string[] = []
  collect(value, found)
  return found
}

function collect(value: Json, found: string[]): void {
  if (typeof value === 'string') {
    if (!value.includes('bulkId:')) return
    const whole = WHOLE.exec(value)?.[1]
    if (whole !== undefined) found.push(whole)
    else for (const match of value.matchAll(QUOTED)) found.push(match[1] ?? '')
  } else if (isArray(value)) {
    for (const each of value) collect(each, found)
  } else if (isObject(value)) {
    for (const each of Object.values(value)) if (each !== undefined) collect(each, found)
  }
}

/** The value with every reference replaced by what `toId` knows; unknown ones stay as they are. */
export function replaceBulkReferences(value: Json, toId: (bulkId: string) => string | undefined): Json {
  if (typeof value === 'string') {
    if (!value.includes('bulkId:')) return value
    const whole = WHOLE.exec(value)?.[1]
    if (whole !== undefined) return toId(whole) ?? value
    return value.replace(QUOTED, (all: string, quoted: string) => {
      const id = toId(quoted)
      return id === undefined ? all : JSON.stringify(id)
    })
  }
  if (isArray(value)) return value.map((each) => replaceBulkReferences(each, toId))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([name, each]): [string, Json | undefined] => [
    name,
    each === undefined ? undefined : replaceBulkReferences(each, toId),
  ])
  return Object.fromEntries(entries) as JsonObject
}
