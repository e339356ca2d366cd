/**
 * Runs statements on a read-only handle in a thread of its own, one message after another. It knows nothing else of the product, so that it loads from
 * source and from the bundle alike. Started by SqliteReaders.
 */
import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'
import { TOO_LARGE, type WorkerAnswer, type WorkerRequest, type WorkerSetup } from './worker-messages.ts'

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

/** Rows are counted as they come, so that a result beyond the bound is never whole in memory. */
function query(text: string, parameters: readonly unknown[]): WorkerAnswer {
  const statement = prepare(text)
  const rows: unknown[][] = []
  let bytes = 0
  for (const row of statement.iterate(...parameters)) {
    for (const value of row) bytes += typeof value === 'string' ? value.length : 8
    if (bytes > maxResultBytes)
      return { failed: TOO_LARGE, message: `the result is larger than ${maxResultBytes} bytes` }
    rows.push(row)
  }
  return { columns: statement.columns().map(({ name }) => name), rows }
}

function answer(request: Exclude<WorkerRequest, 'close'>): WorkerAnswer | undefined {
  if (typeof request === 'string') {
    if (handle.inTransaction !== (request === 'begin')) handle.exec(request === 'begin' ? 'begin' : 'commit')
    return undefined
  }
  try {
    return query(request.sql, request.parameters)
  } catch (error) {
    return { failed: (error as { code?: string }).code ?? '', message: (error as Error).message }
  }
}

parentPort?.on('message', (request: WorkerRequest) => {
  if (request === 'close') {
    handle.close()
    parentPort?.close()
    return
  }
  const answered = answer(request)
  if (answered !== undefined) parentPort?.postMessage(answered)
})
