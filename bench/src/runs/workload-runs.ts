import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interleave } from '../measure/measure.ts'
import type { Options } from '../options.ts'
import { startSubjects } from '../population/databases.ts'
import type { PopulationPlan } from '../population/plan.ts'
import { verifyPopulation } from '../population/verify.ts'
import type { ServerName } from '../servers/running-server.ts'
import { patchGroup } from '../workloads/groups.ts'
import { create, cursorPage, getById, lookUpHit, lookUpMiss, pageAt, patchActive, put } from '../workloads/users.ts'
import type { Subject, Workload } from '../workloads/workload.ts'
import { checkParity } from './parity.ts'
import type { ScaleResult, WorkloadResult } from './results.ts'

export type Tell = (line: string) => void

/** A folder that is gone when the work ends. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(tmpdir(), { recursive: true })
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const withSubjects = <T>(
  plan: PopulationPlan,
  servers: readonly ServerName[],
  work: (subjects: readonly Subject[]) => Promise<T>,
): Promise<T> =>
  inFolder(async (folder) => {
    const subjects = await startSubjects(folder, plan, servers)
    try {
      for (const subject of subjects) await verifyPopulation(subject)
      return await work(subjects)
    } finally {
      for (const { server } of subjects) await server.stop()
    }
  })

async function runAll(
  subjects: readonly Subject[],
  workloads: readonly Workload[],
  options: Options,
  tell: Tell,
): Promise<WorkloadResult[]> {
  const results: WorkloadResult[] = []
  for (const workload of workloads) {
    tell(workload.title)
    const samples = Object.fromEntries(await interleave(subjects, workload, options.rounds, options, tell))
    results.push({ id: workload.id, title: workload.title, samples })
  }
  return results
}

const userWorkloads = ({ effort }: Options): Workload[] => {
  const turns = (full: number) => Math.round(full * effort)
  return [
    lookUpHit(turns(20_000)),
    lookUpMiss(turns(20_000)),
    getById(turns(20_000)),
    create(turns(5_000)),
    put(turns(5_000)),
    patchActive(turns(5_000)),
    pageAt('first', turns(600)),
    pageAt('last', turns(600)),
    cursorPage(turns(600)),
  ]
}

/** Every workload on single users and pages, all servers. */
export const runUsers = (options: Options, tell: Tell): Promise<WorkloadResult[]> =>
  withSubjects({ users: options.users, groups: [10] }, options.servers, async (subjects) => {
    await checkParity(subjects, tell)
    return runAll(subjects, userWorkloads(options), options, tell)
  })

/** PATCH by 1 and by 100 members at each size; the peers only as far as their limit. */
export async function runGroups(options: Options, tell: Tell): Promise<WorkloadResult[]> {
  const small = options.groups.filter((size) => size <= options.peerGroupLimit)
  const ours = options.servers.filter((name) => name !== 'bare')
  const large = options.groups.filter((size) => size > options.peerGroupLimit)
  const results: WorkloadResult[] = []
  for (const [sizes, servers] of [
    [small, ours],
    [large, ours.filter((name) => name !== 'scimmy')],
  ] as const) {
    if (sizes.length === 0) continue
    const plan = { users: Math.max(...sizes) + 100 * options.connections, groups: sizes }
    const workloads = sizes.flatMap((size) =>
      [1, 100].map((k) => ({
        ...patchGroup(size, k, Math.round((k === 1 ? 5_000 : 1_000) * options.effort)),
        // A hundred members take the peer seconds: not in a short run.
        ...(options.quick && k > 1 && { servers: ['rollcall', 'limit'] as const }),
      })),
    )
    results.push(...(await withSubjects(plan, servers, (subjects) => runAll(subjects, workloads, options, tell))))
  }
  return results
}

/** Rollcall beside itself at growing populations. Each size has a database of its own; one after the other, since a million users fill the memory. */
export async function runScale(options: Options, tell: Tell): Promise<ScaleResult[]> {
  const results: ScaleResult[] = []
  for (const users of options.scale) {
    tell(`population of ${users}`)
    const result = await withSubjects({ users, groups: [] }, ['rollcall'], async (subjects) => {
      const workloads = await runAll(subjects, userWorkloads(options), options, tell)
      const [subject] = subjects
      const { readyMs = Number.NaN } = subject?.server ?? {}
      return { users, readyMs, residentBytes: subject?.server.residentBytes() ?? Number.NaN, workloads }
    })
    results.push(result)
  }
  return results
}
