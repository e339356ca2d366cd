import type { LongReadOptions } from './database.ts'
import { StoreBusyError, StoreUnavailableError } from './errors.ts'

export interface FairQueueBounds {
  /** Running at once. */
  readonly running: number
  /** Of those, of one scope: a tenant's own work waits for itself before it waits for others. */
  readonly runningOfScope: number
  readonly waiting: number
  readonly waitingOfScope: number
  /** Who has waited for so long is sent away with StoreUnavailableError; undefined: nobody is. */
  readonly patienceMs?: number
}

interface Waiter {
  readonly enter: () => void
  readonly patience: NodeJS.Timeout | undefined
}

/** Admits work to a scarce thing, scopes in turn. Beyond its bounds StoreBusyError. */
export class FairQueue {
  readonly #bounds: FairQueueBounds
  readonly #running = new Map<string, number>()
  /** In the order in which the scopes come next. */
  readonly #waiting = new Map<string, Waiter[]>()
  #inside = 0
  #outside = 0

  constructor(bounds: FairQueueBounds) {
    this.#bounds = bounds
  }

  /** Runs `work` when its turn comes. */
  async run<T>(scope: string, work: () => Promise<T>, { begun = false }: LongReadOptions = {}): Promise<T> {
    if (this.#hasRoom(scope)) this.#enter(scope)
    else await this.#wait(scope, begun)
    try {
      return await work()
    } finally {
      this.#leave(scope)
    }
  }

  #hasRoom(scope: string): boolean {
    return this.#inside < this.#bounds.running && (this.#running.get(scope) ?? 0) < this.#bounds.runningOfScope
  }

  #enter(scope: string): void {
    this.#inside += 1
    this.#running.set(scope, (this.#running.get(scope) ?? 0) + 1)
  }

  #wait(scope: string, begun: boolean): Promise<void> {
    const line = this.#waiting.get(scope) ?? []
    const isFull = this.#outside >= this.#bounds.waiting || line.length >= this.#bounds.waitingOfScope
    if (isFull && !begun) {
      throw new StoreBusyError('too many long reads are waiting')
    }
    this.#waiting.set(scope, line)
    this.#outside += 1
    return new Promise((resolve, reject) => {
      const { patienceMs } = this.#bounds
      const giveUp = () => {
        this.#sendAway(scope, waiter)
        reject(new StoreUnavailableError('no connection to the database became free'))
      }
      const waiter: Waiter = {
        enter: resolve,
        patience: patienceMs === undefined ? undefined : setTimeout(giveUp, patienceMs),
      }
      line.push(waiter)
    })
  }

  #sendAway(scope: string, waiter: Waiter): void {
    const line = this.#waiting.get(scope) ?? []
    line.splice(line.indexOf(waiter), 1)
    if (line.length === 0) this.#waiting.delete(scope)
    this.#outside -= 1
  }

  #leave(scope: string): void {
    this.#inside -= 1
    const left = (this.#running.get(scope) ?? 1) - 1
    if (left === 0) this.#running.delete(scope)
    else this.#running.set(scope, left)
    for (const [next, line] of this.#waiting) {
      if (!this.#hasRoom(next)) continue
      this.#waiting.delete(next)
      this.#outside -= 1
      const waiter = line.shift()
      if (line.length > 0) this.#waiting.set(next, line)
      this.#enter(next)
      clearTimeout(waiter?.patience)
      waiter?.enter()
      return
    }
  }
}
