import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { RunningServer } from './running-server.ts'
import { spawnServer } from './spawn-server.ts'

const CLI = fileURLToPath(new URL('../../../apps/server/dist/cli.js', import.meta.url))
const LIMIT = fileURLToPath(new URL('../limit/main.ts', import.meta.url))
const BARE = fileURLToPath(new URL('../limit/bare-main.ts', import.meta.url))

/** Of throwaway databases on this machine. */
export const SECRET = 'a secret of throwaway benchmark databases'

/** A file path or a PostgreSQL URL. */
export type DatabaseAddress = string

const rollcallEnvironment = (address: DatabaseAddress) => ({
  DATABASE_URL: address.startsWith('postgres') ? address : `sqlite:${address}`,
  // One tenant asks for all that the machine can do; older versions do not know the limit.
  ...{ LOG_LEVEL: 'warn', ROLLCALL_SECRET_KEY: SECRET, ROLLCALL_RATE_LIMIT: 'off' },
  ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
})

/** One command of the built command line; what it prints as JSON. */
export async function runCommand(address: DatabaseAddress, ...args: string[]): Promise<Record<string, string>> {
  const env = rollcallEnvironment(address)
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args], { env })
  return stdout.startsWith('{') ? JSON.parse(stdout) : {}
}

/** Migrates the database and makes a tenant of each slug with one directory; returns their tokens. By the built command line, as an operator would. */
export async function createTenants(address: DatabaseAddress, slugs: readonly string[]): Promise<string[]> {
  const run = (...args: string[]) => runCommand(address, ...args)
  await run('migrate')
  const tokens: string[] = []
  for (const slug of slugs) {
    await run('tenant', 'create', '--slug', slug, '--name', slug, '--json')
    const directory = ['--tenant', slug, '--slug', 'okta', '--name', 'Okta', '--preset', 'okta-catalogue']
    const { id = '' } = await run('directory', 'create', ...directory, '--activate', '--json')
    const { token = '' } = await run('token', 'create', '--directory', id, '--json')
    if (token === '') throw new Error('the command line made no token')
    tokens.push(token)
  }
  return tokens
}

/** As `npm start`, the container and the README start it. */
const NODE_ARGS = ['--max-semi-space-size=8']
/** Node's own arguments for its profiler. */
let profiling: readonly string[] = []
export function profileInto(folder: string): void {
  profiling = ['--cpu-prof', `--cpu-prof-dir=${folder}`]
}

/** The built server, as `rollcall serve scim` runs it in production. */
export const startRollcall = (address: DatabaseAddress, token: string): Promise<RunningServer> =>
  spawnServer({
    ...{ name: 'rollcall', script: CLI, args: ['serve', 'scim'], database: address, token },
    nodeArgs: [...NODE_ARGS, ...profiling],
    env: rollcallEnvironment(address),
  })

export const startLimit = (address: DatabaseAddress, token: string): Promise<RunningServer> =>
  spawnServer({
    ...{ name: 'limit', script: LIMIT, database: address, token },
    env: { BENCH_DATABASE: address, BENCH_SECRET: SECRET },
  })

export const startBare = (file: string, token: string): Promise<RunningServer> =>
  spawnServer({ name: 'bare', script: BARE, database: file, token, env: { BENCH_DATABASE: file, BENCH_TOKEN: token } })
