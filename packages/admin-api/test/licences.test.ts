import { applyPolicy, createDirectory, createOrganisation, createTenant } from '@rollcall/provisioning'
import type { DirectoryRow, Store } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../src/global-id.ts'
import { codes, createInstance, type Data, DIALECTS, type Instance, seedUser } from './support.ts'

describe.each(DIALECTS)('licences, standings and notices on %s', (dialect) => {
  let instance: Instance
  let key = ''
  let tenantId = ''
  let directory: DirectoryRow
  let statements = 0
  const users: string[] = []

  const counting = (store: Store): Store => ({
    ...store,
    read: (scope, work) =>
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
  })

  beforeAll(async () => {
    instance = await createInstance(dialect, { wrap: counting })
    const { ctx } = instance
    key = await instance.key('scim-manager')
    tenantId = (await createTenant(ctx, { slug: 'acme', name: 'Acme' })).id
    await createOrganisation(ctx, { tenantId, name: 'North' })
    await applyPolicy(ctx, tenantId, {
      organisations: { rules: [{ id: 'all', when: { filter: 'userName pr' }, organisation: 'North' }] },
      kinds: { default: 'staff' },
      licences: {
        types: [
          { key: 'pro', name: 'Professional', seats: 2, exhausted: 'fallback', fallback: 'std' },
          { key: 'std', name: 'Standard', seats: null },
        ],
        default: 'pro',
        rules: [],
      },
    })
    const { id } = await createDirectory(ctx, { tenantId, slug: 'okta', name: 'Okta', activate: true })
    directory = await ctx.store.read(tenantId, (db) =>
      db.selectFrom('directory').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
    for (let index = 0; index < 5; index += 1) users.push(await seedUser(instance, directory, `user${index}`))
  })
  afterAll(() => instance.close())

  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const answer = await instance.ask(query, variables, key)
    expect(answer.errors).toEqual([])
    return answer.data
  }

  test('a tenant tells its licences with their counts', async () => {
    const data = await ask(
      '{ tenant(slug: "acme") { licences { key name seats used waiting free isDefault exhausted fallback { name } } } }',
    )
    expect(data.tenant.licences).toEqual([
      {
        key: 'pro',
        name: 'Professional',
        seats: 2,
        used: 2,
        waiting: 3,
        free: 0,
        isDefault: true,
        exhausted: 'FALLBACK',
        fallback: { name: 'Standard' },
      },
      {
        key: 'std',
        name: 'Standard',
        seats: null,
        used: 3,
        waiting: 0,
        free: null,
        isDefault: false,
        exhausted: 'UNLICENSED',
        fallback: null,
      },
    ])
  })

  test('a licence lists its people and its waiting list, page by page', async () => {
    const query = `query ($after: String) { tenant(slug: "acme") { licences {
      people(first: 1, after: $after) { nodes { users { userName } } totalCount }
      waitingList(first: 2) { nodes { users { userName } waitingSince } pageInfo { hasNextPage endCursor } totalCount } } } }`
    const [pro] = (await ask(query)).tenant.licences
    expect(pro.people).toEqual({ nodes: [{ users: [{ userName: 'user0' }] }], totalCount: 2 })
    expect(pro.waitingList.totalCount).toBe(3)
    expect(pro.waitingList.nodes.map((node: Data) => node.users[0].userName)).toEqual(['user2', 'user3'])
    const next = `query ($after: String) { tenant(slug: "acme") { licences { waitingList(first: 2, after: $after) { nodes { users { userName } } } } } }`
    const rest = (await ask(next, { after: pro.waitingList.pageInfo.endCursor })).tenant.licences[0].waitingList
    expect(rest.nodes).toEqual([{ users: [{ userName: 'user4' }] }])
  })

  test('a user tells what policy makes of the person', async () => {
    const query =
      'query ($id: String!) { tenant(slug: "acme") { user(scimId: $id) { standing { active organisation { name } organisationRule kind kindRule licence { key name } seat seatSince waitingFor { key } waitingSince policyVersion users { userName } } } } }'
    const first = (await ask(query, { id: users[0] })).tenant.user.standing
    expect(first).toMatchObject({
      active: true,
      organisation: { name: 'North' },
      organisationRule: 'all',
      kind: 'staff',
      kindRule: null,
      licence: { key: 'pro', name: 'Professional' },
      seat: 'HELD',
      waitingFor: null,
      waitingSince: null,
      policyVersion: 1,
      users: [{ userName: 'user0' }],
    })
    const last = (await ask(query, { id: users[4] })).tenant.user.standing
    expect(last).toMatchObject({ licence: { key: 'std' }, seat: 'HELD', waitingFor: { key: 'pro' } })
    expect(Date.parse(last.waitingSince)).toBeGreaterThan(0)
  })

  test('an organisation lists who is placed in it', async () => {
    const data = await ask(
      '{ tenant(slug: "acme") { organisations { nodes { people(first: 2) { nodes { kind } totalCount } } } } }',
    )
    expect(data.tenant.organisations.nodes).toEqual([
      { people: { nodes: [{ kind: 'staff' }, { kind: 'staff' }], totalCount: 5 } },
    ])
  })

  test('the standings of many users take as many statements as that of one', async () => {
    const count = async (first: number) => {
      statements = 0
      await ask(
        'query ($first: Int) { tenant(slug: "acme") { users(first: $first) { nodes { standing { organisation { name } licence { key fallback { key } } waitingFor { key } users { userName } } } } } }',
        { first },
      )
      return statements
    }
    const one = await count(1)
    expect(one).toBeGreaterThan(3)
    expect(await count(5)).toBe(one)
  })

  test('a notice is listed, found by its id, and dismissed once', async () => {
    const list =
      'query ($open: Boolean) { tenant(slug: "acme") { notices(open: $open) { nodes { id kind subjectType subjectId detail dismissedAt } totalCount } } }'
    const { notices } = (await ask(list, { open: true })).tenant
    expect(notices).toMatchObject({
      nodes: [{ kind: 'licence.exhausted', subjectType: 'licence', subjectId: 'pro', dismissedAt: null }],
      totalCount: 1,
    })
    expect(notices.nodes[0].detail).toMatch(/"Professional".*2 in all/)
    const { id } = notices.nodes[0]
    expect((await ask('query ($id: ID!) { node(id: $id) { __typename } }', { id })).node).toEqual({
      __typename: 'Notice',
    })
    const dismiss =
      'mutation ($id: ID!) { dismissNotice(input: {id: $id}) { notice { dismissedAt } userErrors { code } } }'
    const done = (await ask(dismiss, { id })).dismissNotice
    expect(done.userErrors).toEqual([])
    expect((await ask(dismiss, { id })).dismissNotice).toEqual(done)
    expect((await ask(list, { open: true })).tenant.notices.totalCount).toBe(0)
    expect((await ask(list, { open: false })).tenant.notices.totalCount).toBe(1)
    expect((await ask(list, { open: null })).tenant.notices.totalCount).toBe(1)
    const audited = await instance.ask(
      '{ tenant(slug: "acme") { auditEvents(filter: {actions: ["notice.dismissed"]}) { totalCount } } }',
      {},
      await instance.key('auditor'),
    )
    expect(audited.data.tenant.auditEvents.totalCount).toBe(1)
    const never = toGlobalId('Notice', tenantId, tenantId)
    expect((await ask(dismiss, { id: never })).dismissNotice.userErrors).toEqual([{ code: 'NOT_FOUND' }])
    const refused = await instance.ask(dismiss, { id }, await instance.key('auditor'))
    expect(codes(refused)).toEqual(['FORBIDDEN'])
  })
})
