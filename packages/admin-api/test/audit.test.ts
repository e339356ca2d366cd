import type { DirectoryRow, TenantRow } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../src/global-id.ts'
import { createInstance, type Data, DIALECTS, type Instance, seedGroup, seedTenant, seedUser } from './support.ts'

describe.each(DIALECTS)('the audit log on %s', (dialect) => {
  let instance: Instance
  let key = ''
  let tenant: TenantRow
  let directory: DirectoryRow
  let user = ''
  beforeAll(async () => {
    instance = await createInstance(dialect)
    key = await instance.key('owner')
    const seeded = await seedTenant(instance, 'acme')
    tenant = seeded.tenant
    directory = seeded.directory
    user = await seedUser(instance, directory, 'ann', { displayName: 'Ann Smith' })
    await seedGroup(instance, directory, 'Staff', [user])
  })
  afterAll(() => instance.close())
  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const answer = await instance.ask(query, variables, key)
    expect(answer.errors).toEqual([])
    return answer.data
  }
  const events = async (filter: Data, fields: string): Promise<Data[]> =>
    (
      await ask(
        `query ($filter: AuditEventFilter) { tenant(slug: "acme") { auditEvents(filter: $filter) { nodes { ${fields} } } } }`,
        { filter },
      )
    ).tenant.auditEvents.nodes

  test('says who did what to whom, and opens what is sealed under the key of the person', async () => {
    const [created] = await events(
      { actions: ['user.created'] },
      'actor { type label } action target { type label node { id ... on User { userName } } } directory { slug } changed before after erased',
    )
    expect(created).toMatchObject({
      actor: { type: 'COMMAND_LINE', label: 'the test' },
      action: 'user.created',
      target: { type: 'User', label: 'Ann Smith', node: { userName: 'ann' } },
      directory: { slug: 'okta' },
      before: null,
      after: { userName: 'ann', displayName: 'Ann Smith' },
      erased: false,
    })
    const sealed = await instance.ctx.store.read(tenant.id, (db) =>
      db.selectFrom('audit_event').select('data').where('action', '=', 'user.created').execute(),
    )
    expect(sealed[0]?.data?.includes('Ann Smith')).toBe(false)
    const [group] = await events({ targetType: 'Group' }, 'after addedMembers')
    expect(group).toEqual({ after: expect.objectContaining({ displayName: 'Staff' }), addedMembers: [user] })
  })

  test('an API key is named as the actor of what it does', async () => {
    await ask('mutation ($id: ID!) { updateDirectory(input: {id: $id, name: "Okta EU"}) { userErrors { code } } }', {
      id: toGlobalId('Directory', directory.id, tenant.id),
    })
    const [event] = await events(
      { actions: ['directory.updated'] },
      'actor { type label } changed before after requestId target { label }',
    )
    expect(event).toMatchObject({
      actor: { type: 'API_KEY', label: 'owner key' },
      changed: ['name'],
      before: { name: 'Okta' },
      after: { name: 'Okta EU' },
      target: { label: 'Okta EU' },
    })
    const same = await events({ requestId: event.requestId }, 'action')
    expect(same).toEqual([{ action: 'directory.updated' }])
  })

  test.each([
    { filter: { actorTypes: ['API_KEY'] }, actions: ['directory.updated'] },
    { filter: { targetType: 'tenant' }, actions: ['tenant.created'] },
    { filter: { actions: ['token.created', 'tenant.created'] }, actions: ['token.created', 'tenant.created'] },
    { filter: { from: '2999-01-01T00:00:00Z' }, actions: [] },
    { filter: { to: '2000-01-01T00:00:00+02:00' }, actions: [] },
    { filter: { targetId: 'nothing' }, actions: [] },
  ])('filters by $filter', async ({ filter, actions }) => {
    expect((await events(filter, 'action')).map((event) => event.action)).toEqual(actions)
  })

  test('filters by a global id, and one directory cannot show another', async () => {
    const mine = await events({ targetId: toGlobalId('User', user, tenant.id) }, 'action')
    expect(mine).toEqual([{ action: 'user.created' }])
    const id = toGlobalId('Directory', directory.id, tenant.id)
    const foreign = toGlobalId('Directory', tenant.id, tenant.id)
    const data = await ask(
      'query ($id: ID!, $foreign: ID!) { directory(id: $id) { auditEvents(first: 1, filter: {directoryId: $foreign}) { nodes { action directory { id } } totalCount } } }',
      { id, foreign },
    )
    expect(data.directory.auditEvents.nodes[0].directory.id).toBe(id)
    expect(data.directory.auditEvents.totalCount).toBeGreaterThan(3)
  })

  test('pages from the latest to the first', async () => {
    const seen: string[] = []
    let after: string | null = null
    for (;;) {
      const { auditEvents }: Data = (
        await ask(
          'query ($after: String) { tenant(slug: "acme") { auditEvents(first: 2, after: $after) { nodes { id occurredAt } pageInfo { hasNextPage endCursor } } } }',
          { after },
        )
      ).tenant
      seen.push(...auditEvents.nodes.map((node: Data) => node.id))
      after = auditEvents.pageInfo.endCursor
      if (!auditEvents.pageInfo.hasNextPage) break
    }
    expect(new Set(seen).size).toBe(seen.length)
    const all = await events({}, 'id')
    expect(seen).toEqual(all.map((event) => event.id))
  })

  test('acts on the whole instance have a list of their own', async () => {
    const data = await ask('{ auditEvents { nodes { action tenant { slug } target { label } } } }')
    expect(data.auditEvents.nodes).toEqual([
      { action: 'api_key.created', tenant: null, target: { label: 'owner key' } },
    ])
  })

  test('a filter takes every action that was ever recorded', async () => {
    const { auditActions } = await ask('{ auditActions }')
    const recorded = await instance.ctx.store.read('*', (db) =>
      db.selectFrom('audit_event').select('action').distinct().execute(),
    )
    for (const { action } of recorded) expect(auditActions).toContain(action)
  })

  test('once a person is purged the event stays and its values are gone', async () => {
    await instance.ctx.store.transaction(tenant.id, async (trx) => {
      await trx.deleteFrom('person_key').where('tenant_id', '=', tenant.id).execute()
    })
    const [created] = await events({ actions: ['user.created'] }, 'action before after erased')
    expect(created).toEqual({ action: 'user.created', before: null, after: null, erased: true })
  })
})
