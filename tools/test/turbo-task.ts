import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runChild } from '../bootstrap/child.mjs'
import { ROOT } from '../bootstrap/paths.mjs'
import { turbo } from '../bootstrap/workspace.mjs'
import type { PackageRun } from './reports.ts'

const SUMMARIES = join(ROOT, '.turbo', 'runs')

/** The part of turbo's run summary that we read. */
interface RunSummary {
  readonly tasks: readonly {
    readonly task: string
    readonly package: string
    readonly directory: string
    readonly command: string
    readonly execution?: { readonly exitCode: number | null }
  }[]
}

/** Runs a task in every package that has it, past failures, and tells how each ended. Results from turbo's cache count too. */
export async function runTurboTask(task: string, env: NodeJS.ProcessEnv = {}): Promise<PackageRun[]> {
  mkdirSync(SUMMARIES, { recursive: true })
  const before = new Set(readdirSync(SUMMARIES))
  const args = turbo('run', task, '--continue=always', '--summarize', '--output-logs=new-only', '--log-order=grouped')
  const exitCode = await runChild(process.execPath, args, { env })
  const summaries = readdirSync(SUMMARIES)
    .filter((name) => !before.has(name))
    .map((name): RunSummary => JSON.parse(readFileSync(join(SUMMARIES, name), 'utf8')))
  const runs = summaries
    .flatMap((summary) => summary.tasks)
    .filter((entry) => entry.task === task && entry.command !== '<NONEXISTENT>')
    .map((entry) => ({
      package: entry.package,
      folder: join(ROOT, entry.directory),
      // Without an execution the task never started, for example because what it depends on failed.
      exitCode: entry.execution?.exitCode ?? 1,
    }))
  const explained = exitCode === 0 || runs.some((run) => run.exitCode !== 0)
  return explained ? runs : [...runs, { package: `turbo run ${task}`, folder: ROOT, exitCode }]
}
