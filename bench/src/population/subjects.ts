import { rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPolis } from '../peers/polis/start-polis.ts'
import { loadScimmy } from '../peers/scimmy/load-scimmy.ts'
import { startScimmy } from '../peers/scimmy/start-scimmy.ts'
import { startBare, startLimit, startRollcall } from '../servers/rollcall.ts'
import type { DatabaseKind, ServerName } from '../servers/running-server.ts'
import type { Subject } from '../workloads/workload.ts'
import { loadBare } from './load-bare.ts'
import type { PopulationPlan } from './plan.ts'
import { makeTemplate, type Template } from './template.ts'
import { verifyPopulation } from './verify.ts'

let labels = 0
function nextLabel(): string {
  labels += 1
  return `run${labels}`
}

/** Runs `work` with each server over its own database of the same population; Rollcall and the limit server get copies of one. All is gone afterwards. */
export async function withSubjects<T>(
  database: DatabaseKind,
  plan: PopulationPlan,
  servers: readonly ServerName[],
  work: (subjects: readonly Subject[]) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-bench-'))
  // An interrupted run leaves no gigabytes behind.
  const removeAtExit = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', removeAtExit)
  const subjects: Subject[] = []
  const ends: (() => Promise<unknown>)[] = []
  try {
    const template = await makeTemplate(database, folder, plan)
    ends.push(() => template.drop())
    for (const name of servers) subjects.push(await startSubject(name, template, folder, plan, ends))
    for (const subject of subjects) await verifyPopulation(subject)
    return await work(subjects)
  } finally {
    for (const { server } of subjects) await server.stop()
    for (const end of ends) await end()
    await rm(folder, { recursive: true, force: true })
    process.off('exit', removeAtExit)
  }
}

async function startSubject(
  name: ServerName,
  template: Template,
  folder: string,
  plan: PopulationPlan,
  ends: (() => Promise<unknown>)[],
): Promise<Subject> {
  const { token, population } = template
  const file = join(folder, `${name}.db`)
  switch (name) {
    case 'rollcall':
      return { server: await startRollcall(await template.copy(name), token), population, nextLabel }
    case 'limit':
      return { server: await startLimit(await template.copy(name), token), population, nextLabel }
    case 'bare': {
      const loaded = loadBare(file, plan.users)
      return { server: await startBare(file, token), population: loaded, nextLabel }
    }
    case 'scimmy': {
      const loaded = loadScimmy(file, plan)
      return { server: await startScimmy(file, token), population: loaded, nextLabel }
    }
    case 'polis': {
      const { server, population: loaded, drop } = await startPolis(plan)
      ends.push(drop)
      return { server, population: loaded, nextLabel }
    }
  }
}
