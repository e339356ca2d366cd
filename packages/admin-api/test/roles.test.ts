import { applyPolicy, patchResource, resourceTypesOf, runPolicyTasks } from '@rollcall/provisioning'
import type { DirectoryRow, TenantRow } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../src/global-id.ts'
import { createInstance, type Data, DIALECTS, type Instance, seedGroup, seedTenant, seedUser } from './support.ts'

describe.each(DIALECTS)('roles of groups on %s', (dialect) => {
  let instance: Instance
  let key = ''
  let tenant: TenantRow
  let directory: DirectoryRow
  let group = ''
  let user = ''

  beforeAll(async () => {
    instance = await createInstance(dialect)
    key = await instance.key('tenant-admin')
    const seeded = await seedTenant(instance, 'acme', { rolePrefix: 'Envi_' })
    tenant = seeded.tenant
    directory = seeded.directory
    await applyPolicy(instance.ctx, tenant.id, {
      roles: { rules: [{ id: 'byTitle', when: { filter: 'title eq "Chief"' }, role: 'Chief' }] },
    })
    user = await seedUser(instance, directory, 'ann', { title: 'Chief' })
    group = await seedGroup(instance, directory, 'Envi_Buyer', [user])
    const type = resourceTypesOf(directory).types.find((each) => each.name === 'Group')
    if (type === undefined) throw new Error('no groups')
    await patchResource(instance.ctx, { directory, type }, group, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', value: { displayName: 'Envi_Seller' } }],
    })
  })
  afterAll(() => instance.close())

  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const answer = await instance.ask(query, variables, key)
    expect(answer.errors).toEqual([])
    return answer.data
  }
  const GROUP =
    'query ($id: ID!) { group(id: $id) { grantedRole { name reason } roles { role state rule matchedName policyVersion reason } } }'
  const read = async () => (await ask(GROUP, { id: toGlobalId('Group', group, tenant.id) })).group

  test('show what is granted and what waits, with the reason', async () => {
    const { grantedRole, roles } = await read()
    expect(grantedRole).toEqual({
      name: 'Buyer',
      reason:
        'The name of the group "Envi_Buyer" starts with the role prefix "Envi_" (in any letter case). It is called "Envi_Seller" now, and keeps what it granted.',
    })
    expect(roles).toMatchObject([
      { role: 'Buyer', state: 'GRANTED', rule: 'prefix', matchedName: 'Envi_Buyer', policyVersion: 1 },
      { role: 'Seller', state: 'PENDING', rule: 'prefix', matchedName: 'Envi_Seller', policyVersion: 1 },
    ])
  })

  test('a user shows roles of groups, and apart from them those of attributes', async () => {
    const data = await ask(
      'query ($id: ID!) { user(id: $id) { roles { name grants { rule policyVersion since group { displayName } } } attributeRoles { name rule effective policyVersion reason } } }',
      { id: toGlobalId('User', user, tenant.id) },
    )
    expect(data.user.roles).toMatchObject([
      { name: 'Buyer', grants: [{ rule: 'prefix', policyVersion: 1, group: { displayName: 'Envi_Seller' } }] },
    ])
    expect(data.user.attributeRoles).toEqual([
      {
        name: 'Chief',
        rule: 'byTitle',
        effective: true,
        policyVersion: 1,
        reason: 'The policy\'s rule "byTitle" gives the role to users who fulfil: title eq "Chief".',
      },
    ])
  })

  test('an admin confirms what waits, dismisses it again, and sees the work it leaves', async () => {
    const decide = (name: string, role: string, rule = 'prefix') =>
      ask(
        `mutation ($input: GroupRoleInput!) { it: ${name}(input: $input) { role { role state group { displayName } } userErrors { path code } } }`,
        { input: { groupId: toGlobalId('Group', group, tenant.id), rule, role } },
      )
    expect((await decide('confirmGroupRole', 'seller')).it).toEqual({
      role: { role: 'Seller', state: 'GRANTED', group: { displayName: 'Envi_Seller' } },
      userErrors: [],
    })
    expect((await read()).roles.map((each: Data) => `${each.role} ${each.state}`)).toEqual(['Seller GRANTED'])
    expect((await decide('dismissGroupRole', 'Seller')).it.role.state).toBe('DISMISSED')
    expect((await read()).grantedRole).toBeNull()
    expect((await decide('confirmGroupRole', 'Seller', 'other')).it).toEqual({
      role: null,
      userErrors: [{ path: ['groupId'], code: 'NOT_FOUND' }],
    })
    const tasks = async () =>
      (await ask('{ tenant(slug: "acme") { policyTasks { kind group { displayName } finishedAt } } }')).tenant
        .policyTasks
    expect((await tasks())[0]).toEqual({ kind: 'GROUP', group: { displayName: 'Envi_Seller' }, finishedAt: null })
    instance.advance(10_000)
    for (let round = 0; round < 20; round += 1) if ((await runPolicyTasks(instance.ctx)) === 0) break
    expect((await tasks()).every((task: Data) => task.finishedAt !== null)).toBe(true)
  })
})
