import { applyPolicy, createDirectory, createTenant } from '@rollcall/provisioning'
import type { Json } from '@rollcall/scim-core'
import type { DirectoryRow } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGlobalId } from '../src/global-id.ts'
import { codes, createInstance, type Data, DIALECTS, type Instance, seedGroup, seedUser } from './support.ts'

describe.each(DIALECTS)('explanations and previews on %s', (dialect) => {
  let instance: Instance
  let key = ''
  let tenant = ''
  let user = ''

  beforeAll(async () => {
    instance = await createInstance(dialect)
    const { ctx } = instance
    key = await instance.key('auditor')
    const { id: tenantId } = await createTenant(ctx, { slug: 'acme', name: 'Acme' })
    tenant = toGlobalId('Tenant', tenantId)
    await applyPolicy(ctx, tenantId, { kinds: { default: 'staff' } })
    const made = await createDirectory(ctx, {
      tenantId,
      slug: 'okta',
      name: 'Okta',
      rolePrefix: 'Envi_',
      activate: true,
    })
    const directory: DirectoryRow = await ctx.store.read(tenantId, (db) =>
      db.selectFrom('directory').selectAll().where('id', '=', made.id).executeTakeFirstOrThrow(),
    )
    user = await seedUser(instance, directory, 'ann')
    await seedGroup(instance, directory, 'Envi_Buyer', [user])
  })
  afterAll(() => instance.close())

  const ask = async (query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const answer = await instance.ask(query, variables, key)
    expect(answer.errors).toEqual([])
    return answer.data
  }

  const FACTS =
    'personId users { userName directory active removedAt user { scimId } } facts { topic about conclusion what at actor requestId rule policyVersion }'

  test('a person is explained by name, and by their user, in the same way', async () => {
    const { explainUser } = await ask(
      `query ($tenant: ID!) { explainUser(tenantId: $tenant, user: "ANN") { ${FACTS} } }`,
      { tenant },
    )
    expect(explainUser).toHaveLength(1)
    expect(explainUser[0].users).toEqual([
      { userName: 'ann', directory: 'okta', active: true, removedAt: null, user: { scimId: user } },
    ])
    expect(explainUser[0].facts).toContainEqual({
      topic: 'ROLE',
      about: 'Buyer',
      conclusion: true,
      what: 'They have the role "Buyer".',
      at: expect.any(String),
      actor: expect.any(String),
      requestId: expect.any(String),
      rule: 'prefix',
      policyVersion: 1,
    })
    const data = await ask(
      `query ($id: String!) { tenant(slug: "acme") { user(scimId: $id) { explanation { ${FACTS} } } } }`,
      { id: user },
    )
    expect(data.tenant.user.explanation).toEqual(explainUser[0])
  })

  test('somebody who is not there is answered with what is known', async () => {
    const { explainUser } = await ask(
      'query ($tenant: ID!) { explainUser(tenantId: $tenant, user: "zoe") { personId users { userName } facts { topic } } }',
      { tenant },
    )
    expect(explainUser[0]).toMatchObject({ personId: null, users: [], facts: [{ topic: 'ABSENCE' }, {}] })
  })

  const PREVIEW = `query ($tenant: ID!, $document: JSON!) { previewPolicy(tenantId: $tenant, document: $document) {
    version peopleCount changedCount complete
    roles { name gaining { peopleCount } losing { peopleCount sample { userName user { scimId } } } }
    kinds { name gaining { peopleCount } losing { peopleCount } }
    licences { key seats needed usedThen waitingThen gaining { peopleCount } joining { peopleCount } }
    groups { group { displayName } role change directory }
    settings { path before after } contracts { directory violatorCount byPath { path userCount } sample { breaches } } } }`

  test('a policy is previewed, and nothing is written', async () => {
    const document: Json = {
      roles: { protected: ['Buyer'] },
      licences: { types: [{ key: 'std', name: 'Standard', seats: 0 }], default: 'std' },
      directories: { okta: { contract: { required: ['title'] } } },
    }
    const { previewPolicy } = await ask(PREVIEW, { tenant, document })
    expect(previewPolicy).toMatchObject({
      version: 1,
      peopleCount: 1,
      changedCount: 1,
      complete: true,
      roles: [
        {
          name: 'Buyer',
          gaining: { peopleCount: 0 },
          losing: { peopleCount: 1, sample: [{ userName: 'ann', user: { scimId: user } }] },
        },
      ],
      kinds: [{ name: 'staff', gaining: { peopleCount: 0 }, losing: { peopleCount: 1 } }],
      licences: [{ key: 'std', seats: 0, needed: 1, usedThen: 0, waitingThen: 1, joining: { peopleCount: 1 } }],
      groups: [{ group: { displayName: 'Envi_Buyer' }, role: 'Buyer', change: 'CEASES', directory: 'okta' }],
      contracts: [{ directory: 'okta', violatorCount: 1, byPath: [{ path: 'title', userCount: 1 }] }],
    })
    const { tenant: after } = await ask('{ tenant(slug: "acme") { policy { version } } }')
    expect(after.policy.version).toBe(1)
  })

  test('a document that is no policy is refused, naming the place', async () => {
    const answer = await instance.ask(PREVIEW, { tenant, document: { roles: { rules: [{ id: 'x' }] } } }, key)
    expect(codes(answer)).toEqual(['BAD_USER_INPUT'])
    expect(answer.errors[0]?.extensions.argument).toBe('document.roles.rules.0.when')
  })
})
