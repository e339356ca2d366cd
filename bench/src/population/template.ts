import { constants } from 'node:fs'
import { copyFile, mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { benchCluster } from '../servers/postgres-cluster.ts'
import { createTenants, type DatabaseAddress, SECRET } from '../servers/rollcall.ts'
import type { DatabaseKind } from '../servers/running-server.ts'
import { cachedFolder } from './cache.ts'
import { loadPostgres, readLoaded as readPostgres } from './load-postgres.ts'
import { loadSqlite, readLoaded as readSqlite } from './load-sqlite.ts'
import type { Population, PopulationPlan } from './plan.ts'

/** A loaded database that copies are made of. */
export interface Template {
  readonly token: string
  readonly population: Population
  /** Its address; `label` keeps copies apart. */
  copy(label: string): Promise<DatabaseAddress>
  /** Ends the copies, where a folder's removal does not. */
  drop(): Promise<void>
}

/** From here on a file is worth keeping between runs. */
const WORTH_CACHING = 20_000

export const makeTemplate = (kind: DatabaseKind, folder: string, plan: PopulationPlan): Promise<Template> =>
  kind === 'sqlite' ? sqliteTemplate(folder, plan) : postgresTemplate(plan)

const slugsOf = (plan: PopulationPlan) => ['bench', ...(plan.quietUsers === undefined ? [] : ['quiet'])]

const loadsOf = (plan: PopulationPlan, [token = '', quiet]: readonly string[]) => [
  { token, users: plan.users, groups: plan.groups },
  ...(quiet === undefined ? [] : [{ token: quiet, users: plan.quietUsers ?? 0, groups: [] }]),
]

async function toPopulation(
  plan: PopulationPlan,
  [token = '', quiet]: readonly string[],
  read: (token: string) => Promise<{ userIds: string[]; groupIds: string[] }>,
): Promise<Population> {
  const { userIds, groupIds } = await read(token)
  return {
    userIds,
    groups: plan.groups.map((members, at) => ({ id: groupIds[at] ?? '', members })),
    quiet: quiet === undefined ? undefined : { token: quiet, userIds: (await read(quiet)).userIds },
  }
}

async function sqliteTemplate(folder: string, plan: PopulationPlan): Promise<Template> {
  const fill = async (into: string) => {
    const file = join(into, 'template.db')
    const tokens = await createTenants(file, slugsOf(plan))
    loadSqlite(file, SECRET, loadsOf(plan, tokens))
    await writeFile(join(into, 'tokens.json'), JSON.stringify(tokens))
  }
  let home = join(folder, 'template')
  if (plan.users >= WORTH_CACHING) {
    home = await cachedFolder(plan, fill)
  } else {
    await mkdir(home, { recursive: true })
    await fill(home)
  }
  const file = join(home, 'template.db')
  const tokens = JSON.parse(await readFile(join(home, 'tokens.json'), 'utf8')) as string[]
  return {
    token: tokens[0] ?? '',
    population: await toPopulation(plan, tokens, async (token) => readSqlite(file, token)),
    async copy(label) {
      // A folder of its own: what a server keeps beside its file is its own too.
      const own = join(folder, label)
      await mkdir(own, { recursive: true })
      // Shares blocks where the file system can.
      const copy = join(own, 'data.db')
      await copyFile(file, copy, constants.COPYFILE_FICLONE)
      if (plan.users >= WORTH_CACHING) await settle(copy)
      return copy
    },
    drop: async () => undefined,
  }
}

/** A large copy keeps the system writing for a minute, and some of it may have left the memory again: neither is what is measured. */
async function settle(path: string): Promise<void> {
  const file = await open(path, 'r+')
  try {
    await file.datasync()
    const piece = Buffer.alloc(4 * 1024 * 1024)
    while ((await file.read(piece)).bytesRead > 0);
  } finally {
    await file.close()
  }
}

let databases = 0

async function postgresTemplate(plan: PopulationPlan): Promise<Template> {
  const cluster = await benchCluster()
  databases += 1
  const name = `bench${databases}`
  const made = [name]
  await cluster.create(name)
  const tokens = await createTenants(cluster.urlOf(name), slugsOf(plan))
  await loadPostgres(cluster.superuserUrlOf(name), SECRET, loadsOf(plan, tokens))
  return {
    token: tokens[0] ?? '',
    population: await toPopulation(plan, tokens, (token) => readPostgres(cluster.superuserUrlOf(name), token)),
    async copy(label) {
      const copy = `${name}_${label}`
      made.push(copy)
      await cluster.create(copy, name)
      return cluster.urlOf(copy)
    },
    async drop() {
      for (const database of made.toReversed()) await cluster.drop(database)
    },
  }
}
