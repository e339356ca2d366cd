import { StoreBusyError, StoreUnavailableError } from '@rollcall/store'
import { beforeAll, expect, test, vi } from 'vitest'
import type { AnyJson, ScimResponse } from '../testing/index.ts'
import { create, expectError, groupBody, names, onEachDatabase, unique, userBody } from './support.ts'

onEachDatabase('searches and long lists', (shared) => {
  const people = Array.from({ length: 70 }, (_, at) => ({
    userName: unique('long'),
    displayName: at % 2 === 0 ? `Åsa Öst ${at}` : `Ben % ${at}`,
    name: { familyName: `Family ${String((at * 37) % 70).padStart(2, '0')}` },
    title: at % 5 === 0 ? 'Boss' : undefined,
  }))

  beforeAll(async () => {
    for (const person of people) await create(shared.client, '/Users', userBody(person))
  })

  const matching = (test: (person: (typeof people)[number]) => boolean): string[] =>
    people
      .filter(test)
      .map((person) => person.userName)
      .sort()

  test('find by part of a value what memory finds', async () => {
    const found = (filter: string) => names(shared.client, '/Users', filter)
    expect(await found('displayName co "ÖST 1"')).toEqual(
      matching(({ displayName }) => displayName.toLowerCase().includes('öst 1')),
    )
    expect(await found('displayName co "%"')).toEqual(matching(({ displayName }) => displayName.includes('%')))
    expect(await found('displayName ew "7"')).toEqual(matching(({ displayName }) => displayName.endsWith('7')))
    expect(await found('not (title pr) and displayName sw "ben"')).toEqual(
      matching(({ title, displayName }) => title === undefined && displayName.startsWith('Ben')),
    )
  })

  test('come in the order asked for, page by page, whole or cut down', async () => {
    const byFamily = people.toSorted((a, b) => (a.name.familyName < b.name.familyName ? -1 : 1))
    const walked: string[] = []
    for (let startIndex = 1; startIndex <= people.length; startIndex += 30) {
      const query = `sortBy=name.familyName&count=30&startIndex=${startIndex}`
      const page = await shared.client.get(`/Users?${query}`)
      expect(page.json.totalResults).toBe(people.length)
      walked.push(...page.json.Resources.map((user: AnyJson) => user.userName))
      const cut = await shared.client.get(`/Users?${query}&attributes=userName`)
      expect(cut.json.Resources).toEqual(
        page.json.Resources.map(({ schemas, id, userName }: AnyJson) => ({ schemas, id, userName })),
      )
    }
    expect(walked).toEqual(byFamily.map((person) => person.userName))
  })

  test('show what was written just before', async () => {
    for (let at = 0; at < 10; at += 1) {
      const displayName = unique('written just before')
      await create(shared.client, '/Users', userBody({ displayName }))
      const found = await shared.client.find('/Users', `displayName co "${displayName}"`)
      expect(found.json.totalResults).toBe(1)
    }
  })

  test('of one tenant, however many, leave those of another answered', async () => {
    const { server } = shared
    const clients = Array.from({ length: 6 }, () => server.clientOf('/scim/v2', server.token))
    const other = await server.addDirectory({ tenantSlug: unique('other').split('@')[0] as string })
    const asked = clients.flatMap((client) => Array.from({ length: 30 }, () => client.find('/Users', 'title co "o"')))
    const calm = Array.from({ length: 5 }, () => other.client.find('/Users', 'title co "o"'))
    const answers: ScimResponse[] = await Promise.all(asked)
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused.length).toBeLessThan(answers.length)
    for (const answer of refused) expectError(answer, 429)
    for (const { status } of await Promise.all(calm)) expect(status).toBe(200)
  })

  test('answer 429 with whole seconds when the line is full', async () => {
    const full = vi.spyOn(shared.server.store, 'readLong').mockRejectedValueOnce(new StoreBusyError('full'))
    const refused = await shared.client.find('/Users', 'title co "o"')
    full.mockRestore()
    expectError(refused, 429)
    expect(refused.headers['retry-after']).toMatch(/^[1-9]\d*$/)
  })

  test('answer 503 when the reading thread or connection is lost', async () => {
    const lost = vi.spyOn(shared.server.store, 'readLong').mockRejectedValueOnce(new StoreUnavailableError('lost'))
    // The laws hold that no input ends in a server error; this one is none of the input's.
    await expect(shared.client.find('/Users', 'title co "o"')).rejects.toThrow('was answered 503')
    lost.mockRestore()
    expect((await shared.client.find('/Users', 'title co "o"')).status).toBe(200)
  })

  test('break the connection off, and never end as if whole, when that happens in the middle of an answer', async () => {
    const { server, client } = shared
    const members = (await client.get('/Users?count=70&attributes=id')).json.Resources.map(({ id }: AnyJson) => ({
      value: id,
    }))
    for (let at = 0; at < 16; at += 1) await create(client, '/Groups', groupBody({ members }))
    const whole = await client.get('/Groups')
    expect(whole.json.Resources[15].members).toHaveLength(members.length)
    const { readLong } = server.store
    let calls = 0
    const lost = vi.spyOn(server.store, 'readLong').mockImplementation((scope, work, options) => {
      calls += 1
      return calls < 4 ? readLong(scope, work, options) : Promise.reject(new StoreUnavailableError('lost'))
    })
    await expect(client.get('/Groups')).rejects.toThrow(/aborted|socket hang up|ECONNRESET/)
    expect(calls).toBe(4)
    lost.mockRestore()
    expect((await client.get('/Groups')).json).toEqual(whole.json)
  })
})
