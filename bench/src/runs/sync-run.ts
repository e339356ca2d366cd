import { runLoad } from '../load/run-load.ts'
import { ScimClient } from '../load/scim-client.ts'
import type { Options } from '../options.ts'
import { startSubjects } from '../population/databases.ts'
import type { ServerName } from '../servers/running-server.ts'
import { firstSync } from '../workloads/first-sync.ts'
import type { SyncResult } from './results.ts'
import { inFolder, type Tell } from './workload-runs.ts'

const MAX_MS = 15 * 60_000
/** A sync takes long enough to average over what the machine does besides. */
const MAX_ROUNDS = 3

/** The first sync into an empty directory, whole: seconds of wall time. The bare server has no groups and stays out. */
export async function runSync(options: Options, tell: Tell): Promise<SyncResult> {
  const seconds: Partial<Record<ServerName, number[]>> = {}
  const cpuSeconds: Partial<Record<ServerName, number[]>> = {}
  const servers = options.servers.filter((name) => name !== 'bare')
  for (let round = 0; round < Math.min(options.rounds, MAX_ROUNDS); round += 1) {
    tell(`first sync, round ${round + 1}`)
    await inFolder(async (folder) => {
      for (const { server } of await startSubjects(folder, { users: 0, groups: [] }, servers)) {
        const sync = firstSync(options.sync)
        const bounds = { connections: options.connections, maxMs: MAX_MS }
        const cpuBefore = server.cpu()
        const users = await runLoad(server.target, { ...bounds, turns: options.sync.users }, sync.user)
        const groups = await runLoad(server.target, { ...bounds, turns: options.sync.groups }, sync.group)
        const cpu = server.cpu() - cpuBefore
        const client = await ScimClient.open(server.target)
        await sync.verify(client)
        client.close()
        await server.stop()
        note(seconds, server.name, (users.ms + groups.ms) / 1_000)
        note(cpuSeconds, server.name, cpu / 1e9)
      }
    })
  }
  return { seconds, cpuSeconds }
}

function note(record: Partial<Record<ServerName, number[]>>, name: ServerName, value: number): void {
  const list = record[name] ?? []
  list.push(value)
  record[name] = list
}
