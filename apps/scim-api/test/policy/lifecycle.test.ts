import {
  applyPolicy,
  decideLinkRequest,
  getStanding,
  listLinkRequests,
  listUserRoles,
  purgeUser,
} from '@rollcall/provisioning'
import type { Json } from '@rollcall/scim-core'
import { sql } from '@rollcall/store/testing'
import { expect, test } from 'vitest'
import type { AnyJson, TestDirectory } from '../../testing/index.ts'
import { create, createGroup, createUser, expectError, onEachDatabase, PATCH_OP, USER, unique } from '../support.ts'

const replace = (value: object) => ({ schemas: [PATCH_OP], Operations: [{ op: 'replace', value }] })

const LICENCES = {
  licences: { types: [{ key: 'std', name: 'Standard', seats: 100 }], default: 'std' },
}

onEachDatabase('the life of a person', (shared) => {
  let counter = 0
  const context = () => shared.server.ctx

  /** Directories of a tenant of their own, with the role prefix `Role_`, licences, and this policy besides. */
  async function directories(count: number, policy: (slugs: readonly string[]) => object = () => ({})) {
    counter += 1
    const made: TestDirectory[] = []
    for (let index = 0; index < count; index += 1) {
      made.push(
        await shared.server.addDirectory({ tenantSlug: `life-${counter}`, slug: `idp${index}`, rolePrefix: 'Role_' }),
      )
    }
    const tenantId = made[0]?.directory.tenant_id ?? ''
    const document = { ...LICENCES, ...policy(made.map(({ directory }) => directory.slug)) }
    await applyPolicy(context(), tenantId, document as Json)
    return { tenantId, made }
  }
  async function oneDirectory(policy?: () => object) {
    const { tenantId, made } = await directories(1, policy)
    return { tenantId, ...(made[0] ?? expect.fail('no directory')) }
  }
  async function twoDirectories(policy?: (slugs: readonly string[]) => object) {
    const { tenantId, made } = await directories(2, policy)
    const [first = expect.fail('none'), second = expect.fail('none')] = made
    return { tenantId, first, second }
  }

  const personOf = async (tenantId: string, { id }: { id: string }): Promise<string> =>
    shared.server.store.read(tenantId, async (db) => {
      const { rows } = await sql<{ person_id: string }>`
        select person_id from scim_resource where tenant_id = ${tenantId} and id = ${id}`.execute(db)
      return rows[0]?.person_id ?? ''
    })
  /** What a person has now: the seat, and the roles that count for seats and events. */
  const standing = async (tenantId: string, user: { id: string }) => {
    const row = await getStanding(context(), tenantId, await personOf(tenantId, user))
    return { active: row?.active, licence: row?.licence, roles: JSON.parse(row?.roles ?? '[]') }
  }
  const ACTIVE = { active: 1, licence: 'std', roles: ['reader'] }
  const NOTHING = { active: 0, licence: null, roles: [] }
  const traces = (tenantId: string) =>
    shared.server.store.read(tenantId, async (db) => {
      const counts = await Promise.all(
        ['event', 'audit_event', 'scim_history', 'scim_member_history', 'notice'].map(async (table) =>
          Number(
            (
              await sql<{
                n: number
              }>`select count(*) as n from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(db)
            ).rows[0]?.n,
          ),
        ),
      )
      const { rows } =
        await sql`select id, version from scim_resource where tenant_id = ${tenantId} order by id`.execute(db)
      return { counts, rows }
    })
  const reader = ({ client }: TestDirectory, user: { id: string }) =>
    createGroup(client, { displayName: 'Role_Reader', members: [{ value: user.id }] })

  test.each<[string, object, object]>([
    ['PATCH with a boolean', replace({ active: false }), replace({ active: true })],
    ['PATCH with a string', replace({ active: 'False' }), replace({ active: 'True' })],
    [
      'PATCH with a path',
      { schemas: [PATCH_OP], Operations: [{ op: 'Replace', path: 'active', value: 'False' }] },
      { schemas: [PATCH_OP], Operations: [{ op: 'Replace', path: 'active', value: 'True' }] },
    ],
  ])('deactivation by %s takes roles and seat at once, reactivation gives them back', async (_, off, on) => {
    const own = await oneDirectory()
    const ann = await createUser(own.client)
    await reader(own, ann)
    expect(await standing(own.tenantId, ann)).toEqual(ACTIVE)
    const answer = await own.client.patch(`/Users/${ann.id}`, off)
    expect([answer.status, answer.json.active]).toEqual([200, false])
    expect(await standing(own.tenantId, ann)).toEqual(NOTHING)
    expect((await own.client.get(`/Users/${ann.id}`)).json.active).toBe(false)
    await own.client.patch(`/Users/${ann.id}`, on)
    expect(await standing(own.tenantId, ann)).toEqual(ACTIVE)
  })

  test('deactivation by PUT of the whole does the same, as wizard apps send it', async () => {
    const own = await oneDirectory()
    const ann = await createUser(own.client)
    await reader(own, ann)
    const { json } = await own.client.get(`/Users/${ann.id}`)
    await own.client.put(`/Users/${ann.id}`, { ...json, active: false })
    expect(await standing(own.tenantId, ann)).toEqual(NOTHING)
    await own.client.put(`/Users/${ann.id}`, { ...json, active: true })
    expect(await standing(own.tenantId, ann)).toEqual(ACTIVE)
  })

  test('a deleted user is gone for good; created again it is another resource of the same person by externalId', async () => {
    const own = await oneDirectory()
    const userName = unique()
    const ann = await createUser(own.client, { userName, externalId: 'a' })
    const group = await reader(own, ann)
    expect((await own.client.delete(`/Users/${ann.id}`)).status).toBe(204)
    expect(await standing(own.tenantId, ann)).toEqual(NOTHING)
    expect((await own.client.get(`/Groups/${group.id}`)).json.members ?? []).toEqual([])
    expectError(await own.client.get(`/Users/${ann.id}`), 404)
    expectError(await own.client.patch(`/Users/${ann.id}`, replace({ active: true })), 404)
    const anew = await createUser(own.client, { userName, externalId: 'a' })
    expect(anew.id).not.toBe(ann.id)
    expect(await personOf(own.tenantId, anew)).toBe(await personOf(own.tenantId, ann))
    expect(await standing(own.tenantId, anew)).toEqual({ ...ACTIVE, roles: [] })
  })

  test('a namesake inherits nothing', async () => {
    const own = await oneDirectory()
    const userName = unique()
    const ann = await createUser(own.client, { userName, externalId: 'a' })
    await reader(own, ann)
    await own.client.delete(`/Users/${ann.id}`)
    for (const externalId of ['b', undefined]) {
      const namesake = await createUser(own.client, { userName, ...(externalId && { externalId }) })
      expect(await personOf(own.tenantId, namesake)).not.toBe(await personOf(own.tenantId, ann))
      expect(await standing(own.tenantId, namesake)).toEqual({ ...ACTIVE, roles: [] })
      await own.client.delete(`/Users/${namesake.id}`)
    }
  })

  test('a purge leaves no trace for a later create to find', async () => {
    const own = await oneDirectory()
    const ann = await createUser(own.client, { userName: unique(), externalId: 'a', nickName: 'Wonderland' })
    await purgeUser(context(), { tenantId: own.tenantId, userId: ann.id }, { confirm: ann.id, removeFirst: true })
    expectError(await own.client.get(`/Users/${ann.id}`), 404)
    expect((await own.client.find('/Users', 'nickName eq "Wonderland"')).json.totalResults).toBe(0)
    const anew = await createUser(own.client, { userName: ann.userName, externalId: 'a' })
    expect(await personOf(own.tenantId, anew)).not.toBe(await personOf(own.tenantId, ann))
  })

  test('a deleted group takes its role from everybody; users without groups stay', async () => {
    const own = await oneDirectory()
    const ann = await createUser(own.client)
    const group = await reader(own, ann)
    expect((await own.client.delete(`/Groups/${group.id}`)).status).toBe(204)
    expect(await standing(own.tenantId, ann)).toEqual({ ...ACTIVE, roles: [] })
    expect((await own.client.get(`/Users/${ann.id}`)).json.active).toBe(true)
  })

  test('Force Sync of unchanged people and groups is silent, by PUT and by PATCH, created users by 409', async () => {
    const own = await oneDirectory()
    const body = {
      schemas: [USER],
      userName: unique(),
      externalId: 'a',
      name: { givenName: 'Ann', familyName: 'B' },
      emails: [{ value: 'a@x.org', type: 'work', primary: true }],
      active: true,
    }
    const ann = await create(own.client, '/Users', body)
    const group = await reader(own, ann)
    const before = await traces(own.tenantId)
    const members = [{ value: ann.id, display: ann.userName }]
    for (let round = 0; round < 2; round += 1) {
      const answers: AnyJson[] = [
        await own.client.put(`/Users/${ann.id}`, body),
        await own.client.put(`/Users/${ann.id}`, (await own.client.get(`/Users/${ann.id}`)).json),
        await own.client.patch(`/Users/${ann.id}`, replace({ active: true, name: body.name })),
        await own.client.put(`/Groups/${group.id}`, { ...group, members }),
        await own.client.patch(`/Groups/${group.id}`, replace({ id: group.id, displayName: group.displayName })),
        await own.client.patch(`/Groups/${group.id}`, {
          schemas: [PATCH_OP],
          Operations: [{ op: 'add', path: 'members', value: members }],
        }),
      ]
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
      expectError(await own.client.post('/Users', body), 409, 'uniqueness')
    }
    expect(await traces(own.tenantId)).toEqual(before)
  })

  activeWhile('one person in two directories', 'any', [
    ['deactivated in one', ['first'], true],
    ['deactivated in both', ['first', 'second'], false],
  ])
  activeWhile('one person in two directories', 'all', [
    ['deactivated in one', ['first'], false],
    ['deactivated in both', ['first', 'second'], false],
  ])

  function activeWhile(
    title: string,
    mode: 'any' | 'all',
    rows: readonly [what: string, off: readonly ('first' | 'second')[], active: boolean][],
  ) {
    test.each(rows)(`${title}, active while ${mode} of them is: %s`, async (_, off, active) => {
      const both = await twoDirectories((slugs) => ({
        people: { active: mode },
        directories: { [slugs[1] ?? '']: { link: { match: ['userName'], action: 'link' } } },
      }))
      const userName = unique()
      const one = await createUser(both.first.client, { userName })
      const two = await createUser(both.second.client, { userName })
      expect(await personOf(both.tenantId, two)).toBe(await personOf(both.tenantId, one))
      await reader(both.second, two)
      expect(await standing(both.tenantId, one)).toEqual(ACTIVE)
      const users = { first: one, second: two }
      for (const name of off) await both[name].client.patch(`/Users/${users[name].id}`, replace({ active: false }))
      expect(await standing(both.tenantId, one)).toEqual(active ? ACTIVE : NOTHING)
      for (const name of off) await both[name].client.patch(`/Users/${users[name].id}`, replace({ active: true }))
      expect(await standing(both.tenantId, two)).toEqual(ACTIVE)
    })
  }

  test('a link policy of conflict answers 409, of hold 201 with nothing granted until an admin decides', async () => {
    const both = await twoDirectories((slugs) => ({
      directories: {
        [slugs[0] ?? '']: { link: { match: ['userName'], action: 'conflict' } },
        [slugs[1] ?? '']: { link: { match: ['userName'], action: 'hold' } },
      },
    }))
    const userName = unique()
    const one = await createUser(both.first.client, { userName })
    const two = await createUser(both.second.client, { userName: userName.toUpperCase() })
    await reader(both.second, two)
    expect(await standing(both.tenantId, two)).toEqual(NOTHING)
    const [request] = await listLinkRequests(context(), both.tenantId, { waiting: true })
    await decideLinkRequest(context(), { tenantId: both.tenantId, id: request?.id ?? '' }, 'approved')
    expect(await personOf(both.tenantId, two)).toBe(await personOf(both.tenantId, one))
    expect(await standing(both.tenantId, one)).toEqual(ACTIVE)
    const roles = await listUserRoles(context(), both.tenantId, two.id)
    expect(roles.flatMap((each) => each.roles.map(({ name }) => name))).toEqual(['Reader'])

    const known = await createUser(both.second.client)
    const refused = await both.first.client.post('/Users', { schemas: [USER], userName: known.userName })
    expectError(refused, 409, 'uniqueness')
    expect(refused.json.detail).toContain('link policy')
  })

  test('the same person created in two directories at the same time is one or two people, never broken', async () => {
    const both = await twoDirectories((slugs) => ({
      directories: Object.fromEntries(slugs.map((slug) => [slug, { link: { match: ['userName'], action: 'link' } }])),
    }))
    const names = Array.from({ length: 5 }, () => unique())
    const made = await Promise.all(
      names.flatMap((userName) => [
        createUser(both.first.client, { userName }),
        createUser(both.second.client, { userName }),
      ]),
    )
    for (const user of made) expect(await standing(both.tenantId, user)).toEqual({ ...ACTIVE, roles: [] })
  })
})
