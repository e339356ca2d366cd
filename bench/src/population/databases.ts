import { join } from 'node:path'
import { loadScimmy } from '../peers/load-scimmy.ts'
import {
  copyDatabase,
  createRollcallDatabase,
  SECRET,
  startBare,
  startLimit,
  startRollcall,
} from '../servers/rollcall.ts'
import type { ServerName } from '../servers/running-server.ts'
import { startScimmy } from '../servers/scimmy.ts'
import type { Subject } from '../workloads/workload.ts'
import { loadBare } from './load-bare.ts'
import { loadRollcall } from './load-rollcall.ts'
import type { Population, PopulationPlan } from './plan.ts'

let labels = 0
function nextLabel(): string {
  labels += 1
  return `run${labels}`
}

/** Starts each server over its own database with the same population. Rollcall and the limit server get copies of one file. */
export async function startSubjects(
  folder: string,
  plan: PopulationPlan,
  servers: readonly ServerName[],
): Promise<Subject[]> {
  const template = await createRollcallDatabase(folder)
  const population = loadRollcall(template.file, template.token, SECRET, plan)
  const subjects: Subject[] = []
  for (const name of servers) {
    const file = join(folder, `${name}.db`)
    const [server, people] = await start(name)
    subjects.push({ server, population: people, nextLabel })

    async function start(which: ServerName): Promise<[Subject['server'], Population]> {
      switch (which) {
        case 'rollcall':
          return [await startRollcall(await copyDatabase(template, file)), population]
        case 'limit':
          return [await startLimit(await copyDatabase(template, file)), population]
        case 'bare': {
          const loaded = loadBare(file, plan.users)
          return [await startBare(file, template.token), loaded]
        }
        case 'scimmy': {
          const loaded = loadScimmy(file, plan)
          return [await startScimmy(file, template.token), loaded]
        }
      }
    }
  }
  return subjects
}
