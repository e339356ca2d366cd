/** The thread of the readers, except that it ends at once when a statement says so: what a crash in native code looks like from outside. */
import { parentPort } from 'node:worker_threads'
import type { WorkerRequest } from '../src/dialect/worker-messages.ts'

parentPort?.on('message', (request: WorkerRequest) => {
  const queries = typeof request === 'string' ? [] : request.queries
  if (queries.some(({ sql }) => sql.includes('the end'))) process.exit(1)
})

await import('../src/dialect/sqlite-worker.ts')
