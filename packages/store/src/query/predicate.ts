import type { ResolvedFilter } from '@rollcall/scim-core'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { splitKey, VALUE_KEY_LENGTH } from '../resources/value.repository.ts'

export type Comparison = Extract<ResolvedFilter, { kind: 'comparison' }>
export type Operator = Comparison['operator']
type Fragment = RawBuilder<unknown>
export type Condition = RawBuilder<SqlBool>

/** Greater than every key that starts with the prefix: keys never hold U+10FFFF (scim-core maps it away). */
const AFTER_EVERY_KEY = '\u{10FFFF}'

/** `expression operator key` over text compared by code point; never null where `expression` is not. */
export function compareText(expression: Fragment, operator: Operator, key: string, postgres: boolean): Condition {
  switch (operator) {
    case 'eq':
      return sql`${expression} = ${key}`
    case 'ne':
      return sql`${expression} <> ${key}`
    case 'gt':
      return sql`${expression} > ${key}`
    case 'ge':
      return sql`${expression} >= ${key}`
    case 'lt':
      return sql`${expression} < ${key}`
    case 'le':
      return sql`${expression} <= ${key}`
    case 'co':
      // Not LIKE: SQLite's ignores ASCII case, and both would need the pattern characters escaped.
      return postgres ? sql`strpos(${expression}, ${key}) > 0` : sql`instr(${expression}, ${key}) > 0`
    case 'sw':
      return key === '' ? sql`1 = 1` : sql`(${expression} >= ${key} and ${expression} < ${key + AFTER_EVERY_KEY})`
    case 'ew':
      if (key === '') return sql`1 = 1`
      return postgres
        ? sql`right(${expression}, ${[...key].length}) = ${key}`
        : sql`substr(${expression}, ${-[...key].length}) = ${key}`
  }
}

/** The same over the pair value_key and value_long of an index row; equality and prefixes stay on the indexed column. */
export function compareIndexed(alias: string, operator: Operator, key: string, postgres: boolean): Condition {
  const keyColumn = sql.ref(`${alias}.value_key`)
  const longColumn = sql.ref(`${alias}.value_long`)
  const { valueKey, valueLong } = splitKey(key)
  if (operator === 'eq') {
    return valueLong === null
      ? sql`(${keyColumn} = ${valueKey} and ${longColumn} is null)`
      : sql`(${keyColumn} = ${valueKey} and ${longColumn} = ${valueLong})`
  }
  if (operator === 'sw' && key !== '' && [...key].length <= VALUE_KEY_LENGTH) {
    return compareText(keyColumn, 'sw', key, postgres)
  }
  return compareText(sql`coalesce(${longColumn}, ${keyColumn})`, operator, key, postgres)
}

/** Timestamps are stored with milliseconds and `Z`; keys carry nine digits of fraction. Compares on the bare column, so that its index serves. */
export function compareTimestamp(column: Fragment, operator: Operator, key: string): Condition {
  const millis = `${key.slice(0, 23)}Z`
  const exact = /^0*$/.test(key.slice(23))
  switch (operator) {
    case 'eq':
      return exact ? sql`${column} = ${millis}` : sql`1 = 0`
    case 'ne':
      return exact ? sql`${column} <> ${millis}` : sql`1 = 1`
    case 'gt':
      return sql`${column} > ${millis}`
    case 'ge':
      return exact ? sql`${column} >= ${millis}` : sql`${column} > ${millis}`
    case 'lt':
      return exact ? sql`${column} < ${millis}` : sql`${column} <= ${millis}`
    case 'le':
      return sql`${column} <= ${millis}`
    default:
      return sql`1 = 0`
  }
}
