import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { AnyJson, ScimClient, ScimResponse } from '../testing/index.ts'
import { createGroup, createUser, GROUP, onEachDatabase, PATCH_OP, total, unique, userBody } from './support.ts'

const BULK_REQUEST = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'
/** Set by hand, ROLLCALL_BULK_ROUNDS=10: that many rounds, and more and longer requests in each. */
const LONG_ROUNDS = process.env.ROLLCALL_BULK_ROUNDS
const ROUNDS = Number(LONG_ROUNDS ?? 1)

interface Operation {
  readonly method: string
  readonly path: string
  readonly bulkId?: string
  readonly data?: unknown
}

const bulk = (client: ScimClient, operations: readonly Operation[]): Promise<ScimResponse> =>
  client.post('/Bulk', { schemas: [BULK_REQUEST], Operations: operations })

const patch = (path: string, operation: Record<string, unknown>): Operation => ({
  method: 'PATCH',
  path,
  data: { schemas: [PATCH_OP], Operations: [operation] },
})

/** What the last answer about each resource says must be what a GET shows. */
async function expectTrue(client: ScimClient, sent: readonly Operation[], { json }: ScimResponse): Promise<void> {
  expect(json.Operations).toHaveLength(sent.length)
  for (const [index, result] of json.Operations.entries() as Iterable<[number, AnyJson]>) {
    const { method } = sent[index] as Operation
    const seen = await client.get(result.location.slice(result.location.indexOf('/scim/v2') + '/scim/v2'.length))
    if (method === 'DELETE') {
      expect(result.status).toBe('204')
      expect(seen.status).toBe(404)
      continue
    }
    expect(result.status, JSON.stringify(result)).toBe(method === 'POST' ? '201' : '200')
    expect(seen.status).toBe(200)
    // Others may have changed it since, never made it older.
    const versionOf = (text: string) => Number(text.replace(/\D/g, ''))
    expect(versionOf(seen.json.meta.version)).toBeGreaterThanOrEqual(versionOf(result.version))
  }
}

const SIZES =
  LONG_ROUNDS !== undefined
    ? [
        { requests: 10, size: 25 },
        { requests: 6, size: 100 },
      ]
    : [
        { requests: 6, size: 20 },
        { requests: 3, size: 60 },
      ]

onEachDatabase(
  'bulk requests at once',
  (shared) => {
    const turned = <T>(list: readonly T[], index: number): T[] => (index % 2 === 0 ? [...list] : [...list].reverse())

    /** Sends them all at the same time, beside single writes; everything must be done, and every answer true. */
    async function sendAll(requests: readonly (readonly Operation[])[]): Promise<void> {
      const { client } = shared
      // Awaited as one, so that none of them fails while nobody looks.
      const [singles, answers] = await Promise.all([
        Promise.all(requests.map(() => client.post('/Users', userBody()))),
        Promise.all(requests.map((operations) => bulk(client, operations))),
      ])
      for (const single of singles) expect(single.status, single.text).toBe(201)
      for (const [index, answer] of answers.entries()) {
        expect(answer.status, answer.text.slice(0, 300)).toBe(200)
        await expectTrue(client, requests[index] ?? [], answer)
      }
    }

    test.each(SIZES)(
      '$requests of $size creates, users and groups, in opposite orders, are all done',
      async ({ requests, size }) => {
        for (let round = 0; round < ROUNDS; round += 1) {
          const before = [await total(shared.client), await total(shared.client, '/Groups')] as const
          await sendAll(
            Array.from({ length: requests }, (_, request) => {
              const half = Math.floor(size / 2)
              const operations = Array.from({ length: size }, (_, index) =>
                index < half
                  ? { method: 'POST', path: '/Users', bulkId: `b${index}`, data: userBody() }
                  : {
                      method: 'POST',
                      path: '/Groups',
                      bulkId: `b${index}`,
                      data: {
                        schemas: [GROUP],
                        displayName: unique('g'),
                        members: [{ value: `bulkId:b${index - half}` }],
                      },
                    },
              )
              return turned(operations, request)
            }),
          )
          const half = Math.floor(size / 2)
          expect(await total(shared.client)).toBe(before[0] + requests * (half + 1))
          expect(await total(shared.client, '/Groups')).toBe(before[1] + requests * (size - half))
        }
      },
    )

    test.each(SIZES)(
      '$requests of $size changes of the same users and groups, in opposite orders, are all done',
      async ({ requests, size }) => {
        const { client } = shared
        const people: AnyJson[] = []
        for (let index = 0; index < size - 5; index += 1) people.push(await createUser(client))
        const groups: AnyJson[] = []
        for (let index = 0; index < 5; index += 1) groups.push(await createGroup(client))
        for (let round = 0; round < ROUNDS; round += 1) {
          await sendAll(
            Array.from({ length: requests }, (_, request) => {
              const changes = people.map(({ id }, index) =>
                patch(`/Users/${id}`, { op: 'replace', path: 'title', value: `${round}-${request}-${index}` }),
              )
              const joins = groups.map(({ id }, index) =>
                patch(`/Groups/${id}`, { op: 'add', path: 'members', value: [{ value: people[index].id }] }),
              )
              return turned([...changes, ...joins], request)
            }),
          )
        }
      },
    )

    test.each(SIZES)(
      '$requests of $size removals, of people who share groups and of groups, are all done',
      async ({ requests, size }) => {
        const { client } = shared
        const groupsOfRequest = Math.floor(size / 5)
        for (let round = 0; round < ROUNDS; round += 1) {
          const before = [await total(client), await total(client, '/Groups')] as const
          const made: AnyJson[][] = []
          for (let request = 0; request < requests; request += 1) {
            const operations = Array.from({ length: size }, (_, index) =>
              index < size - groupsOfRequest
                ? { method: 'POST', path: '/Users', bulkId: `b${index}`, data: userBody() }
                : {
                    method: 'POST',
                    path: '/Groups',
                    bulkId: `b${index}`,
                    data: {
                      schemas: [GROUP],
                      displayName: unique('g'),
                      members: [{ value: `bulkId:b${size - index - 1}` }, { value: 'bulkId:b0' }],
                    },
                  },
            )
            const { json } = await bulk(client, operations)
            made.push(
              json.Operations.map(({ location }: AnyJson) => ({ path: location.split('/').slice(-2).join('/') })),
            )
          }
          const members = made.flatMap((list) => list.slice(0, 5)).map(({ path }) => ({ value: path.split('/')[1] }))
          for (let group = 0; group < 3; group += 1) await createGroup(client, { members })
          await sendAll(
            made.map((list, request) =>
              turned(
                list.map(({ path }) => ({ method: 'DELETE', path: `/${path}` })),
                request,
              ),
            ),
          )
          expect(await total(client)).toBe(before[0] + requests)
          expect(await total(client, '/Groups')).toBe(before[1] + 3)
        }
      },
    )
  },
  { timeoutMs: 120_000 * ROUNDS },
)

onEachDatabase(
  'while one directory sends bulk requests',
  (shared) => {
    test('the event loop has a turn between two operations, and another tenant’s writes and reads come between parts', async () => {
      const other = await shared.server.addDirectory({ tenantSlug: 'other' })
      let running = true
      let turns = 0
      const counting = (async () => {
        for (; running; turns += 1) await setImmediate()
      })()
      const operations = Array.from({ length: 200 }, (_, index) => ({
        method: 'POST',
        path: '/Users',
        bulkId: `b${index}`,
        data: userBody(),
      }))
      let finished = false
      const sending = bulk(shared.client, operations).then((answer) => {
        finished = true
        return answer
      })
      let between = 0
      while (!finished) {
        const written = await other.client.post('/Users', userBody())
        expect(written.status).toBe(201)
        expect((await other.client.get(`/Users/${written.json.id}`)).status).toBe(200)
        if (!finished) between += 1
      }
      running = false
      await counting
      expect((await sending).status).toBe(200)
      expect(turns).toBeGreaterThan(operations.length)
      // A part holds 50 operations at most.
      expect(between).toBeGreaterThanOrEqual(operations.length / 50 - 2)
    })
  },
  { timeoutMs: 120_000 },
)
