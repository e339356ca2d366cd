import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { backendClock } from '../measure/backends.ts'
import { cpuNanoseconds, residentBytes } from '../measure/processes.ts'
import type { RunningServer, ServerName } from './running-server.ts'

const PROBE = fileURLToPath(new URL('../measure/probe.ts', import.meta.url))
const READY_MS = 60_000

export interface ServerCommand {
  readonly name: ServerName
  readonly script: string
  readonly args?: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly database: string
  readonly token: string
  /** More arguments for Node itself, such as --cpu-prof. */
  readonly nodeArgs?: readonly string[]
}

/** Starts a server on a free loopback port and waits until it answers. It ends with us. */
export async function spawnServer(command: ServerCommand): Promise<RunningServer> {
  const port = await freePort()
  const started = performance.now()
  const nodeArgs = ['--import', PROBE, ...(command.nodeArgs ?? [])]
  const child = spawn(process.execPath, [...nodeArgs, command.script, ...(command.args ?? [])], {
    env: { ...cleanEnvironment(), NODE_ENV: 'production', ...command.env, HOST: '127.0.0.1', PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const database = command.database.startsWith('postgres') ? new URL(command.database).pathname.slice(1) : undefined
  const backends = database === undefined ? () => 0 : backendClock(database)
  let output = ''
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const killWithUs = () => child.kill('SIGKILL')
  process.once('exit', killWithUs)
  const pid = child.pid ?? 0
  try {
    await waitUntilAnswering(port, child)
  } catch (error) {
    child.kill('SIGKILL')
    throw new Error(`${command.name} did not start: ${(error as Error).message}\n${output}`)
  }
  return {
    name: command.name,
    target: { port, token: command.token, base: '/scim/v2' },
    database: command.database,
    readyMs: performance.now() - started,
    cpu: () => cpuNanoseconds(pid) + backends(),
    residentBytes: () => residentBytes(pid),
    readDelay: () => askDelay(child),
    resetDelay: () => void child.send('reset'),
    async stop() {
      process.off('exit', killWithUs)
      if (child.exitCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await Promise.race([ended, setTimeout(10_000, undefined, { ref: false })])
      child.kill('SIGKILL')
    },
  }
}

function askDelay(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (message) => resolve((message as { delayMs: number }).delayMs))
    child.send('read')
  })
}

async function waitUntilAnswering(port: number, child: ChildProcess): Promise<void> {
  const until = performance.now() + READY_MS
  for (;;) {
    if (child.exitCode !== null) throw new Error(`it ended with exit code ${child.exitCode}`)
    try {
      // Any answer will do, 401 included.
      await fetch(`http://127.0.0.1:${port}/scim/v2/Users`, { signal: AbortSignal.timeout(2_000) })
      return
    } catch (error) {
      if (performance.now() > until) throw error
      await setTimeout(25)
    }
  }
}

/** Without the settings of a Rollcall that runs on this machine. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env
  return { PATH, HOME, TMPDIR, LANG }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
