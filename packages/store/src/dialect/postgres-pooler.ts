import type pg from 'pg'
import { StoreSetupError } from '../errors.ts'

/** Other connections that open a transaction while one looks at where it is. */
const OTHERS = 2

/**
 * Throws StoreSetupError when a pooler in front of PostgreSQL gives a client another backend for each transaction (PgBouncer with
 * pool_mode=transaction, and its like). Prepared statements, session settings and cancels of a connection would then reach somebody else's backend.
 *
 * Judged by behaviour, since poolers do not tell: between two statements of one connection the others open transactions, and such a pooler gives them
 * the backend that has just become free. A connection of its own keeps its backend, and nobody else is ever seen there.
 */
export async function checkSessions(pool: pg.Pool): Promise<void> {
  const clients: pg.PoolClient[] = []
  const opened: pg.PoolClient[] = []
  try {
    for (let count = 0; count <= OTHERS; count += 1) clients.push(await pool.connect())
    const [observed, ...others] = clients as [pg.PoolClient, ...pg.PoolClient[]]
    const home = await backendOf(observed)
    for (const other of others) {
      opened.push(other)
      await other.query('begin')
      // Asked before the first one is, which a pooler with a single backend would let wait for ever.
      if ((await backendOf(other)) === home) throw movingPooler()
      if ((await backendOf(observed)) !== home) throw movingPooler()
    }
  } finally {
    for (const client of opened) await client.query('rollback').catch(() => undefined)
    for (const client of clients) client.release()
  }
}

async function backendOf(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid ?? 0
}

const movingPooler = () =>
  new StoreSetupError(
    'DATABASE_URL leads through a connection pooler that gives each transaction another backend (pool_mode=transaction), which Rollcall cannot work with. Set pool_mode=session for this database, or use the address of PostgreSQL itself.',
  )
