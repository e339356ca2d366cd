import { WrongAnswerError } from '../load/scim-client.ts'
import { LOADED } from '../population/plan.ts'
import { activePatch, userBody, userNameOf } from '../population/users.ts'
import type { Subject, Workload } from './workload.ts'

/** Spreads turns over a population without touching neighbours in turn; the same for every server. */
const spread = (n: number, size: number): number => (n * 7_919) % size

const lookUp = (userName: string) => `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`

export const lookUpHit = (turns: number): Workload => ({
  ...{ id: 'hit', title: 'Look-up by userName, hit', turns },
  async prepare({ population }) {
    return {
      async turn(client, n) {
        const userName = userNameOf(LOADED, spread(n, population.userIds.length))
        await client.get(lookUp(userName), { status: 200, holds: `"userName":"${userName}"` })
      },
    }
  },
})

export const lookUpMiss = (turns: number): Workload => ({
  ...{ id: 'miss', title: 'Look-up by userName, miss', turns },
  async prepare() {
    return {
      async turn(client, n) {
        await client.get(lookUp(userNameOf('nobody', n)), { status: 200, holds: '"totalResults":0' })
      },
    }
  },
})

export const getById = (turns: number): Workload => ({
  ...{ id: 'get', title: 'GET by id', turns },
  async prepare({ population }) {
    return {
      async turn(client, n) {
        const index = spread(n, population.userIds.length)
        await client.get(`/Users/${population.userIds[index]}`, { status: 200, holds: userNameOf(LOADED, index) })
      },
    }
  },
})

export const create = (turns: number): Workload => ({
  ...{ id: 'create', title: 'Create a user', turns },
  async prepare(subject) {
    const label = subject.nextLabel()
    return {
      async turn(client, n) {
        const body = JSON.stringify(userBody(label, n))
        await client.send('POST', '/Users', body, { status: 201, holds: `"userName":"${userNameOf(label, n)}"` })
      },
      async verify(client, turns) {
        for (const n of samples(turns)) {
          await client.get(lookUp(userNameOf(label, n)), { status: 200, holds: '"totalResults":1' })
        }
      },
    }
  },
})

export const put = (turns: number): Workload => ({
  ...{ id: 'put', title: 'PUT a user, one attribute changed', turns },
  async prepare(subject) {
    const { population } = subject
    const size = population.userIds.length
    const label = subject.nextLabel()
    // Another one each time round: a user that is as it was asked to be costs next to nothing.
    const titleOf = (n: number) => `Title ${label} ${Math.floor(n / size)}`
    return {
      async turn(client, n) {
        const index = spread(n, size)
        const title = titleOf(n)
        await client.send('PUT', `/Users/${population.userIds[index]}`, bodyOf(index, title), {
          status: 200,
          holds: `"title":"${title}"`,
        })
      },
      async verify(client, turns) {
        for (const n of samples(Math.min(turns, size))) {
          const lastTurn = n + size * Math.floor((turns - 1 - n) / size)
          await client.get(`/Users/${population.userIds[spread(n, size)]}`, {
            status: 200,
            holds: `"title":"${titleOf(lastTurn)}"`,
          })
        }
      },
    }
  },
})

const bodyOf = (index: number, title: string): string => JSON.stringify({ ...userBody(LOADED, index), title })

/** What each user of a server was set to last; nobody else changes them, and all start as active. */
const activity = new WeakMap<Subject, Map<number, boolean>>()

export const patchActive = (turns: number): Workload => ({
  ...{ id: 'patch', title: 'PATCH active', turns },
  async prepare(subject) {
    const { population } = subject
    const size = population.userIds.length
    const active = activity.get(subject) ?? new Map<number, boolean>()
    activity.set(subject, active)
    return {
      // Every turn changes something, however far the run before it came.
      async turn(patching, n) {
        const user = spread(n, size)
        const value = !(active.get(user) ?? true)
        const expected = { status: [200, 204], holds: `"active":${value}` }
        await patching.send('PATCH', `/Users/${population.userIds[user]}`, activePatch(value), expected)
        active.set(user, value)
      },
      async verify(reading, turns) {
        for (const n of samples(Math.min(turns, size))) {
          const user = spread(n, size)
          await reading.get(`/Users/${population.userIds[user]}`, {
            status: 200,
            holds: `"active":${active.get(user) ?? true}`,
          })
        }
      },
    }
  },
})

export const pageAt = (place: 'first' | 'last', turns: number): Workload => ({
  ...{ id: `${place}-page`, title: `Page of 200, ${place}`, turns },
  async prepare(_subject, client) {
    const body = await client.get('/Users?count=1', { status: 200 })
    const total = Number(/"totalResults":(\d+)/.exec(body)?.[1] ?? 0)
    const start = place === 'first' ? 1 : Math.max(1, total - 199)
    const shown = Math.min(200, total)
    return {
      async turn(reading) {
        const answer = await reading.get(`/Users?startIndex=${start}&count=200`, {
          status: 200,
          holds: `"totalResults":${total}`,
        })
        const found = answer.split('"resourceType":"User"').length - 1
        if (found !== shown) throw new WrongAnswerError(`a page of ${shown} users held ${found}`)
      },
    }
  },
})

/** Walks the directory by cursor (RFC 9865), each connection by itself. */
export const cursorPage = (turns: number): Workload => ({
  ...{ id: 'cursor-page', title: 'Page of 200 by cursor', turns, servers: ['rollcall', 'limit'] },
  async prepare() {
    const cursors: string[] = []
    return {
      async turn(client, _n, connection) {
        const path = `/Users?count=200&cursor=${cursors[connection] ?? ''}`
        const answer = await client.get(path, { status: 200, holds: '"resourceType":"User"' })
        cursors[connection] = /"nextCursor":"([^"]*)"/.exec(answer.slice(0, 2_000))?.[1] ?? ''
      },
    }
  },
})

/** First, last and some between. */
export function samples(turns: number): number[] {
  if (turns === 0) return []
  return [...new Set([0, 1, 2, 3, 4].map((part) => Math.floor(((turns - 1) * part) / 4)))]
}
