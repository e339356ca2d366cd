import express, { type Router } from 'express'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** One answered request, in labels that stay few: never a tenant, a path or an id. */
export interface AnsweredRequest {
  readonly part: 'scim' | 'graphql'
  readonly method: string
  readonly route: string
  readonly status: number
  readonly seconds: number
}

export interface Metrics {
  observe(request: AnsweredRequest): void
  /** `/metrics` in Prometheus' text format. */
  readonly router: Router
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'rollcall_request_duration_seconds',
    help: 'Answered requests and how long they took',
    labelNames: ['part', 'method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const router = express.Router()
  router.get('/metrics', async (_req, res) => {
    const body = await registry.metrics()
    res.setHeader('Content-Type', registry.contentType)
    res.end(body)
  })
  return {
    observe: ({ part, method, route, status, seconds }) =>
      duration.observe({ part, method, route, status: String(status) }, seconds),
    router,
  }
}
