/**
 * What a quiet tenant and /healthz feel while another tenant attacks: node bench/src/hostile/main.ts [--seconds n] [--database sqlite,postgres]
 * [--attack names]. The built server with the settings of production, one process; ratios against the same server left alone, in one run.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { runLoad } from '../load/run-load.ts'
import { ScimClient } from '../load/scim-client.ts'
import { percentile } from '../load/statistics.ts'
import { benchCluster, stopBenchCluster } from '../servers/postgres-cluster.ts'
import { runCommand, SECRET } from '../servers/rollcall.ts'
import { DATABASES, type DatabaseKind, type RunningServer } from '../servers/running-server.ts'
import { spawnServer } from '../servers/spawn-server.ts'
import { ATTACKS, type AttackName, type AttackWork } from './attacks.ts'

const CLI = fileURLToPath(new URL('../../../apps/server/dist/cli.js', import.meta.url))
const QUIET_USERS = 200
const LOUD_USERS = 500
/** Until an attack is under way. */
const SETTLE_MS = 2_000

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    database: { type: 'string', default: DATABASES.join(',') },
    attack: { type: 'string', default: ATTACKS.join(',') },
  },
})
const seconds = Number(values.seconds)

async function measure(database: DatabaseKind): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-hostile-'))
  const address = database === 'sqlite' ? join(folder, 'rollcall.db') : await postgresDatabase()
  const run = (...args: string[]) => runCommand(address, ...args, '--json')
  await runCommand(address, 'migrate')
  const quiet = await tenantWith(run, 'quiet', ['okta'])
  const loud = await tenantWith(run, 'loud', ['one', 'two', 'three'])
  const keyOf = async (role: string) =>
    (await run('api-key', 'create', '--name', role, '--tenant', 'loud', '--role', role)).key ?? ''
  const server = await spawnServer({
    ...{ name: 'rollcall', script: CLI, args: ['serve', 'all'], database: address, token: quiet.tokens[0] ?? '' },
    nodeArgs: ['--max-semi-space-size=8'],
    env: {
      DATABASE_URL: database === 'sqlite' ? `sqlite:${address}` : address,
      ...{ LOG_LEVEL: 'silent', ROLLCALL_SECRET_KEY: SECRET },
      ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
    },
  })
  try {
    await addUsers(server, quiet.tokens[0] ?? '', QUIET_USERS)
    await addUsers(server, loud.tokens[0] ?? '', LOUD_USERS)
    const work = {
      ...{
        port: server.target.port,
        tokens: loud.tokens,
        tenantId: await globalIdOf(server, await keyOf('auditor'), 'loud'),
      },
      ...{ managerKey: await keyOf('scim-manager'), auditorKey: await keyOf('auditor') },
    }
    await feel(server, 2)
    const idle = await feel(server, seconds)
    print(
      `## ${database}\n\n| beside | requests p50 ms | p99 ms | worst ms | p99 against idle | /healthz p99 ms | worst ms | refused | the attacker got |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |`,
    )
    print(row('nobody', idle, idle, {}))
    for (const attack of values.attack.split(',') as AttackName[]) {
      const worker = new Worker(new URL('attacks.ts', import.meta.url), {
        workerData: { ...work, attack } satisfies AttackWork,
      })
      await setTimeout(SETTLE_MS)
      const felt = await feel(server, seconds)
      const counts = await countsOf(worker)
      await worker.terminate()
      print(row(attack, felt, idle, counts))
      await setTimeout(SETTLE_MS)
    }
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function postgresDatabase(): Promise<string> {
  const cluster = await benchCluster()
  await cluster.drop('hostile')
  await cluster.create('hostile')
  return cluster.urlOf('hostile')
}

type Run = (...args: string[]) => Promise<Record<string, string>>

async function tenantWith(run: Run, slug: string, directories: readonly string[]) {
  await run('tenant', 'create', '--slug', slug, '--name', slug)
  const tokens: string[] = []
  for (const directory of directories) {
    const made = await run(
      'directory',
      'create',
      '--tenant',
      slug,
      '--slug',
      directory,
      '--name',
      directory,
      '--activate',
    )
    tokens.push((await run('token', 'create', '--directory', made.id ?? '')).token ?? '')
  }
  return { tokens }
}

async function globalIdOf({ target }: RunningServer, key: string, slug: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${target.port}/graphql`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query: `{ tenant(slug: "${slug}") { id } }` }),
  })
  const { data } = (await answer.json()) as { data: { tenant: { id: string } } }
  return data.tenant.id
}

async function addUsers({ target }: RunningServer, token: string, users: number): Promise<void> {
  await runLoad({ ...target, token }, { connections: 4, turns: users, maxMs: 60_000 }, async (client, n) => {
    const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: userName(n) }
    await client.send('POST', '/Users', JSON.stringify(body), { status: 201 })
  })
}

const userName = (n: number) => `user${n}@example.com`

interface Felt {
  readonly latencies: ArrayLike<number>
  readonly health: readonly number[]
  readonly refused: number
}

/** Look-ups of the quiet tenant over two connections, and a look at /healthz every 50 ms. */
async function feel({ target }: RunningServer, forSeconds: number): Promise<Felt> {
  const health: number[] = []
  let going = true
  const probing = (async () => {
    while (going) {
      const began = performance.now()
      const answered = await fetch(`http://127.0.0.1:${target.port}/healthz`).then(
        (answer) => answer.text(),
        () => undefined,
      )
      health.push(answered === undefined ? Number.POSITIVE_INFINITY : performance.now() - began)
      await setTimeout(50)
    }
  })()
  const latencies: number[] = []
  let refused = 0
  const until = performance.now() + forSeconds * 1_000
  await Promise.all(
    [0, 1].map(async (start) => {
      let client: ScimClient | undefined
      for (let n = start; performance.now() < until; n += 2) {
        const began = performance.now()
        try {
          client ??= await ScimClient.open(target)
          const name = userName((n * 7) % QUIET_USERS)
          const filter = encodeURIComponent(`userName eq "${name}"`)
          await client.get(`/Users?filter=${filter}`, { status: 200, holds: '"totalResults":1' })
        } catch {
          // A refusal may have closed the connection.
          refused += 1
          client?.close()
          client = undefined
        }
        latencies.push(performance.now() - began)
        // A provider has pauses, and the processor is the attacker's, too.
        await setTimeout(5)
      }
      client?.close()
    }),
  )
  going = false
  await probing
  return { latencies: latencies.toSorted((a, b) => a - b), health: health.toSorted((a, b) => a - b), refused }
}

function countsOf(worker: Worker): Promise<Record<string, number | string>> {
  return new Promise((resolve) => {
    worker.once('message', resolve)
    worker.once('error', (error: Error) => resolve({ failed: error.message }))
    worker.postMessage('count')
  })
}

function row(name: string, felt: Felt, idle: Felt, counts: Record<string, number | string>): string {
  const of = (values: ArrayLike<number>, p: number) => percentile(values, p)
  const ratio = of(felt.latencies, 0.99) / of(idle.latencies, 0.99)
  const got = Object.entries(counts).map(([what, n]) => `${n} × ${what}`)
  const cells = [
    name,
    of(felt.latencies, 0.5).toFixed(1),
    of(felt.latencies, 0.99).toFixed(1),
    of(felt.latencies, 1).toFixed(0),
  ]
  const health = [of(felt.health, 0.99).toFixed(1), of(felt.health, 1).toFixed(0)]
  return `| ${[...cells, `${ratio.toFixed(2)}×`, ...health, felt.refused, got.join(', ')].join(' | ')} |`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

try {
  for (const database of values.database.split(',') as DatabaseKind[]) await measure(database)
} finally {
  await stopBenchCluster()
}
