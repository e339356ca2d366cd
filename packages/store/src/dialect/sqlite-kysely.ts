import {
  type CompiledQuery,
  type ConnectionProvider,
  DefaultQueryExecutor,
  Kysely,
  type QueryResult,
  type SqliteDatabase,
  SqliteDialect,
} from 'kysely'

/**
 * Kysely over one handle, without the pool it puts in front of a database: better-sqlite3 answers at once, so that waiting for a turn at the
 * connection would cost more than a point query itself.
 */
export function overSqlite<Database>(handle: SqliteDatabase): Kysely<Database> {
  const dialect = new SqliteDialect({ database: handle })
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
