import { beforeAll, expect, test } from 'vitest'
import type { AnyJson } from '../../testing/index.ts'
import { createUser, expectError, LIST, onEachDatabase, SEARCH, type Shared } from '../support.ts'

const POPULATION = 7

/** How far the clock of the server is ahead. */
let aheadMs = 0

const tests = (shared: Shared) => {
  beforeAll(async () => {
    for (let index = 0; index < POPULATION; index += 1) await createUser(shared.client, { nickName: `n${index % 3}` })
  })

  /** Every page of a walk. */
  const walk = async (query: string): Promise<AnyJson[]> => {
    const pages: AnyJson[] = []
    let cursor = ''
    do {
      const { json, status, text } = await shared.client.get(`/Users?${query}&cursor=${cursor}`)
      expect(status, text.slice(0, 300)).toBe(200)
      pages.push(json)
      cursor = json.nextCursor
    } while (cursor !== undefined && pages.length < 20)
    return pages
  }
  const idsOf = (pages: readonly AnyJson[]) => pages.flatMap((page) => page.Resources.map((user: AnyJson) => user.id))

  test('[80] pagination is announced with both methods, its default and its bounds', async () => {
    const { pagination } = (await shared.client.get('/ServiceProviderConfig')).json
    expect(pagination).toMatchObject({ cursor: true, index: true, defaultPaginationMethod: 'index' })
    for (const name of ['defaultPageSize', 'maxPageSize', 'cursorTimeout'])
      expect(Number.isInteger(pagination[name]), name).toBe(true)
  })

  test.each([
    'count=3',
    'count=1',
    `count=${POPULATION}`,
    'count=100',
    'count=2&sortBy=nickName',
    'count=2&sortBy=userName&sortOrder=descending',
    'count=2&sortBy=title',
  ])('[81] [82] a walk with %s meets everybody once, and only its last page has no nextCursor', async (query) => {
    const pages = await walk(query)
    expect(idsOf(pages)).toHaveLength(POPULATION)
    expect(new Set(idsOf(pages)).size).toBe(POPULATION)
    for (const page of pages.slice(0, -1)) expect(typeof page.nextCursor).toBe('string')
    expect(pages.at(-1)).not.toHaveProperty('nextCursor')
    expect(pages[0]).not.toHaveProperty('previousCursor')
    const byIndex = await shared.client.get(`/Users?${query.replace(/count=\d+/, 'count=100')}`)
    expect(idsOf(pages)).toEqual(byIndex.json.Resources.map((user: AnyJson) => user.id))
  })

  test('[81] a bare cursor parameter asks for the first page', async () => {
    const { json } = await shared.client.get('/Users?cursor&count=2')
    expect(json.schemas).toEqual([LIST])
    expect(json.itemsPerPage).toBe(2)
    expect(typeof json.nextCursor).toBe('string')
  })

  test('[81] a walk with a filter keeps to it, and whoever comes or goes meanwhile neither repeats nor hides others', async () => {
    const filter = encodeURIComponent('nickName eq "n0"')
    const first = (await shared.client.get(`/Users?filter=${filter}&count=1&cursor=`)).json
    const gone = await createUser(shared.client, { nickName: 'n0' })
    await shared.client.delete(`/Users/${gone.id}`)
    await shared.client.delete(`/Users/${first.Resources[0].id}`)
    const second = (await shared.client.get(`/Users?filter=${filter}&count=100&cursor=${first.nextCursor}`)).json
    expect(second.Resources).toHaveLength(2)
    for (const user of second.Resources) expect(user.nickName).toBe('n0')
    await createUser(shared.client, { nickName: 'n0' })
  })

  test('[83] cursors are opaque and made of unreserved characters', async () => {
    const { json } = await shared.client.get('/Users?cursor&count=2&sortBy=userName')
    expect(json.nextCursor).toMatch(/^[A-Za-z0-9._~-]+$/)
    expect(Buffer.from(json.nextCursor, 'base64url').toString('latin1')).not.toContain('@example.com')
  })

  test.each(['nope', '%20', 'AAAA', 'x'.repeat(500), '%00', '../..'])(
    '[84] a cursor that is none of ours is a 400 invalidCursor: %s',
    async (cursor) => {
      expectError(await shared.client.get(`/Users?count=2&cursor=${cursor}`), 400, 'invalidCursor')
    },
  )

  test('[84] a cursor opens for its own question only: another filter, order, type or directory is a 400 invalidCursor', async () => {
    const { nextCursor } = (await shared.client.get('/Users?cursor&count=2')).json
    const flipped = `${nextCursor.slice(0, -2)}${nextCursor.endsWith('AA') ? 'BB' : 'AA'}`
    for (const query of [
      `cursor=${nextCursor}&sortBy=userName`,
      `cursor=${nextCursor}&filter=${encodeURIComponent('userName pr')}`,
      `cursor=${flipped}`,
    ]) {
      expectError(await shared.client.get(`/Users?count=2&${query}`), 400, 'invalidCursor')
    }
    expectError(await shared.client.get(`/Groups?count=2&cursor=${nextCursor}`), 400, 'invalidCursor')
    const elsewhere = await shared.server.addDirectory()
    expectError(await elsewhere.client.get(`/Users?count=2&cursor=${nextCursor}`), 400, 'invalidCursor')
  })

  test.each(['abc', '1.5'])('[84] a count of %s with a cursor is a 400 invalidCount', async (count) => {
    expectError(await shared.client.get(`/Users?cursor&count=${count}`), 400, 'invalidCount')
  })

  test('[85] totalResults is told, and the same on each page', async () => {
    const pages = await walk('count=3')
    for (const page of pages) expect(page.totalResults).toBe(POPULATION)
  })

  test('[86] a request without cursor pages by index', async () => {
    const { json } = await shared.client.get('/Users?count=2')
    expect(json.startIndex).toBe(1)
    expect(json).not.toHaveProperty('nextCursor')
  })

  test('[86] a count of 0 with a cursor ends: totals only', async () => {
    const { json, status } = await shared.client.get('/Users?cursor&count=0')
    expect(status).toBe(200)
    expect(json).toMatchObject({ totalResults: POPULATION, Resources: [] })
  })

  test('[87] .search carries cursor and count in the body, at the root too', async () => {
    const seen = new Set<string>()
    let cursor: string | undefined = ''
    while (cursor !== undefined) {
      const { json, status }: AnyJson = await shared.client.post('/.search', {
        schemas: [SEARCH],
        cursor,
        count: 3,
        filter: 'userName pr',
      })
      expect(status).toBe(200)
      for (const user of json.Resources) seen.add(user.id)
      cursor = json.nextCursor
    }
    expect(seen.size).toBe(POPULATION)
  })

  test('[84] a cursor that is older than the announced cursorTimeout is a 400 expiredCursor', async () => {
    const { pagination } = (await shared.client.get('/ServiceProviderConfig')).json
    const { nextCursor } = (await shared.client.get('/Users?cursor&count=2')).json
    try {
      aheadMs = (pagination.cursorTimeout - 5) * 1_000
      expect((await shared.client.get(`/Users?count=2&cursor=${nextCursor}`)).status).toBe(200)
      aheadMs = (pagination.cursorTimeout + 5) * 1_000
      expectError(await shared.client.get(`/Users?count=2&cursor=${nextCursor}`), 400, 'expiredCursor')
    } finally {
      aheadMs = 0
    }
  })
}

onEachDatabase('RFC 9865: cursor paging', tests, { now: () => new Date(Date.now() + aheadMs) })

let later = 0

onEachDatabase(
  'RFC 9865 2.1: cursors that are too old',
  (shared) => {
    test('[84] a cursor is good for cursorTimeout, then a 400 expiredCursor', async () => {
      for (let index = 0; index < 3; index += 1) await createUser(shared.client)
      const { cursorTimeout } = (await shared.client.get('/ServiceProviderConfig')).json.pagination
      later = 0
      const { nextCursor } = (await shared.client.get('/Users?cursor&count=1')).json
      later = (cursorTimeout - 60) * 1_000
      expect((await shared.client.get(`/Users?count=1&cursor=${nextCursor}`)).status).toBe(200)
      later = (cursorTimeout + 60) * 1_000
      expectError(await shared.client.get(`/Users?count=1&cursor=${nextCursor}`), 400, 'expiredCursor')
    })
  },
  { now: () => new Date(Date.now() + later) },
)
