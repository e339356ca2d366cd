import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runLoad } from '../../load/run-load.ts'
import { groupNameOf, LOADED, type Population, type PopulationPlan } from '../../population/plan.ts'
import { addMembersPatch, GROUP_SCHEMA, userBody } from '../../population/users.ts'
import { benchCluster } from '../../servers/postgres-cluster.ts'
import type { RunningServer } from '../../servers/running-server.ts'
import { spawnServer } from '../../servers/spawn-server.ts'

const SCRIPT = fileURLToPath(new URL('./polis-main.ts', import.meta.url))
const PIN = { name: '@boxyhq/saml-jackson', version: '26.2.0' }
const TOKEN = 'a token of throwaway benchmark databases'
const LOAD_MS = 30 * 60_000
const MEMBERS_PER_PATCH = 100

/** The part of tools/bootstrap that is used here; plain scripts without types. */
interface NpmTools {
  installPins(prefix: string, pins: readonly (typeof PIN)[]): Promise<void>
}

export interface StartedPolis {
  readonly server: RunningServer
  readonly population: Population
  drop(): Promise<void>
}

let databases = 0

/**
 * Installs the library outside the workspace, since it brings hundreds of packages; starts it on a database of its own in the cluster of the
 * benchmarks and fills it through its API.
 */
export async function startPolis(plan: PopulationPlan): Promise<StartedPolis> {
  const packages = join(tmpdir(), 'rollcall-bench-peers', `saml-jackson-${PIN.version}`)
  const npm = (await import(new URL('../../../../tools/bootstrap/npm.mjs', import.meta.url).href)) as NpmTools
  await npm.installPins(packages, [PIN])
  const cluster = await benchCluster()
  databases += 1
  const name = `polis${databases}`
  await cluster.create(name)
  const database = cluster.urlOf(name)
  const server = await spawnServer({
    ...{ name: 'polis', script: SCRIPT, database, token: TOKEN },
    env: { BENCH_DATABASE: database, BENCH_TOKEN: TOKEN, BENCH_PACKAGES: packages },
  })
  try {
    return { server, population: await fill(server, plan), drop: () => cluster.drop(name) }
  } catch (error) {
    await server.stop()
    throw error
  }
}

async function fill({ target }: RunningServer, plan: PopulationPlan): Promise<Population> {
  const userIds: string[] = []
  const idOf = (text: string) => (JSON.parse(text) as { id: string }).id
  const bounds = { connections: 16, maxMs: LOAD_MS }
  await runLoad(target, { ...bounds, turns: plan.users }, async (client, n) => {
    userIds[n] = idOf(await client.send('POST', '/Users', JSON.stringify(userBody(LOADED, n)), { status: 201 }))
  })
  const groups: { id: string; members: number }[] = []
  for (const members of plan.groups) {
    await runLoad(target, { ...bounds, connections: 1, turns: 1 }, async (client) => {
      const body = JSON.stringify({ schemas: [GROUP_SCHEMA], displayName: groupNameOf(members) })
      groups.push({ id: idOf(await client.send('POST', '/Groups', body, { status: 201 })), members })
    })
    const group = groups.at(-1)?.id
    const patches = Math.ceil(members / MEMBERS_PER_PATCH)
    await runLoad(target, { ...bounds, connections: 4, turns: patches }, async (client, n) => {
      const ids = userIds.slice(n * MEMBERS_PER_PATCH, Math.min(members, (n + 1) * MEMBERS_PER_PATCH))
      await client.send('PATCH', `/Groups/${group}`, addMembersPatch(ids), { status: 200 })
    })
  }
  return { userIds, groups }
}
