import { sql } from 'kysely'
import { isPostgres, type Store, type Trx } from './database.ts'
import { translatePostgresError } from './dialect/postgres-errors.ts'
import { translateSqliteError } from './dialect/sqlite-errors.ts'

/**
 * A store inside an open transaction: each of its transactions is a savepoint of the outer one, so that operations written for a transaction of
 * their own can run side by side in a shared one, and a failing one leaves nothing while its neighbours stay.
 */
export function nestedStore(store: Store, trx: Trx): Store {
  const translate = isPostgres(trx) ? translatePostgresError : translateSqliteError
  return {
    ...store,
    read: (_scope, work) => work(trx),
    readLong: (_scope, work) => work(trx),
    async transaction(_scope, work) {
      await sql.raw('savepoint nested').execute(trx)
      try {
        const value = await work(trx)
        await sql.raw('release savepoint nested').execute(trx)
        return value
      } catch (error) {
        await sql.raw('rollback to savepoint nested').execute(trx)
        await sql.raw('release savepoint nested').execute(trx)
        throw translate(error)
      }
    },
  }
}
