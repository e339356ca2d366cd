import { isDeepStrictEqual } from 'node:util'

export type JsonObject = { [name: string]: unknown }

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function toObject(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {}
}

export function toArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

/** For messages: long answers are cut. */
export function toExcerpt(value: unknown, length = 200): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return text.length > length ? `${text.slice(0, length)}…` : text
}

/** Equal whatever the order of the keys. */
export function isEqualJson(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b)
}
