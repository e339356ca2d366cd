import { invalidCount, invalidSyntax, invalidValue } from '../errors.ts'
import { isArray, isObject, kindOf, ownAnyCase } from '../resource/json.ts'
import type { Json, JsonObject } from '../resource/types.ts'
import { SEARCH_REQUEST_URN } from './urns.ts'

/** What a list asks for (RFC 7644 sections 3.4.2 and 3.4.3, RFC 9865 section 2). */
export interface ListQuery {
  readonly filter?: string
  /** 1-based. */
  readonly startIndex: number
  /** undefined: the server's default. 0: totals only. */
  readonly count: number | undefined
  readonly sortBy?: string
  readonly sortOrder: 'ascending' | 'descending'
  readonly attributes?: readonly string[]
  readonly excludedAttributes?: readonly string[]
  /** Present, even if empty: the client pages by cursor; empty asks for the first page. */
  readonly cursor?: string
}

/** Reads the query parameters of a GET, as a query string parser gives them. Throws invalidValue naming the parameter. */
export function parseListQuery(params: Readonly<Record<string, unknown>>): ListQuery {
  return toListQuery(
    (name) => toSingleParameter(name, findParameter(params, name)),
    (name) => toNames(name, findParameter(params, name)),
  )
}

/** Reads the body of a POST to `.search`. */
export function parseSearchRequest(body: Json): ListQuery {
  if (!isObject(body)) throw invalidSyntax(`The body must be a SearchRequest object, found ${kindOf(body)}.`)
  const schemas = ownAnyCase(body, 'schemas')
  const isSearch = (each: Json): boolean =>
    typeof each === 'string' && each.toLowerCase() === SEARCH_REQUEST_URN.toLowerCase()
  if (!isArray(schemas) || !schemas.some(isSearch)) {
    throw invalidSyntax(`"schemas" must be an array that contains "${SEARCH_REQUEST_URN}".`)
  }
  return toListQuery(
    (name) => toSingleMember(body, name),
    (name) => toNames(name, ownAnyCase(body, name)),
  )
}

function toListQuery(
  read: (name: string) => string | undefined,
  readNames: (name: string) => readonly string[] | undefined,
): ListQuery {
  const filter = read('filter')
  const sortBy = read('sortBy')
  const cursor = read('cursor')
  const attributes = readNames('attributes')
  const excludedAttributes = readNames('excludedAttributes')
  return {
    // Nothing to filter or sort by is the same as not asking.
    ...(filter === undefined || filter.trim() === '' ? {} : { filter }),
    startIndex: Math.max(1, toInteger('startIndex', read('startIndex')) ?? 1),
    count: toCount(read('count'), cursor),
    ...(sortBy === undefined || sortBy.trim() === '' ? {} : { sortBy: sortBy.trim() }),
    sortOrder: toSortOrder(read('sortOrder')),
    ...(attributes === undefined ? {} : { attributes }),
    ...(excludedAttributes === undefined ? {} : { excludedAttributes }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}

function findParameter(params: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(params, name)) return params[name]
  const key = Object.keys(params).find((each) => each.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : params[key]
}

function toSingleParameter(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw invalidValue(Array.isArray(value) ? `${name} is given more than once.` : `${name}: expected a text.`)
}

function toSingleMember(body: JsonObject, name: string): string | undefined {
  const value = ownAnyCase(body, name)
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number' && (name === 'startIndex' || name === 'count')) return String(value)
  throw invalidValue(`${name}: did not expect ${kindOf(value)}.`)
}

/** Names separated by commas, in one parameter or several (RFC 7644 section 3.4.2.5). */
function toNames(name: string, value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return undefined
  const names: string[] = []
  for (const part of Array.isArray(value) ? value : [value]) {
    if (typeof part !== 'string') throw invalidValue(`${name}: expected names of attributes.`)
    for (const each of part.split(',')) if (each.trim() !== '') names.push(each.trim())
  }
  return names.length === 0 ? undefined : names
}

function toInteger(name: string, text: string | undefined, error = invalidValue): number | undefined {
  if (text === undefined || text.trim() === '') return undefined
  if (!/^\s*[+-]?[0-9]+\s*$/.test(text)) throw error(`${name}: expected a whole number.`)
  const clamped = Math.min(Math.max(Number(text), -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
  return clamped === 0 ? 0 : clamped
}

/** RFC 7644 section 3.4.2.4: a negative count is 0. RFC 9865 section 2.1 has an error of its own for cursors. */
function toCount(text: string | undefined, cursor: string | undefined): number | undefined {
  const count = toInteger('count', text, cursor === undefined ? invalidValue : invalidCount)
  return count === undefined ? undefined : Math.max(0, count)
}

function toSortOrder(text: string | undefined): 'ascending' | 'descending' {
  const order = text?.trim().toLowerCase() ?? ''
  if (order === '' || order === 'ascending') return 'ascending'
  if (order === 'descending') return 'descending'
  throw invalidValue('sortOrder: expected "ascending" or "descending".')
}
