import { simulateOkta } from '@rollcall/idp-simulator'
import { expect, test } from 'vitest'
import { type AnyJson, type Connected, connect, onBothDatabases, policyOf, profileOf } from './harness.ts'

const ROLES = `query ($id: ID!, $user: String!) { directory(id: $id) { user(scimId: $user) {
  active document roles { name effective membership grantedBy { displayName } } attributeRoles { name rule } } } }`
const SUMMARY = `query ($id: ID!) { directory(id: $id) { status organisation { name } validToken rolePrefix lastRequestAt } }`

onBothDatabases('Envi: status, organisation, tokens and the role prefix', (shared) => {
  const envi = (more = {}) => connect(shared.server, { vendor: 'envi', directory: { rolePrefix: 'Envi_' }, ...more })
  const loaded = async ({ directory }: Connected, { id }: AnyJson) =>
    (await shared.server.admin.ask(ROLES, { id: directory.id, user: id })).directory.user
  const rolesOf = async (link: Connected, user: AnyJson): Promise<string[]> =>
    (await loaded(link, user)).roles.map(({ name }: AnyJson) => name)
  const noticesOf = async ({ tenant }: Connected): Promise<AnyJson[]> =>
    (
      await shared.server.admin.ask('query ($id: ID!) { tenant(id: $id) { notices { nodes { kind detail } } } }', {
        id: tenant.id,
      })
    ).tenant.notices.nodes

  test('[E2] the base URL holds no tenant, and a token of one tenant never reaches another', async () => {
    const { server } = shared
    const [one, other] = [await envi(), await envi()]
    const at = (baseUrl: string, token: string) =>
      server.okta({ kind: 'catalogue', authorization: `Bearer ${token}`, baseUrl })
    const here = at('/scim', one.token)
    const ann = await here.assign(profileOf('Ann One'))
    expect(ann.meta.location).toBe(`${server.origin}/scim/Users/${ann.id}`)
    const there = at('/scim', other.token)
    expect(await there.importAll('Users')).toEqual([])
    expect((await there.send('GET', `/Users/${ann.id}`)).status).toBe(404)
    expect((await there.trySetActive(ann.id, false)).status).toBe(404)
    const strange = await at(one.directory.scimBaseUrl, other.token).testCredentials()
    const unknown = await at(one.directory.scimBaseUrl, `${other.token}x`).testCredentials()
    expect([strange.status, unknown.status]).toEqual([401, 401])
    // Nothing tells the token of somebody else from one that never was.
    const withoutId = (text: string) => text.replaceAll(/\(request [^)]*\)/g, '')
    expect(withoutId(strange.json.detail)).toBe(withoutId(unknown.json.detail))
  })

  test.each<[string, (token: string) => string, number]>([
    ['Bearer your token', (token) => `Bearer ${token}`, 200],
    ['the token alone', (token) => token, 200],
    ['the word twice', (token) => `Bearer Bearer ${token}`, 200],
    ['in lower case', (token) => `bearer ${token}`, 200],
    ['another scheme', (token) => `Token ${token}`, 401],
    ['nothing after the word', () => 'Bearer', 401],
  ])('[E3] the API Token field typed as %s', async (_how, typed, status) => {
    const { token } = await envi()
    const answer = await shared.server.okta({ kind: 'catalogue', authorization: typed(token) }).testCredentials()
    expect(answer.status, answer.text).toBe(status)
    if (status === 401) expect(answer.json.detail).toMatch(/Bearer/)
  })

  test('[E4] Test API Credentials succeeds, and the directory says when Okta last called', async () => {
    const { okta, directory } = await envi()
    const summary = async () => (await shared.server.admin.ask(SUMMARY, { id: directory.id })).directory
    expect((await summary()).lastRequestAt).toBeNull()
    expect((await okta.testCredentials()).status).toBe(200)
    await expect.poll(async () => (await summary()).lastRequestAt, { timeout: 5_000 }).not.toBeNull()
  })

  test('[E4] [E13] a whole day of a catalogue app passes under the policy of the recipe', async () => {
    const { token } = await envi()
    const report = await simulateOkta({
      baseUrl: `${shared.server.origin}/scim`,
      authorization: { kind: 'header', value: `Bearer ${token}` },
      app: 'catalogue',
      users: 5,
      groups: 2,
      maxRetryWaitMs: 0,
    })
    expect(report.steps.flatMap(({ failures }) => failures)).toEqual([])
    expect(report).toMatchObject({ ok: true, created: { users: 5, groups: 2 } })
  })

  test('[E5] a create meets somebody of the directory: Okta finds them, takes over their id and writes its attributes', async () => {
    const { okta } = await envi()
    const profile = profileOf('Ann Twice')
    const first = await okta.assign(profile)
    await okta.unassign(first.id)
    const again = await okta.assign({ ...profile, familyName: 'Married' })
    expect(again).toMatchObject({ id: first.id, active: true, name: { familyName: 'Married' } })
    const rude = await okta.create(profile)
    expect([rude.status, rude.json.scimType]).toEqual([409, 'uniqueness'])
  })

  test.each([
    ['link', 'email', 201],
    ['link', 'userName', 201],
    ['link', 'externalId', 201],
    ['conflict', 'email', 409],
    ['hold', 'email', 201],
  ])('[E5] a create that meets a person of another directory: %s, by %s', async (action, by, status) => {
    const { admin } = shared.server
    const link = await envi()
    const other = await admin.mutate(
      'createDirectory',
      { tenantId: link.tenant.id, slug: 'legacy', name: 'Legacy', preset: 'GENERIC', activate: true },
      'directory { id }',
    )
    const policy = policyOf('envi')
    policy.directories.okta.link = { match: [by], action }
    await admin.mutate('applyPolicy', { tenantId: link.tenant.id, document: policy })
    const { token } = await admin.mutate('createToken', { directoryId: other.directory.id }, 'token')
    const legacy = shared.server.okta({ kind: 'catalogue', authorization: `Bearer ${token}` })
    const known = profileOf('Ann Known')
    const before = await legacy.assign(known)
    const stranger = profileOf('Ann Stranger')
    const met = {
      userName: { userName: known.userName },
      email: { email: known.email },
      externalId: { externalId: known.externalId },
    }
    const answer = await link.okta.create({ ...stranger, ...met[by as keyof typeof met] })
    expect(answer.status, answer.text).toBe(status)
    if (status === 409) return expect(answer.json.detail).toContain(by)
    const personOf = async (directory: AnyJson, user: AnyJson) =>
      (
        await admin.ask(
          'query ($id: ID!, $user: String!) { directory(id: $id) { user(scimId: $user) { standing { personId users { scimId } } } } }',
          {
            id: directory.id,
            user: user.id,
          },
        )
      ).directory.user.standing
    await shared.server.settle()
    const [here, there] = [await personOf(link.directory, answer.json), await personOf(other.directory, before)]
    expect(here.personId === there.personId).toBe(action === 'link')
    if (action !== 'hold') return
    const { tenant } = await admin.ask(
      'query ($id: ID!) { tenant(id: $id) { linkRequests(waiting: true) { id matchedBy user { scimId } } } }',
      {
        id: link.tenant.id,
      },
    )
    expect(tenant.linkRequests).toMatchObject([{ matchedBy: 'email', user: { scimId: answer.json.id } }])
    await admin.mutate('approveLinkRequest', { id: tenant.linkRequests[0].id })
    await shared.server.settle()
    expect((await personOf(link.directory, answer.json)).personId).toBe(there.personId)
  })

  test('[E6] what changes in Okta overwrites what it owns, and leaves what the policy hands to admins', async () => {
    const link = await envi()
    const profile = profileOf('Ann Changed')
    const ann = await link.okta.assign(profile)
    const { admin } = shared.server
    const { directory } = await admin.ask(
      'query ($id: ID!, $user: String!) { directory(id: $id) { user(scimId: $user) { id } } }',
      {
        id: link.directory.id,
        user: ann.id,
      },
    )
    await admin.mutate('updateUser', { id: directory.user.id, attributes: { nickName: 'Annie' } })
    await link.okta.update(ann.id, {
      title: 'Buyer',
      nickName: 'From Okta',
      name: { givenName: 'Anna', familyName: 'Changed' },
    })
    expect(await link.okta.user(ann.id)).toMatchObject({
      title: 'Buyer',
      nickName: 'Annie',
      name: { givenName: 'Anna' },
    })
    const told = await admin.refused('updateUser', { id: directory.user.id, attributes: { title: 'Mine' } })
    expect(told.message).toContain('title')
  })

  test('[E7] a deactivated user has no roles at once, and has them again when the app is reassigned', async () => {
    const link = await envi()
    const ann = await link.okta.assign(profileOf('Ann Back'))
    const group = await link.okta.pushGroup('Envi_Buyer', [ann])
    expect(await rolesOf(link, ann)).toEqual(['Buyer'])
    await link.okta.unassign(ann.id)
    const away = await loaded(link, ann)
    expect(away).toMatchObject({ active: false, roles: [{ name: 'Buyer', effective: false }] })
    await link.okta.setActive(ann.id, true)
    expect(await loaded(link, ann)).toMatchObject({ active: true, roles: [{ name: 'Buyer', effective: true }] })
    expect((await link.okta.group(group.id)).members).toHaveLength(1)
  })

  test('[E8] a password is taken and thrown away, in a create and in a push, and never announced', async () => {
    const { okta, ...link } = await envi()
    const secret = '1mz050nq'
    const ann = await okta.assign(profileOf('Ann Secret'))
    const push = await okta.send('PATCH', `/Users/${ann.id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', value: { password: secret } }],
    })
    expect([200, 204]).toContain(push.status)
    const seen = JSON.stringify([
      ann,
      await okta.user(ann.id),
      await loaded({ okta, ...link }, ann),
      await shared.server.events(link.tenantId),
    ])
    expect(seen).not.toContain(secret)
    expect((await okta.send('GET', '/ServiceProviderConfig')).json.changePassword).toEqual({ supported: false })
  })

  test.each([
    ['ignore', 201],
    ['store', 201],
    ['reject', 400],
  ])(
    '[E9] five mappings are enough, an empty e-mail type harms nobody, and an unknown attribute is handled by "%s"',
    async (unknown, status) => {
      const policy = policyOf('envi')
      policy.directories.okta.contract.unknown = unknown
      const { okta } = await envi({ policy })
      const five = ({ userName, givenName, familyName, email }: AnyJson) => ({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName,
        name: { givenName, familyName },
        emails: [{ value: email, primary: true, type: '' }],
        active: true,
      })
      const bare = await okta.send('POST', '/Users', five(profileOf('Ann Five')))
      expect(bare.status, bare.text).toBe(201)
      const odd = await okta.send('POST', '/Users', { ...five(profileOf('Ann Odd')), favouriteColour: 'blue' })
      expect(odd.status, odd.text).toBe(status)
      if (status === 400) expect(odd.json.detail).toContain('favouriteColour')
      else expect(odd.text).not.toContain('favouriteColour')
    },
  )

  test('[E10] Force Sync of unchanged users and groups makes no version, no event and no audit entry', async () => {
    const link = await envi()
    const people = await Promise.all(Array.from({ length: 5 }, (_, n) => link.okta.assign(profileOf(`Sync ${n}`))))
    const group = await link.okta.pushGroup('Envi_Buyer', people)
    await shared.server.settle()
    const traces = async () => {
      const { tenant } = await shared.server.admin.ask(
        'query ($id: ID!) { tenant(id: $id) { auditEvents { totalCount } } }',
        {
          id: link.tenant.id,
        },
      )
      return [tenant.auditEvents.totalCount, (await shared.server.events(link.tenantId)).length]
    }
    const before = await traces()
    for (const person of people) expect((await link.okta.update(person.id, { active: true })).meta).toEqual(person.meta)
    await link.okta.pushNow(group, people)
    await link.okta.changeGroup(group, { add: people })
    expect((await link.okta.group(group.id)).meta.version).toBe(group.meta.version)
    await shared.server.settle()
    expect(await traces()).toEqual(before)
  })

  test('[E11] a group named by the prefix grants its role, in any letter case; what no role is called is told to admins', async () => {
    const link = await envi()
    const ann = await link.okta.assign(profileOf('Ann Roles'))
    await link.okta.pushGroup('Envi_Buyer', [ann])
    await link.okta.pushGroup('envi_managed', [ann])
    await link.okta.pushGroup('Envi_Byuer', [ann])
    await link.okta.pushGroup('Everybody', [ann])
    expect((await rolesOf(link, ann)).sort()).toEqual(['Buyer', 'managed'])
    expect((await noticesOf(link)).filter(({ kind }) => kind === 'role.unmatched')).toEqual([
      { kind: 'role.unmatched', detail: expect.stringContaining('Envi_Byuer') },
    ])
    await shared.server.admin.mutate('updateDirectory', { id: link.directory.id, rolePrefixCaseExact: true })
    expect(await rolesOf(link, ann)).toEqual(['Buyer'])
  })

  test('[E11] more than a prefix: rules by group and by attribute, and an order of precedence', async () => {
    const link = await envi()
    const ann = await link.okta.assign(profileOf('Ann Rules', { title: 'Receiver' }))
    await link.okta.pushGroup('Envi_Buyer', [ann])
    await link.okta.pushGroup('Finance', [ann])
    const { roles, attributeRoles } = await loaded(link, ann)
    expect(roles.map(({ name, grantedBy }: AnyJson) => [name, grantedBy.displayName])).toEqual([
      ['Approver', 'Finance'],
      ['Buyer', 'Envi_Buyer'],
    ])
    expect(attributeRoles).toEqual([{ name: 'Receiver', rule: 'receivers' }])
  })

  test('[E11] a rename neither takes a role away nor grants a privileged one before an admin says so', async () => {
    const link = await envi()
    const ann = await link.okta.assign(profileOf('Ann Renamed'))
    const group = await link.okta.pushGroup('Envi_Buyer', [ann])
    await link.okta.changeGroup(group, { displayName: 'Purchasing' })
    expect(await rolesOf(link, ann)).toEqual(['Buyer'])
    await link.okta.changeGroup(group, { displayName: 'Envi_Admin' })
    expect(await rolesOf(link, ann)).toEqual(['Buyer'])
    expect((await noticesOf(link)).map(({ kind }) => kind)).toContain('role.pending')
    const { directory } = await shared.server.admin.ask(
      'query ($id: ID!, $group: String!) { directory(id: $id) { group(scimId: $group) { id roles { role rule state } } } }',
      { id: link.directory.id, group: group.id },
    )
    const pending = directory.group.roles.find(({ state }: AnyJson) => state === 'PENDING')
    await shared.server.admin.mutate('confirmGroupRole', {
      groupId: directory.group.id,
      role: pending.role,
      rule: pending.rule,
    })
    expect(await rolesOf(link, ann)).toEqual(['Admin'])
  })

  test('[E11] another prefix is looked at before it is saved: who gains and who loses which role', async () => {
    const link = await envi()
    const [ann, ben] = [
      await link.okta.assign(profileOf('Ann Losing')),
      await link.okta.assign(profileOf('Ben Gaining')),
    ]
    await link.okta.pushGroup('Envi_Buyer', [ann])
    await link.okta.pushGroup('Role-Approver', [ben])
    const { previewRolePrefix } = await shared.server.admin.ask(
      `query ($id: ID!) { previewRolePrefix(directoryId: $id, prefix: "Role-") {
        gaining { peopleCount sample { role user { scimId } } } losing { peopleCount sample { role user { scimId } } } } }`,
      { id: link.directory.id },
    )
    expect(previewRolePrefix).toEqual({
      gaining: { peopleCount: 1, sample: [{ role: 'Approver', user: { scimId: ben.id } }] },
      losing: { peopleCount: 1, sample: [{ role: 'Buyer', user: { scimId: ann.id } }] },
    })
    expect(await rolesOf(link, ann)).toEqual(['Buyer'])
  })

  test('[E12] without a prefix a group of any name has no effect on roles', async () => {
    const link = await connect(shared.server)
    const ann = await link.okta.assign(profileOf('Ann Plain'))
    await link.okta.pushGroup('Envi_Buyer', [ann])
    expect(await loaded(link, ann)).toMatchObject({ roles: [], attributeRoles: [] })
  })

  test('[E13] a group that is assigned to the app arrives as ordinary creates, all at once', async () => {
    const link = await envi()
    const people = await Promise.all(Array.from({ length: 20 }, (_, n) => link.okta.assign(profileOf(`Assigned ${n}`))))
    const group = await link.okta.pushGroup('Envi_Buyer', people)
    expect(group.members).toHaveLength(20)
    expect(await rolesOf(link, people[19])).toEqual(['Buyer'])
    expect(await link.okta.importAll('Users')).toHaveLength(20)
  })

  test('[E15] Refresh App Groups sees every group, and the directory mirrors each with its members and last change', async () => {
    const link = await envi()
    const ann = await link.okta.assign(profileOf('Ann Mirrored'))
    for (const name of ['Envi_Buyer', 'Envi_Approver', 'Other']) await link.okta.pushGroup(name, [ann])
    const groups = await link.okta.importAll('Groups')
    expect(groups.map(({ displayName }) => displayName).sort()).toEqual(['Envi_Approver', 'Envi_Buyer', 'Other'])
    const { directory } = await shared.server.admin.ask(
      'query ($id: ID!) { directory(id: $id) { groups { nodes { displayName memberCount updatedAt roles { role state } } } } }',
      { id: link.directory.id },
    )
    const [, buyer] = directory.groups.nodes
    expect(buyer).toMatchObject({
      displayName: 'Envi_Buyer',
      memberCount: 1,
      roles: [{ role: 'Buyer', state: 'GRANTED' }],
    })
    // Linking to a group that is there makes no second one.
    expect((await link.okta.pushGroup('Other', [ann])).id).toBe(
      groups.find(({ displayName }) => displayName === 'Other').id,
    )
  })

  test('[E16] [E17] any tenant has a directory page; a new directory is Inactive, without an organisation, and answers 403', async () => {
    const { server } = shared
    const { tenant } = await server.admin.mutate(
      'createTenant',
      { slug: `e17-${Date.now().toString(36)}`, name: 'E17' },
      'tenant { id }',
    )
    const { directory } = await server.admin.mutate(
      'createDirectory',
      { tenantId: tenant.id, slug: 'okta', name: 'Okta', preset: 'OKTA_CATALOGUE' },
      'directory { id }',
    )
    const summary = async () => (await server.admin.ask(SUMMARY, { id: directory.id })).directory
    expect(await summary()).toMatchObject({
      status: 'INACTIVE',
      organisation: null,
      validToken: false,
      rolePrefix: null,
    })
    const { token } = await server.admin.mutate('createToken', { directoryId: directory.id }, 'token')
    const answer = await server.okta({ kind: 'catalogue', authorization: `Bearer ${token}` }).testCredentials()
    expect([answer.status, answer.json.detail]).toEqual([403, expect.stringContaining('Inactive')])
  })

  test('[E18] status and organisation are set on the directory, and the audit log keeps before and after', async () => {
    const { admin } = shared.server
    const { tenant } = await admin.mutate(
      'createTenant',
      { slug: `e18-${Date.now().toString(36)}`, name: 'E18' },
      'tenant { id }',
    )
    const { organisation } = await admin.mutate(
      'createOrganisation',
      { tenantId: tenant.id, name: 'General Hospital' },
      'organisation { id }',
    )
    const { directory } = await admin.mutate(
      'createDirectory',
      { tenantId: tenant.id, slug: 'okta', name: 'Okta' },
      'directory { id }',
    )
    await admin.mutate('updateDirectory', { id: directory.id, organisationId: organisation.id })
    await admin.mutate('activateDirectory', { id: directory.id })
    const shown = await admin.ask(
      `query ($id: ID!) { directory(id: $id) { status organisation { name } auditEvents { nodes { action changed before after actor { type } } } } }`,
      { id: directory.id },
    )
    expect(shown.directory).toMatchObject({ status: 'ACTIVE', organisation: { name: 'General Hospital' } })
    expect(shown.directory.auditEvents.nodes.slice(0, 2)).toMatchObject([
      {
        action: 'directory.activated',
        before: { status: 'inactive' },
        after: { status: 'active' },
        actor: { type: 'API_KEY' },
      },
      { action: 'directory.updated', changed: ['organisation_id'], before: { organisation_id: null } },
    ])
  })

  test('[E18] people are placed in the organisation of their directory', async () => {
    const { admin } = shared.server
    const link = await envi({ organisations: ['General Hospital'] })
    const { tenant } = await admin.ask('query ($id: ID!) { tenant(id: $id) { organisations { nodes { id } } } }', {
      id: link.tenant.id,
    })
    await admin.mutate('updateDirectory', { id: link.directory.id, organisationId: tenant.organisations.nodes[0].id })
    const ann = await link.okta.assign(profileOf('Ann Placed'))
    const { directory } = await admin.ask(
      'query ($id: ID!, $user: String!) { directory(id: $id) { user(scimId: $user) { standing { organisation { name } } } } }',
      { id: link.directory.id, user: ann.id },
    )
    expect(directory.user.standing.organisation).toEqual({ name: 'General Hospital' })
  })

  test('[E19] several tokens work side by side, each is shown once, and revoking one leaves the other', async () => {
    const { server } = shared
    const { directory, okta, token } = await envi()
    const second = await server.admin.mutate(
      'createToken',
      { directoryId: directory.id, name: 'Second' },
      'token credential { id }',
    )
    const other = server.okta({ kind: 'catalogue', authorization: `Bearer ${second.token}` })
    const statuses = async () => [(await okta.testCredentials()).status, (await other.testCredentials()).status]
    expect(await statuses()).toEqual([200, 200])
    const listed = JSON.stringify(
      await server.admin.ask(
        'query ($id: ID!) { directory(id: $id) { credentials { nodes { id name lastFour username state } } } }',
        { id: directory.id },
      ),
    )
    expect([listed.includes(token), listed.includes(second.token)]).toEqual([false, false])
    await server.admin.mutate('revokeCredential', { id: second.credential.id })
    expect(await statuses()).toEqual([200, 401])
  })

  test('[E20] the summary: status, organisation, Valid Token, User Role Prefix; Valid Token is computed', async () => {
    const { server } = shared
    const { directory } = await envi()
    const { credential } = (
      await server.admin.ask('query ($id: ID!) { directory(id: $id) { credentials { nodes { id } } } }', {
        id: directory.id,
      })
    ).directory.credentials.nodes.map((node: AnyJson) => ({ credential: node }))[0]
    const summary = async () => (await server.admin.ask(SUMMARY, { id: directory.id })).directory
    expect(await summary()).toMatchObject({
      status: 'ACTIVE',
      organisation: null,
      validToken: true,
      rolePrefix: 'Envi_',
    })
    await server.admin.mutate('revokeCredential', { id: credential.id })
    expect((await summary()).validToken).toBe(false)
    const expiresAt = new Date(server.ctx.now().getTime() + 60_000).toISOString()
    await server.admin.mutate('createToken', { directoryId: directory.id, expiresAt })
    expect((await summary()).validToken).toBe(true)
    server.advance(61_000)
    expect((await summary()).validToken).toBe(false)
  })
})
