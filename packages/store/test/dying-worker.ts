/** The thread of the readers, except that it ends at once when a statement says so: what a crash in native code looks like from outside. */
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', (request: { readonly sql?: string }) => {
  if (request.sql?.includes('the end') === true) process.exit(1)
})

await import('../src/dialect/sqlite-worker.ts')
