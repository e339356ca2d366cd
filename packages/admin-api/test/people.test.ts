import { createDirectory, createToken } from '@rollcall/provisioning'
import type { DirectoryRow, Store, TenantRow } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../src/global-id.ts'
import {
  codes,
  createInstance,
  type Data,
  DIALECTS,
  type Instance,
  seedGroup,
  seedTenant,
  seedUser,
} from './support.ts'

describe.each(DIALECTS)('users, groups and roles on %s', (dialect) => {
  let instance: Instance
  let key = ''
  let tenant: TenantRow
  let directory: DirectoryRow
  let statements = 0
  const users: string[] = []

  /** Answers of reads come so many turns of the event loop later, each another number. */
  let laggards = 0
  let read = 0
  const late = async <T>(answer: Promise<T>): Promise<T> => {
    read += 1
    const turns = laggards === 0 ? 0 : (read * 7) % laggards
    try {
      return await answer
    } finally {
      for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
    }
  }

  /** Counts every statement that reads go through. */
  const counting = (store: Store): Store => ({
    ...store,
    transaction: (scope, work) => store.transaction(scope, work),
    ping: () => store.ping(),
    close: () => store.close(),
    read: (scope, work) =>
      late(
        store.read(scope, (db) =>
          work(
            db.withPlugin({
              transformQuery({ node }) {
                statements += 1
                return node
              },
              transformResult: async ({ result }) => result,
            }),
          ),
        ),
      ),
  })

  beforeAll(async () => {
    instance = await createInstance(dialect, { wrap: counting })
    key = await instance.key('auditor')
    const seeded = await seedTenant(instance, 'acme', { rolePrefix: 'Envi_' })
    tenant = seeded.tenant
    directory = seeded.directory
    for (let index = 0; index < 12; index += 1) {
      const name = String(index).padStart(2, '0')
      users.push(
        await seedUser(instance, directory, `user${name}`, {
          externalId: `ext${name}`,
          active: index !== 5,
          name: { familyName: `Fam${name}` },
        }),
      )
    }
    const inner = await seedGroup(instance, directory, 'ENVI_Buyer', users.slice(0, 2))
    await seedGroup(instance, directory, 'Envi_Approver', [inner, users[2] ?? '', users[5] ?? ''])
    await seedGroup(instance, directory, 'Other', users.slice(0, 8))
    await seedGroup(instance, directory, 'Envi_', [users[9] ?? ''])
  })
  afterAll(() => instance.close())

  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const answer = await instance.ask(query, variables, key)
    expect(answer.errors).toEqual([])
    return answer.data
  }
  const names = (connection: { nodes: { userName?: string; displayName: string }[] }) =>
    connection.nodes.map((node) => node.userName ?? node.displayName)

  const filters: readonly { filter?: Data; scimFilter?: string; found: string[] }[] = [
    { filter: { userName: { eq: 'USER03' } }, found: ['user03'] },
    { filter: { userName: { startsWith: 'user1' } }, found: ['user10', 'user11'] },
    { filter: { externalId: { in: ['ext01', 'ext02'] } }, found: ['user01', 'user02'] },
    { filter: { active: false }, found: ['user05'] },
    { filter: { search: 'fam07' }, found: ['user07'] },
    { filter: { search: 'user08@EXAMPLE' }, found: ['user08'] },
    { filter: { email: { contains: 'r09@' } }, found: ['user09'] },
    { scimFilter: 'userName sw "user0" and active eq false', found: ['user05'] },
    { filter: { userName: { startsWith: 'user0' } }, scimFilter: 'emails[value co "04"]', found: ['user04'] },
    { filter: { createdAfter: '2999-01-01T00:00:00Z' }, found: [] },
  ]
  test.each(filters)('filters by $filter $scimFilter', async ({ filter, scimFilter, found }) => {
    const query =
      'query ($filter: UserFilter, $scimFilter: String) { tenant(slug: "acme") { users(filter: $filter, scimFilter: $scimFilter) { nodes { userName displayName } totalCount } directory(slug: "okta") { users(filter: $filter, scimFilter: $scimFilter) { nodes { userName displayName } } } } }'
    const data = await ask(query, { filter, scimFilter })
    expect(names(data.tenant.users)).toEqual(found)
    expect(data.tenant.users.totalCount).toBe(found.length)
    expect(names(data.tenant.directory.users)).toEqual(found)
  })

  test('a bad scimFilter says what was expected', async () => {
    const answer = await instance.ask(
      '{ tenant(slug: "acme") { users(scimFilter: "userName = 1") { totalCount } } }',
      {},
      key,
    )
    expect(codes(answer)).toEqual(['BAD_USER_INPUT'])
    expect(answer.errors[0]?.extensions.argument).toBe('scimFilter')
  })

  test.each([
    { orderBy: { field: 'NAME', direction: 'ASC' } },
    { orderBy: { field: 'NAME', direction: 'DESC' } },
    { orderBy: { field: 'CREATED', direction: 'ASC' } },
    { orderBy: { field: 'CREATED', direction: 'DESC' } },
  ])('pages forwards and backwards by $orderBy', async ({ orderBy }) => {
    const query = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: ResourceOrder) { tenant(slug: "acme") {
      users(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) { edges { cursor node { userName } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount } } }`
    const seen: string[] = []
    let after: string | null = null
    let last: Data
    for (let page = 0; page < 4; page += 1) {
      last = (await ask(query, { first: 5, after, orderBy })).tenant.users
      seen.push(...last.edges.map((edge: Data) => edge.node.userName))
      after = last.pageInfo.endCursor
      if (!last.pageInfo.hasNextPage) break
    }
    const expected = users.map((_, index) => `user${String(index).padStart(2, '0')}`)
    expect(seen).toEqual(orderBy.direction === 'DESC' ? expected.toReversed() : expected)
    expect(last.totalCount).toBe(12)
    const back = (await ask(query, { last: 5, before: last.pageInfo.startCursor, orderBy })).tenant.users
    expect(back.edges.map((edge: Data) => edge.node.userName)).toEqual(seen.slice(5, 10))
    expect(back.pageInfo).toMatchObject({ hasPreviousPage: true, hasNextPage: true })
  })

  test.each(['first: 201', 'first: -1', 'first: 1, last: 1', 'after: "x"', 'before: "x"', 'after: "WzFd"'])(
    'refuses users(%s)',
    async (args) => {
      const answer = await instance.ask(`{ tenant(slug: "acme") { users(${args}) { totalCount } } }`, {}, key)
      expect(codes(answer)).toEqual(['BAD_USER_INPUT'])
    },
  )

  test('members page, groups of a user say how they hold them', async () => {
    const data = await ask(
      '{ tenant(slug: "acme") { groups(filter: {displayName: {eq: "Other"}}) { nodes { memberCount members(first: 3) { nodes { __typename displayName } pageInfo { hasNextPage endCursor } totalCount } } } } }',
    )
    const [group] = data.tenant.groups.nodes
    expect(group.memberCount).toBe(8)
    expect(group.members.nodes).toHaveLength(3)
    expect(group.members.nodes[0].__typename).toBe('User')
    expect(group.members.pageInfo.hasNextPage).toBe(true)
    const user = await ask(
      'query ($id: String!) { tenant(slug: "acme") { user(scimId: $id) { document groups { edges { membership depth node { displayName } } } } } }',
      { id: users[0] },
    )
    const edges = user.tenant.user.groups.edges.map((edge: Data) => [
      edge.node.displayName,
      edge.membership,
      edge.depth,
    ])
    expect(edges.sort()).toEqual([
      ['ENVI_Buyer', 'DIRECT', 1],
      ['Envi_Approver', 'INDIRECT', 2],
      ['Other', 'DIRECT', 1],
    ])
    expect(user.tenant.user.document).toMatchObject({
      userName: 'user00',
      meta: { resourceType: 'User', location: `${instance.origin}/acme/okta/scim/v2/Users/${users[0]}` },
    })
  })

  test('roles come from group names, nested groups and any letter case, with the reason', async () => {
    const data = await ask(
      'query ($id: String!, $off: String!) { tenant(slug: "acme") { user(scimId: $id) { roles { name effective membership grantedBy { displayName grantedRole { name } } grants { depth reason } } } off: user(scimId: $off) { roles { name effective } } directory(slug: "okta") { roles { name groupCount peopleCount groups { displayName } } } } }',
      { id: users[1], off: users[5] },
    )
    expect(
      data.tenant.user.roles.map((role: Data) => [
        role.name,
        role.membership,
        role.effective,
        role.grantedBy.grantedRole.name,
      ]),
    ).toEqual([
      ['Approver', 'INDIRECT', true, 'Approver'],
      ['Buyer', 'DIRECT', true, 'Buyer'],
    ])
    expect(data.tenant.user.roles[1].grants[0].reason).toBe(
      'The name of the group "ENVI_Buyer" starts with the role prefix "Envi_" (in any letter case).',
    )
    expect(data.tenant.off.roles).toEqual([{ name: 'Approver', effective: false }])
    expect(data.tenant.directory.roles).toEqual([
      { name: 'Approver', groupCount: 1, peopleCount: 3, groups: [{ displayName: 'Envi_Approver' }] },
      { name: 'Buyer', groupCount: 1, peopleCount: 2, groups: [{ displayName: 'ENVI_Buyer' }] },
    ])
  })

  test('a preview says who would gain and who would lose', async () => {
    const id = toGlobalId('Directory', directory.id, tenant.id)
    const query =
      'query ($id: ID!, $prefix: String!, $exact: Boolean!) { previewRolePrefix(directoryId: $id, prefix: $prefix, caseExact: $exact) { groupCount groups { role group { displayName } } peopleCount gaining { peopleCount sample { role user { userName } } } losing { peopleCount sample { role user { userName } } } } }'
    const exact = (await ask(query, { id, prefix: 'Envi_', exact: true })).previewRolePrefix
    expect(exact).toMatchObject({
      groupCount: 1,
      peopleCount: 3,
      gaining: { peopleCount: 0 },
      losing: { peopleCount: 2 },
    })
    expect(exact.losing.sample.map((person: Data) => [person.user.userName, person.role])).toEqual([
      ['user00', 'Buyer'],
      ['user01', 'Buyer'],
    ])
    const other = (await ask(query, { id, prefix: 'Oth', exact: false })).previewRolePrefix
    expect(other.groups).toEqual([{ role: 'er', group: { displayName: 'Other' } }])
    expect(other).toMatchObject({ peopleCount: 7, gaining: { peopleCount: 7 }, losing: { peopleCount: 3 } })
    const none = (await ask(query, { id, prefix: '', exact: false })).previewRolePrefix
    expect(none).toMatchObject({ groupCount: 0, gaining: { peopleCount: 0 }, losing: { peopleCount: 3 } })
    const same = (await ask(query, { id, prefix: 'envi_', exact: false })).previewRolePrefix
    expect(same).toMatchObject({ groupCount: 2, gaining: { peopleCount: 0 }, losing: { peopleCount: 0 } })
  })

  test('a nested query takes the same number of statements for one row as for many', async () => {
    const query = `query ($first: Int) { tenants(first: 2) { nodes { slug directories(first: 5) { nodes { name validToken lastRequestAt userCount organisation { name } credentials(first: 5) { nodes { id } }
      users(first: $first) { nodes { userName document roles { name grantedBy { displayName } } groups(first: 2) { nodes { displayName grantedRole { name } } } } }
      groups(first: $first) { nodes { displayName memberCount members(first: 2) { nodes { displayName directory { slug tenant { slug } } } } } } } } } } }`
    const count = async (first: number) => {
      statements = 0
      await ask(query, { first })
      return statements
    }
    const one = await count(1)
    const many = await count(12)
    for (laggards of [2, 3, 5, 11]) expect(await count(12), `answers up to ${laggards} turns late`).toBe(many)
    laggards = 0
    expect(one).toBeGreaterThan(5)
    expect(many).toBeLessThanOrEqual(one + 1)
    expect(many).toBeLessThan(30)
    for (const slug of ['entra', 'second', 'third']) {
      const more = await createDirectory(instance.ctx, { tenantId: tenant.id, slug, name: slug, rolePrefix: 'X' })
      await createToken(instance.ctx, { tenantId: tenant.id, directoryId: more.id })
      await seedGroup(instance, more, 'XRole', [await seedUser(instance, more, 'ann')])
    }
    expect(await count(12)).toBe(many)
  })
})
