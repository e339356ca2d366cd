import type { Json } from '../resource/types.ts'
import type { AttributeDefinition } from '../schema/types.ts'
import { toInstant } from './date-time.ts'

/**
 * The comparable text of a value: two values are equal, or one before the other, exactly when their keys are (by code point).
 * undefined when the value is not one of the attribute's type.
 */
export function toKey(definition: AttributeDefinition, value: Json): string | undefined {
  switch (definition.type) {
    case 'string':
      if (typeof value !== 'string') return undefined
      return definition.caseExact ? toStorable(value) : fold(value)
    case 'reference':
    case 'binary':
      return typeof value === 'string' ? toStorable(value) : undefined
    case 'boolean':
      return toBooleanKey(value)
    case 'integer':
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value) ? toNumberKey(value) : undefined
    case 'dateTime':
      return typeof value === 'string' ? toInstant(value) : undefined
    case 'complex':
      return undefined
  }
}

/** Printable ASCII, as most values are, has one normal form and nothing that toStorable replaces. */
const isPlain = (text: string): boolean => /^[ -~]*$/.test(text)

/** One spelling for all letter cases and normal forms. Greek has two small sigmas, the final one being a matter of position only. */
function fold(text: string): string {
  if (isPlain(text)) return text.toLowerCase()
  return toStorable(text.normalize('NFC').toLowerCase().replaceAll('ς', 'σ').normalize('NFC'))
}

/** PostgreSQL text cannot hold NUL or half a surrogate pair, and U+10FFFF ends prefix ranges: all three become U+FFFD. */
function toStorable(text: string): string {
  if (isPlain(text)) return text
  return text.replace(/[\0\u{10ffff}\p{Surrogate}]/gu, '\uFFFD')
}

/** Entra compares booleans with "True" and "False". */
function toBooleanKey(value: Json): string | undefined {
  if (typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  return text === 'true' || text === 'false' ? text : undefined
}

/** The bits of the double in hexadecimal, turned so that text order is number order: positive ones get the sign bit, negative ones are inverted. */
function toNumberKey(value: number): string {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value === 0 ? 0 : value)
  const bits = view.getBigUint64(0)
  const negative = bits >> 63n === 1n
  const ordered = negative ? ~bits & 0xffff_ffff_ffff_ffffn : bits | (1n << 63n)
  return ordered.toString(16).padStart(16, '0')
}

/** Orders keys by code point, as SQLite's BINARY and PostgreSQL's "C" do; JavaScript's own order is by UTF-16 unit. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return toCodePointOrder(left) - toCodePointOrder(right)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above all units: move them past U+FFFF. */
function toCodePointOrder(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2800 : unit
}
