import { pause } from '../support.ts'
import { FaultClient, isRefusal } from './client.ts'
import { demand } from './ledger.ts'
import type { Scene } from './scene.ts'

export interface Outage {
  begin(): Promise<void> | void
  end(): Promise<void> | void
  readonly ms: number
  /** After this long `/readyz` must have noticed, even if no request came. */
  readonly noticedAfterMs: number
  /** Whether reads fail too. */
  readonly readsFail: boolean
  /** Whether a write that was under way is held until the end instead of being refused. */
  readonly writesWait?: boolean
}

export interface OutageFigures extends Record<string, number> {
  readonly 'answered writes': number
  readonly 'refused with Retry-After': number
  readonly 'back after ms': number
}

/** Writes and reads before, during and after an outage of the database. The server must refuse properly, tell the truth, and come back by itself. */
export async function rideOut(scene: Scene, outage: Outage): Promise<OutageFigures> {
  const { workers, token } = scene
  const server = scene.servers[0] as Scene['servers'][number]
  const load = { stopped: false }
  const running = Promise.all(workers.map((worker) => worker.run(load, () => pause(200))))
  await pause(300)
  await outage.begin()
  const [, , restoredAt] = await Promise.all([
    watch(server.origin, outage),
    outage.readsFail ? refusedReads(server.origin, token, outage) : undefined,
    endLater(outage),
  ])
  await untilReady(server.origin)
  const backAfter = Math.round(performance.now() - restoredAt)
  load.stopped = true
  await running
  await scene.check()
  // What remained without a certain answer is settled now: from here on nothing may be refused.
  for (const worker of workers)
    for (let step = 0; step < 5; step += 1)
      demand((await worker.step()) === 'answered', 'a write was refused after the outage')
  await scene.check()
  demand(server.child.exitCode === null && server.child.signalCode === null, 'the server ended')
  const sum = (name: 'answered' | 'refused' | 'cut') => workers.reduce((total, { counts }) => total + counts[name], 0)
  demand(sum('cut') === 0, 'a request got no answer', sum('cut'))
  demand(outage.writesWait === true || sum('refused') > 0, 'nothing was refused: was there an outage at all?')
  return { 'answered writes': sum('answered'), 'refused with Retry-After': sum('refused'), 'back after ms': backAfter }
}

async function endLater(outage: Outage): Promise<number> {
  await pause(outage.ms)
  await outage.end()
  return performance.now()
}

/** `/readyz` says 503 for as long as the database cannot do its work, in reasonable time; `/healthz` stays 200. */
async function watch(origin: string, { ms, noticedAfterMs }: Outage): Promise<void> {
  const began = performance.now()
  await pause(noticedAfterMs)
  while (performance.now() - began < ms - 500) {
    const asked = performance.now()
    const [ready, health] = await Promise.all([fetch(`${origin}/readyz`), fetch(`${origin}/healthz`)])
    await Promise.all([ready.text(), health.text()])
    demand(performance.now() - asked < 3_000, '/readyz takes too long', performance.now() - asked)
    const at = Math.round(asked - began)
    demand(ready.status === 503 || performance.now() - began > ms, '/readyz is wrong', ready.status, at)
    demand(health.status === 200, '/healthz is wrong', health.status, at)
    await pause(250)
  }
}

async function refusedReads(origin: string, token: string, { ms }: Outage): Promise<void> {
  const began = performance.now()
  const client = new FaultClient(origin, token)
  // A credential that was just looked up is known for a second; the read behind it fails all the same.
  while (performance.now() - began < ms - 1_000) {
    const answer = await client.send('GET', '/Users?count=1')
    demand(isRefusal(answer) || performance.now() - began > ms, 'a read was not refused', answer)
    await pause(200)
  }
  client.close()
}

async function untilReady(origin: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if ((await fetch(`${origin}/readyz`)).status === 200) return
    await pause(100)
  }
  throw new Error('the server is not ready ten seconds after the outage')
}
