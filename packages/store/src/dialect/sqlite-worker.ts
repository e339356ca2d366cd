/**
 * Runs statements on a read-only handle in a thread of its own, one message after another. It knows nothing else of the product, so that it loads from
 * source and from the bundle alike. Started by SqliteReaders.
 */
import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'
import {
  TOO_LARGE,
  type WorkerAnswer,
  type WorkerQuery,
  type WorkerRequest,
  type WorkerSetup,
} from './worker-messages.ts'

const STATEMENTS_KEPT = 200

const { path, busyTimeoutMs, cacheKib, maxResultBytes } = workerData as WorkerSetup
const handle = new BetterSqlite3(path, { readonly: true, timeout: busyTimeoutMs })
handle.pragma('query_only = on')
handle.pragma(`cache_size = -${cacheKib}`)
const statements = new Map<string, BetterSqlite3.Statement<unknown[], unknown[]>>()

function prepare(text: string): BetterSqlite3.Statement<unknown[], unknown[]> {
  const kept = statements.get(text)
  statements.delete(text)
  const statement = kept ?? (handle.prepare<unknown[], unknown[]>(text).raw(true) as typeof kept & object)
  statements.set(text, statement)
  if (statements.size > STATEMENTS_KEPT) statements.delete(statements.keys().next().value as string)
  return statement
}

const sizeOf = (value: unknown): number =>
  typeof value === 'string' ? value.length : value instanceof Uint8Array ? value.byteLength : 8

/**
 * Rows are counted as they come, so that a result beyond the bound is never whole in memory. The memory of bytes is added to `moved`: it changes hands
 * instead of being copied, and each value of better-sqlite3 has its own.
 */
function query({ sql, parameters }: WorkerQuery, moved: ArrayBuffer[]): WorkerAnswer {
  const statement = prepare(sql)
  const rows: unknown[][] = []
  let bytes = 0
  for (const row of statement.iterate(...parameters)) {
    for (const value of row) {
      bytes += sizeOf(value)
      if (value instanceof Uint8Array) moved.push(value.buffer as ArrayBuffer)
    }
    if (bytes > maxResultBytes)
      return { failed: TOO_LARGE, message: `the result is larger than ${maxResultBytes} bytes` }
    rows.push(row)
  }
  return { columns: statement.columns().map(({ name }) => name), rows }
}

function answer(asked: WorkerQuery, moved: ArrayBuffer[]): WorkerAnswer {
  try {
    if (!handle.inTransaction) handle.exec('begin')
    return query(asked, moved)
  } catch (error) {
    return { failed: (error as { code?: string }).code ?? '', message: (error as Error).message }
  }
}

parentPort?.on('message', (request: WorkerRequest) => {
  if (request === 'close') {
    handle.close()
    parentPort?.close()
  } else if (request === 'end') {
    if (handle.inTransaction) handle.exec('commit')
  } else {
    const moved: ArrayBuffer[] = []
    const answers = request.queries.map((asked) => answer(asked, moved))
    parentPort?.postMessage(answers, moved)
  }
})
