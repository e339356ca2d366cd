import { simulateOkta } from '@rollcall/idp-simulator'
import { expect, test } from 'vitest'
import { rollcallJson } from '../support.ts'
import {
  type AnyJson,
  type Connected,
  connect,
  ENTERPRISE,
  onBothDatabases,
  policyOf,
  profileOf,
  schemasOf,
  USER,
} from './harness.ts'

const REQUESTER = 'urn:serviceops:params:scim:schemas:extension:2.0:Requester'
const file = (path: string) => new URL(`../../../../examples/${path}`, import.meta.url).pathname

/** What an Okta admin can make of the mapping "manager". */
const MANAGERS: readonly (readonly [string, Record<string, unknown>])[] = [
  ['a string in the extension', { [ENTERPRISE]: { manager: 'mia@example.com' } }],
  ['an object in the extension', { [ENTERPRISE]: { manager: { value: 'mia@example.com' } } }],
  ['a string at the top', { manager: 'mia@example.com' }],
  ['an object at the top', { manager: { value: 'mia@example.com' } }],
  ['the whole URN', { [`${ENTERPRISE}:manager`]: 'mia@example.com' }],
]

onBothDatabases('ServiceOps: a wizard app, manager and custom URNs, both directions', (shared) => {
  const serviceops = (): Promise<Connected> =>
    connect(shared.server, { vendor: 'serviceops', app: 'wizard', definitions: schemasOf('serviceops') })

  test('[O1] the endpoint is shown at any time, the token once', async () => {
    const { admin } = shared.server
    const { tenant } = await admin.mutate(
      'createTenant',
      { slug: `o1-${Date.now().toString(36)}`, name: 'O1' },
      'tenant { id }',
    )
    const { directory } = await admin.mutate(
      'createDirectory',
      { tenantId: tenant.id, slug: 'okta', name: 'Okta', preset: 'OKTA_WIZARD' },
      'directory { id }',
    )
    const { token } = await admin.mutate('createToken', { directoryId: directory.id }, 'token')
    const shown = await admin.ask(
      'query ($id: ID!) { directory(id: $id) { status scimBaseUrl sharedScimBaseUrl validToken credentials { nodes { lastFour } } } }',
      { id: directory.id },
    )
    expect(shown.directory).toMatchObject({
      status: 'INACTIVE',
      scimBaseUrl: expect.stringMatching(/\/okta\/scim\/v2$/),
      credentials: { nodes: [{ lastFour: token.slice(-4) }] },
    })
    expect(JSON.stringify(shown)).not.toContain(token)
    expect(shown.directory.scimBaseUrl).not.toContain('_')
  })

  test('[O3] the wizard’s GET and PUT do it all: profile, deactivation, groups; what a PUT leaves out is gone', async () => {
    const { okta } = await serviceops()
    const ann = await okta.assign(profileOf('Ann Wizard', { title: 'Agent' }))
    const { title: _, ...whole } = await okta.user(ann.id)
    expect((await okta.send('PUT', `/Users/${ann.id}`, whole)).status).toBe(200)
    expect(await okta.user(ann.id)).not.toHaveProperty('title')
    await okta.unassign(ann.id)
    expect(await okta.user(ann.id)).toMatchObject({ active: false, userName: ann.userName })
    await okta.setActive(ann.id, true)
    const ben = await okta.assign(profileOf('Ben Wizard'))
    const group = await okta.pushGroup('Requesters', [ann])
    const ids = async () => (await okta.group(group.id)).members?.map(({ value }: AnyJson) => value)
    await okta.changeGroup(group, { add: [ben], remove: [ann] })
    expect(await ids()).toEqual([ben.id])
    await okta.pushNow(group, [])
    expect(await ids()).toEqual([])
  })

  test('[O6] [O13] Test Connector Configuration and a whole day of an app made with the wizard pass', async () => {
    const { directory, token, okta } = await serviceops()
    expect((await okta.testCredentials()).status).toBe(200)
    // With "Import Groups" ticked this follows.
    expect((await okta.send('GET', '/Groups?startIndex=1&count=100')).json).toMatchObject({
      totalResults: 0,
      Resources: [],
    })
    const report = await simulateOkta({
      baseUrl: directory.scimBaseUrl,
      authorization: { kind: 'bearer', token },
      app: 'wizard',
      users: 5,
      groups: 2,
      maxRetryWaitMs: 0,
    })
    expect(report.steps.flatMap(({ failures }) => failures)).toEqual([])
    expect(report).toMatchObject({ ok: true, created: { users: 5, groups: 2 } })
  })

  test('[O8] the four mappings make the round trip by exactly their paths', async () => {
    const { okta } = await serviceops()
    const profile = profileOf('Ann Mapped')
    const ann = await okta.assign(profile)
    for (const [path, value] of [
      ['userName', profile.userName],
      ['name.givenName', 'Ann'],
      ['name.familyName', 'Mapped'],
      ['emails[type eq "work"].value', profile.email],
    ] as const) {
      const filter = encodeURIComponent(`${path} eq "${value}"`)
      const answer = await okta.send('GET', `/Users?filter=${filter}`)
      expect(
        answer.json.Resources.map(({ id }: AnyJson) => id),
        path,
      ).toEqual([ann.id])
    }
    await okta.update(ann.id, {
      name: { givenName: 'Anna', familyName: 'Moved' },
      emails: [{ type: 'work', primary: true, value: 'anna@example.com' }],
    })
    expect(await okta.user(ann.id)).toMatchObject({
      name: { givenName: 'Anna', familyName: 'Moved' },
      emails: [{ type: 'work', value: 'anna@example.com' }],
    })
  })

  test('[O9] the attribute shows its URN and what to paste as external namespace and name', async () => {
    const { directory } = await serviceops()
    const { directory: shown } = await shared.server.admin.ask(
      'query ($id: ID!) { directory(id: $id) { schemas { id attributes { name urn externalNamespace externalName type } } } }',
      { id: directory.id },
    )
    const attributeOf = (schema: string, name: string) =>
      shown.schemas.find(({ id }: AnyJson) => id === schema).attributes.find((each: AnyJson) => each.name === name)
    expect(attributeOf(ENTERPRISE, 'manager')).toMatchObject({
      urn: `${ENTERPRISE}:manager`,
      externalNamespace: ENTERPRISE,
      externalName: 'manager',
    })
    expect(attributeOf(REQUESTER, 'floor')).toEqual({
      name: 'floor',
      urn: `${REQUESTER}:floor`,
      externalNamespace: REQUESTER,
      externalName: 'floor',
      type: 'STRING',
    })
  })

  test.each(MANAGERS)('[O9] a manager is taken as %s, in a create and in an update', async (_how, more) => {
    const { okta } = await serviceops()
    const created = await okta.assign(profileOf('Ann Managed', more))
    const updated = await okta.assign(profileOf('Ben Managed'))
    await okta.update(updated.id, more)
    for (const { id } of [created, updated]) {
      const user = await okta.user(id)
      expect(user[ENTERPRISE]).toEqual({ manager: { value: 'mia@example.com' } })
      expect(user).not.toHaveProperty('manager')
    }
    // Okta reads the user and adds what is mapped, so the present manager comes along with the new one.
    await okta.update(created.id, JSON.parse(JSON.stringify(more).replaceAll('mia@', 'max@')))
    expect((await okta.user(created.id))[ENTERPRISE]).toEqual({ manager: { value: 'max@example.com' } })
  })

  test('[O10] an attribute under its whole URN lands in its extension', async () => {
    const { okta } = await serviceops()
    const ann = await okta.assign(profileOf('Ann Urn', { [`${REQUESTER}:floor`]: '7' }))
    expect((await okta.user(ann.id))[REQUESTER]).toEqual({ floor: '7' })
    await okta.update(ann.id, { [`${REQUESTER}:assetTag`]: 'PC-1' })
    const user = await okta.user(ann.id)
    expect(user[REQUESTER]).toEqual({ floor: '7', assetTag: 'PC-1' })
    expect(user.schemas).toEqual(expect.arrayContaining([USER, REQUESTER]))
  })

  test('[O11] 255 characters are taken and 256 are refused, unless the policy says otherwise', async () => {
    const { okta, tenant } = await serviceops()
    expect((await okta.tryAssign(profileOf('Ann Long', { [REQUESTER]: { floor: 'x'.repeat(255) } }))).status).toBe(201)
    const refused = await okta.tryAssign(profileOf('Ann Longer', { [REQUESTER]: { floor: 'x'.repeat(256) } }))
    expect([refused.status, refused.json.detail]).toEqual([400, expect.stringMatching(/floor.*at most 255 characters/)])
    const policy = policyOf('serviceops')
    policy.directories.okta.contract.constraints[2].max = 300
    await shared.server.admin.mutate('applyPolicy', { tenantId: tenant.id, document: policy })
    expect((await okta.tryAssign(profileOf('Ann Longer', { [REQUESTER]: { floor: 'x'.repeat(256) } }))).status).toBe(
      201,
    )
  })

  test('[O12] an import reads manager and custom attributes back, one by one and in lists', async () => {
    const { okta } = await serviceops()
    const more = {
      [ENTERPRISE]: { manager: { value: 'mia@example.com' } },
      [REQUESTER]: { floor: '7', assetTag: 'PC-1' },
    }
    const ann = await okta.assign(profileOf('Ann Import', more))
    expect(await okta.user(ann.id)).toMatchObject(more)
    expect(await okta.importAll('Users')).toEqual([expect.objectContaining(more)])
    // "Import User Schema" finds what there is to map.
    const types = (await okta.send('GET', '/ResourceTypes')).json.Resources
    const extensions = types
      .find(({ id }: AnyJson) => id === 'User')
      .schemaExtensions.map(({ schema }: AnyJson) => schema)
    expect(extensions).toEqual(expect.arrayContaining([ENTERPRISE, REQUESTER]))
    const schema = (await okta.send('GET', `/Schemas/${REQUESTER}`)).json
    expect(schema.attributes.map(({ name }: AnyJson) => name)).toEqual(['floor', 'assetTag'])
  })

  test('[O14] a write is visible to admins, and told to the application, when Okta has its answer', async () => {
    const { okta, tenant, tenantId } = await serviceops()
    const users = await Promise.all(Array.from({ length: 10 }, (_, n) => okta.assign(profileOf(`Quick ${n}`))))
    const { tenant: shown } = await shared.server.admin.ask(
      'query ($id: ID!) { tenant(id: $id) { users(first: 20) { nodes { scimId } } } }',
      {
        id: tenant.id,
      },
    )
    const ids = users.map(({ id }) => id).sort()
    expect(shown.users.nodes.map(({ scimId }: AnyJson) => scimId).sort()).toEqual(ids)
    const told = (await shared.server.events(tenantId)).filter(({ type }) => type === 'user.created')
    expect(told.map(({ resource_id }) => resource_id).sort()).toEqual(ids)
  })

  test('[O15] a user shows what is mapped, the raw SCIM, the directory, the last push and what happened', async () => {
    const { okta, directory } = await serviceops()
    const ann = await okta.assign(profileOf('Ann Verified'))
    await okta.update(ann.id, { title: 'Lead' })
    const { directory: shown } = await shared.server.admin.ask(
      `query ($id: ID!, $user: String!) { directory(id: $id) { lastRequestAt
        user(scimId: $user) { userName email externalId document updatedAt directory { slug } standing { active } }
        auditEvents(filter: { targetId: $user }) { nodes { action changed actor { type label } requestId } } } }`,
      { id: directory.id, user: ann.id },
    )
    expect(shown.user).toMatchObject({
      userName: ann.userName,
      email: ann.userName,
      externalId: ann.externalId,
      document: { title: 'Lead', name: { givenName: 'Ann' } },
      directory: { slug: 'okta' },
    })
    expect(Date.parse(shown.user.updatedAt)).toBeGreaterThan(Date.parse(ann.meta.created))
    expect(shown.auditEvents.nodes).toMatchObject([
      { action: 'user.updated', changed: ['title'], actor: { type: 'CREDENTIAL', label: 'Okta' } },
      { action: 'user.created' },
    ])
  })

  test.each(['create', 'read', 'update', 'delete'] as const)(
    '[O16] with "%s" switched off it is refused, for users and groups each by its own switch',
    async (operation) => {
      const { okta, tenant } = await serviceops()
      const ann = await okta.assign(profileOf('Ann Switched'))
      const team = await okta.pushGroup('Team', [ann])
      const profile = profileOf('Ben New')
      const acts = {
        users: {
          create: () => okta.create(profile),
          read: () => okta.send('GET', `/Users/${ann.id}`),
          update: () => okta.send('PUT', `/Users/${ann.id}`, { ...ann, title: 'T' }),
          delete: () => okta.send('DELETE', `/Users/${ann.id}`),
        },
        groups: {
          create: () =>
            okta.send('POST', '/Groups', {
              schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
              displayName: 'New',
            }),
          read: () => okta.send('GET', `/Groups/${team.id}`),
          update: () => okta.send('PUT', `/Groups/${team.id}`, { ...team, displayName: 'Other team' }),
          delete: () => okta.send('DELETE', `/Groups/${team.id}`),
        },
      }
      for (const kind of ['users', 'groups'] as const) {
        const other = kind === 'users' ? 'groups' : 'users'
        const document = { directories: { okta: { operations: { [kind]: { [operation]: false } } } } }
        await shared.server.admin.mutate('applyPolicy', { tenantId: tenant.id, document })
        const refused = await acts[kind][operation]()
        expect([refused.status, refused.json.detail]).toEqual([
          403,
          expect.stringContaining(`operations.${kind}.${operation}`),
        ])
        if (operation !== 'delete') expect([200, 201], other).toContain((await acts[other][operation]()).status)
      }
    },
  )

  test('[O10] [O16] the command line applies the schemas and the policy of the recipe', async () => {
    const { env } = shared.server
    const { tenant, directory, okta } = await connect(shared.server, { app: 'wizard' })
    const schemas = file('schemas/serviceops.json')
    await rollcallJson(env, 'schema', 'apply', '--directory', directory.databaseId, '--file', schemas)
    await rollcallJson(env, 'policy', 'apply', '--tenant', tenant.slug, '--file', file('policies/serviceops.json'))
    await expect
      .poll(async () => {
        const ann = await okta.assign(profileOf('Ann Command', { [`${REQUESTER}:floor`]: '7' }))
        return (await okta.user(ann.id))[REQUESTER]
      })
      .toEqual({ floor: '7' })
  })
})
