import type { CompiledQuery } from 'kysely'
import type { Db } from '../src/index.ts'

/** A handle that notes in `statements` what is sent through it. */
export function noting(db: Db, statements: CompiledQuery[]): Db {
  const spied = db.withPlugin({ transformQuery: ({ node }) => node, transformResult: async ({ result }) => result })
  const executor = spied.getExecutor()
  const execute = executor.executeQuery.bind(executor)
  executor.executeQuery = (compiled, ...rest) => {
    statements.push(compiled)
    return execute(compiled, ...rest)
  }
  return spied
}

/** The statements that `work` sends, with their parameters. */
export async function statementsOf(db: Db, work: (db: Db) => Promise<unknown>): Promise<CompiledQuery[]> {
  const statements: CompiledQuery[] = []
  await work(noting(db, statements))
  return statements
}
