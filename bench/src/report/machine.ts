import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem, type } from 'node:os'
import { fileURLToPath } from 'node:url'

export interface MachineFacts {
  readonly date: string
  readonly commit: string
  readonly cpu: string
  readonly cores: number
  readonly memory: string
  readonly system: string
  readonly node: string
}

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

export function readMachine(): MachineFacts {
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: git(['describe', '--always', '--dirty']),
    cpu: cpus()[0]?.model.trim() ?? 'unknown processor',
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${type()} ${release()}`,
    node: process.versions.node,
  }
}

/** A tarball has no history. */
function git(args: string[]): string {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'of unknown version'
  }
}
