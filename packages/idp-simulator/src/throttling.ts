import { MAX_ATTEMPTS, parseRetryAfter } from './http/retry-after.ts'
import type { ScimClient, Throttle } from './http/scim-client.ts'
import { Step } from './step.ts'
import type { StepReport } from './types.ts'

/** Judges every 429 of a run of a provider that keeps calling until it is let in. */
export function toThrottleReport(client: ScimClient, throttles: readonly Throttle[], consequence: string): StepReport {
  const step = new Step({ id: 'rate-limits', title: 'Rate limits are rare and say when to come back', client })
  for (const { request, retryAfter, attempt } of throttles) {
    step.check(
      parseRetryAfter(retryAfter) !== undefined,
      { request },
      {
        expected: 'Retry-After in seconds',
        received: retryAfter === undefined ? 'no Retry-After' : `Retry-After: ${retryAfter}`,
        consequence,
      },
    )
    step.check(
      attempt < MAX_ATTEMPTS,
      { request },
      {
        expected: `an answer within ${MAX_ATTEMPTS} attempts`,
        received: `429 at the ${MAX_ATTEMPTS}th attempt`,
        consequence,
      },
    )
  }
  step.note(throttles.length === 0 ? 'No 429 was met.' : `${throttles.length} answers were 429.`)
  const report = step.toReport({ requests: 0, ms: 0 })
  return throttles.length === 0 ? { ...report, verdict: 'skipped' } : report
}
