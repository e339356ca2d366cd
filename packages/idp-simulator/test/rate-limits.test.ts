import { expect, test } from 'vitest'
import { errorResponse } from './server/protocol.ts'
import { createScimServer, type Fault } from './server/scim-server.ts'
import { simulate } from './simulate.ts'

/** Refuses each request `times` times before it answers. */
function throttle(times: number, retryAfter: string): Fault {
  const counts = new Map<string, number>()
  return (request, next) => {
    const key = JSON.stringify([request.method, request.endpoint, request.id, [...request.query], request.body])
    const count = counts.get(key) ?? 0
    counts.set(key, count + 1)
    if (count >= times) return next(request)
    const response = errorResponse(429, 'Too many requests.')
    return { ...response, headers: { ...response.headers, 'retry-after': retryAfter } }
  }
}

test('a server that throttles with whole seconds passes', async () => {
  const report = await simulate(createScimServer(throttle(1, '1')), { app: 'catalogue', users: 5, groups: 1 })
  expect(report.steps.filter((step) => step.verdict === 'failed')).toEqual([])
  const step = report.steps.at(-1)
  expect(step).toMatchObject({ id: 'rate-limits', verdict: 'passed' })
  expect(step?.notes).toContain('Waits were cut to 0 ms here; Okta would have waited in full.')
})

test('a request is tried ten times, then given up', async () => {
  const server = createScimServer(throttle(Number.POSITIVE_INFINITY, '1'))
  const report = await simulate(server, { app: 'wizard' })
  expect(report.requests).toBe(10)
  expect(report.steps[0]).toMatchObject({ verdict: 'failed', requests: 10 })
  expect(report.steps.at(-1)?.failures.map((failure) => failure.received)).toEqual(['429 at the 10th attempt'])
})

test('waits as long as it is told, up to the limit of the run', async () => {
  const startedAt = performance.now()
  await simulate(createScimServer(throttle(9, '1')), { app: 'wizard', users: 0, groups: 0, maxRetryWaitMs: 1 })
  expect(performance.now() - startedAt).toBeGreaterThan(9)
})
