// npm run check:package: what ships works without this repository. Packs apps/server, installs the tarball into an empty folder elsewhere,
// and there migrates, makes a directory, serves and answers, on SQLite and on PostgreSQL.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { childEnvironment } from '../bootstrap/environment.mjs'
import { runMain, SetupError } from '../bootstrap/fail.mjs'
import { ROOT } from '../bootstrap/paths.mjs'
import { startCluster, stopClusterAtExit } from '../postgres/cluster.ts'

const run = promisify(execFile)
const SHIPPED = [
  'dist/cli.js',
  'dist/sqlite-worker.js',
  'dist/sqlite-checkpoint-worker.js',
  'dist/console/handler.js',
  'dist/THIRD-PARTY-NOTICES.txt',
  'LICENSE',
  'README.md',
]
const SECRET_KEY = 'a-key-for-the-package-check-0123456789'

await runMain(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-package-'))
  try {
    const tarball = await pack(folder)
    await install(folder, tarball)
    await checkInstance(folder, { DATABASE_URL: 'sqlite:./data/rollcall.db' })
    const cluster = await startCluster()
    const stop = stopClusterAtExit(cluster)
    try {
      const DATABASE_URL = await createDatabase(folder, cluster.url)
      await checkInstance(folder, { DATABASE_URL, ROLLCALL_SECRET_KEY: SECRET_KEY })
    } finally {
      await stop()
    }
    say('the package works')
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

function expect(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new SetupError(`the package does not work: ${otherwise}`)
}

/** Returns the tarball's path. */
async function pack(folder: string): Promise<string> {
  await run('pnpm', ['--filter', '@rollcall/server', 'pack', '--pack-destination', folder], {
    cwd: ROOT,
    env: childEnvironment(),
  })
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  expect(name !== undefined, 'nothing was packed')
  const { size } = await stat(join(folder, name))
  say(`packed ${name}, ${(size / 1e6).toFixed(1)} MB`)
  return `./${name}`
}

async function install(folder: string, tarball: string): Promise<void> {
  await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
  const started = performance.now()
  await run('npm', ['install', tarball, '--no-audit', '--no-fund', '--loglevel=error'], environmentOf(folder))
  say(`installed in ${((performance.now() - started) / 1_000).toFixed(1)} s`)
  const installed = join(folder, 'node_modules', '@rollcall', 'server')
  for (const file of SHIPPED)
    expect((await stat(join(installed, file)).catch(() => null)) !== null, `${file} is missing`)
  await checkNotice(join(installed, 'dist'))
  const { dependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
  expect(
    Object.keys(dependencies).sort().join() === 'better-sqlite3,pg' &&
      Object.values(dependencies).every((version) => /^\d/.test(String(version))),
    `its dependencies are ${JSON.stringify(dependencies)}`,
  )
}

/** Every package that the source maps name has its licence in the notice. */
async function checkNotice(dist: string): Promise<void> {
  const notice = await readFile(join(dist, 'THIRD-PARTY-NOTICES.txt'), 'utf8')
  const maps = (await readdir(dist, { recursive: true })).filter((file) => file.endsWith('.map'))
  const sources = await Promise.all(
    maps.map(async (file) => JSON.parse(await readFile(join(dist, file), 'utf8')).sources as string[]),
  )
  const names = new Set(
    sources.flat().flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []),
  )
  expect(names.size > 50, `its source maps name ${names.size} packages only`)
  const missing = [...names].filter((name) => !new RegExp(`^${name.replaceAll('.', '\\.')} \\d`, 'm').test(notice))
  expect(missing.length === 0, `THIRD-PARTY-NOTICES.txt lacks ${missing.join(', ')}`)
  say(`the licences of ${names.size} packages and more are in the notice`)
}

/** Nothing of this repository: its own folder, and of our environment only where Node and npm are. */
function environmentOf(folder: string, more: Readonly<Record<string, string>> = {}) {
  const { PATH, HOME } = childEnvironment()
  const npm = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => /^(npm_config_|NODE_EXTRA)/i.test(name)),
  )
  return { cwd: folder, env: { PATH, HOME, LOG_LEVEL: 'error', ...npm, ...more } }
}

/** With the driver that the package brought. */
async function createDatabase(folder: string, server: string): Promise<string> {
  const { Client } = createRequire(join(folder, 'package.json'))('pg')
  const client = new Client({ connectionString: server })
  await client.connect()
  await client.query('create database package_check')
  await client.end()
  return Object.assign(new URL(server), { pathname: '/package_check' }).href
}

async function checkInstance(folder: string, database: Readonly<Record<string, string>>): Promise<void> {
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const options = environmentOf(folder, { ...database, PORT: String(port) })
  const rollcall = async (...args: string[]): Promise<string> =>
    (await run('npx', ['--no', 'rollcall', ...args], options)).stdout
  const json = async (...args: string[]) => JSON.parse(await rollcall(...args, '--json'))

  await rollcall('migrate')
  await json('tenant', 'create', '--slug', 'acme', '--name', 'Acme')
  const directory = await json(
    'directory',
    'create',
    '--tenant',
    'acme',
    '--slug',
    'okta',
    '--name',
    'Okta',
    '--activate',
  )
  const { token } = await json('token', 'create', '--directory', directory.id)

  const started = performance.now()
  const server = spawn('npx', ['--no', 'rollcall', 'serve', '--port', String(port)], {
    ...options,
    stdio: ['ignore', 'ignore', 'inherit'],
    // A process group of its own: npx does not hand a signal on to what it started.
    detached: true,
  })
  const ended = once(server, 'exit')
  try {
    await untilReady(origin, () => server.exitCode !== null)
    const seconds = ((performance.now() - started) / 1_000).toFixed(1)
    await checkAnswers(origin, token)
    say(
      `${database.DATABASE_URL?.split(':')[0]}: migrated, ready after ${seconds} s, SCIM, GraphQL and the console answer`,
    )
  } finally {
    if (server.exitCode === null) process.kill(-(server.pid ?? 0), 'SIGTERM')
    await ended
  }
}

async function checkAnswers(origin: string, token: string): Promise<void> {
  const scim = (path: string, body?: unknown) =>
    fetch(`${origin}/scim/v2${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const user = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ann@example.com' }
  const created = await scim('/Users', user)
  expect(created.status === 201, `creating a user was answered ${created.status} ${await created.text()}`)
  // A search that a thread of its own carries out.
  const found = (await (await scim(`/Users?filter=${encodeURIComponent('userName co "EXAMPLE"')}`)).json()) as {
    totalResults?: number
  }
  expect(found.totalResults === 1, `a search was answered ${JSON.stringify(found)}`)
  const graphql = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
  })
  expect(graphql.status < 500, `GraphQL was answered ${graphql.status}`)
  const page = await fetch(`${origin}/`)
  expect(page.ok && (await page.text()).includes('<html'), `the console was answered ${page.status}`)
}

async function untilReady(origin: string, hasEnded: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    expect(!hasEnded(), 'the server ended')
    if ((await fetch(`${origin}/readyz`).catch(() => undefined))?.ok) return
    await wait(100)
  }
  expect(false, 'the server was not ready within 30 seconds')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}
