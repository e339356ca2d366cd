import { runLoad } from '../load/run-load.ts'
import { ScimClient, type Target } from '../load/scim-client.ts'
import { percentile } from '../load/statistics.ts'
import { isPeer } from '../servers/running-server.ts'
import type { Subject, Workload } from '../workloads/workload.ts'

/** One measured run of a workload on a server. */
export interface Sample {
  readonly perSecond: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  /** User and system time of the server per turn. */
  readonly cpuMicroseconds: number
  readonly residentBytes: number
  /** 99th percentile of the event-loop delay. */
  readonly delayMs: number
  readonly turns: number
}

export interface MeasureBounds {
  readonly connections: number
  readonly maxMs: number
  readonly warmUpMs: number
}

export type Tell = (line: string) => void

/** Lets a server do the work, so that its code is compiled: it runs for weeks, not for seconds. */
async function warmUp(subject: Subject, workload: Workload, bounds: MeasureBounds): Promise<void> {
  const { target } = subject.server
  const connections = workload.connections ?? bounds.connections
  const prepared = await withClient(target, (client) => workload.prepare(subject, client))
  await runLoad(target, { connections, turns: workload.turns, maxMs: bounds.warmUpMs }, prepared.turn)
}

/** Warms up with a fifth of the turns, measures, then reads back what was written. */
async function measure(subject: Subject, workload: Workload, { connections, maxMs }: MeasureBounds): Promise<Sample> {
  const bounds = { connections: workload.connections ?? connections, maxMs }
  const { server } = subject
  const { target } = server
  const warm = await withClient(target, (client) => workload.prepare(subject, client))
  const warmTurns = Math.max(bounds.connections, Math.floor(workload.turns / 5))
  const warmed = await runLoad(target, { ...bounds, turns: warmTurns, maxMs: bounds.maxMs / 4 }, warm.turn)
  await withClient(target, async (client) => warm.verify?.(client, warmed.turns))
  const prepared = await withClient(target, (client) => workload.prepare(subject, client))
  server.resetDelay()
  const cpuBefore = server.cpu()
  const load = await runLoad(target, { ...bounds, turns: workload.turns }, prepared.turn)
  const cpu = server.cpu() - cpuBefore
  const delayMs = await server.readDelay()
  await withClient(target, async (client) => prepared.verify?.(client, load.turns))
  return {
    perSecond: (load.turns * 1_000) / load.ms,
    p50: percentile(load.latencies, 0.5),
    p95: percentile(load.latencies, 0.95),
    p99: percentile(load.latencies, 0.99),
    cpuMicroseconds: cpu / 1_000 / Math.max(1, load.turns),
    residentBytes: server.residentBytes(),
    delayMs,
    turns: load.turns,
  }
}

/** A connection of its own for each errand: a server closes one that idles through a load. */
async function withClient<T>(target: Target, work: (client: ScimClient) => Promise<T>): Promise<T> {
  const client = await ScimClient.open(target)
  try {
    return await work(client)
  } finally {
    client.close()
  }
}

export interface Interleaved {
  readonly samples: ReadonlyMap<Subject, readonly Sample[]>
  /** Why a peer is missing, in a sentence each. */
  readonly leftOut: readonly string[]
}

/** The workload on each server in turn, once to warm up and then round after round, so that a slow minute of the machine meets all of them; every other round runs backwards. */
export async function interleave(
  subjects: readonly Subject[],
  workload: Workload,
  rounds: number,
  bounds: MeasureBounds,
  tell: Tell,
): Promise<Interleaved> {
  const samples = new Map<Subject, Sample[]>()
  const leftOut: string[] = []
  const failed = new Set<Subject>()
  const taking = subjects.filter(
    ({ server }) => workload.servers === undefined || workload.servers.includes(server.name),
  )
  for (let round = 0; round <= rounds; round += 1) {
    for (const subject of round % 2 === 0 ? taking : taking.toReversed()) {
      if (failed.has(subject)) continue
      const list = samples.get(subject) ?? []
      samples.set(subject, list)
      try {
        if (round === 0) await warmUp(subject, workload, bounds)
        else list.push(await measure(subject, workload, bounds))
      } catch (error) {
        const told = `${subject.server.name}, ${workload.title}: ${(error as Error).message}`
        // Ours must answer rightly; a peer that does not is left out of this line and said to be.
        if (!isPeer(subject.server.name)) throw new Error(told, { cause: error })
        tell(`left out: ${told}`)
        leftOut.push(told)
        failed.add(subject)
        samples.delete(subject)
      }
    }
  }
  return { samples, leftOut }
}
