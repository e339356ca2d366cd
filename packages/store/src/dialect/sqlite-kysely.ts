import {
  type CompiledQuery,
  type ConnectionProvider,
  DefaultQueryExecutor,
  Kysely,
  type QueryResult,
  type SqliteDatabase,
  SqliteDialect,
  SqliteQueryCompiler,
} from 'kysely'

/**
 * Writes a parameter as `+?`. SQLite notes that the value of a bare `?` may matter to the plan, and better-sqlite3 clears the bindings after each
 * run: together they make SQLite prepare nearly every statement anew each time, at three times the cost of a point query. Values never change our
 * plans, and a unary plus changes no value.
 */
export class StableQueryCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
}

/**
 * Kysely over one handle, without the pool it puts in front of a database: better-sqlite3 answers at once, so that waiting for a turn at the
 * connection would cost more than a point query itself.
 */
export function overSqlite<Database>(handle: SqliteDatabase): Kysely<Database> {
  const dialect = new StableSqliteDialect({ database: handle })
  const driver = dialect.createDriver()
  const ready = driver.init()
  const connections: ConnectionProvider = {
    async provideConnection(consumer) {
      await ready
      return consumer(await driver.acquireConnection())
    },
  }
  const executor = new DirectExecutor(handle, dialect, connections)
  return new Kysely<Database>({ config: { dialect }, dialect, driver, executor })
}

class StableSqliteDialect extends SqliteDialect {
  override createQueryCompiler(): StableQueryCompiler {
    return new StableQueryCompiler()
  }
}

class DirectExecutor extends DefaultQueryExecutor {
  readonly #handle: SqliteDatabase

  constructor(handle: SqliteDatabase, dialect: SqliteDialect, connections: ConnectionProvider) {
    super(dialect.createQueryCompiler(), dialect.createAdapter(), connections)
    this.#handle = handle
  }

  override async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = this.#handle.prepare(sql)
    if (statement.reader) return { rows: statement.all(parameters) as Row[] }
    const { changes } = statement.run(parameters)
    return { rows: [], numAffectedRows: BigInt(changes) }
  }
}
