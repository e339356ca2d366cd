import { sql } from 'kysely'
import { isPostgres, type Store, type Trx } from './database.ts'
import { translatePostgresError } from './dialect/postgres-errors.ts'
import { translateSqliteError } from './dialect/sqlite-errors.ts'
import { UniqueViolationError } from './errors.ts'
import { savePendingTotals } from './resources/pending-totals.ts'

/**
 * A store inside an open transaction: each of its transactions is a savepoint of the outer one, so that operations written for a transaction of
 * their own can run side by side in a shared one, and a failing one leaves nothing while its neighbours stay.
 *
 * A refused row is the failure of its savepoint alone. Every other failure of the database (deadlock, time limit, lost connection) is that of the outer
 * transaction and is thrown as it came, since the outer one decides by its code whether all of it runs again.
 */
export function nestedStore(store: Store, trx: Trx): Store {
  const translate = isPostgres(trx) ? translatePostgresError : translateSqliteError
  return {
    ...store,
    read: (_scope, work) => work(trx),
    readLong: (_scope, work) => work(trx),
    async transaction(_scope, work) {
      const restoreTotals = savePendingTotals(trx)
      await sql.raw('savepoint nested').execute(trx)
      try {
        const value = await work(trx)
        await sql.raw('release savepoint nested').execute(trx)
        return value
      } catch (error) {
        restoreTotals()
        await undo(trx, error)
        const translated = translate(error)
        throw translated instanceof UniqueViolationError ? translated : error
      }
    },
  }
}

/** Some failures end the whole transaction or the connection: there is no savepoint left then, and the failure that led here is the one to tell. */
async function undo(trx: Trx, cause: unknown): Promise<void> {
  try {
    await sql.raw('rollback to savepoint nested').execute(trx)
    await sql.raw('release savepoint nested').execute(trx)
  } catch {
    throw cause
  }
}
