import { verifyLicences } from '@rollcall/provisioning'
import { expect, test } from 'vitest'
import { type AnyJson, type Connected, connect, type OktaApp, onBothDatabases, profileOf } from './harness.ts'

const PERSON = `query ($id: ID!, $user: String!) { directory(id: $id) { user(scimId: $user) { id userName
  standing { personId active seat licence { key } users { scimId } } } } }`

const statusesOf = (answers: readonly { readonly status: number }[]) =>
  Object.fromEntries([...Map.groupBy(answers, ({ status }) => status)].map(([status, same]) => [status, same.length]))

onBothDatabases('many at once', (shared) => {
  const personOf = async (directory: AnyJson, { id }: AnyJson) =>
    (await shared.server.admin.ask(PERSON, { id: directory.id, user: id })).directory.user
  const assignMany = (okta: OktaApp, count: number) =>
    Promise.all(Array.from({ length: count }, (_, n) => okta.assign(profileOf(`Many ${n}`))))

  /** A second directory of the same tenant. */
  async function second({ tenant }: Connected) {
    const { admin } = shared.server
    const { directory } = await admin.mutate(
      'createDirectory',
      { tenantId: tenant.id, slug: 'hr', name: 'HR', preset: 'GENERIC', activate: true },
      'directory { id }',
    )
    const { token } = await admin.mutate('createToken', { directoryId: directory.id }, 'token')
    return { directory, okta: shared.server.okta({ kind: 'catalogue', authorization: `Bearer ${token}` }) }
  }

  test('a brake that holds lets exactly its threshold pass, however many come at once, and everything after its release', async () => {
    const brake = { deactivate: { count: 10, always: 5, action: 'hold' } }
    const link = await connect(shared.server, { policy: { directories: { okta: { brake } } } })
    const users = await assignMany(link.okta, 40)
    const push = () => Promise.all(users.map(({ id }) => link.okta.trySetActive(id, false)))
    const first = await push()
    expect(statusesOf(first)).toEqual({ 200: 10, 429: 30 })
    for (const answer of first.filter(({ status }) => status === 429)) {
      expect(answer.headers['retry-after']).toMatch(/^[1-9]\d*$/)
    }
    const active = async () => (await link.okta.importAll('Users')).filter((user) => user.active).length
    expect(await active()).toBe(30)
    // Okta tries again, and again: a target counts once, and nobody slips through.
    expect(statusesOf(await push())).toEqual({ 200: 10, 429: 30 })
    // Others than those who are deactivated are served as ever.
    expect((await link.okta.tryAssign(profileOf('Ann Newcomer'))).status).toBe(201)
    const { directory } = await shared.server.admin.ask(
      'query ($id: ID!) { directory(id: $id) { brakeHolds(open: true) { kind state } } }',
      { id: link.directory.id },
    )
    expect(directory.brakeHolds).toEqual([{ kind: 'DEACTIVATE', state: 'HOLD' }])
    await shared.server.admin.mutate('releaseBrake', { directoryId: link.directory.id, kind: 'DEACTIVATE' })
    expect(statusesOf(await push())).toEqual({ 200: 40 })
    expect(await active()).toBe(1)
  })

  test('two directories that push the same people at once make one person of each, with one seat', async () => {
    const people = Array.from({ length: 12 }, (_, n) => profileOf(`Shared ${n}`))
    const policy = {
      licences: { types: [{ key: 'std', name: 'Standard', seats: 12, exhausted: 'refuse' }], default: 'std' },
      people: { verifiedDomains: ['example.com'] },
    }
    const link = await connect(shared.server, { policy })
    const hr = await second(link)
    const both = { link: { match: ['email'], action: 'link' } }
    await shared.server.admin.mutate('applyPolicy', {
      tenantId: link.tenant.id,
      document: { ...policy, directories: { okta: both, hr: both } },
    })
    const answers = await Promise.all(
      people.flatMap((person) => [
        link.okta.create(person),
        hr.okta.create({ ...person, externalId: `hr-${person.externalId}` }),
      ]),
    )
    expect(statusesOf(answers)).toEqual({ 201: 24 })
    await shared.server.settle()
    for (let n = 0; n < answers.length; n += 2) {
      const here = await personOf(link.directory, answers[n]?.json)
      const there = await personOf(hr.directory, answers[n + 1]?.json)
      expect(there.standing.personId).toBe(here.standing.personId)
      expect(here.standing.users).toHaveLength(2)
    }
    const { tenant } = await shared.server.admin.ask(
      'query ($id: ID!) { tenant(id: $id) { licences { used free waiting } } }',
      {
        id: link.tenant.id,
      },
    )
    expect(tenant.licences).toEqual([{ used: 12, free: 0, waiting: 0 }])
    // Off-boarding from both sides at once frees each seat once.
    await Promise.all(answers.map(({ json }, n) => (n % 2 === 0 ? link.okta : hr.okta).trySetActive(json.id, false)))
    expect(await verifyLicences(shared.server.ctx, link.tenantId)).toEqual([])
    const after = await shared.server.admin.ask('query ($id: ID!) { tenant(id: $id) { licences { used } } }', {
      id: link.tenant.id,
    })
    expect(after.tenant.licences).toEqual([{ used: 0 }])
  })

  test('a purge that meets the return of the person erases them or is refused, and never half', async () => {
    const link = await connect(shared.server, { policy: { kinds: { default: 'employee', rules: [] } } })
    const profiles = Array.from({ length: 8 }, (_, n) => profileOf(`Purged ${n}`))
    for (const profile of profiles) {
      const ann = await link.okta.assign(profile)
      const { id, standing } = await personOf(link.directory, ann)
      await link.okta.send('DELETE', `/Users/${ann.id}`)
      const purge =
        'mutation ($input: PurgeUserInput!) { it: purgeUser(input: $input) { erasedIds userErrors { code } } }'
      const [purged, back] = await Promise.all([
        shared.server.admin.ask(purge, { input: { id, confirm: ann.id } }),
        link.okta.create(profile),
      ])
      expect(back.status, back.text).toBe(201)
      const erased = purged.it.userErrors.length === 0
      const now = await personOf(link.directory, back.json)
      expect(now).toMatchObject({ userName: profile.userName, standing: { active: true } })
      expect(now.standing.personId === standing.personId).toBe(!erased)
      expect((await link.okta.user(back.json.id)).userName).toBe(profile.userName)
    }
  })

  test('a group that is renamed to and fro while people come and go ends with one name, its role and the right people', async () => {
    const link = await connect(shared.server, { directory: { rolePrefix: 'Envi_' } })
    const users = await assignMany(link.okta, 12)
    const group = await link.okta.pushGroup('Envi_Buyer', users.slice(0, 6))
    const joining = users.slice(6)
    const answers = await Promise.all([
      ...['Purchasing', 'Envi_Buyer', 'Buyers', 'Envi_Buyer'].map((displayName) =>
        link.okta.tryChangeGroup(group, { displayName }),
      ),
      ...joining.map((user) => link.okta.tryChangeGroup(group, { add: [user] })),
      ...users.slice(0, 3).map((user) => link.okta.tryChangeGroup(group, { remove: [user] })),
    ])
    expect(statusesOf(answers)).toEqual({ 200: answers.length })
    const { members } = await link.okta.group(group.id)
    expect(members.map(({ value }: AnyJson) => value).sort()).toEqual(
      users
        .slice(3)
        .map(({ id }) => id)
        .sort(),
    )
    await shared.server.settle()
    const { directory } = await shared.server.admin.ask(
      'query ($id: ID!) { directory(id: $id) { roles { name peopleCount groups { scimId } } } }',
      { id: link.directory.id },
    )
    expect(directory.roles).toEqual([{ name: 'Buyer', peopleCount: 9, groups: [{ scimId: group.id }] }])
  })
})
