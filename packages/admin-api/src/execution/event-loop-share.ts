/** Fields that are resolved in one turn of the event loop, of all requests together, before others get their turn. */
export const STEPS_PER_TURN = 200

/** What one request has waiting for a later turn. */
export type Line = object

/**
 * Shares the event loop between requests that resolve many fields and everything else of the process. graphql-js resolves fields in one go, as
 * long as no input or output is waited for; whoever has spent the steps of a turn waits for a later one here. Requests come in turns.
 */
export class EventLoopShare {
  #spent = 0
  #scheduled = false
  /** In the order in which they come next. */
  readonly #waiting = new Map<Line, (() => void)[]>()

  /** Counts work that was done. */
  spend(steps: number): void {
    this.#spent += steps
    this.#schedule()
  }

  get isSpent(): boolean {
    return this.#spent >= STEPS_PER_TURN
  }

  /** Resolves in a later turn of the event loop. */
  nextTurn(line: Line): Promise<void> {
    this.#schedule()
    return new Promise((resolve) => {
      const own = this.#waiting.get(line)
      if (own === undefined) this.#waiting.set(line, [resolve])
      else own.push(resolve)
    })
  }

  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => void this.#turn())
  }

  async #turn(): Promise<void> {
    this.#scheduled = false
    this.#spent = 0
    while (this.#waiting.size > 0) {
      if (this.isSpent) {
        this.#schedule()
        return
      }
      this.#releaseOne()
      // What was released does its work, up to where it waits for something, before the next one.
      await undefined
      await undefined
    }
  }

  #releaseOne(): void {
    for (const [line, own] of this.#waiting) {
      this.#waiting.delete(line)
      const release = own.shift()
      if (own.length > 0) this.#waiting.set(line, own)
      release?.()
      return
    }
  }
}
