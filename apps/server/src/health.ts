import type { Store } from '@rollcall/store'
import express, { type Router } from 'express'

/** A database that takes longer to say that it is there is not there. */
const PATIENCE_MS = 2_000

/** `/healthz`: the process answers. `/readyz`: the database does too, and takes writes (it was migrated before the port opened). */
export function createHealth(store: Store, isDraining: () => boolean): Router {
  const router = express.Router()
  // However often it is asked, a silent database costs one connection.
  let asking: Promise<void> | undefined
  const ping = () => {
    asking ??= store.ping().finally(() => {
      asking = undefined
    })
    return within(PATIENCE_MS, asking)
  }
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' })
  })
  router.get('/readyz', async (_req, res) => {
    if (isDraining()) {
      res.status(503).json({ status: 'stopping' })
      return
    }
    try {
      await ping()
      res.json({ status: 'ready' })
    } catch {
      res.status(503).json({ status: 'database unavailable' })
    }
  })
  return router
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
