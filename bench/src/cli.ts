import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { readOptions, USAGE } from './options.ts'
import { ROOT, readMachine } from './report/machine.ts'
import { renderReport } from './report/markdown.ts'
import type { Results } from './runs/results.ts'
import { runSync } from './runs/sync-run.ts'
import { runGroups, runScale, runUsers } from './runs/workload-runs.ts'

if (process.platform !== 'linux') {
  process.stderr.write('The benchmarks read CPU time from /proc, so they need Linux.\n')
  process.exit(1)
}

// An interrupted run takes its servers along: they are ended when the process exits.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args)
  const started = performance.now()
  const tell = (line: string) => {
    process.stderr.write(`${String(Math.round((performance.now() - started) / 1_000)).padStart(5)} s  ${line}\n`)
  }
  const wants = (section: (typeof options.sections)[number]) => options.sections.includes(section)
  const results: Results = {
    users: wants('users') ? await runUsers(options, tell) : [],
    groups: wants('groups') ? await runGroups(options, tell) : [],
    scale: wants('scale') ? await runScale(options, tell) : [],
    sync: wants('sync') ? await runSync(options, tell) : undefined,
  }
  const command = ['npm run bench', ...(args.length === 0 ? [] : ['--', ...args])].join(' ')
  const report = renderReport(results, options, readMachine(), command)
  if (options.out === undefined) {
    process.stdout.write(report)
    return
  }
  const file = resolve(ROOT, options.out)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, report)
  process.stderr.write(`Wrote ${file}\n`)
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  const usage = error instanceof Error && /is not a whole number|is none of|Unknown option/.test(error.message)
  process.stderr.write(`${usage ? `${(error as Error).message}\n${USAGE}` : (error as Error).stack}\n`)
  process.exitCode = 1
}
