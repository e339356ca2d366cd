import { setImmediate } from 'node:timers/promises'

/** About a millisecond of the plainest work, comparing characters. */
const STEPS_PER_TURN = 500_000

/**
 * Counts the work of policy in steps, about one for each character that is compared, and gives the event loop back after so many: whoever else is
 * served by this process waits for one turn at most, however much one tenant's policy has to do.
 */
export class Turns {
  readonly #budget: number
  #steps = 0
  #since = 0

  /** `budget`: steps after which `isSpent`. Nothing stops by itself. */
  constructor(budget = Number.POSITIVE_INFINITY) {
    this.#budget = budget
  }

  /** Steps so far. */
  get steps(): number {
    return this.#steps
  }

  get isSpent(): boolean {
    return this.#steps > this.#budget
  }

  /** Notes work that is about to be done, and says whether it is others' turn first: `if (turns.take(n)) await turns.give()`. */
  take(steps: number): boolean {
    this.#steps += steps
    this.#since += steps
    return this.#since > STEPS_PER_TURN
  }

  async give(): Promise<void> {
    this.#since = 0
    await setImmediate()
  }
}
