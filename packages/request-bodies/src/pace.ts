import type { Clock } from './clock.ts'

/** A body has this long, whatever its size. One that falls silent is given up after this, or twice this: it is looked at now and then only. */
export const GRACE_MS = 20_000
/** Each so many bytes give it another second: 256 kbit/s, so that 16 MiB may take nine minutes and a half-sent one twenty seconds. */
export const MIN_BYTES_PER_SECOND = 32 * 1_024

/**
 * Calls `tooSlow` once when what was received falls behind: no byte for the grace, or fewer on the whole than the rate asks for after the grace.
 * Returns what ends the watch.
 */
export function watchPace(clock: Clock, received: () => number, tooSlow: () => void): () => void {
  const started = clock.now()
  let seen = received()
  let seenAt = started
  let cancel = clock.after(GRACE_MS, look)
  function look(): void {
    const now = clock.now()
    const bytes = received()
    if (bytes > seen) [seen, seenAt] = [bytes, now]
    const deadline = started + GRACE_MS + (bytes / MIN_BYTES_PER_SECOND) * 1_000
    const wait = Math.min(deadline, seenAt + GRACE_MS) - now
    if (wait <= 0) tooSlow()
    else cancel = clock.after(Math.max(wait, LEAST_WAIT_MS), look)
  }
  return () => cancel()
}

/** A body that is just fast enough is not looked at for every byte. */
const LEAST_WAIT_MS = 1_000
