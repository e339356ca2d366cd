import { runLoad } from '../load/run-load.ts'
import { ScimClient } from '../load/scim-client.ts'
import { median } from '../load/statistics.ts'
import type { Tell } from '../measure/measure.ts'
import type { Options } from '../options.ts'
import { withSubjects } from '../population/subjects.ts'
import type { DatabaseKind, ServerName } from '../servers/running-server.ts'
import { firstSync, type SyncPlan } from '../workloads/first-sync.ts'
import type { Subject } from '../workloads/workload.ts'
import type { SyncFigures, SyncResult } from './results.ts'

const MAX_MS = 15 * 60_000
/** A sync takes long enough to average over what the machine does besides. */
const MAX_ROUNDS = 3

interface Taken {
  readonly seconds: number
  readonly cpuSeconds: number
}

/** The first sync into an empty directory, whole: wall time. The bare server has no groups and stays out. */
export async function runSync(database: DatabaseKind, options: Options, tell: Tell): Promise<SyncResult> {
  const servers = options.servers.filter((name) => name !== 'bare')
  const rounds = Math.min(options.rounds, MAX_ROUNDS)
  const first = await syncs(database, options, options.sync, servers, rounds, tell)
  const larger =
    options.largerSync && servers.includes('rollcall')
      ? await syncs(database, options, options.largerSync, ['rollcall'], 1, tell)
      : undefined
  return { first, larger }
}

async function syncs(
  database: DatabaseKind,
  options: Options,
  plan: SyncPlan,
  servers: readonly ServerName[],
  rounds: number,
  tell: Tell,
): Promise<SyncFigures> {
  const taken = new Map<ServerName, Taken[]>()
  for (let round = 0; round < rounds; round += 1) {
    tell(`first sync of ${plan.users} users, round ${round + 1}`)
    for (const name of round % 2 === 0 ? servers : servers.toReversed()) {
      // One at a time, so that nobody's background work falls into another's seconds.
      const one = await withSubjects(database, { users: 0, groups: [] }, [name], ([subject]) =>
        sync(subject as Subject, options, plan),
      )
      taken.set(name, [...(taken.get(name) ?? []), one])
    }
  }
  const middle = (list: readonly Taken[], of: keyof Taken) => Number(median(list.map((one) => one[of])).toPrecision(5))
  return {
    ...plan,
    servers: Object.fromEntries(
      [...taken].map(([name, list]) => [
        name,
        { seconds: middle(list, 'seconds'), cpuSeconds: middle(list, 'cpuSeconds') },
      ]),
    ),
  }
}

async function sync({ server }: Subject, { connections }: Options, plan: SyncPlan): Promise<Taken> {
  const work = firstSync(plan, server.name)
  const bounds = { connections, maxMs: MAX_MS }
  const cpuBefore = server.cpu()
  const users = await runLoad(server.target, { ...bounds, turns: plan.users }, work.user)
  const groups = await runLoad(server.target, { ...bounds, turns: plan.groups }, work.group)
  const cpu = server.cpu() - cpuBefore
  if (users.turns < plan.users || groups.turns < plan.groups) throw new Error(`${server.name}: the sync took too long`)
  const client = await ScimClient.open(server.target)
  await work.verify(client)
  client.close()
  return { seconds: (users.ms + groups.ms) / 1_000, cpuSeconds: cpu / 1e9 }
}
