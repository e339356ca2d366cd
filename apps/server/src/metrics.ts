import type { RecorderCounts, RetentionCounts } from '@rollcall/provisioning'
import express, { type Router } from 'express'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

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
  /** Connections that were closed as soon as they were made. */
  countDropped(count: number): void
  /** `/metrics` in Prometheus' text format. */
  readonly router: Router
}

/** Figures that others keep, read when somebody asks. */
export interface MetricSources {
  readonly recorder: () => RecorderCounts
  readonly retention: () => RetentionCounts
}

export function createMetrics(sources: MetricSources): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const duration = new Histogram({
    name: 'rollcall_request_duration_seconds',
    help: 'Answered requests and how long they took',
    labelNames: ['part', 'method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  exposeRecorder(registry, sources.recorder)
  exposeRetention(registry, sources.retention)
  const dropped = new Counter({
    name: 'rollcall_connections_dropped_total',
    help: 'Connections that were not accepted because there were too many',
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
    countDropped: (count) => dropped.inc(count),
    router,
  }
}

function exposeRecorder(registry: Registry, counts: () => RecorderCounts): void {
  new Counter({
    name: 'rollcall_request_records_total',
    help: 'Request records written, dropped because too many waited or none could be written, and written without their bodies',
    labelNames: ['outcome'],
    registers: [registry],
    collect() {
      const { written, dropped, bodiesDropped } = counts()
      this.reset()
      this.inc({ outcome: 'written' }, written)
      this.inc({ outcome: 'dropped' }, dropped)
      this.inc({ outcome: 'without_bodies' }, bodiesDropped)
    },
  })
  new Gauge({
    name: 'rollcall_request_records_waiting',
    help: 'Request records that wait to be written',
    registers: [registry],
    collect() {
      this.set(counts().waiting)
    },
  })
}

function exposeRetention(registry: Registry, counts: () => RetentionCounts): void {
  new Counter({
    name: 'rollcall_retention_forgotten_total',
    help: 'Rows forgotten by this process because they were kept long enough (request records on PostgreSQL: days)',
    labelNames: ['what'],
    registers: [registry],
    collect() {
      this.reset()
      for (const [what, forgotten] of Object.entries(counts())) this.inc({ what }, forgotten)
    },
  })
}
