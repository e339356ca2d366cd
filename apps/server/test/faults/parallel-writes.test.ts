import type { AnyJson } from '@rollcall/scim-api/testing'
import { DIALECTS } from '@rollcall/store/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { FaultClient } from './client.ts'
import { createScene, type Scene } from './scene.ts'
import { LONG, recordFigures } from './settings.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PARALLEL = 64
const ROUNDS = LONG ? 20 : 1

describe.each(DIALECTS)('parallel writes through several processes (%s)', (dialect) => {
  let scene: Scene | undefined
  afterEach(() => scene?.drop(), 60_000)

  test(
    `${PARALLEL} PATCHes of one group and ${PARALLEL} creates of one userName have a serial outcome`,
    async () => {
      const processes = dialect === 'sqlite' ? 3 : 2
      scene = await createScene(dialect, { servers: processes, workers: 0 })
      const { servers, token, shared } = scene
      const groupId = shared[0] as string
      // A connection each, spread over the processes.
      const clients = Array.from(
        { length: PARALLEL },
        (_, index) => new FaultClient((servers[index % servers.length] as (typeof servers)[number]).origin, token),
      )
      const inParallel = (act: (client: FaultClient, index: number) => ReturnType<FaultClient['send']>) =>
        Promise.all(clients.map(act))
      const statuses = new Map<string, number>()
      const count = (what: string, status: number) => {
        const key = `${what} ${status}`
        statuses.set(key, (statuses.get(key) ?? 0) + 1)
      }
      const expected = new Set<string>()
      for (let round = 0; round < ROUNDS; round += 1) {
        const userName = `everybody-${round}@example.com`
        const creates = await inParallel((client) => client.send('POST', '/Users', { schemas: [USER], userName }))
        for (const { status } of creates) count('create', status)
        expect(creates.map(({ status }) => status).sort()).toEqual([201, ...Array(PARALLEL - 1).fill(409)])
        for (const { status, json } of creates) if (status === 409) expect(json.scimType).toBe('uniqueness')

        const users = await inParallel((client, index) =>
          client.send('POST', '/Users', { schemas: [USER], userName: `member-${round}-${index}` }),
        )
        const ids: string[] = users.map(({ json }) => json.id)
        // Half of the round's members go again while the others come.
        const leaving = [...expected].slice(0, PARALLEL / 2)
        const changes = await inParallel(async (client, index) => {
          const operations: AnyJson[] = [{ op: 'add', path: 'members', value: [{ value: ids[index] }] }]
          if (leaving[index] !== undefined)
            operations.push({ op: 'remove', path: `members[value eq "${leaving[index]}"]` })
          return client.change(`/Groups/${groupId}`, ...operations)
        })
        for (const { status } of changes) count('PATCH', status)
        expect(changes.filter(({ status }) => status !== 200 && status !== 204)).toEqual([])
        // Each made a version of its own: no two rest on the same state.
        expect(new Set(changes.map(({ headers }) => headers.etag)).size).toBe(PARALLEL)
        for (const id of ids) expected.add(id)
        for (const id of leaving) expected.delete(id)
        for (const client of clients.slice(0, servers.length)) {
          const { json } = await client.send('GET', `/Groups/${groupId}`)
          expect(json.members.map((member: AnyJson) => member.value).sort()).toEqual([...expected].sort())
        }
      }
      for (const client of clients) client.close()
      await scene.finish()
      recordFigures(`parallel writes through ${processes} processes, ${dialect}`, {
        rounds: ROUNDS,
        ...Object.fromEntries([...statuses].sort()),
      })
    },
    LONG ? 600_000 : 120_000,
  )
})
