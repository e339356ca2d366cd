import type { Store } from '@rollcall/store'
import express, { type Router } from 'express'

/** `/healthz`: the process answers. `/readyz`: the database does too (it was migrated before the port opened). */
export function createHealth(store: Store, isDraining: () => boolean): Router {
  const router = express.Router()
  router.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' })
  })
  router.get('/readyz', async (_req, res) => {
    if (isDraining()) {
      res.status(503).json({ status: 'stopping' })
      return
    }
    try {
      await store.ping()
      res.json({ status: 'ready' })
    } catch {
      res.status(503).json({ status: 'database unreachable' })
    }
  })
  return router
}
