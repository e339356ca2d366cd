import { setTimeout } from 'node:timers/promises'
import type { RunningServer } from '../servers/running-server.ts'

const LOOK_MS = 1_000
/** Part of a second that timers and heartbeats take. */
const IDLE = 0.05
const IDLE_LOOKS = 3
const PATIENCE_MS = 10 * 60_000

/**
 * Resolves when a server has nothing left to do by itself. A loaded population is a backlog: its audit events are sealed after the start, and that
 * would be counted as the cost of the first requests.
 */
export async function untilIdle(server: RunningServer): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  for (let idle = 0; idle < IDLE_LOOKS; ) {
    if (performance.now() > until)
      throw new Error(`${server.name} is busy with itself for ${PATIENCE_MS / 60_000} minutes`)
    const [before, started] = [server.cpu(), performance.now()]
    await setTimeout(LOOK_MS)
    const busy = (server.cpu() - before) / 1e6 / (performance.now() - started)
    idle = busy < IDLE ? idle + 1 : 0
  }
}
