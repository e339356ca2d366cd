import type { Tell } from '../measure/measure.ts'
import type { Options } from '../options.ts'
import { withSubjects } from '../population/subjects.ts'
import { type DatabaseKind, isPeer } from '../servers/running-server.ts'
import { getGroup, patchGroup } from '../workloads/groups.ts'
import type { Workload } from '../workloads/workload.ts'
import type { GroupsResult } from './results.ts'
import { type RanWorks, runWorks, turns } from './run-works.ts'

const groupWorks = (options: Options, size: number): Workload[] => [
  ...[1, 100].map((k) => {
    const work = patchGroup(size, k, turns(options, k === 1 ? 5_000 : 1_000))
    // A hundred members take the peers seconds: not in a short run.
    return options.quick && k > 1 ? { ...work, servers: ['rollcall', 'limit'] as const } : work
  }),
  getGroup(size, 'whole', turns(options, Math.max(40, Math.min(5_000, Math.round(2_000_000 / size))))),
  getGroup(size, 'without members', turns(options, 10_000)),
]

/** PATCH by 1 and by 100 members and GET at each size; the peers only as far as their limit. */
export async function runGroups(database: DatabaseKind, options: Options, tell: Tell): Promise<GroupsResult> {
  const servers = options.servers.filter((name) => name !== 'bare')
  const ours = servers.filter((name) => !isPeer(name))
  const parts: RanWorks[] = []
  for (const [fits, taking] of [
    [true, servers],
    [false, ours],
  ] as const) {
    const sizes = options.groups.filter((size) => size <= options.peerGroupLimit === fits)
    if (sizes.length === 0) continue
    const plan = { users: Math.max(...sizes) + 100 * options.connections, groups: sizes }
    const works = sizes.flatMap((size) => groupWorks(options, size))
    parts.push(await withSubjects(database, plan, taking, (subjects) => runWorks(subjects, works, options, tell)))
  }
  return {
    sizes: options.groups,
    works: parts.flatMap(({ works }) => works),
    leftOut: parts.flatMap(({ leftOut }) => leftOut),
  }
}
