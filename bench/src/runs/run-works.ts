import { interleave, type Tell } from '../measure/measure.ts'
import type { Options } from '../options.ts'
import type { Subject, Workload } from '../workloads/workload.ts'
import { toFigures, type WorkloadResult } from './results.ts'

export interface RanWorks {
  readonly works: readonly WorkloadResult[]
  readonly leftOut: readonly string[]
}

/** Every workload on every server. */
export async function runWorks(
  subjects: readonly Subject[],
  workloads: readonly Workload[],
  options: Options,
  tell: Tell,
): Promise<RanWorks> {
  const works: WorkloadResult[] = []
  const leftOut: string[] = []
  for (const workload of workloads) {
    tell(workload.title)
    const ran = await interleave(subjects, workload, options.rounds, options, tell)
    const figures = Object.fromEntries([...ran.samples].map(([{ server }, list]) => [server.name, toFigures(list)]))
    works.push({ id: workload.id, title: workload.title, figures })
    leftOut.push(...ran.leftOut)
  }
  return { works, leftOut }
}

/** Turns of a workload, fewer in a short run. */
export const turns = ({ effort }: Options, full: number): number => Math.max(16, Math.round(full * effort))
