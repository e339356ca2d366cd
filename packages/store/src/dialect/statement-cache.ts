import type BetterSqlite3 from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

const CAPACITY = 500

interface Kept {
  readonly statement: BetterSqlite3.Statement
  /** Since it was last spared. */
  used: boolean
}

/**
 * better-sqlite3 under Kysely prepares a statement at each execution, two thirds of the cost of a point query.
 * This keeps the ones in use. A statement that is still being iterated is not handed out a second time.
 */
export function withStatementCache(handle: BetterSqlite3.Database): SqliteDatabase {
  const statements = new Map<string, Kept>()
  /** Whoever was used since its last turn is spared once: moving an entry at each use would cost more than finding it. */
  const forgetOne = () => {
    for (const [text, kept] of statements) {
      statements.delete(text)
      if (!kept.used) return
      kept.used = false
      statements.set(text, kept)
    }
  }
  return {
    prepare(text: string): SqliteStatement {
      const kept = statements.get(text)
      if (kept !== undefined && !kept.statement.busy) {
        kept.used = true
        return kept.statement as unknown as SqliteStatement
      }
      const statement = handle.prepare(text)
      if (statements.size >= CAPACITY) forgetOne()
      statements.set(text, { statement, used: false })
      return statement as unknown as SqliteStatement
    },
    close() {
      statements.clear()
      handle.close()
    },
  } as SqliteDatabase
}
