import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const CLI = fileURLToPath(new URL('../../../apps/server/src/cli.ts', import.meta.url))

/** Runs the `rollcall` command from source, as a person would, and returns what it prints with --json. */
export async function rollcall<T>(env: NodeJS.ProcessEnv, ...args: string[]): Promise<T> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args, '--json'], { env })
  return JSON.parse(stdout) as T
}
