import { request } from 'node:http'
import { addMembers } from '@rollcall/store'
import { sql } from '@rollcall/store/testing'
import { beforeAll, expect, test, vi } from 'vitest'
import type { AnyJson } from '../testing/index.ts'
import { create, createUser, GROUP, groupBody, memberIds, onEachDatabase, type Shared } from './support.ts'

const MEMBERS = 5_200

/** Users as an import leaves them: copies of one row, since five thousand requests would take longer than all tests together. */
async function copyUsers({ server }: Shared, count: number): Promise<string[]> {
  const seed = await createUser(server.client, { displayName: 'Zoë "Zed" \\ O’Neil\n' })
  const { tenant_id: tenantId, id: directoryId } = server.directory
  const ids = Array.from({ length: count }, (_, at) => `copy-${String(at).padStart(6, '0')}`)
  await server.store.transaction(tenantId, async (trx) => {
    const row = await trx
      .selectFrom('scim_resource')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .where('id', '=', seed.id)
      .executeTakeFirstOrThrow()
    for (let at = 0; at < count; at += 400) {
      const rows = ids.slice(at, at + 400).map((id, n) => ({
        ...row,
        id,
        n: row.n + 1 + at + n,
        name_key: id,
        external_id: null,
        person_id: null,
        doc: JSON.stringify({ ...JSON.parse(row.doc), id, userName: id }),
      }))
      await trx.insertInto('scim_resource').values(rows).execute()
    }
    await sql`update scim_total set live = live + ${count} where tenant_id = ${tenantId} and directory_id = ${directoryId}
      and type = 'User' and slot = (select min(slot) from scim_total)`.execute(trx)
  })
  return ids
}

/** A group of these members, put in as rows. */
async function groupOf({ server }: Shared, ids: readonly string[]): Promise<AnyJson> {
  const group = await create(server.client, '/Groups', groupBody())
  await server.store.transaction(server.directory.tenant_id, (trx) =>
    addMembers(trx, server.directory.tenant_id, group.id, ids),
  )
  return group
}

/** Reads the head and the first bytes of an answer and hangs up. */
const hangUp = ({ server }: Shared, path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request(
      `${server.url}${path}`,
      { headers: { Authorization: `Bearer ${server.token}` } },
      (incoming) => {
        incoming.once('data', () => {
          outgoing.destroy()
          resolve(incoming.statusCode ?? 0)
        })
        incoming.on('error', () => undefined)
      },
    )
    outgoing.on('error', reject)
    outgoing.end()
  })

onEachDatabase(
  'a group of thousands of members',
  (shared) => {
    let users: string[]
    let group: AnyJson
    beforeAll(async () => {
      users = await copyUsers(shared, MEMBERS)
      group = await groupOf(shared, users)
    })

    const path = () => `/Groups/${group.id}`

    test('is read whole, in pieces, and reads like a small one', async () => {
      const { client } = shared
      const answer = await client.get(path())
      expect(answer.status).toBe(200)
      expect(answer.headers['transfer-encoding']).toBe('chunked')
      expect(answer.headers.etag).toBe(answer.json.meta.version)
      expect(answer.json.members.map((member: AnyJson) => member.value)).toEqual(users)
      const small = await groupOf(shared, users.slice(0, 3))
      const few = await client.get(`/Groups/${small.id}`)
      expect(Number(few.headers['content-length'])).toBe(few.bytes.length)
      expect(answer.json.members.slice(0, 3)).toEqual(few.json.members)
      expect(Object.keys(answer.json.members[0])).toEqual(Object.keys(few.json.members[0]))
      expect(Object.keys(answer.json)).toEqual(Object.keys(few.json))
      expect(answer.json.members[0].display).toBe('Zoë "Zed" \\ O’Neil\n')
    })

    test.each([101, 999, 1_000, 1_001, 2_000, 2_001])('of %i members has each of them once', async (size) => {
      const some = await groupOf(shared, users.slice(0, size))
      const answer = await shared.client.get(`/Groups/${some.id}`)
      expect(answer.json.members.map((member: AnyJson) => member.value)).toEqual(users.slice(0, size))
      expect(answer.headers['content-length'] === undefined).toBe(size > 1_000)
    })

    test('is cut down like a small one by attributes and excludedAttributes', async () => {
      const { client } = shared
      const small = await groupOf(shared, users.slice(0, 2))
      for (const query of [
        'attributes=members.value',
        'attributes=members',
        'attributes=members.display,displayName',
        'excludedAttributes=members.$ref,meta',
        'excludedAttributes=displayName',
      ]) {
        const many = await client.get(`${path()}?${query}`)
        const few = await client.get(`/Groups/${small.id}?${query}`)
        expect(many.json.members, query).toHaveLength(MEMBERS)
        expect(many.json.members.slice(0, 2), query).toEqual(few.json.members)
        expect(Object.keys(many.json), query).toEqual(Object.keys(few.json))
      }
    })

    test('touches no member row when members are excluded', async () => {
      const read = vi.spyOn(shared.server.store, 'read')
      const readLong = vi.spyOn(shared.server.store, 'readLong')
      try {
        for (const query of ['excludedAttributes=members', 'attributes=displayName']) {
          const statements: string[] = []
          read.mockImplementation((scope, work) => spiedRead(shared, scope, work, statements))
          const answer = await shared.client.get(`${path()}?${query}`)
          expect(answer.json.members).toBeUndefined()
          expect(answer.json.displayName).toBe(group.displayName)
          expect(statements.length).toBeGreaterThan(0)
          expect(statements.filter((statement) => statement.includes('scim_member'))).toEqual([])
          expect(readLong).not.toHaveBeenCalled()
          read.mockReset()
        }
      } finally {
        read.mockRestore()
        readLong.mockRestore()
      }
    })

    test('answers HEAD and If-None-Match without its members', async () => {
      const { client } = shared
      const head = await client.send('HEAD', path())
      expect([head.status, head.headers.etag, head.bytes.length]).toEqual([200, group.meta.version, 0])
      const unchanged = await client.get(path(), { headers: { 'If-None-Match': group.meta.version } })
      expect(unchanged.status).toBe(304)
    })

    test('is shown in lists and look-ups with every member', async () => {
      const { client } = shared
      const found = await client.find('/Groups', `displayName eq "${group.displayName}"`)
      expect(found.json).toMatchObject({ totalResults: 1, itemsPerPage: 1 })
      expect(found.json.Resources[0].members).toHaveLength(MEMBERS)
      const list = await client.get('/Groups?count=200')
      expect(list.json.Resources).toHaveLength(list.json.itemsPerPage)
      for (const shown of list.json.Resources) {
        expect((await client.get(`/Groups/${shown.id}`)).json).toEqual(shown)
      }
      const without = await client.get('/Groups?excludedAttributes=members')
      expect(Number(without.headers['content-length'])).toBe(without.bytes.length)
      expect(without.json.Resources.some((shown: AnyJson) => 'members' in shown)).toBe(false)
    })

    test('is one state of the group, whatever is written while it is read', async () => {
      const { client } = shared
      const moving = await groupOf(shared, users.slice(0, 3_000))
      const expected = new Map<string, string[]>()
      const note = (version: string, ids: readonly string[]) => expected.set(version, [...ids].sort())
      note(moving.meta.version, users.slice(0, 3_000))
      let done = false
      const writer = (async () => {
        for (let at = 0; at < 25; at += 1) {
          // The first and the last in the order of reading change together: a torn read would show one without the other.
          const changed = await client.change(
            `/Groups/${moving.id}`,
            { op: 'remove', path: `members[value eq "${users[at]}"]` },
            { op: 'add', path: 'members', value: [{ value: users[3_000 + at] }] },
          )
          expect(changed.status).toBe(204)
          note(String(changed.headers.etag), users.slice(at + 1, 3_001 + at))
        }
        done = true
      })()
      const seen: { readonly version: string; readonly ids: string[] }[] = []
      while (!done) {
        const { json, headers } = await client.get(`/Groups/${moving.id}`)
        expect(headers.etag).toBe(json.meta.version)
        seen.push({ version: json.meta.version, ids: json.members.map((member: AnyJson) => member.value).sort() })
      }
      await writer
      for (const { version, ids } of seen) expect(ids, version).toEqual(expected.get(version))
      expect((await memberIds(client, moving)).sort()).toEqual(users.slice(25, 3_025))
    })

    test('is given up when the client hangs up, and the next ones are answered', async () => {
      for (let attempt = 0; attempt < 40; attempt += 1) expect(await hangUp(shared, path())).toBe(200)
      expect((await shared.client.get(path())).json.members).toHaveLength(MEMBERS)
      expect(await memberIds(shared.client, group)).toHaveLength(MEMBERS)
    })

    test('comes back whole from POST and PUT', async () => {
      const { client } = shared
      const members = users.slice(0, 1_500).map((value) => ({ value }))
      const created = await client.post('/Groups', groupBody({ members }))
      expect([created.status, created.headers.etag]).toEqual([201, 'W/"1"'])
      expect(created.json.members).toHaveLength(1_500)
      const { id, displayName } = created.json
      const body = { schemas: [GROUP], displayName, members: members.slice(1) }
      const replaced = await client.put(`/Groups/${id}`, body)
      expect([replaced.status, replaced.headers.etag]).toEqual([200, 'W/"2"'])
      expect(replaced.json.members).toHaveLength(1_499)
      const patched = await client.change(`/Groups/${id}?attributes=members.value`, {
        op: 'add',
        path: 'members',
        value: [members[0]],
      })
      expect(patched.json.members).toHaveLength(1_500)
    })

    test('of everybody, any page of the list is where it belongs, from both ends', async () => {
      const { client } = shared
      const everybody: string[] = []
      let cursor: string | undefined = ''
      while (cursor !== undefined) {
        const page: AnyJson = (await client.get(`/Users?count=1000&cursor=${cursor}`)).json
        everybody.push(...page.Resources.map((user: AnyJson) => user.id))
        cursor = page.nextCursor
      }
      const total = everybody.length
      expect(total).toBeGreaterThan(MEMBERS)
      for (const startIndex of [1, 2_501, 2_600, 2_700, 4_001, total - 200, total - 199, total - 3, total, total + 1]) {
        for (const count of [7, 200]) {
          const { json } = await client.get(`/Users?startIndex=${startIndex}&count=${count}`)
          const expected = everybody.slice(startIndex - 1, startIndex - 1 + count)
          expect(json, `${startIndex} ${count}`).toMatchObject({
            totalResults: total,
            startIndex,
            itemsPerPage: expected.length,
          })
          expect(json.Resources.map((user: AnyJson) => user.id)).toEqual(expected)
        }
      }
    })

    test('of everybody, each resource of a page is written letter for letter as alone', async () => {
      const { client } = shared
      await groupOf(shared, users.slice(0, 40))
      for (const endpoint of ['/Users', '/Groups?startIndex=2', '/Users?startIndex=5000']) {
        const page = await client.get(`${endpoint}${endpoint.includes('?') ? '&' : '?'}count=50`)
        const alone: string[] = []
        for (const { meta } of page.json.Resources) {
          alone.push((await client.get(new URL(meta.location).pathname.replace(/^.*\/scim\/v2/, ''))).bytes.toString())
        }
        expect(page.bytes.toString()).toContain(`"Resources":[${alone.join(',')}]}`)
      }
    })

    test('of users that are in many groups, and in groups of groups, lists read like single reads', async () => {
      const { client } = shared
      const inner = await groupOf(shared, users.slice(10, 20))
      const outer = await groupOf(shared, [inner.id])
      const list = await client.get('/Users?count=60&startIndex=5')
      expect(list.json.Resources).toHaveLength(60)
      let indirect = 0
      for (const shown of list.json.Resources) {
        indirect += (shown.groups ?? []).filter((each: AnyJson) => each.type === 'indirect').length
        expect(shown).toEqual((await client.get(`/Users/${shown.id}`)).json)
      }
      expect(indirect).toBeGreaterThan(0)
      for (const { id, userName, groups } of [list.json.Resources[0], list.json.Resources[12]]) {
        const found = await client.find('/Users', `userName eq "${userName}"`)
        expect(found.json.Resources.find((user: AnyJson) => user.id === id).groups).toEqual(groups)
      }
      const projected = await client.get('/Users?count=60&startIndex=5&attributes=userName,groups.display')
      for (const shown of projected.json.Resources) {
        const single = await client.get(`/Users/${shown.id}?attributes=userName,groups.display`)
        expect(shown).toEqual(single.json)
      }
      await client.delete(`/Groups/${outer.id}`)
    })
  },
  { timeoutMs: 120_000 },
)

type Work = Parameters<Shared['server']['store']['read']>[1]

/** Runs the work and keeps what it sends. */
function spiedRead(
  { server }: Shared,
  scope: string,
  work: Work,
  statements: string[],
): ReturnType<Shared['server']['store']['read']> {
  return server.store.transaction(scope, (db) => {
    const spied = db.withPlugin({ transformQuery: ({ node }) => node, transformResult: async ({ result }) => result })
    const executor = spied.getExecutor()
    const execute = executor.executeQuery.bind(executor)
    executor.executeQuery = (compiled, ...rest) => {
      statements.push(compiled.sql)
      return execute(compiled, ...rest)
    }
    return work(spied)
  })
}
