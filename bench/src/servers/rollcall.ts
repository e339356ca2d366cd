import { execFile } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { RunningServer } from './running-server.ts'
import { spawnServer } from './spawn-server.ts'

const CLI = fileURLToPath(new URL('../../../apps/server/dist/cli.js', import.meta.url))
const LIMIT = fileURLToPath(new URL('../limit/main.ts', import.meta.url))
const BARE = fileURLToPath(new URL('../limit/bare-main.ts', import.meta.url))

/** Of throwaway databases on this machine. */
export const SECRET = 'a secret of throwaway benchmark databases'

/** A migrated database file with one directory and its token. */
export interface RollcallDatabase {
  readonly file: string
  readonly token: string
}

/** Made by the built command line, as an operator would. */
export async function createRollcallDatabase(folder: string): Promise<RollcallDatabase> {
  const file = join(folder, 'template.db')
  const run = async (...args: string[]): Promise<Record<string, string>> => {
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args], { env: rollcallEnvironment(file) })
    return stdout.startsWith('{') ? JSON.parse(stdout) : {}
  }
  await run('migrate')
  await run('tenant', 'create', '--slug', 'bench', '--name', 'Bench', '--json')
  const directory = ['--tenant', 'bench', '--slug', 'okta', '--name', 'Okta', '--preset', 'okta-catalogue']
  const { id = '' } = await run('directory', 'create', ...directory, '--activate', '--json')
  const { token = '' } = await run('token', 'create', '--directory', id, '--json')
  if (token === '') throw new Error('the command line made no token')
  return { file, token }
}

/** A copy of a closed database. */
export async function copyDatabase(database: RollcallDatabase, file: string): Promise<RollcallDatabase> {
  await cp(database.file, file)
  return { ...database, file }
}

const rollcallEnvironment = (file: string) => ({
  ...{ DATABASE_URL: `sqlite:${file}`, LOG_LEVEL: 'warn', ROLLCALL_SECRET_KEY: SECRET },
  ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
})

/** The built server, as `rollcall serve scim` runs it in production. */
export const startRollcall = (
  { file, token }: RollcallDatabase,
  nodeArgs: readonly string[] = [],
): Promise<RunningServer> =>
  spawnServer({
    ...{ name: 'rollcall', script: CLI, args: ['serve', 'scim'], database: file, token, nodeArgs },
    env: rollcallEnvironment(file),
  })

export const startLimit = ({ file, token }: RollcallDatabase): Promise<RunningServer> =>
  spawnServer({
    ...{ name: 'limit', script: LIMIT, database: file, token },
    env: { BENCH_DATABASE: file, BENCH_SECRET: SECRET, BENCH_TOKEN: token },
  })

export const startBare = (file: string, token: string): Promise<RunningServer> =>
  spawnServer({ name: 'bare', script: BARE, database: file, token, env: { BENCH_DATABASE: file, BENCH_TOKEN: token } })
