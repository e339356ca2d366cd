import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Tell } from '../measure/measure.ts'
import { measureQuiet } from '../measure/quiet.ts'
import type { Options } from '../options.ts'
import { withSubjects } from '../population/subjects.ts'
import type { DatabaseKind } from '../servers/running-server.ts'
import type { LoudWork } from '../workloads/loud-tenant.ts'
import type { NeighboursResult } from './results.ts'

const LOUD = new URL('../workloads/loud-tenant.ts', import.meta.url)
const QUIET_USERS = 1_000
/** Until the loud tenant's first requests are under way. */
const SETTLE_MS = 1_000

/** A quiet tenant's look-ups and reads, alone and while another tenant exports, searches with `co` and reads a large group over and over. */
export function runNeighbours(database: DatabaseKind, options: Options, tell: Tell): Promise<NeighboursResult> {
  const { users, members, seconds } = options.neighbours
  const plan = { users, groups: [members], quietUsers: QUIET_USERS }
  return withSubjects(database, plan, ['rollcall'], async ([subject]) => {
    const { server, population } = subject ?? {}
    if (server === undefined || population?.quiet === undefined) throw new Error('there is no quiet tenant')
    tell('the quiet tenant alone')
    const alone = await measureQuiet(server, population.quiet, seconds)
    tell('the quiet tenant beside a loud one')
    const loud = await startLoud({ target: server.target, group: `/Groups/${population.groups[0]?.id}` })
    try {
      await setTimeout(SETTLE_MS)
      const before = await loud.counts()
      const beside = await measureQuiet(server, population.quiet, seconds)
      const after = await loud.counts()
      return {
        ...{ users, members, alone, beside },
        loud: {
          exported: after.exported - before.exported,
          searched: after.searched - before.searched,
          groupsRead: after.groupsRead - before.groupsRead,
        },
      }
    } finally {
      await loud.stop()
    }
  })
}

type Counts = NeighboursResult['loud']

async function startLoud(work: LoudWork): Promise<{ counts(): Promise<Counts>; stop(): Promise<unknown> }> {
  const worker = new Worker(LOUD, { workerData: work })
  let failed: string | undefined
  worker.on('message', (message: { failed?: string }) => {
    failed ??= message.failed
  })
  return {
    counts() {
      if (failed !== undefined) throw new Error(`the loud tenant: ${failed}`)
      return new Promise((resolve) => {
        const listen = (message: { counts?: Counts }) => {
          if (message.counts === undefined) return
          worker.off('message', listen)
          resolve(message.counts)
        }
        worker.on('message', listen)
        worker.postMessage('count')
      })
    },
    stop: () => worker.terminate(),
  }
}
