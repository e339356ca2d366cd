// A worker of its own, so that reading its large answers does not delay the clock of the quiet tenant's requests.
import { parentPort, workerData } from 'node:worker_threads'
import { ScimClient, type Target } from '../load/scim-client.ts'

export interface LoudWork {
  readonly target: Target
  /** Path of the large group. */
  readonly group: string
}

const { target, group } = workerData as LoudWork
const counts = { exported: 0, searched: 0, groupsRead: 0 }

/** Until the worker is ended: pages of a thousand by cursor, the whole directory again and again. */
async function exportAll(client: ScimClient): Promise<never> {
  let cursor = ''
  for (;;) {
    const answer = await client.get(`/Users?count=1000&cursor=${cursor}`, { status: 200 })
    cursor = /"nextCursor":"([^"]*)"/.exec(answer.slice(0, 2_000))?.[1] ?? ''
    counts.exported += 1
  }
}

async function search(client: ScimClient): Promise<never> {
  const filters = ['userName co "4e"', 'displayName co "gu"', 'emails.value co "99@home"', 'name.familyName co "qu"']
  for (let n = 0; ; n += 1) {
    const filter = encodeURIComponent(filters[n % filters.length] ?? '')
    await client.get(`/Users?filter=${filter}&count=200`, { status: 200 })
    counts.searched += 1
  }
}

async function readGroup(client: ScimClient): Promise<never> {
  for (;;) {
    await client.get(group, { status: 200, holds: '"members"' })
    counts.groupsRead += 1
  }
}

parentPort?.on('message', () => parentPort?.postMessage({ counts }))
const clients = await Promise.all([0, 1, 2].map(() => ScimClient.open(target)))
const loud = [exportAll, search, readGroup].map((work, n) => work(clients[n] as ScimClient))
await Promise.all(loud).catch((error: unknown) => parentPort?.postMessage({ failed: (error as Error).message }))
