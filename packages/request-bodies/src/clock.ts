/** What deadlines are measured with; tests bring one that they move themselves. */
export interface Clock {
  /** Milliseconds since some instant; never goes back. */
  now(): number
  /** Calls `work` once after so many milliseconds; what it returns calls that off. */
  after(ms: number, work: () => void): () => void
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
