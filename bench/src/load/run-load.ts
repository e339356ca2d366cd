import { ScimClient, type Target } from './scim-client.ts'

export interface LoadBounds {
  readonly connections: number
  /** Turns over all connections together. */
  readonly turns: number
  readonly maxMs: number
}

export interface LoadResult {
  readonly turns: number
  readonly requests: number
  readonly ms: number
  /** Of each request, ascending. */
  readonly latencies: Float64Array
}

/** One turn of a workload: usually one request. `n` counts from 0 over all connections; `connection` tells them apart. */
export type Turn = (client: ScimClient, n: number, connection: number) => Promise<void>

/** A closed loop: each connection starts its next turn when the last one ended, until the turns or the time are used up. */
export async function runLoad(target: Target, bounds: LoadBounds, turn: Turn): Promise<LoadResult> {
  const latencies: number[] = []
  const clients = await Promise.all(
    Array.from({ length: bounds.connections }, () => ScimClient.open(target, (ms) => latencies.push(ms))),
  )
  const started = performance.now()
  const until = started + bounds.maxMs
  let next = 0
  let done = 0
  const drive = async (client: ScimClient, connection: number) => {
    while (next < bounds.turns && performance.now() < until) {
      const n = next
      next += 1
      await turn(client, n, connection)
      done += 1
    }
  }
  try {
    await Promise.all(clients.map(drive))
  } finally {
    for (const client of clients) client.close()
  }
  const ms = performance.now() - started
  return { turns: done, requests: latencies.length, ms, latencies: Float64Array.from(latencies).sort() }
}
