import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** The part of tools/postgres that is used here; it is plain scripts, so its types are not. */
interface ClusterTools {
  startCluster(): Promise<{ url: string; version: string; folder: string }>
  stopClusterAtExit(cluster: { folder: string }): () => Promise<void>
}

/** A cluster of our own with the durability of a default installation. */
export interface BenchCluster {
  /** "postgres (PostgreSQL) 15.18". */
  readonly version: string
  /** Of a database, as the role that Rollcall runs under: not superuser, bound by row-level security. */
  urlOf(database: string): string
  superuserUrlOf(database: string): string
  create(database: string, template?: string): Promise<void>
  drop(database: string): Promise<void>
  stop(): Promise<void>
}

/** Undoes what makes a test cluster fast and forgetful. */
const DURABLE = ['fsync = on', 'full_page_writes = on', 'synchronous_commit = on', 'autovacuum = on']

let running: Promise<BenchCluster> | undefined

/** The one cluster of this run, started when first asked for. */
export function benchCluster(): Promise<BenchCluster> {
  running ??= start()
  return running
}

export async function stopBenchCluster(): Promise<void> {
  await (await running)?.stop()
  running = undefined
}

async function start(): Promise<BenchCluster> {
  const tools = (await import(new URL('../../../tools/postgres/cluster.ts', import.meta.url).href)) as ClusterTools
  const cluster = await tools.startCluster()
  const stop = tools.stopClusterAtExit(cluster)
  const password = readFileSync(join(cluster.folder, 'superuser-password'), 'utf8').trim()
  const to = (database: string, user?: { name: string; password: string }) => {
    const url = new URL(cluster.url)
    url.pathname = `/${database}`
    if (user !== undefined) {
      url.username = user.name
      url.password = user.password
    }
    return url.href
  }
  const superuserUrlOf = (database: string) => to(database, { name: 'postgres', password })
  const owner = new URL(cluster.url).username
  const ask = async (...statements: readonly string[]): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: superuserUrlOf('postgres') })
    await client.connect()
    try {
      let rows: unknown[] = []
      for (const statement of statements) rows = (await client.query(statement)).rows
      return rows
    } finally {
      await client.end()
    }
  }
  await ask(...DURABLE.map((setting) => `alter system set ${setting}`), 'select pg_reload_conf()')
  await requireDurability(ask)
  return {
    version: cluster.version,
    urlOf: (database) => to(database),
    superuserUrlOf,
    async create(database, template = 'template1') {
      // Copied file by file: the other way would write every page of the copy to the log.
      await ask(
        `create database "${database}" owner "${owner}" template "${template}" strategy file_copy`,
        'checkpoint',
      )
    },
    async drop(database) {
      await ask(`drop database if exists "${database}" with (force)`)
    },
    stop,
  }
}

/** The reload is asynchronous; figures of a forgetful cluster would be worth nothing. */
async function requireDurability(ask: (statement: string) => Promise<unknown[]>): Promise<void> {
  const text = `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
    current_setting('full_page_writes') as pages`
  for (let tries = 0; ; tries += 1) {
    const [row] = (await ask(text)) as { fsync: string; commit: string; pages: string }[]
    if (row?.fsync === 'on' && row.commit === 'on' && row.pages === 'on') return
    if (tries > 50) throw new Error('the PostgreSQL of the benchmarks does not write durably')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
