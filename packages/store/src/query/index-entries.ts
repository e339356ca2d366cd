import { type RawBuilder, sql } from 'kysely'

/**
 * The entries under one path of a row of scim_index as rows (key, element, lead): a fragment that stands behind `from`, and how to name their parts.
 * `alias` is that of the row; the fragment calls an entry `e`.
 */
export interface IndexEntries {
  readonly each: RawBuilder<unknown>
  readonly key: RawBuilder<unknown>
  readonly element: RawBuilder<unknown>
  readonly lead: RawBuilder<unknown>
}

export function indexEntries(alias: string, path: string, postgres: boolean): IndexEntries {
  const entries = sql.ref(`${alias}.entries`)
  if (postgres) {
    return {
      each: sql`jsonb_array_elements(${entries} -> ${path}::text) e`,
      key: sql`(e.value ->> 0) collate "C"`,
      element: sql`(e.value ->> 1)::integer`,
      lead: sql`(e.value ->> 2)::integer`,
    }
  }
  return {
    // Neither a URN nor the name of an attribute holds a quotation mark.
    each: sql`json_each(${entries}, ${`$."${path}"`}) e`,
    key: sql`(e.value ->> 0)`,
    element: sql`(e.value ->> 1)`,
    lead: sql`(e.value ->> 2)`,
  }
}
