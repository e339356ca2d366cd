import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { runChild } from '../bootstrap/child.mjs'
import { childEnvironment } from '../bootstrap/environment.mjs'
import { ROOT } from '../bootstrap/paths.mjs'
import { ensureChromium } from '../chromium/ensure.ts'
import { playwrightTally, RESULTS_FOLDER, readReport, vitestTally } from './reports.ts'
import { failed, passed, sum, type Tally } from './tally.ts'
import { withTestPostgres } from './test-postgres.ts'
import { runTurboTask } from './turbo-task.ts'

export type Stage = () => Promise<Tally>

/** In the order in which they run: quick answers first. */
export const STAGES: Readonly<Record<string, Stage>> = { static: staticChecks, types, tests, conformance, browser }

const STATIC_CHECKS = {
  'format and lint (biome)': ['biome', 'ci', '--colors=off', '--error-on-warnings'],
  'layers (dependency-cruiser)': ['depcruise', '--config', '.dependency-cruiser.mjs', 'packages', 'apps', 'tools'],
  'unused code and dependencies (knip)': ['knip', '--no-progress'],
}

async function staticChecks(): Promise<Tally> {
  // The console's generated types, without which a fresh checkout looks full of unresolved imports.
  const admin = join(ROOT, 'apps', 'admin')
  const synced = await capture(join(admin, 'node_modules', '.bin', 'svelte-kit'), ['sync'], admin)
  if (synced.exitCode !== 0) process.stdout.write(synced.output)
  return sum(
    await Promise.all(
      Object.entries(STATIC_CHECKS).map(async ([name, [command = '', ...args]]) => {
        const { exitCode, output } = await capture(join(ROOT, 'node_modules', '.bin', command), args)
        process.stdout.write(`${exitCode === 0 ? 'ok' : 'FAILED'}: ${name}\n${exitCode === 0 ? '' : output}`)
        return exitCode === 0 ? passed() : failed(name)
      }),
    ),
  )
}

async function types(): Promise<Tally> {
  const runs = await runTurboTask('check')
  return sum(runs.map((run) => (run.exitCode === 0 ? passed() : failed(`types of ${run.package}`))))
}

async function tests(): Promise<Tally> {
  await forgetReports('vitest.json')
  return withTestPostgres(async (env) => {
    const runs = await runTurboTask('test', env)
    return sum(runs.map((run) => readReport(run, 'vitest.json', vitestTally)))
  })
}

/** Every requirement has a test, and docs/scim/conformance.md says what the tests say. Reads the reports of the stage before. */
async function conformance(): Promise<Tally> {
  const name = 'docs/scim/conformance.md is what the tests say'
  const exitCode = await runChild(process.execPath, [join(ROOT, 'tools', 'conformance', 'cli.ts'), '--check'])
  return exitCode === 0 ? passed() : failed(name)
}

async function browser(): Promise<Tally> {
  await forgetReports('playwright.json')
  const chromium = await ensureChromium()
  const runs = await runTurboTask('e2e', chromium)
  return sum(runs.map((run) => readReport(run, 'playwright.json', playwrightTally)))
}

/** A report of an earlier run must not be taken for this one's; turbo puts back those that still hold. */
async function forgetReports(fileName: string): Promise<void> {
  const files = globSync([`{packages,apps}/*/${RESULTS_FOLDER}/${fileName}`, `tools/${RESULTS_FOLDER}/${fileName}`], {
    cwd: ROOT,
  })
  await Promise.all(files.map((file) => rm(join(ROOT, file))))
}

function capture(command: string, args: string[], cwd = ROOT): Promise<{ exitCode: number; output: string }> {
  const child = spawn(command, args, { cwd, env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  child.stderr.on('data', (chunk) => {
    output += chunk
  })
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ exitCode: 1, output: `${error.message}\n` }))
    child.once('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, output }))
  })
}
