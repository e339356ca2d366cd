import { simulateEntra } from '@rollcall/idp-simulator'
import { expect, test } from 'vitest'
import { rollcallJson } from '../support.ts'
import { type AnyJson, type Connected, connect, ENTERPRISE, onBothDatabases, policyOf, profileOf } from './harness.ts'

const DAY = 86_400_000
const STANDING = `query ($id: ID!, $user: String!) { directory(id: $id) { user(scimId: $user) { id active roles { name effective }
  standing { personId active seat licence { key } licenceRule waitingFor { key } } } } }`
const LICENCES =
  'query ($id: ID!) { tenant(id: $id) { licences { key seats used waiting free isDefault } notices { nodes { kind detail } } } }'

onBothDatabases('VIDIZMO: licences, expiring tokens, sub-domains, nobody deleted', (shared) => {
  const vidizmo = (more = {}) => connect(shared.server, { vendor: 'vidizmo', ...more })
  const loaded = async ({ directory }: Connected, { id }: AnyJson) =>
    (await shared.server.admin.ask(STANDING, { id: directory.id, user: id })).directory.user
  const licenceOf = async (link: Connected, user: AnyJson) => {
    const { standing } = await loaded(link, user)
    return [standing.licence?.key ?? null, standing.waitingFor?.key ?? null]
  }
  const counts = async ({ tenant }: Connected) => (await shared.server.admin.ask(LICENCES, { id: tenant.id })).tenant
  const seats = async (link: Connected) =>
    Object.fromEntries((await counts(link)).licences.map(({ key, used, waiting }: AnyJson) => [key, [used, waiting]]))
  const assignMany = async ({ okta }: Connected, count: number) => {
    const users: AnyJson[] = []
    for (let n = 0; n < count; n += 1) users.push(await okta.assign(profileOf(`Many ${n}`)))
    return users
  }

  test('[Z1] the page and its changes are for who may manage SCIM, in their own tenant only', async () => {
    const { server } = shared
    const [one, other] = [await vidizmo(), await vidizmo()]
    const change = 'mutation ($input: UpdateDirectoryInput!) { updateDirectory(input: $input) { userErrors { code } } }'
    const read = 'query ($id: ID!) { directory(id: $id) { status } }'
    const input = { id: one.directory.id, name: 'Okta' }
    const codes = async (role: 'scim-manager' | 'auditor', tenantId: string) => {
      const admin = await server.adminWith(role, tenantId)
      const answer = await admin.send(change, { input })
      const told = answer.data?.updateDirectory?.userErrors.map(({ code }: AnyJson) => code) ?? []
      return [
        ...answer.errors.map(({ extensions }) => extensions.code),
        ...told,
        (await admin.send(read, input)).data.directory?.status,
      ]
    }
    expect(await codes('scim-manager', one.tenantId)).toEqual(['ACTIVE'])
    expect(await codes('auditor', one.tenantId)).toEqual(['FORBIDDEN', 'ACTIVE'])
    expect(await codes('scim-manager', other.tenantId)).toEqual(['NOT_FOUND', undefined])
  })

  test('[Z2] switched off, every request is refused with the reason and nothing is lost', async () => {
    const { okta, directory } = await vidizmo()
    const ann = await okta.assign(profileOf('Ann Kept'))
    await shared.server.admin.mutate('deactivateDirectory', { id: directory.id }, 'directory { status }')
    for (const answer of [
      await okta.testCredentials(),
      await okta.create(profileOf('Ben Refused')),
      await okta.trySetActive(ann.id, false),
    ]) {
      expect([answer.status, answer.json.detail]).toEqual([403, expect.stringContaining('Activate it')])
    }
    await shared.server.admin.mutate('activateDirectory', { id: directory.id })
    expect(await okta.importAll('Users')).toEqual([ann])
  })

  test('[Z3] a tenant that uses licences cannot activate a directory without a default licence', async () => {
    const { admin } = shared.server
    const { tenant } = await admin.mutate(
      'createTenant',
      { slug: `z3-${Date.now().toString(36)}`, name: 'Z3' },
      'tenant { id }',
    )
    const { directory } = await admin.mutate(
      'createDirectory',
      { tenantId: tenant.id, slug: 'okta', name: 'Okta' },
      'directory { id }',
    )
    const document = policyOf('vidizmo')
    await admin.mutate('applyPolicy', {
      tenantId: tenant.id,
      document: { ...document, licences: { ...document.licences, default: null } },
    })
    const told = await admin.refused('activateDirectory', { id: directory.id })
    expect(told).toMatchObject({
      code: 'INVALID',
      path: ['status'],
      message: expect.stringContaining('default licence'),
    })
    await admin.mutate('applyPolicy', { tenantId: tenant.id, document })
    await admin.mutate('activateDirectory', { id: directory.id })
  })

  test('[Z4] [Z5] the default licence goes to whom no rule gives another, and every type counts its seats', async () => {
    const link = await vidizmo()
    const ann = await link.okta.assign(profileOf('Ann Default'))
    const ben = await link.okta.assign(profileOf('Ben Viewer'))
    await link.okta.pushGroup('VIDIZMO Viewers (EU)', [ben])
    await shared.server.settle()
    expect([await licenceOf(link, ann), await licenceOf(link, ben)]).toEqual([
      ['standard', null],
      ['viewer', null],
    ])
    expect((await counts(link)).licences).toEqual([
      { key: 'standard', seats: 5, used: 1, waiting: 0, free: 4, isDefault: true },
      { key: 'premium', seats: 1, used: 0, waiting: 0, free: 1, isDefault: false },
      { key: 'viewer', seats: null, used: 1, waiting: 0, free: null, isDefault: false },
    ])
  })

  test('[Z6] a rule follows the group: its members, its name, its end', async () => {
    const link = await vidizmo()
    const ann = await link.okta.assign(profileOf('Ann Producer'))
    const group = await link.okta.pushGroup('VIDIZMO Producers', [ann])
    const now = async () => {
      await shared.server.settle()
      return (await licenceOf(link, ann))[0]
    }
    expect(await now()).toBe('premium')
    await link.okta.changeGroup(group, { remove: [ann] })
    expect(await now()).toBe('standard')
    await link.okta.changeGroup(group, { add: [ann] })
    expect(await now()).toBe('premium')
    await link.okta.changeGroup(group, { displayName: 'VIDIZMO Viewers EU' })
    expect(await now()).toBe('viewer')
    await link.okta.deleteGroup(group)
    expect(await now()).toBe('standard')
  })

  test('[Z6] another rule is looked at before it is saved: who gains and who loses which licence', async () => {
    const link = await vidizmo()
    const [ann, ben] = await assignMany(link, 2)
    await link.okta.pushGroup('Interns', [ann])
    await shared.server.settle()
    const document = policyOf('vidizmo')
    document.licences.rules.push({ id: 'interns', when: { group: { name: 'Interns' } }, licence: 'viewer' })
    const { previewPolicy } = await shared.server.admin.ask(
      `query ($id: ID!, $document: JSON!) { previewPolicy(tenantId: $id, document: $document) {
        licences { key usedNow usedThen gaining { peopleCount sample { user { scimId } } } losing { peopleCount } } } }`,
      { id: link.tenant.id, document },
    )
    const byKey = Object.fromEntries(previewPolicy.licences.map(({ key, ...rest }: AnyJson) => [key, rest]))
    expect(byKey).toMatchObject({
      standard: { usedNow: 2, usedThen: 1, losing: { peopleCount: 1 } },
      viewer: { usedNow: 0, usedThen: 1, gaining: { peopleCount: 1, sample: [{ user: { scimId: ann.id } }] } },
    })
    expect([await licenceOf(link, ann), await licenceOf(link, ben)]).toEqual([
      ['standard', null],
      ['standard', null],
    ])
  })

  test('[Z7] with every seat taken a create is refused in words for Okta, admins are told, and of many at once none is one too many', async () => {
    const link = await vidizmo()
    const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => link.okta.create(profileOf(`Race ${n}`))))
    const refused = answers.filter(({ status }) => status !== 201)
    expect(refused.map(({ status }) => status)).toEqual(Array(7).fill(403))
    expect(refused[0]?.json.detail).toMatch(/"Standard CAL" is free: 5 of 5 are in use/)
    const { licences, notices } = await counts(link)
    expect(licences[0]).toMatchObject({ used: 5, free: 0 })
    expect(notices.nodes).toMatchObject([
      { kind: 'licence.exhausted', detail: expect.stringContaining('Standard CAL') },
    ])
    const told = (await shared.server.events(link.tenantId)).map(({ type }) => type)
    expect(told).toContain('licence.exhausted')
    expect(await link.okta.importAll('Users')).toHaveLength(5)
  })

  test('[Z7] a reactivation needs a seat too, a fallback is taken, and "unlicensed" lets people wait', async () => {
    const link = await vidizmo()
    const users = await assignMany(link, 5)
    await link.okta.unassign(users[0].id)
    const late = await link.okta.assign(profileOf('Ann Late'))
    expect((await link.okta.trySetActive(users[0].id, true)).status).toBe(403)
    await link.okta.pushGroup('VIDIZMO Producers', [late, users[1]])
    await shared.server.settle()
    expect([await licenceOf(link, late), await licenceOf(link, users[1])].sort()).toEqual([
      ['premium', null],
      ['standard', 'premium'],
    ])
    const policy = policyOf('vidizmo')
    policy.licences.types[0].exhausted = 'unlicensed'
    await shared.server.admin.mutate('applyPolicy', { tenantId: link.tenant.id, document: policy })
    // The one seat that the premium one left is taken again.
    await link.okta.setActive(users[0].id, true)
    const waiting = await link.okta.assign(profileOf('Ann Waiting'))
    expect(await licenceOf(link, waiting)).toEqual([null, 'standard'])
    expect(await seats(link)).toMatchObject({ standard: [5, 1], premium: [1, 1] })
    await link.okta.unassign(users[2].id)
    expect(await licenceOf(link, waiting)).toEqual(['standard', null])
  })

  test('[Z8] a token must have an expiry where the policy asks for one, and not a distant one', async () => {
    const { directory } = await vidizmo()
    const { admin, ctx } = shared.server
    const inDays = (days: number) => new Date(ctx.now().getTime() + days * DAY).toISOString()
    for (const expiresAt of [undefined, inDays(366)]) {
      const told = await admin.refused('createToken', { directoryId: directory.id, name: 'Okta', expiresAt })
      expect(told).toMatchObject({ code: 'INVALID', path: ['expiresAt'] })
    }
    const { token, credential } = await admin.mutate(
      'createToken',
      { directoryId: directory.id, name: 'Okta', expiresAt: inDays(90) },
      'token credential { expiresAt lastFour }',
    )
    expect(credential.lastFour).toBe(token.slice(-4))
    const made = await rollcallJson<{ token: string }>(
      shared.server.env,
      ...['token', 'create', '--directory', directory.databaseId, '--expires-in', '90d'],
    )
    expect((await shared.server.okta({ kind: 'catalogue', authorization: made.token }).testCredentials()).status).toBe(
      200,
    )
  })

  test('[Z10] [Z13] a token is taken without the word Bearer, at the shared address and at the path of the directory', async () => {
    const { directory, token } = await vidizmo()
    for (const baseUrl of [directory.sharedScimBaseUrl, directory.scimBaseUrl, '/scim']) {
      const okta = shared.server.okta({ kind: 'catalogue', authorization: token, baseUrl })
      expect((await okta.testCredentials()).status, baseUrl).toBe(200)
    }
  })

  test('[Z12] a directory answers at its sub-domain and at a path of its own, which other tenants may use too', async () => {
    const { server } = shared
    const [one, other] = [await vidizmo(), await vidizmo()]
    const alias = 'api/v1/SCIM/SCIMOkta'
    for (const { directory } of [one, other]) {
      const changed = await server.admin.mutate(
        'updateDirectory',
        { id: directory.id, alias },
        'directory { aliasScimBaseUrl }',
      )
      expect(changed.directory.aliasScimBaseUrl).toBe(`${server.origin}/${alias}`)
    }
    const told = await server.admin.refused('updateDirectory', { id: one.directory.id, alias: 'api/v1/SCIM_Okta' })
    expect(told).toMatchObject({ code: 'INVALID', path: ['alias'] })
    const host = `${one.tenant.slug}.${new URL(server.origin).host}`
    const at = (token: string, baseUrl: string) =>
      server.okta({ kind: 'catalogue', authorization: `Bearer ${token}`, baseUrl, host })
    await expect.poll(async () => (await at(one.token, `/${alias}`).testCredentials()).status).toBe(200)
    for (const path of [alias, 'scim/v2']) {
      const ann = await at(one.token, `/${path}`).assign(profileOf('Ann Subdomain'))
      expect(ann.meta.location).toBe(`http://${host}/${path}/Users/${ann.id}`)
      expect((await at(other.token, `/${path}`).testCredentials()).status, 'a token of another tenant').toBe(401)
    }
  })

  test('[Z14] the test call answers on an empty tenant, and a failure tells the address from the token and the status', async () => {
    const { okta, token, directory } = await vidizmo()
    expect((await okta.testCredentials()).json).toMatchObject({ totalResults: 0, Resources: [] })
    const at = (authorization: string, baseUrl?: string) =>
      shared.server
        .okta({ kind: 'catalogue', authorization, ...(baseUrl !== undefined && { baseUrl }) })
        .testCredentials()
    expect((await at(`Bearer ${token}`, `${directory.scimBaseUrl}/x`)).json.detail).toContain('base URL')
    expect((await at('Bearer wrong')).json.detail).toContain('token')
    await shared.server.admin.mutate('deactivateDirectory', { id: directory.id })
    expect((await at(`Bearer ${token}`)).json.detail).toContain('Inactive')
  })

  test('[Z15] with Update alone ticked in Okta, people who are there are found and updated, and nobody is created', async () => {
    const link = await vidizmo()
    const ann = await link.okta.assign(profileOf('Ann Updated'))
    const found = await link.okta.lookUp('Users', 'userName', ann.userName)
    await link.okta.update(found.id, { title: 'Moved' })
    expect(await link.okta.importAll('Users')).toMatchObject([{ id: ann.id, title: 'Moved' }])
  })

  test('[Z16] a whole directory assigned at once: nobody twice, no failure, and 429 with whole seconds beyond the limit', async () => {
    const { server } = shared
    const link = await connect(server)
    await server.admin.mutate('updateDirectory', { id: link.directory.id, rateLimit: 15 }, 'directory { rateLimit }')
    const people = Array.from({ length: 100 }, (_, n) => profileOf(`Burst ${n}`))
    const waits: (string | undefined)[] = []
    const push = async (person: (typeof people)[number]): Promise<number> => {
      for (let attempt = 0; attempt < 100; attempt += 1) {
        const answer = await link.okta.create(person)
        if (answer.status !== 429) return answer.status
        waits.push(answer.headers['retry-after'])
        await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 200))
      }
      return 429
    }
    // Each twice, as when Okta repeats what it believes lost.
    const statuses = await Promise.all([...people, ...people].map(push))
    expect(statuses.filter((status) => status === 201)).toHaveLength(100)
    expect(statuses.filter((status) => status === 409)).toHaveLength(100)
    expect(waits.length).toBeGreaterThan(0)
    for (const wait of waits) expect(wait).toMatch(/^[1-9]\d*$/)
    await server.admin.mutate('updateDirectory', { id: link.directory.id, rateLimit: null })
    await expect.poll(async () => (await link.okta.testCredentials()).status).toBe(200)
    expect(new Set((await link.okta.importAll('Users')).map(({ userName }) => userName)).size).toBe(100)
  })

  test('[Z17] every mapped attribute updates, not only three', async () => {
    const { okta } = await vidizmo()
    const mapped = (n: number) => ({
      name: {
        givenName: `Ann${n}`,
        familyName: `Mapped${n}`,
        middleName: `M${n}`,
        honorificPrefix: `Dr${n}`,
        honorificSuffix: `${n}`,
      },
      displayName: `Ann ${n}`,
      nickName: 'Annie',
      profileUrl: `https://example.com/${n}`,
      title: `T${n}`,
      userType: `U${n}`,
      preferredLanguage: n === 1 ? 'en' : 'de',
      locale: n === 1 ? 'en-US' : 'de-DE',
      timezone: n === 1 ? 'America/New_York' : 'Europe/Berlin',
      emails: [{ type: 'work', primary: true, value: `ann${n}@example.com` }],
      phoneNumbers: [{ type: 'work', primary: true, value: `415.123.456${n}` }],
      addresses: [
        {
          type: 'work',
          primary: true,
          streetAddress: `${n} Main`,
          locality: `L${n}`,
          region: `R${n}`,
          postalCode: `9${n}`,
          country: 'US',
        },
      ],
      [ENTERPRISE]: {
        employeeNumber: `${n}`,
        costCenter: `C${n}`,
        organization: `O${n}`,
        division: `V${n}`,
        department: `D${n}`,
        manager: { value: `m${n}` },
      },
    })
    const ann = await okta.assign(profileOf('Ann Mapped', mapped(1)))
    expect(await okta.user(ann.id)).toMatchObject(mapped(1))
    await okta.update(ann.id, mapped(2))
    expect(await okta.user(ann.id)).toMatchObject(mapped(2))
  })

  test('[Z18] members who are not assigned to the app never fail a group push; they are attached when they arrive, or refused where a directory says so', async () => {
    const { admin } = shared.server
    const link = await vidizmo()
    const ann = await link.okta.assign(profileOf('Ann Assigned'))
    const later = profileOf('Ben Later')
    await admin.mutate('updateDirectory', { id: link.directory.id, unresolvedMembers: 'ATTACH' })
    const group = await link.okta.pushGroup('VIDIZMO Viewers EU')
    const members = [ann, { id: later.externalId }, { id: 'nobody-at-all' }]
    await expect.poll(async () => (await link.okta.tryChangeGroup(group, { add: members })).status).toBe(200)
    const shown = async () => (await link.okta.group(group.id)).members.map(({ value }: AnyJson) => value).sort()
    expect(await shown()).toEqual([ann.id])
    const ben = await link.okta.assign(later)
    expect(await shown()).toEqual([ann.id, ben.id].sort())
    await shared.server.settle()
    expect(await licenceOf(link, ben)).toEqual(['viewer', null])
    await admin.mutate('updateDirectory', { id: link.directory.id, unresolvedMembers: 'REJECT' })
    const refused = await link.okta.tryChangeGroup(group, { add: [{ id: 'nobody-else' }] })
    expect([refused.status, refused.json.scimType]).toEqual([400, 'invalidValue'])
  })

  test.each(['catalogue', 'wizard'] as const)(
    '[Z19] groups pushed by name or rule: create, link, rename, members, delete (%s)',
    async (app) => {
      const { okta } = await vidizmo({ app })
      const [ann, ben] = [await okta.assign(profileOf('Ann Pushed')), await okta.assign(profileOf('Ben Pushed'))]
      const group = await okta.pushGroup('Sales', [ann])
      const ids = async () => (await okta.group(group.id)).members.map(({ value }: AnyJson) => value).sort()
      expect(await ids()).toEqual([ann.id])
      const linked = await okta.pushGroup('Sales', [ann])
      expect(linked.id).toBe(group.id)
      await okta.changeGroup(group, { displayName: 'Sales EU' })
      await okta.changeGroup({ ...group, displayName: 'Sales EU' }, { add: [ben], remove: [ann] })
      expect(await ids()).toEqual([ben.id])
      expect((await okta.group(group.id)).displayName).toBe('Sales EU')
      await okta.pushNow({ ...group, displayName: 'Sales EU' }, [ann, ben])
      expect(await ids()).toEqual([ann.id, ben.id].sort())
      await okta.deleteGroup(group)
      expect((await okta.send('GET', `/Groups/${group.id}`)).status).toBe(404)
      expect(await okta.lookUp('Groups', 'displayName', 'Sales EU')).toBeUndefined()
    },
  )

  test('[Z20] a group changes in all it has: name, externalId, members and attributes of an extension', async () => {
    const link = await vidizmo()
    const urn = 'urn:vidizmo:params:scim:schemas:1.0:Group'
    const documents = [{ id: urn, name: 'Portal group', attributes: [{ name: 'portal' }] }]
    await shared.server.admin.mutate('applyDefinitions', {
      directoryId: link.directory.id,
      documents,
      extends: 'Group',
    })
    const ann = await link.okta.assign(profileOf('Ann Grouped'))
    const group = await link.okta.pushGroup('Portal')
    const change = {
      displayName: 'Portal EU',
      externalId: '00g1',
      members: [{ value: ann.id }],
      [urn]: { portal: 'eu' },
    }
    const answer = await link.okta.send('PUT', `/Groups/${group.id}`, { ...group, ...change })
    expect(answer.status, answer.text).toBe(200)
    expect(await link.okta.group(group.id)).toMatchObject(change)
  })

  test('[Z21] deleting a pushed group takes its roles and licences with it', async () => {
    const link = await vidizmo()
    const ann = await link.okta.assign(profileOf('Ann Moderator'))
    const group = await link.okta.pushGroup('VIDIZMO Producers', [ann])
    await shared.server.settle()
    expect(await loaded(link, ann)).toMatchObject({
      roles: [{ name: 'Moderator' }],
      standing: { licence: { key: 'premium' } },
    })
    await link.okta.deleteGroup(group)
    expect((await loaded(link, ann)).roles).toEqual([])
    await shared.server.settle()
    expect(await licenceOf(link, ann)).toEqual(['standard', null])
    expect(await link.okta.user(ann.id)).toMatchObject({ active: true })
  })

  test('[Z22] a removed user is gone for Okta and kept here; the same externalId is the same person again, a namesake is not', async () => {
    const link = await vidizmo()
    const profile = profileOf('Ann Removed')
    const ann = await link.okta.assign(profile)
    const { personId } = (await loaded(link, ann)).standing
    expect((await link.okta.send('DELETE', `/Users/${ann.id}`)).status).toBe(204)
    expect((await link.okta.send('GET', `/Users/${ann.id}`)).status).toBe(404)
    expect(await seats(link)).toMatchObject({ standard: [0, 0] })
    // Of many who arrive at once under her name one is taken, and it is nobody she was.
    const namesakes = await Promise.all(
      Array.from({ length: 8 }, () => link.okta.create({ ...profileOf('Ann Namesake'), userName: profile.userName })),
    )
    const [namesake, ...more] = namesakes.filter(({ status }) => status === 201)
    expect([more.length, namesakes.filter(({ status }) => status === 409).length]).toEqual([0, 7])
    expect((await loaded(link, namesake?.json)).standing.personId).not.toBe(personId)
    await link.okta.send('DELETE', `/Users/${namesake?.json.id}`)
    const back = await link.okta.assign(profile)
    expect(back.id).not.toBe(ann.id)
    expect((await loaded(link, back)).standing.personId).toBe(personId)
    const { explainUser } = await shared.server.admin.ask(
      'query ($tenant: ID!, $user: String!) { explainUser(tenantId: $tenant, user: $user) { personId users { scimId removedAt } } }',
      { tenant: link.tenant.id, user: ann.id },
    )
    expect(explainUser).toMatchObject([{ personId }])
    expect(explainUser[0].users).toContainEqual({ scimId: ann.id, removedAt: expect.any(String) })
    expect(explainUser[0].users).toContainEqual({ scimId: back.id, removedAt: null })
    expect((await link.okta.send('GET', `/Users/${ann.id}`)).status).toBe(404)
  })

  test('[Z22] only an admin who confirms it erases somebody for ever', async () => {
    const { server } = shared
    const link = await vidizmo()
    const ann = await link.okta.assign(profileOf('Ann Purged'))
    const { id } = await loaded(link, ann)
    const purge = 'mutation ($input: PurgeUserInput!) { purgeUser(input: $input) { userErrors { code } } }'
    const manager = await server.adminWith('scim-manager', link.tenantId)
    const forbidden = await manager.send(purge, { input: { id, confirm: ann.id } })
    expect(forbidden.errors.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN'])
    expect((await server.admin.refused('purgeUser', { id, confirm: 'yes' })).path).toContain('confirm')
    await server.admin.refused('purgeUser', { id, confirm: ann.id })
    await link.okta.send('DELETE', `/Users/${ann.id}`)
    const { erasedIds } = await server.admin.mutate('purgeUser', { id, confirm: ann.id }, 'erasedIds')
    expect(erasedIds).toEqual([id])
    const { tenant } = await server.admin.ask(
      'query ($id: ID!) { tenant(id: $id) { auditEvents(first: 50) { nodes { action erased after before target { databaseId label } } } } }',
      { id: link.tenant.id },
    )
    expect(JSON.stringify(tenant)).not.toContain(ann.userName)
    expect(tenant.auditEvents.nodes.map(({ action }: AnyJson) => action)).toContain('user.purged')
    // The same externalId is somebody new now.
    const again = await link.okta.assign({ ...profileOf('Ann Purged'), externalId: ann.externalId })
    expect(again.id).not.toBe(ann.id)
  })

  test('[Z23] reactivated, a user has roles, licence and groups again', async () => {
    const link = await vidizmo()
    const ann = await link.okta.assign(profileOf('Ann Returns'))
    const group = await link.okta.pushGroup('VIDIZMO Producers', [ann])
    await shared.server.settle()
    await link.okta.unassign(ann.id)
    expect(await loaded(link, ann)).toMatchObject({
      roles: [{ effective: false }],
      standing: { active: false, licence: null },
    })
    await link.okta.setActive(ann.id, true)
    expect(await loaded(link, ann)).toMatchObject({
      roles: [{ name: 'Moderator', effective: true }],
      standing: { active: true, licence: { key: 'premium' } },
    })
    expect((await link.okta.group(group.id)).members).toHaveLength(1)
  })

  test('[Z24] a deactivation takes roles and seat and tells the application, all in the one transaction of the request', async () => {
    const link = await vidizmo()
    const ann = await link.okta.assign(profileOf('Ann Revoked'))
    await link.okta.pushGroup('VIDIZMO Producers', [ann])
    await shared.server.settle()
    const answer = await link.okta.trySetActive(ann.id, false)
    const told = (await shared.server.events(link.tenantId)).filter(
      ({ request_id }) => request_id === answer.headers['x-request-id'],
    )
    expect(told.map(({ type }) => type).sort()).toEqual(['licence.released', 'role.revoked', 'user.deactivated'])
    expect(await seats(link)).toMatchObject({ premium: [0, 0] })
  })

  test('[Z25] a provisioned user is edited in Okta: admins are refused with the reason, but for what the policy hands back', async () => {
    const { admin } = shared.server
    const link = await vidizmo()
    const ann = await link.okta.assign(profileOf('Ann Federated'))
    const { id } = await loaded(link, ann)
    for (const attributes of [{ title: 'Mine' }, { 'name.givenName': 'Anna' }, { userName: 'anna' }]) {
      const told = await admin.refused('updateUser', { id, attributes })
      expect(told).toMatchObject({ code: 'INVALID', message: expect.stringContaining('owned by') })
    }
    const { directory } = await admin.ask(
      'query ($id: ID!, $user: String!) { directory(id: $id) { user(scimId: $user) { managed localAttributes } } }',
      { id: link.directory.id, user: ann.id },
    )
    expect(directory.user).toEqual({ managed: true, localAttributes: ['nickName'] })
    await admin.mutate('updateUser', { id, attributes: { nickName: 'Annie' } })
    expect(await link.okta.user(ann.id)).toMatchObject({ nickName: 'Annie' })
  })

  test('[Z26] Entra ID has a preset of its own, and its whole day passes', async () => {
    const { admin } = shared.server
    const { tenant } = await admin.mutate(
      'createTenant',
      { slug: `z26-${Date.now().toString(36)}`, name: 'Z26' },
      'tenant { id }',
    )
    const { directory } = await admin.mutate(
      'createDirectory',
      { tenantId: tenant.id, slug: 'entra', name: 'Entra', preset: 'ENTRA', activate: true },
      'directory { id scimBaseUrl }',
    )
    const { token } = await admin.mutate('createToken', { directoryId: directory.id }, 'token')
    const report = await simulateEntra({
      baseUrl: directory.scimBaseUrl,
      authorization: { kind: 'bearer', token },
      users: 4,
      groups: 1,
      maxRetryWaitMs: 0,
      flag: false,
    })
    expect(report.steps.flatMap(({ failures }) => failures)).toEqual([])
    expect(report.ok).toBe(true)
  })

  // The last one: the clock moves on.
  test('[Z9] an expired token is told apart from an unknown one, and admins and the application are warned before', async () => {
    const { server } = shared
    const link = await connect(server)
    const expiresAt = new Date(server.ctx.now().getTime() + 20 * DAY).toISOString()
    const { token } = await server.admin.mutate(
      'createToken',
      { directoryId: link.directory.id, name: 'Short', expiresAt },
      'token',
    )
    const okta = server.okta({ kind: 'catalogue', authorization: `Bearer ${token}` })
    const warned = async () => {
      await server.warnOfExpiry()
      return (await counts(link)).notices.nodes.filter(({ detail }: AnyJson) => detail.includes('"Short"'))
    }
    expect((await warned()).map(({ kind }: AnyJson) => kind)).toEqual(['credential.expiring.30'])
    expect((await warned()).length).toBe(1)
    server.advance(14 * DAY)
    expect((await warned()).map(({ kind }: AnyJson) => kind)).toContain('credential.expiring.7')
    expect((await server.events(link.tenantId)).filter(({ type }) => type === 'credential.expiring')).toHaveLength(2)
    expect((await okta.testCredentials()).status).toBe(200)
    server.advance(7 * DAY)
    const answer = await okta.testCredentials()
    expect([answer.status, answer.json.detail]).toEqual([401, expect.stringContaining(`expired on ${expiresAt}`)])
    const unknown = await server.okta({ kind: 'catalogue', authorization: 'Bearer nobody' }).testCredentials()
    expect(unknown.json.detail).not.toContain('expired')
  })
})
