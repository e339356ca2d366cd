import { median } from '../load/statistics.ts'
import type { Sample } from '../measure/measure.ts'
import type { ServerName } from '../servers/running-server.ts'

export interface WorkloadResult {
  readonly id: string
  readonly title: string
  readonly samples: Readonly<Partial<Record<ServerName, readonly Sample[]>>>
}

export interface ScaleResult {
  readonly users: number
  readonly readyMs: number
  readonly residentBytes: number
  readonly workloads: readonly WorkloadResult[]
}

export interface SyncResult {
  readonly seconds: Readonly<Partial<Record<ServerName, readonly number[]>>>
  readonly cpuSeconds: Readonly<Partial<Record<ServerName, readonly number[]>>>
}

export interface Results {
  readonly users: readonly WorkloadResult[]
  readonly groups: readonly WorkloadResult[]
  readonly scale: readonly ScaleResult[]
  readonly sync: SyncResult | undefined
}

/** The median over the rounds of one figure; undefined when the server did not take part. */
export function figure(result: WorkloadResult | undefined, server: ServerName, name: keyof Sample): number | undefined {
  const samples = result?.samples[server]
  return samples === undefined || samples.length === 0 ? undefined : median(samples.map((sample) => sample[name]))
}
