import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem, type } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { RunFacts } from '../runs/results.ts'

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

export const readMachine = (): Pick<RunFacts, 'date' | 'commit' | 'machine'> => ({
  date: new Date().toISOString().slice(0, 10),
  commit: git(['describe', '--always', '--dirty']),
  machine: `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}, Node ${process.versions.node}`,
})

/** A tarball has no history. */
function git(args: string[]): string {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'of unknown version'
  }
}
