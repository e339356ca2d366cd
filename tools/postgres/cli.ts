import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runMain, SetupError } from '../bootstrap/fail.mjs'
import { TOOLS } from '../bootstrap/paths.mjs'
import { clusterAccount } from './account.ts'
import { type Cluster, startCluster, stopCluster } from './cluster.ts'

const STATE_FOLDER = join(TOOLS, 'postgres')
const STATE_FILE = join(STATE_FOLDER, 'state.json')

await runMain(async () => {
  switch (process.argv[2]) {
    case 'start':
      process.stdout.write(`${await start()}\n`)
      return 0
    case 'stop':
      await stop()
      return 0
    case 'url':
      process.stdout.write(`${expectRunning().url}\n`)
      return 0
    case 'admin-url':
      process.stdout.write(`${expectRunning().adminUrl}\n`)
      return 0
    default:
      throw new SetupError('usage: node tools/postgres.mjs start|stop|url|admin-url', 2)
  }
})

async function start(): Promise<string> {
  const running = runningCluster()
  if (running !== undefined) return running.url
  await stop() // what a crash or a restart of the machine left
  const cluster = await startCluster()
  await mkdir(STATE_FOLDER, { recursive: true })
  await writeFile(STATE_FILE, JSON.stringify(cluster), { mode: 0o600 })
  return cluster.url
}

async function stop(): Promise<void> {
  const cluster = knownCluster()
  if (cluster === undefined) return
  await stopCluster(cluster)
  await rm(STATE_FILE, { force: true })
}

function knownCluster(): Cluster | undefined {
  return existsSync(STATE_FILE) ? JSON.parse(readFileSync(STATE_FILE, 'utf8')) : undefined
}

function expectRunning(): Cluster {
  const cluster = runningCluster()
  if (cluster === undefined) {
    throw new SetupError('no test PostgreSQL is running; start one: node tools/postgres.mjs start')
  }
  return cluster
}

function runningCluster(): Cluster | undefined {
  const cluster = knownCluster()
  if (cluster === undefined || !existsSync(cluster.folder)) return undefined
  const status = spawnSync(join(cluster.bin, 'pg_ctl'), ['status', '-D', join(cluster.folder, 'data')], {
    ...clusterAccount(),
    cwd: '/',
    stdio: 'ignore',
  })
  return status.status === 0 ? cluster : undefined
}
