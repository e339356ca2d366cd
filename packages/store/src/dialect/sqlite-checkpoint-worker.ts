/**
 * Copies the log of a database into its file, once for every message, and says when it has. Loads from source and from the bundle alike. Started by
 * SqliteCheckpoints.
 */
import { parentPort, workerData } from 'node:worker_threads'
import BetterSqlite3 from 'better-sqlite3'

const { path } = workerData as { readonly path: string }
const handle = new BetterSqlite3(path, { fileMustExist: true, timeout: 0 })
handle.pragma('synchronous = full')
const checkpoint = handle.prepare('pragma wal_checkpoint(passive)')

parentPort?.on('message', (request: 'checkpoint' | 'close') => {
  if (request === 'close') {
    handle.close()
    parentPort?.close()
    return
  }
  try {
    checkpoint.all()
  } catch {
    // As in a commit of SQLite itself: the log stays as long as it is, and the next one is tried again.
  }
  parentPort?.postMessage('done')
})
