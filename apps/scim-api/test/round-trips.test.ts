import { DIALECTS, observeRoundTrips, type RoundTrips } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnyJson, type ScimClient, startTestServer, type TestServer } from '../testing/index.ts'
import { createGroup, createUser, GROUP, PATCH_OP, USER, unique } from './support.ts'

interface Cost {
  readonly roundTrips: number
  readonly statements: number
}

interface Costly {
  readonly what: string
  readonly most: Cost
  readonly request: (client: ScimClient, made: Made) => Promise<{ readonly status: number }>
  readonly status: number
}

/** A user in one group; a group with three members. */
interface Made {
  readonly user: AnyJson
  readonly group: AnyJson
  readonly others: readonly AnyJson[]
}

let turn = 0
const next = (): number => {
  turn += 1
  return turn
}

/** Upper bounds: fewer is welcome, more needs a reason. A statement more costs the database; a round trip more costs the client the distance. */
const COSTS: readonly Costly[] = [
  {
    what: 'a look-up that finds nobody',
    most: { roundTrips: 1, statements: 2 },
    request: (client) => client.find('/Users', 'userName eq "nobody@example.com"'),
    status: 200,
  },
  {
    what: 'a look-up that finds somebody',
    most: { roundTrips: 1, statements: 2 },
    request: (client, { user }) => client.find('/Users', `userName eq "${user.userName}"`),
    status: 200,
  },
  {
    what: 'GET of a user',
    most: { roundTrips: 1, statements: 3 },
    request: (client, { user }) => client.get(`/Users/${user.id}`),
    status: 200,
  },
  {
    what: 'GET of a group',
    most: { roundTrips: 2, statements: 4 },
    request: (client, { group }) => client.get(`/Groups/${group.id}`),
    status: 200,
  },
  {
    what: 'creating a user',
    most: { roundTrips: 2, statements: 12 },
    request: (client) => client.post('/Users', { schemas: [USER], userName: unique() }),
    status: 201,
  },
  {
    what: 'creating a user with an externalId',
    most: { roundTrips: 3, statements: 13 },
    request: (client) => client.post('/Users', { schemas: [USER], userName: unique(), externalId: unique() }),
    status: 201,
  },
  {
    what: 'PUT of a user with another name',
    most: { roundTrips: 3, statements: 14 },
    request: (client, { user }) =>
      client.put(`/Users/${user.id}`, { schemas: [USER], userName: user.userName, displayName: `name ${next()}` }),
    status: 200,
  },
  {
    what: 'PATCH of active',
    most: { roundTrips: 3, statements: 12 },
    request: (client, { user }) =>
      client.patch(`/Users/${user.id}`, {
        schemas: [PATCH_OP],
        Operations: [{ op: 'replace', path: 'active', value: next() % 2 === 0 }],
      }),
    status: 200,
  },
  {
    what: 'PATCH that changes nothing',
    most: { roundTrips: 3, statements: 5 },
    request: (client, { user }) =>
      client.patch(`/Users/${user.id}`, {
        schemas: [PATCH_OP],
        Operations: [{ op: 'replace', path: 'userName', value: user.userName }],
      }),
    status: 200,
  },
  {
    what: 'PATCH of a group that adds one member',
    most: { roundTrips: 6, statements: 13 },
    request: (client, { group, others }) =>
      client.patch(`/Groups/${group.id}`, {
        schemas: [PATCH_OP],
        Operations: [{ op: 'add', path: 'members', value: [{ value: others[next() % others.length]?.id }] }],
      }),
    status: 200,
  },
]

/** How often each is measured; the least counts, since what runs beside the request is none of its cost. */
const REPEATS = 3

describe.runIf(DIALECTS.includes('postgres'))('what a request costs on PostgreSQL', () => {
  let server: TestServer
  let observed: RoundTrips
  let made: Made

  beforeAll(async () => {
    server = await startTestServer('postgres', {
      via: async (databaseUrl) => {
        observed = await observeRoundTrips(databaseUrl)
        return observed.url
      },
    })
    const { client } = server
    const [user, ...others] = await Promise.all(Array.from({ length: 12 }, () => createUser(client)))
    const group = await createGroup(client, { schemas: [GROUP], members: [{ value: user.id }] })
    made = { user, group, others }
  })
  afterAll(async () => {
    await server?.close()
    await observed?.close()
  })

  test.each(COSTS)('$what: at most $most.roundTrips round trips, $most.statements statements', async (costly) => {
    const costs: Cost[] = []
    for (let repeat = 0; repeat < REPEATS; repeat += 1) {
      // The credential is read once a second at most, which is no part of it; statements are prepared and PATCHes toggle.
      if (repeat === 0) await costly.request(server.client, made)
      else await server.client.get('/Users?count=0')
      costs.push(
        await observed.measure(async () => {
          expect((await costly.request(server.client, made)).status).toBe(costly.status)
        }),
      )
    }
    const least = (name: keyof Cost) => Math.min(...costs.map((cost) => cost[name]))
    const cost = { roundTrips: least('roundTrips'), statements: least('statements') }
    if (process.env.ROLLCALL_SHOW_COSTS) console.log(costly.what, cost)
    expect(cost.roundTrips).toBeLessThanOrEqual(costly.most.roundTrips)
    expect(cost.statements).toBeLessThanOrEqual(costly.most.statements)
  })
})
