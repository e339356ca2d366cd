import { FALLBACK_WAIT_SECONDS, MAX_ATTEMPTS, parseRetryAfter } from '../http/retry-after.ts'
import type { ScimClient, Throttle } from '../http/scim-client.ts'
import { Step } from '../step.ts'

export const RATE_LIMIT_STEP = { id: 'rate-limits', title: 'Rate limits tell Okta when to come back' }

/**
 * Judges every 429 of the run. Okta reads whole seconds only, doubles each further wait and stops at ten attempts.
 * https://developer.okta.com/docs/concepts/scim/
 */
export function toRateLimitStep(client: ScimClient, throttles: readonly Throttle[], maxRetryWaitMs: number): Step {
  const step = new Step({ ...RATE_LIMIT_STEP, client })
  for (const { request, retryAfter, waitSeconds, attempt } of throttles) {
    if (parseRetryAfter(retryAfter) === undefined) {
      step.fail(request, {
        expected: 'Retry-After in whole seconds',
        received: retryAfter === undefined ? 'no Retry-After' : `Retry-After: ${retryAfter}`,
        consequence: `Okta cannot read it and pauses the task for ${FALLBACK_WAIT_SECONDS / 60} minutes, then twice as long each time.`,
      })
    }
    if (attempt === MAX_ATTEMPTS) {
      step.fail(request, {
        expected: `an answer within ${MAX_ATTEMPTS} attempts`,
        received: `429 at the ${MAX_ATTEMPTS}th attempt`,
        consequence: 'Okta gives the task up; an admin has to retry it by hand.',
      })
    }
    if (waitSeconds * 1000 > maxRetryWaitMs) {
      step.note(`Waits were cut to ${maxRetryWaitMs} ms here; Okta would have waited in full.`)
    }
  }
  step.note(throttles.length === 0 ? 'No 429 was met.' : `${throttles.length} answers were 429.`)
  return step
}
