import { type RawBuilder, type SqlBool, sql } from 'kysely'

/** The value of a column in the order of a list; what a cursor holds. */
export type KeysetValue = string | number

/** A page of a list: `limit` rows after the position `from`, or before it when `backwards` (then the nearest row comes first). */
export interface KeysetPage {
  readonly limit: number
  readonly from?: readonly KeysetValue[] | undefined
  readonly backwards: boolean
}

/** The condition and the order of a page over `columns`, which together name one row. */
export function keyset(
  columns: readonly string[],
  direction: 'asc' | 'desc',
  { from, backwards }: KeysetPage,
): { readonly condition: RawBuilder<SqlBool>; readonly order: RawBuilder<unknown> } {
  const down = (direction === 'desc') !== backwards
  const names = columns.map((column) => sql.ref(column))
  const order = sql.join(names.map((name) => (down ? sql`${name} desc` : sql`${name} asc`)))
  if (from === undefined) return { condition: sql`1 = 1`, order }
  const values = sql.join(from.map((value) => sql`${value}`))
  return { condition: sql`(${sql.join(names)}) ${down ? sql`<` : sql`>`} (${values})`, order }
}
