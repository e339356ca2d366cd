import { applyPolicy, listGroupRoles, listUserRoles, PolicyWorker } from '@rollcall/provisioning'
import { sql } from '@rollcall/store/testing'
import { expect, test, vi } from 'vitest'
import type { ScimClient, TestDirectory } from '../../testing/index.ts'
import { createGroup, createUser, onEachDatabase, PATCH_OP, type Shared, unique } from '../support.ts'

const patch = (...Operations: readonly object[]) => ({ schemas: [PATCH_OP], Operations })
/** As Okta renames a group. */
const rename = (id: string, displayName: string) => patch({ op: 'replace', value: { id, displayName } })

onEachDatabase('roles by what the identity provider pushes', (shared) => {
  const roles = async ({ directory }: TestDirectory, userId: string) => {
    const found = await listUserRoles(shared.server.ctx, directory.tenant_id, userId)
    return found.flatMap(({ user, roles: held }) => (user.active === 0 ? [] : held.map((role) => role.name)))
  }
  const bound = async ({ directory }: TestDirectory, groupId: string) =>
    (await listGroupRoles(shared.server.ctx, directory.tenant_id, { groupId })).map(
      (row) => `${row.role_name} ${row.state}`,
    )
  const told = async ({ directory }: TestDirectory) =>
    shared.server.store.read(directory.tenant_id, async (db) => {
      const { rows } = await sql<{ type: string; changed: string; people: number }>`
        select type, changed, count(*) as people from event where tenant_id = ${directory.tenant_id} and type like 'role.%'
        group by type, changed order by type, changed`.execute(db)
      return rows.map(({ type, changed, people }) => `${people} ${type} ${JSON.parse(changed)}`)
    })

  test('members of a prefixed group hold the role, and a repeated sync is silent', async () => {
    const envi = await directoryWithPrefix(shared, 'Envi_')
    const { client } = envi
    const [ann, bob] = [await createUser(client), await createUser(client)]
    const group = await createGroup(client, { displayName: 'envi_managed', members: [{ value: ann.id }] })
    const sync = async () => {
      await client.put(`/Users/${ann.id}`, { ...ann, active: true })
      await client.patch(`/Groups/${group.id}`, rename(group.id, 'envi_managed'))
      await client.patch(
        `/Groups/${group.id}`,
        patch({ op: 'add', path: 'members', value: [{ value: ann.id }, { value: bob.id }] }),
      )
    }
    await sync()
    expect(await roles(envi, ann.id)).toEqual(['managed'])
    expect(await roles(envi, bob.id)).toEqual(['managed'])
    const before = await told(envi)
    expect(before).toEqual(['2 role.granted managed'])
    await sync()
    expect(await told(envi)).toEqual(before)
  })

  test('a deactivated user holds nothing at once, a reactivated one holds it again, a namesake nothing', async () => {
    const envi = await directoryWithPrefix(shared, 'Envi_')
    const { client } = envi
    const userName = unique()
    const ann = await createUser(client, { userName, externalId: 'a' })
    await createGroup(client, { displayName: 'Envi_Buyer', members: [{ value: ann.id }] })
    await client.patch(`/Users/${ann.id}`, patch({ op: 'replace', value: { active: false } }))
    expect(await roles(envi, ann.id)).toEqual([])
    await client.patch(`/Users/${ann.id}`, patch({ op: 'replace', value: { active: true } }))
    expect(await roles(envi, ann.id)).toEqual(['Buyer'])
    await client.delete(`/Users/${ann.id}`)
    const namesake = await createUser(client, { userName, externalId: 'b' })
    expect(await roles(envi, namesake.id)).toEqual([])
    expect(await told(envi)).toEqual(['2 role.granted buyer', '2 role.revoked buyer'])
  })

  test('renames by the identity provider neither drop a role nor gain a privileged one', async () => {
    const envi = await directoryWithPrefix(shared, 'Envi_')
    await applyPolicy(shared.server.ctx, envi.directory.tenant_id, { roles: { privileged: ['Admin'] } })
    const { client } = envi
    const ann = await createUser(client)
    const group = await createGroup(client, { displayName: 'Envi_Buyer', members: [{ value: ann.id }] })
    for (const name of ['Purchasing', 'Envi_Admin', 'Envi_Seller']) {
      expect((await client.patch(`/Groups/${group.id}`, rename(group.id, name))).status).toBe(200)
      expect(await roles(envi, ann.id), name).toEqual(['Buyer'])
    }
    expect(await bound(envi, group.id)).toEqual(['Buyer granted', 'Seller pending'])
    const admins = await createGroup(client, { displayName: 'Envi_Admin', members: [{ value: ann.id }] })
    expect(await bound(envi, admins.id)).toEqual(['Admin pending'])
    expect(await roles(envi, ann.id)).toEqual(['Buyer'])
    await client.delete(`/Groups/${group.id}`)
    expect(await roles(envi, ann.id)).toEqual([])
  })

  test('PATCHes at the same time that add the same people to several groups end right, and each role is told once', async () => {
    const envi = await directoryWithPrefix(shared, 'Envi_')
    const { client } = envi
    const people = await Promise.all(Array.from({ length: 5 }, () => createUser(client)))
    const groups = await Promise.all(
      ['A', 'B', 'C'].map((role) => createGroup(client, { displayName: `Envi_${role}` })),
    )
    const add = (group: { id: string }, person: { id: string }) =>
      client.patch(`/Groups/${group.id}`, patch({ op: 'add', path: 'members', value: [{ value: person.id }] }))
    const answers = await Promise.all(
      people.flatMap((person) => [...groups, ...groups].map((group) => add(group, person))),
    )
    expect(answers.filter(({ status }) => status >= 300)).toEqual([])
    for (const person of people) expect(await roles(envi, person.id)).toEqual(['A', 'B', 'C'])
    const events = (await told(envi)).flatMap((line) => {
      const [count, , keys = ''] = line.split(' ')
      return keys.split(',').map((key) => [key, Number(count)] as const)
    })
    for (const role of ['a', 'b', 'c']) {
      expect(
        events.filter(([key]) => key === role).reduce((sum, [, count]) => sum + count, 0),
        role,
      ).toBe(5)
    }
  })

  test('what one push does to a large group is told by the background worker while requests go on', async () => {
    const envi = await directoryWithPrefix(shared, 'Envi_')
    const { client } = envi
    const members = await createUsers(client, 150)
    const worker = new PolicyWorker(shared.server.ctx, (error) => {
      throw error
    })
    try {
      await createGroup(client, { displayName: 'Envi_All', members: members.map(({ id }) => ({ value: id })) })
      // Whoever reads sees it at once.
      expect(await roles(envi, members[149]?.id ?? '')).toEqual(['All'])
      await vi.waitFor(async () => expect(await told(envi)).toEqual(['150 role.granted all']), {
        timeout: 20_000,
        interval: 200,
      })
    } finally {
      await worker.close()
    }
  }, 60_000)
})

let counter = 0

/** A directory of a tenant of its own. */
function directoryWithPrefix({ server }: Shared, rolePrefix: string): Promise<TestDirectory> {
  counter += 1
  return server.addDirectory({ tenantSlug: `roles-${counter}`, slug: 'okta', rolePrefix })
}

async function createUsers(client: ScimClient, count: number): Promise<{ readonly id: string }[]> {
  const made: { readonly id: string }[] = []
  while (made.length < count) made.push(...(await Promise.all(Array.from({ length: 25 }, () => createUser(client)))))
  return made
}
