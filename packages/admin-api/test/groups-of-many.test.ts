import type { Store } from '@rollcall/store'
import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstance, type Data, type Instance, seedGroup, seedTenant, seedUser } from './support.ts'

const USERS = 110
const GROUPS = 40

describe.each(DIALECTS)('a page of users with all their groups on %s', (dialect) => {
  let instance: Instance
  let key: string
  let longest = 0

  /** Watches how many rows one statement returned at most. */
  const watching = (store: Store): Store => ({
    ...store,
    transaction: (scope, work) => store.transaction(scope, work),
    ping: () => store.ping(),
    close: () => store.close(),
    read: (scope, work) =>
      store.read(scope, (db) =>
        work(
          db.withPlugin({
            transformQuery: ({ node }) => node,
            transformResult: async ({ result }) => {
              longest = Math.max(longest, result.rows.length)
              return result
            },
          }),
        ),
      ),
  })

  beforeAll(async () => {
    instance = await createInstance(dialect, { wrap: watching })
    key = await instance.key('auditor')
    const { directory } = await seedTenant(instance, 'acme', { rolePrefix: 'Envi_' })
    const users: Awaited<ReturnType<typeof seedUser>>[] = []
    for (let n = 0; n < USERS; n += 1) users.push(await seedUser(instance, directory, `user${n}`))
    for (let n = 0; n < GROUPS; n += 1) await seedGroup(instance, directory, `Envi_${n}`, users)
  })
  afterAll(() => instance.close())

  test('is read in lots, with turns for others, and only the groups that are shown are', async () => {
    longest = 0
    let turns = 0
    let isOver = false
    const count = () => {
      turns += 1
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    const query =
      '{ tenant(slug: "acme") { users(first: 110) { nodes { roles { name } groups(first: 3) { nodes { displayName } totalCount pageInfo { hasNextPage } } } } } }'
    const { data, errors } = await instance.ask(query, {}, key)
    isOver = true
    expect(errors).toEqual([])
    const { nodes } = (data as Data).tenant.users
    expect(nodes).toHaveLength(USERS)
    for (const { groups, roles } of nodes) {
      expect(groups.nodes).toHaveLength(3)
      expect(groups.totalCount).toBe(GROUPS)
      expect(groups.pageInfo.hasNextPage).toBe(true)
      expect(roles).toHaveLength(GROUPS)
    }
    // All memberships are 4,400 rows; the first lot is of fifty users.
    expect(longest).toBeLessThanOrEqual(50 * GROUPS)
    expect(turns).toBeGreaterThanOrEqual(15)
  })

  test('gives way between users when long lists of groups are shown', async () => {
    let turns = 0
    let isOver = false
    const count = () => {
      turns += 1
      if (!isOver) setImmediate(count)
    }
    const ask = () =>
      instance.ask(
        '{ tenant(slug: "acme") { users(first: 110) { nodes { groups(first: 40) { edges { cursor } } } } } }',
        {},
        key,
      )
    setImmediate(count)
    const { data, errors } = await ask()
    isOver = true
    expect(errors).toEqual([])
    const { nodes } = (data as Data).tenant.users
    expect(nodes.every((user: Data) => user.groups.edges.length === GROUPS)).toBe(true)
    // 110 users of 40 edges, each counted for half a field, and the fields below: more than 6,000 steps of 200 in a turn.
    expect(turns).toBeGreaterThanOrEqual(30)
  })
})
