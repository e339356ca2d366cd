import type { TestDialect } from '@rollcall/store/testing'
import {
  createDirectory,
  createInstance,
  type Instance,
  type RunningServer,
  rollcallJson,
  startServer,
} from '../support.ts'
import { FaultClient } from './client.ts'
import { demand, type Ledger } from './ledger.ts'
import { checkServer } from './observe.ts'
import { checkTables } from './tables.ts'
import { Worker } from './worker.ts'

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const SHARED_GROUPS = 3

/** A database, its servers, and clients that write to them. */
export interface Scene extends Instance {
  readonly token: string
  readonly directoryId: string
  readonly servers: RunningServer[]
  readonly workers: readonly Worker[]
  /** Groups that every worker writes to. */
  readonly shared: readonly string[]
  /** Holds the database and what the server shows to all promises. */
  check(): Promise<{ readonly whole: number; readonly absent: number }>
  /** Ends all servers in good order, verifies the audit log, drops the database. Tells how many events are chained. */
  finish(): Promise<number>
  /** Whatever the state. */
  drop(): Promise<void>
}

export async function createScene(
  dialect: TestDialect,
  options: {
    readonly servers?: number
    readonly workers?: number
    /** Of the servers only: what stands beside them reaches the database as it is. */
    readonly env?: (env: Instance['env']) => Promise<Instance['env']>
    readonly under?: readonly string[]
  } = {},
): Promise<Scene> {
  const instance = await createInstance(dialect)
  const { id: directoryId, token } = await createDirectory(instance.env)
  // One for all: what answers contain depends on it.
  const env = { PUBLIC_URL: 'http://127.0.0.1', ...((await options.env?.(instance.env)) ?? instance.env) }
  const under = options.under ?? []
  const servers: RunningServer[] = []
  for (let index = 0; index < (options.servers ?? 1); index += 1) {
    servers.push(await startServer(env, { under }))
  }
  const shared = await createSharedGroups(originOf(servers, 0), token)
  const workers = Array.from(
    { length: options.workers ?? 6 },
    (_, index) => new Worker(`worker${index}`, originOf(servers, index), token, shared),
  )
  const ledgers: readonly Ledger[] = workers.map((worker) => worker.ledger)
  const drop = async () => {
    for (const worker of workers) worker.close()
    for (const server of servers) await server.end('SIGKILL')
    await instance.database.drop()
  }
  return {
    ...instance,
    env,
    token,
    directoryId,
    servers,
    workers,
    shared,
    check: async () => {
      const outcomes = await checkServer(originOf(servers, 0), token, ledgers, shared)
      await checkTables(instance.database.url)
      return outcomes
    },
    finish: async () => {
      for (const worker of workers) worker.close()
      for (const server of servers) {
        const { code } = await server.end('SIGTERM')
        demand(code === 0 && server.output.stderr === '', 'a server did not end in good order', code, server.output)
      }
      const audit = await rollcallJson<{ ok: boolean; sealed: number; unsealed: number }>(
        instance.env,
        'audit',
        'verify',
        '--tenant',
        'acme',
      )
      demand(audit.ok && audit.unsealed === 0, 'the audit log does not verify', audit)
      return audit.sealed
    },
    drop,
  }
}

const originOf = (servers: readonly RunningServer[], index: number): string =>
  (servers[index % servers.length] as RunningServer).origin

async function createSharedGroups(origin: string, token: string): Promise<string[]> {
  const client = new FaultClient(origin, token)
  const ids: string[] = []
  for (let index = 0; index < SHARED_GROUPS; index += 1) {
    const { status, json } = await client.send('POST', '/Groups', { schemas: [GROUP], displayName: `Shared ${index}` })
    demand(status === 201, 'a shared group cannot be made', json)
    ids.push(json.id)
  }
  client.close()
  return ids
}
