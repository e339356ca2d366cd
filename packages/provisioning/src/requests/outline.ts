import type { Json } from '@rollcall/scim-core'
import { maskFilter, maskPath } from './mask.ts'

const MAX_OPERATIONS = 20
const MAX_NAMES = 40

type JsonRecord = Readonly<Record<string, Json>>

const isRecord = (value: Json | undefined): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a body asked for, in brief and without values: the operations of a PATCH or Bulk, the shape of a search, the attributes of a resource. */
export function outlineOf(body: Json | undefined): string | null {
  if (!isRecord(body)) return null
  const operations = Object.keys(body).find((name) => name.toLowerCase() === 'operations')
  const list = operations === undefined ? undefined : body[operations]
  if (Array.isArray(list)) {
    return JSON.stringify({ operations: list.slice(0, MAX_OPERATIONS).map(outlineOperation), count: list.length })
  }
  if (typeof body.filter === 'string') return JSON.stringify({ search: maskFilter(body.filter.slice(0, 1_000)) })
  return JSON.stringify({ attributes: namesOf(body) })
}

/** Whether the body is that of a Bulk request (RFC 7644 section 3.7). */
export function isBulk(body: Json | undefined): boolean {
  const list = isRecord(body) ? body.Operations : undefined
  return Array.isArray(list) && isRecord(list[0]) && typeof list[0].method === 'string'
}

const short = (value: Json | undefined) => (typeof value === 'string' ? value.slice(0, 200) : undefined)
const namesOf = (record: JsonRecord) =>
  Object.keys(record)
    .slice(0, MAX_NAMES)
    .map((name) => name.slice(0, 100))

function outlineOperation(operation: Json): object {
  if (!isRecord(operation)) return {}
  if (typeof operation.method === 'string') {
    return { method: operation.method.slice(0, 10), path: maskPath(short(operation.path) ?? '') }
  }
  const path = short(operation.path)
  const { value } = operation
  return {
    op: short(operation.op)?.slice(0, 10),
    path: path === undefined ? undefined : maskFilter(path),
    attributes: path === undefined && isRecord(value) ? namesOf(value) : undefined,
    count: Array.isArray(value) ? value.length : undefined,
  }
}
