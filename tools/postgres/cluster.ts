import { execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SetupError } from '../bootstrap/fail.mjs'
import { type Account, clusterAccount } from './account.ts'
import { findPostgresBinaries } from './binaries.ts'

/** A throwaway cluster. Its data is worth nothing: no fsync. */
export interface Cluster {
  /** Connects as a role that may create databases and is neither superuser nor exempt from row-level security. */
  readonly url: string
  /** Connects as the superuser: for tests that make roles of their own. */
  readonly adminUrl: string
  /** As `postgres --version` prints it. */
  readonly version: string
  readonly folder: string
  readonly bin: string
}

const ROLE = 'rollcall_test'
const SUPERUSER = 'postgres'
const START_ATTEMPTS = 3
const SETTINGS = [
  "listen_addresses = '127.0.0.1'",
  'fsync = off',
  'synchronous_commit = off',
  'full_page_writes = off',
  'max_connections = 200',
  'shared_buffers = 128MB',
  // Containers may have a small /dev/shm, or one that the cluster's account cannot use.
  'dynamic_shared_memory_type = mmap',
  "log_min_messages = 'warning'",
  "timezone = 'UTC'",
]

export async function startCluster(): Promise<Cluster> {
  const account = clusterAccount()
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-pg-'))
  if (account !== undefined) await chown(folder, account.uid, account.gid)
  try {
    const bin = await findPostgresBinaries(account, folder)
    const password = randomBytes(24).toString('base64url')
    const adminPassword = randomBytes(24).toString('base64url')
    await createDataFolder({ account, folder, bin, password, adminPassword })
    const port = await startOnFreePort({ account, folder, bin })
    const urlOf = (role: string, secret: string) => `postgres://${role}:${secret}@127.0.0.1:${port}/postgres`
    return {
      url: urlOf(ROLE, password),
      adminUrl: urlOf(SUPERUSER, adminPassword),
      version: versionOf(bin),
      folder,
      bin,
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

function versionOf(bin: string): string {
  return execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' }).trim()
}

export async function stopCluster({ folder, bin }: Pick<Cluster, 'folder' | 'bin'>): Promise<void> {
  await run(join(bin, 'pg_ctl'), ['stop', '-D', join(folder, 'data'), '-m', 'immediate', '-w'], {
    account: clusterAccount(),
    folder,
  }).catch(() => undefined) // already stopped
  await rm(folder, { recursive: true, force: true })
}

/**
 * Stops the cluster as soon as this process ends, however it ends: a small shell holds the other end of a pipe and acts
 * when it closes. The returned function closes it in good order and waits.
 */
export function stopClusterAtExit({ folder }: Cluster): () => Promise<void> {
  // Under our own account: a copy of the binaries in the folder is ours, not the cluster's.
  const script = `cat >/dev/null
    pid=$(head -n 1 "$1/data/postmaster.pid") && kill -QUIT "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
    rm -rf "$1"`
  const guard = spawn('sh', ['-c', script, 'sh', folder], {
    cwd: '/',
    detached: true, // out of the terminal's process group: Ctrl-C must not end it before its work is done
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  guard.unref()
  const closed = new Promise<void>((resolve) => guard.once('close', () => resolve()))
  return () => {
    guard.ref()
    guard.stdin.end()
    return closed
  }
}

interface ClusterSetup {
  readonly account: Account | undefined
  readonly folder: string
  readonly bin: string
}

interface Passwords {
  readonly password: string
  readonly adminPassword: string
}

async function createDataFolder({ account, folder, bin, password, adminPassword }: ClusterSetup & Passwords) {
  const data = join(folder, 'data')
  const initdb = ['-D', data, '-U', SUPERUSER, '-A', 'scram-sha-256', '--encoding=UTF8', '--no-locale', '--no-sync']
  const passwordFile = join(folder, 'superuser-password')
  await writeFile(passwordFile, adminPassword, { mode: 0o600 })
  if (account !== undefined) await chown(passwordFile, account.uid, account.gid)
  await run(join(bin, 'initdb'), [...initdb, `--pwfile=${passwordFile}`], { account, folder })
  await writeFile(join(data, 'postgresql.conf'), `${SETTINGS.join('\n')}\nunix_socket_directories = '${folder}'\n`)
  // Single-user mode needs no client program, which the npm package does not bring.
  const role = `create role ${ROLE} login createdb nosuperuser nobypassrls nocreaterole password '${password}'`
  await run(join(bin, 'postgres'), ['--single', '-D', data, 'postgres'], { account, folder, input: `${role}\n` })
}

async function startOnFreePort({ account, folder, bin }: ClusterSetup): Promise<number> {
  const log = join(folder, 'log')
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort()
    const args = ['start', '-D', join(folder, 'data'), '-o', `-p ${port}`, '-l', log, '-w', '-t', '60']
    try {
      await run(join(bin, 'pg_ctl'), args, { account, folder, quiet: true })
      return port
    } catch (error) {
      if (attempt < START_ATTEMPTS) continue
      const lastLines = (await readFile(log, 'utf8').catch(() => '')).trim().split('\n').slice(-5).join('\n')
      throw new SetupError(`the test PostgreSQL did not start: ${lastLines || (error as Error).message}`)
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

interface RunOptions {
  readonly account: Account | undefined
  readonly folder: string
  readonly input?: string
  /** A daemon that inherits our pipes would keep us waiting for ever: none are given. */
  readonly quiet?: boolean
}

function run(command: string, args: string[], { account, folder, input, quiet = false }: RunOptions): Promise<void> {
  const options: SpawnOptions = {
    ...account,
    cwd: folder,
    env: { PATH: process.env.PATH, LC_ALL: 'C', HOME: folder },
    stdio: quiet ? 'ignore' : ['pipe', 'pipe', 'pipe'],
  }
  const child = spawn(command, args, options)
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  child.stderr?.on('data', (chunk) => {
    output += chunk
  })
  child.stdin?.end(input ?? '')
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      // Single-user mode exits 0 even when a statement fails.
      const failed = code !== 0 || /\b(ERROR|FATAL|PANIC):/.test(output)
      if (failed) reject(new SetupError(`${command} failed: ${output.trim().slice(-500) || `exit code ${code}`}`))
      else resolve()
    })
  })
}
