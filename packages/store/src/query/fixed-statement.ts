import type { CompiledQuery, Insertable, QueryResult } from 'kysely'
import { type Db, isPostgres } from '../database.ts'
import type { Database } from '../tables.ts'

/** A statement whose text never changes, run with the values of each call. */
export type FixedStatement<Values, Row = unknown> = (db: Db, values: Values) => Promise<QueryResult<Row>>

/** Stands for a value while the statement is compiled. */
class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

const placeholders = new Proxy({}, { get: (_target, name) => new Placeholder(String(name)) })

/**
 * Keeps what `build` compiles, once per kind of database: making a statement out of a query builder costs more than many a statement itself.
 * `build` is given placeholders, so it may pass values on as parameters but never look at them.
 */
export function fixedStatement<Values extends object, Row = unknown>(
  build: (db: Db, values: Values) => CompiledQuery<Row>,
): FixedStatement<Values, Row> {
  const compiled = new Map<boolean, CompiledQuery<Row>>()
  return (db, values) => {
    const postgres = isPostgres(db)
    let query = compiled.get(postgres)
    if (query === undefined) {
      query = build(db, placeholders as Values)
      compiled.set(postgres, query)
    }
    const parameters = query.parameters.map((each) =>
      each instanceof Placeholder ? values[each.name as keyof Values] : each,
    )
    return db.executeQuery({ ...query, parameters })
  }
}

/** The same where the text depends on which columns are given: `build` gets a placeholder for each. Few sets of columns ever occur. */
export function fixedByColumns<Values extends object>(
  build: (db: Db, values: Values, columns: Values) => CompiledQuery<unknown>,
): (db: Db, values: Values, columns: object) => Promise<QueryResult<unknown>> {
  const statements = new Map<string, FixedStatement<Values>>()
  return (db, values, columns) => {
    const names = Object.keys(columns)
    const key = names.join()
    let statement = statements.get(key)
    if (statement === undefined) {
      statement = fixedStatement<Values>((any, each) =>
        build(any, each, Object.fromEntries(names.map((name) => [name, each[name as keyof Values]])) as Values),
      )
      statements.set(key, statement)
    }
    return statement(db, values)
  }
}

/** An insert of one row. */
export function fixedInsert<Table extends keyof Database>(
  table: Table,
): (db: Db, row: Insertable<Database[Table]>) => Promise<unknown> {
  const insert = fixedByColumns<Insertable<Database[Table]>>(
    (db, _values, columns) =>
      db
        .insertInto(table)
        .values(columns as never)
        .compile() as CompiledQuery<unknown>,
  )
  return (db, row) => insert(db, row, row)
}
