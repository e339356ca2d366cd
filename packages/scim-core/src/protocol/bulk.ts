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

/** Reads a BulkRequest. Throws invalidSyntax or invalidValue for the request as a whole. */
export function parseBulkRequest(body: Json): BulkRequest {
  if (!isObject(body)) throw invalidSyntax(`The body must be a BulkRequest object, found ${kindOf(body)}.`)
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

function toFailOnErrors(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1) return value
  throw invalidValue('"failOnErrors" must be a whole number of 1 or more.')
}

function toOperation(value: Json, index: number): BulkOperation | BulkShapeError {
  const at = `Operations[${index}]`
  if (!isObject(value))
    return { method: undefined, bulkId: undefined, error: invalidSyntax(`${at} must be an object.`) }
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

/** A whole value, or a quoted one inside a filter: `members[value eq "bulkId:x"]`. */
const REFERENCES = /^bulkId:(.+)$|"bulkId:([^"]+)"/g

/** Every `bulkId:x` that a value holds, at any depth. */
export function listBulkReferences(value: Json): readonly string[] {
  if (typeof value === 'string')
    return !value.includes('bulkId:') ? [] : [...value.matchAll(REFERENCES)].map((match) => match[1] ?? match[2] ?? '')
  if (isArray(value)) return value.flatMap(listBulkReferences)
  if (isObject(value))
    return Object.values(value).flatMap((each) => (each === undefined ? [] : listBulkReferences(each)))
  return []
}

/** The value with every reference replaced by what `toId` knows; unknown ones stay as they are. */
export function replaceBulkReferences(value: Json, toId: (bulkId: string) => string | undefined): Json {
  if (typeof value === 'string') {
    return value.replace(REFERENCES, (all: string, whole: string | undefined, quoted: string | undefined) => {
      const id = toId(whole ?? quoted ?? '')
      if (id === undefined) return all
      return whole === undefined ? JSON.stringify(id) : id
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
