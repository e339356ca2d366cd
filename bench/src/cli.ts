import type { Tell } from './measure/measure.ts'
import { type Options, readOptions, USAGE } from './options.ts'
import { keepRecord, readRecords } from './report/kept-results.ts'
import { readMachine } from './report/machine.ts'
import { renderPage, renderSections, writePage } from './report/page.ts'
import { type RunFacts, SECTIONS, type SectionRecord } from './runs/results.ts'
import { RUNS } from './runs/run-section.ts'
import { benchCluster, stopBenchCluster } from './servers/postgres-cluster.ts'
import { profileInto } from './servers/rollcall.ts'
import type { DatabaseKind } from './servers/running-server.ts'

if (process.platform !== 'linux') {
  process.stderr.write('The benchmarks read CPU time from /proc, so they need Linux.\n')
  process.exit(1)
}

// An interrupted run takes its servers along: they are ended when the process exits.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const started = performance.now()
const tell: Tell = (line) => {
  process.stderr.write(`${String(Math.round((performance.now() - started) / 1_000)).padStart(5)} s  ${line}\n`)
}

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  if (options.profile !== undefined) profileInto(options.profile)
  const records: SectionRecord[] = []
  for (const database of options.databases) {
    for (const section of SECTIONS.filter((name) => options.sections.includes(name))) {
      tell(`${section} on ${database}`)
      const result = await RUNS[section](database, options, tell)
      const record = { section, database, facts: await factsOf(database, options, args), result }
      records.push(record)
      // One by one: what was measured stays when a later section fails.
      if (options.keep) await keepRecord(record)
    }
  }
  process.stdout.write(`${renderSections(records)}\n`)
  if (options.keep) tell(`wrote ${await writePage(renderPage(await readRecords()))}`)
}

async function factsOf(database: DatabaseKind, options: Options, args: readonly string[]): Promise<RunFacts> {
  const machine = readMachine()
  return {
    ...machine,
    postgres: database === 'postgres' ? (await benchCluster()).version : undefined,
    ...{ rounds: options.rounds, connections: options.connections },
    command: ['npm run bench', ...(args.length === 0 ? [] : ['--', ...args])].join(' '),
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  const usage = error instanceof Error && /is not a number|is none of|Unknown option/.test(error.message)
  process.stderr.write(`${usage ? `${(error as Error).message}\n${USAGE}\n` : `${(error as Error).stack}\n`}`)
  process.exitCode = 1
} finally {
  await stopBenchCluster()
}
