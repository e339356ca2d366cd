import type { Db, Store } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codes, createInstance, DIALECTS, type Instance, seedGroup, seedTenant, seedUser } from './support.ts'

const USERS = 6
const TITLE = 'x'.repeat(3_000)
/** Three of the users fit, and a fourth does not. */
const LIMITS = { steps: 200, answer: 10_000, documents: 14_000 }

describe.each(DIALECTS)('what one request may read and answer on %s', (dialect) => {
  let instance: Instance
  let key = ''
  let group = ''
  /** Bytes of documents that came from the database. */
  let loaded = 0
  const counting: Parameters<Db['withPlugin']>[0] = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      for (const { doc } of result.rows) if (typeof doc === 'string') loaded += Buffer.byteLength(doc)
      return result
    },
  }
  const counted =
    <T>(work: (db: Db) => Promise<T>) =>
    (db: Db) =>
      work(db.withPlugin(counting))

  beforeAll(async () => {
    const wrap = (store: Store): Store => ({
      ...store,
      read: (scope, work, options) => store.read(scope, counted(work), options),
      readLong: (scope, work, options) => store.readLong(scope, counted(work), options),
    })
    instance = await createInstance(dialect, { wrap, workLimits: LIMITS })
    const { directory } = await seedTenant(instance, 'acme')
    const users: string[] = []
    for (let at = 0; at < USERS; at += 1)
      users.push(
        await seedUser(instance, directory, `user${at}`, {
          title: TITLE,
          emails: [{ value: `${'e'.repeat(200)}@example.com` }],
        }),
      )
    group = await seedGroup(instance, directory, 'Everybody', users)
    key = await instance.key('owner')
  })
  afterAll(() => instance.close())

  const ask = (selection: string) => {
    loaded = 0
    return instance.ask(`{ tenant(slug: "acme") { ${selection} } }`, {}, key)
  }

  test.each([
    { way: 'a page', selection: () => `users(first: ${USERS}) { nodes { userName } }` },
    {
      way: 'a search',
      selection: () => `users(first: ${USERS}, scimFilter: "title co \\"x\\"") { nodes { userName } }`,
    },
    {
      way: 'a page of each directory',
      selection: () => `directories { nodes { users(first: ${USERS}) { nodes { userName } } } }`,
    },
    {
      way: 'several pages',
      selection: () =>
        Array.from(
          { length: USERS },
          (_, at) => `a${at}: users(first: 1, scimFilter: "userName eq \\"user${at}\\"") { nodes { userName } }`,
        ).join(' '),
    },
    {
      way: 'members',
      selection: () => `group(scimId: "${group}") { members(first: ${USERS}) { nodes { displayName } } }`,
    },
  ])(
    '$way with more bytes of documents than a request may hold is refused before they are read',
    async ({ selection }) => {
      const answer = await ask(selection())
      expect(new Set(codes(answer))).toEqual(new Set(['COMPLEXITY']))
      expect(answer.status).toBe(400)
      expect(loaded).toBeLessThanOrEqual(LIMITS.documents)
    },
  )

  test('what fits is answered', async () => {
    const answer = await ask('users(first: 2) { nodes { userName } }')
    expect(answer.errors).toEqual([])
    expect(answer.data.tenant.users.nodes).toHaveLength(2)
    expect(loaded).toBeGreaterThan(2 * TITLE.length)
  })

  test('an answer with more fields than a request may resolve is refused whole', async () => {
    const lists = Array.from(
      { length: 20 },
      (_, at) =>
        `g${at}: groups(first: 2) { nodes { id scimId displayName version createdAt updatedAt memberCount externalId tenant { id } } }`,
    )
    const answer = await ask(lists.join(' '))
    expect(codes(answer)).toEqual(['COMPLEXITY'])
    expect(answer.errors[0]?.message).toContain('more than 200 fields')
    expect(answer.data).toBeUndefined()
  })

  test.each([
    { kind: 'JSON', selection: 'users(first: 2) { nodes { a: document b: document } }' },
    {
      kind: 'text',
      selection: `users(first: 2) { nodes { ${Array.from({ length: 28 }, (_, at) => `e${at}: email`).join(' ')} } }`,
    },
  ])('an answer with more characters of $kind than a request may be given is refused whole', async ({ selection }) => {
    const answer = await ask(selection)
    expect(codes(answer)).toEqual(['COMPLEXITY'])
    expect(answer.errors[0]?.message).toContain('larger than 10000 characters')
    expect(answer.data).toBeUndefined()
  })
})
