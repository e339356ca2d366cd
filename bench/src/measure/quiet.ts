import { runLoad } from '../load/run-load.ts'
import { percentile } from '../load/statistics.ts'
import { LOADED, type QuietTenant } from '../population/plan.ts'
import { userNameOf } from '../population/users.ts'
import type { RunningServer } from '../servers/running-server.ts'

const QUIET_CONNECTIONS = 2

/** What a tenant with little to do feels. */
export interface QuietFigures {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  readonly delayMs: number
}

/** Look-ups and reads of a quiet tenant over two connections, for so many seconds. */
export async function measureQuiet(server: RunningServer, quiet: QuietTenant, seconds: number): Promise<QuietFigures> {
  const target = { ...server.target, token: quiet.token }
  server.resetDelay()
  const bounds = { connections: QUIET_CONNECTIONS, turns: Number.POSITIVE_INFINITY, maxMs: seconds * 1_000 }
  const load = await runLoad(target, bounds, async (client, n) => {
    const index = (n * 7) % quiet.userIds.length
    const userName = userNameOf(LOADED, index)
    const filter = encodeURIComponent(`userName eq "${userName}"`)
    const path = n % 2 === 0 ? `/Users?filter=${filter}` : `/Users/${quiet.userIds[index]}`
    await client.get(path, { status: 200, holds: `"userName":"${userName}"` })
  })
  const delayMs = await server.readDelay()
  return {
    perSecond: Number(((load.turns * 1_000) / load.ms).toPrecision(5)),
    p50: Number(percentile(load.latencies, 0.5).toPrecision(4)),
    p99: Number(percentile(load.latencies, 0.99).toPrecision(4)),
    delayMs: Number(delayMs.toPrecision(4)),
  }
}
