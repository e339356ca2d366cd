import type BetterSqlite3 from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

const CAPACITY = 500

/**
 * better-sqlite3 under Kysely prepares a statement at each execution, two thirds of the cost of a point query.
 * This keeps the most recent ones. A statement that is still being iterated is not handed out a second time.
 */
export function withStatementCache(handle: BetterSqlite3.Database): SqliteDatabase {
  const statements = new Map<string, BetterSqlite3.Statement>()
  return {
    prepare(text: string): SqliteStatement {
      const kept = statements.get(text)
      if (kept !== undefined && !kept.busy) {
        statements.delete(text)
        statements.set(text, kept)
        return kept as unknown as SqliteStatement
      }
      const statement = handle.prepare(text)
      statements.set(text, statement)
      if (statements.size > CAPACITY) statements.delete(statements.keys().next().value as string)
      return statement as unknown as SqliteStatement
    },
    close() {
      statements.clear()
      handle.close()
    },
  } as SqliteDatabase
}
