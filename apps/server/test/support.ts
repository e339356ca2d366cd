import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createTenant, createToken, Keyring, createDirectory as makeDirectory, newId } from '@rollcall/provisioning'
import { openStore } from '@rollcall/store'
import { createTestDatabase, type TestDatabase, type TestDialect } from '@rollcall/store/testing'
import { expect } from 'vitest'

/** The `rollcall` command: from source, or (`npm run faults`) the bundle that ships. */
const CLI = process.env.ROLLCALL_TEST_CLI ?? fileURLToPath(new URL('../src/cli.ts', import.meta.url))

const SECRET_KEY = 'a-key-for-tests-that-is-long-enough-0000'

/** Only what a test names: nothing of the environment that the tests run in decides how the command behaves. */
export type Environment = Readonly<Record<string, string>>

const processEnv = (env: Environment): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  // Halves the time that each of the many processes takes to start from source.
  NODE_COMPILE_CACHE: join(tmpdir(), 'rollcall-test-compile-cache'),
  ...env,
})

export interface Finished {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs one command to its end. */
export function rollcall(env: Environment, ...args: readonly string[]): Promise<Finished> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args], { env: processEnv(env), timeout: 30_000 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, stdout, stderr })
    })
  })
}

/** With `--json`: exactly one JSON object on stdout, nothing else anywhere, exit code 0. */
export async function rollcallJson<T extends object>(env: Environment, ...args: readonly string[]): Promise<T> {
  const { code, stdout, stderr } = await rollcall(env, ...args, '--json')
  expect({ code, stderr }, args.join(' ')).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^\{[^\n]*\}\n$/)
  return JSON.parse(stdout) as T
}

/** An expected failure: exit code not 0, nothing on stdout, one line on stderr. Returns the line. */
export function expectOneLine({ code, stdout, stderr }: Finished): string {
  expect(code, stderr).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toMatch(/^[^\n]+\n$/)
  return stderr.trimEnd()
}

export interface Instance {
  readonly env: Environment
  readonly database: TestDatabase
}

/** A fresh database and the environment that names it. */
export async function createInstance(dialect: TestDialect): Promise<Instance> {
  const database = await createTestDatabase(dialect)
  return { database, env: { DATABASE_URL: database.url, ROLLCALL_SECRET_KEY: SECRET_KEY, LOG_LEVEL: 'error' } }
}

/** A tenant, an active directory and a token of it, made beside the command line, which takes a process each time. */
export async function createDirectory({
  DATABASE_URL = '',
  ROLLCALL_SECRET_KEY = '',
}: Environment): Promise<{ readonly id: string; readonly token: string }> {
  const store = await openStore({ url: DATABASE_URL })
  try {
    const actor = { type: 'system', id: 'tests', label: 'tests' } as const
    const ctx = {
      store,
      keyring: new Keyring([ROLLCALL_SECRET_KEY]),
      actor,
      requestId: newId(),
      now: () => new Date(),
      newId,
    }
    const { id: tenantId } = await createTenant(ctx, { slug: 'acme', name: 'Acme' })
    const directory = await makeDirectory(ctx, {
      tenantId,
      slug: 'okta',
      name: 'Okta',
      preset: 'okta-catalogue',
      activate: true,
    })
    const { token } = await createToken(ctx, { tenantId, directoryId: directory.id })
    return { id: directory.id, token }
  } finally {
    await store.close()
  }
}

/** A port of the loopback address that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

export interface RunningServer {
  readonly port: number
  readonly origin: string
  readonly child: ChildProcess
  /** What it printed so far. */
  readonly output: { stdout: string; stderr: string }
  /** Sends a signal (once it runs) and waits for the end. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
}

/** `rollcall serve`, ready to answer; `under`: the command that it runs under, such as a tracer. */
export async function startServer(
  env: Environment,
  options: { readonly port?: number; readonly part?: string; readonly under?: readonly string[] } = {},
): Promise<RunningServer> {
  const port = options.port ?? (await freePort())
  const served = [process.execPath, CLI, 'serve', options.part ?? 'scim', '--port', String(port)]
  const [command = '', ...args] = [...(options.under ?? []), ...served]
  const child = spawn(command, args, {
    env: processEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (chunk: Buffer) => {
    output.stdout += chunk.toString()
  })
  child.stderr?.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString()
  })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  const origin = `http://127.0.0.1:${port}`
  await waitUntilReady(origin, () => {
    if (child.exitCode !== null) throw new Error(`the server ended: ${output.stderr}`)
  })
  return {
    port,
    origin,
    child,
    output,
    end: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

async function waitUntilReady(origin: string, check: () => void): Promise<void> {
  for (let attempt = 0; attempt < 1_200; attempt += 1) {
    check()
    try {
      if ((await fetch(`${origin}/readyz`)).status === 200) return
    } catch {
      // Not listening yet.
    }
    await pause(50)
  }
  throw new Error('the server is not ready after a minute')
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
