/** Okta's wait when Retry-After is missing or not whole seconds. https://developer.okta.com/docs/concepts/scim/ */
export const FALLBACK_WAIT_SECONDS = 300

/** Okta gives a task up, and leaves it to an admin, after this many attempts. */
export const MAX_ATTEMPTS = 10

/** Seconds when Okta can read the header, undefined when it falls back to five minutes: HTTP-dates and fractions too. */
export function parseRetryAfter(header: string | undefined): number | undefined {
  return header !== undefined && /^\d+$/.test(header.trim()) ? Number(header.trim()) : undefined
}

/** Each further wait is twice the one before. `attempt` counts from 1. */
export function toWaitSeconds(retryAfter: number | undefined, attempt: number): number {
  return (retryAfter ?? FALLBACK_WAIT_SECONDS) * 2 ** (attempt - 1)
}
