import { getContext, setContext } from 'svelte'

const KEY = Symbol('clock')

/** The time that relative times count from. It starts at the server's, so that both sides render the same words. */
export class Clock {
  now = $state(0)

  constructor(now: number) {
    this.now = now
  }

  /** Ticks while the page is open. */
  run(): () => void {
    const timer = setInterval(() => {
      this.now = Date.now()
    }, 15_000)
    return () => clearInterval(timer)
  }
}

export const provideClock = (now: number): Clock => setContext(KEY, new Clock(now))

export const useClock = (): Clock => getContext<Clock>(KEY)
