import type { Clock } from '../src/index.ts'

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now = 0
  readonly #due = new Set<{ readonly at: number; readonly work: () => void }>()

  now(): number {
    return this.#now
  }

  after(ms: number, work: () => void): () => void {
    const entry = { at: this.#now + ms, work }
    this.#due.add(entry)
    return () => void this.#due.delete(entry)
  }

  /** Whether somebody waits for this clock. */
  get waiting(): number {
    return this.#due.size
  }

  /** Moves on and does what falls due, in order of time. */
  advance(ms: number): void {
    const until = this.#now + ms
    for (;;) {
      const next = [...this.#due].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.#due.delete(next)
      this.#now = Math.max(this.#now, next.at)
      next.work()
    }
    this.#now = until
  }
}
