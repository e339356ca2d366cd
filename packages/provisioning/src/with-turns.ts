import { setImmediate } from 'node:timers/promises'

/** Does work that stops now and then, with a turn of the event loop for everybody else at each stop. */
export async function withTurns<T>(work: Generator<undefined, T>): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    await setImmediate()
  }
}
