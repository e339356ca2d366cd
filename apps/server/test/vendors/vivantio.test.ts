import { listCredentials } from '@rollcall/provisioning'
import { listHistory } from '@rollcall/store'
import { expect, test } from 'vitest'
import { rollcallJson } from '../support.ts'
import { type AnyJson, type Connected, connect, ENTERPRISE, onBothDatabases, profileOf } from './harness.ts'

const LOADED = `query ($id: ID!, $user: String!) { directory(id: $id) { user(scimId: $user) { userName active email version document
  standing { active kind kindRule organisation { name } organisationRule } } } }`
const basic = (username: string, password: string) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

/** Ways in which providers say that somebody is deactivated. */
const DEACTIVATIONS: readonly (readonly [string, object])[] = [
  ['Okta, no path', { op: 'replace', value: { active: false } }],
  ['a path', { op: 'replace', path: 'active', value: false }],
  ['Entra, a string', { op: 'Replace', path: 'active', value: 'False' }],
  ['Entra with the flag', { op: 'replace', value: { active: 'false' } }],
  ['Entra, an add', { op: 'Add', path: 'active', value: 'False' }],
]

onBothDatabases('Vivantio: Basic authentication, contacts', (shared) => {
  const vivantio = (more = {}) =>
    connect(shared.server, { vendor: 'vivantio', organisations: ['North', 'South'], ...more })
  const loaded = async ({ directory }: Connected, { id }: AnyJson) =>
    (await shared.server.admin.ask(LOADED, { id: directory.id, user: id })).directory.user

  test('[V1] a user who is created in Okta is there for admins when Okta has its answer', async () => {
    const link = await vivantio()
    const answer = await link.okta.tryAssign(profileOf('Ann Contact'))
    expect(answer.status).toBe(201)
    expect(answer.headers.location).toBe(answer.json.meta.location)
    expect(answer.json.meta).toMatchObject({ resourceType: 'User', version: 'W/"1"' })
    expect(await loaded(link, answer.json)).toMatchObject({ userName: answer.json.userName, active: true, version: 1 })
    const events = await shared.server.events(link.tenantId)
    expect(events.map(({ type, resource_id }) => [type, resource_id])).toContainEqual(['user.created', answer.json.id])
  })

  test('[V2] an update by PUT or PATCH changes what is stored, and history keeps what was', async () => {
    const link = await vivantio()
    const ann = await link.okta.assign(profileOf('Ann Contact'))
    await link.okta.update(ann.id, { displayName: 'Ann by PUT' })
    expect(await loaded(link, ann)).toMatchObject({ version: 2, document: { displayName: 'Ann by PUT' } })
    const patch = { op: 'replace', value: { displayName: 'Ann by PATCH', 'name.givenName': 'Anna' } }
    const answer = await link.okta.send('PATCH', `/Users/${ann.id}`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [patch],
    })
    expect(answer.status, answer.text).toBe(200)
    expect(await loaded(link, ann)).toMatchObject({
      version: 3,
      document: { displayName: 'Ann by PATCH', name: { givenName: 'Anna' } },
    })
    const { store } = shared.server
    const history = await store.read(link.tenantId, (db) => listHistory(db, link.tenantId, ann.id, 10))
    expect(history.map(({ version, operation }) => [version, operation])).toEqual([
      [3, 'patched'],
      [2, 'replaced'],
      [1, 'created'],
    ])
  })

  test.each(DEACTIVATIONS)(
    '[V3] a user taken off the app is deactivated, and GET still shows them (%s)',
    async (_how, operation) => {
      const link = await vivantio()
      const ann = await link.okta.assign(profileOf('Ann Leaver'))
      const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] }
      expect((await link.okta.send('PATCH', `/Users/${ann.id}`, body)).status).toBe(200)
      expect(await link.okta.user(ann.id)).toMatchObject({ id: ann.id, active: false })
      expect(await loaded(link, ann)).toMatchObject({ active: false, standing: { active: false } })
      expect((await link.okta.lookUp('Users', 'userName', ann.userName)).id).toBe(ann.id)
    },
  )

  test('[V3] a wizard app deactivates by PUT of the whole user', async () => {
    const link = await vivantio({ app: 'wizard' })
    const ann = await link.okta.assign(profileOf('Ann Leaver'))
    await link.okta.unassign(ann.id)
    expect(await link.okta.user(ann.id)).toMatchObject({ active: false, displayName: ann.displayName })
  })

  test('[V4] technicians are provisioned too: the kind follows a group or an attribute', async () => {
    const link = await vivantio()
    const contact = await link.okta.assign(profileOf('Ann Contact'))
    const byType = await link.okta.assign(profileOf('Tom Technician', { userType: 'Technician' }))
    const byGroup = await link.okta.assign(profileOf('Tia Technician'))
    const group = await link.okta.pushGroup('Vivantio Technicians', [byGroup])
    await shared.server.settle()
    const kind = async (user: AnyJson) => {
      const { standing } = await loaded(link, user)
      return [standing.kind, standing.kindRule]
    }
    expect(await kind(contact)).toEqual(['contact', null])
    expect(await kind(byType)).toEqual(['technician', 'by-attribute'])
    expect(await kind(byGroup)).toEqual(['technician', 'technicians'])
    await link.okta.changeGroup(group, { remove: [byGroup] })
    await shared.server.settle()
    expect(await kind(byGroup)).toEqual(['contact', null])
  })

  test('[V5] core, enterprise and custom attributes and typed phone numbers come back as they were sent', async () => {
    const link = await vivantio()
    const urn = 'urn:vivantio:params:scim:schemas:1.0:Contact'
    await shared.server.admin.mutate('applyDefinitions', {
      tenantId: link.tenant.id,
      documents: [
        { id: urn, name: 'Contact', attributes: [{ name: 'contractNumber' }, { name: 'vip', type: 'boolean' }] },
      ],
    })
    const more = {
      title: 'Manager',
      nickName: 'Annie',
      phoneNumbers: [
        { type: 'work', value: '415.123.4567', primary: true },
        { type: 'mobile', value: '+1 415 765 4321' },
      ],
      addresses: [{ type: 'work', streetAddress: '1 Main', locality: 'Boston', country: 'US', primary: true }],
      [ENTERPRISE]: { department: 'Support', employeeNumber: '701984', division: 'North' },
      [urn]: { contractNumber: 'C-1', vip: true },
    }
    const ann = await link.okta.assign(profileOf('Ann Whole', more))
    expect(await link.okta.user(ann.id)).toMatchObject(more)
    expect((await loaded(link, ann)).document).toMatchObject(more)
  })

  test('[V6] one directory serves several client organisations, chosen by group or attribute', async () => {
    const link = await vivantio()
    const north = await link.okta.assign(profileOf('Ned North'))
    const south = await link.okta.assign({ ...profileOf('Sue South'), email: `sue${Date.now()}@south.example.com` })
    const nowhere = await link.okta.assign(profileOf('Nia Nowhere'))
    const group = await link.okta.pushGroup('Client North (London)', [north])
    await shared.server.settle()
    const place = async (user: AnyJson) => (await loaded(link, user)).standing.organisation?.name
    expect([await place(north), await place(south), await place(nowhere)]).toEqual(['North', 'South', undefined])
    await link.okta.deleteGroup(group)
    await shared.server.settle()
    expect(await place(north)).toBeUndefined()
  })

  test('[V7] several Okta orgs push into one tenant at once, and neither sees or touches what the other owns', async () => {
    const { server } = shared
    const link = await vivantio()
    const { directory } = await server.admin.mutate(
      'createDirectory',
      { tenantId: link.tenant.id, slug: 'okta-emea', name: 'Okta EMEA', preset: 'OKTA_CATALOGUE', activate: true },
      'directory { id scimBaseUrl }',
    )
    expect(directory.scimBaseUrl).not.toBe(link.directory.scimBaseUrl)
    const { token } = await server.admin.mutate('createToken', { directoryId: directory.id }, 'token')
    const emea = server.okta({ kind: 'catalogue', authorization: `Bearer ${token}`, baseUrl: directory.scimBaseUrl })
    const people = Array.from({ length: 15 }, (_, n) => profileOf(`Both ${n}`))
    const [here, there] = await Promise.all([
      Promise.all(people.map((person) => link.okta.assign(person))),
      Promise.all(people.map((person) => emea.assign(person))),
    ])
    const idsOf = (users: readonly AnyJson[]) => users.map(({ id }) => id).sort()
    expect(new Set([...idsOf(here), ...idsOf(there)]).size).toBe(30)
    expect(idsOf(await link.okta.importAll('Users'))).toEqual(idsOf(here))
    expect(idsOf(await emea.importAll('Users'))).toEqual(idsOf(there))
    // The other one's ids name nobody, not even as members.
    expect((await emea.trySetActive(here[0].id, false)).status).toBe(404)
    const group = await emea.pushGroup('Everybody', [here[0], there[0]])
    expect(group.members.map(({ value }: AnyJson) => value)).toEqual([there[0].id])
    await Promise.all(there.map(({ id }) => emea.unassign(id)))
    expect((await link.okta.importAll('Users')).every(({ active }) => active)).toBe(true)
    const strange = server.okta({
      kind: 'catalogue',
      authorization: `Bearer ${token}`,
      baseUrl: link.directory.scimBaseUrl,
    })
    expect((await strange.testCredentials()).status).toBe(401)
  })

  test('[V8] an import in Okta sees everybody, whole and in the same order whatever the page, and the deactivated too', async () => {
    const { okta } = await vivantio()
    const users = []
    for (let n = 0; n < 9; n += 1)
      users.push(await okta.assign(profileOf(`Import ${n}`, { [ENTERPRISE]: { department: 'D' } })))
    await okta.unassign(users[3].id)
    const all = await okta.importAll('Users')
    expect(all.map(({ id }) => id).sort()).toEqual(users.map(({ id }) => id).sort())
    for (const count of [1, 2, 4]) expect(await okta.importAll('Users', count)).toEqual(all)
    for (const user of all) expect(await okta.user(user.id)).toEqual(user)
    expect(all.filter(({ active }) => !active)).toHaveLength(1)
  })

  test('[V9] [V12] the command line makes a usable link of a preset, with nothing else to fill in, and a user name and password', async () => {
    const { env } = shared.server
    const slug = `cli-${Date.now().toString(36)}`
    await rollcallJson(env, 'tenant', 'create', '--slug', slug, '--name', 'Vivantio')
    const directory = await rollcallJson<{ id: string; scimBaseUrl: string }>(
      env,
      ...[
        'directory',
        'create',
        '--tenant',
        slug,
        '--slug',
        'okta',
        '--name',
        'Okta',
        '--preset',
        'okta-catalogue',
        '--activate',
      ],
    )
    const made = ['credential', 'create', '--directory', directory.id, '--basic']
    const { username, password } = await rollcallJson<{ username: string; password: string }>(env, ...made)
    const okta = shared.server.okta({
      kind: 'catalogue',
      authorization: basic(username, password),
      baseUrl: new URL(directory.scimBaseUrl).pathname,
    })
    expect((await okta.testCredentials()).status).toBe(200)
    const ann = await okta.assign(profileOf('Ann Preset'))
    expect(await okta.user(ann.id)).toMatchObject({ active: true })
  })

  test('[V12] a user name and password is kept as a digest, listed beside the tokens, shown once, rotated with overlap', async () => {
    const { server } = shared
    const { directory, tenantId } = await vivantio()
    const made = await server.admin.mutate(
      'createBasicCredential',
      { directoryId: directory.id, name: 'API Credentials' },
      'username password credential { id }',
    )
    const okta = server.okta({ kind: 'catalogue', authorization: basic(made.username, made.password) })
    expect((await okta.testCredentials()).status).toBe(200)
    const wrong = server.okta({ kind: 'catalogue', authorization: basic(made.username, 'guess') })
    expect((await wrong.testCredentials()).status).toBe(401)
    const listed = await server.admin.ask(
      'query ($id: ID!) { directory(id: $id) { credentials { nodes { id name kind username lastFour state lastUsedAt } } } }',
      { id: directory.id },
    )
    expect(listed.directory.credentials.nodes).toContainEqual(
      expect.objectContaining({ name: 'API Credentials', kind: 'BASIC', username: made.username, state: 'ACTIVE' }),
    )
    const stored = await listCredentials(server.ctx, tenantId, directory.databaseId)
    expect(stored).toHaveLength(2)
    expect(JSON.stringify([listed, stored])).not.toContain(made.password)
    const { username, password } = await server.admin.mutate(
      'rotateCredential',
      { id: made.credential.id, overlapSeconds: 60 },
      'username password former { expiresAt }',
    )
    const next = server.okta({ kind: 'catalogue', authorization: basic(username, password) })
    expect([(await okta.testCredentials()).status, (await next.testCredentials()).status]).toEqual([200, 200])
    server.advance(61_000)
    expect([(await okta.testCredentials()).status, (await next.testCredentials()).status]).toEqual([401, 200])
  })

  test.each([
    ['Create', { create: true, update: false, delete: false }],
    ['Update', { create: false, update: true, delete: false }],
    ['none', { create: false, update: false, delete: false }],
  ])(
    '[V13] with only %s switched on, nothing else is carried out, and the refusal names the switch',
    async (_ticked, users) => {
      const link = await vivantio()
      const ann = await link.okta.assign(profileOf('Ann Before'))
      const document = { directories: { okta: { operations: { users } } } }
      await shared.server.admin.mutate('applyPolicy', { tenantId: link.tenant.id, document })
      const refused = (answer: AnyJson, name: string) =>
        expect([answer.status, answer.json.detail]).toEqual([403, expect.stringContaining(`operations.users.${name}`)])
      const created = await link.okta.tryAssign(profileOf('Ben After'))
      if (users.create) expect(created.status).toBe(201)
      else refused(created, 'create')
      const updated = await link.okta.tryUpdate(ann.id, { displayName: 'Other' })
      if (users.update) expect(updated.status).toBe(200)
      else refused(updated, 'update')
      refused(await link.okta.send('DELETE', `/Users/${ann.id}`), 'delete')
      expect((await link.okta.testCredentials()).status).toBe(200)
    },
  )
})

onBothDatabases(
  'Vivantio: a regional host',
  (shared) => {
    test('[V11] the regional host is in every address that is shown, whatever host a request names, with a slash at the end or without', async () => {
      const host = 'https://webservices-na01.example.com'
      const { okta, directory } = await connect(shared.server)
      expect(directory.sharedScimBaseUrl).toBe(`${host}/scim/v2`)
      expect(directory.scimBaseUrl).toMatch(new RegExp(`^${host}/`))
      for (const path of [
        '/Users?startIndex=1&count=2',
        '/Users/?startIndex=1&count=2',
        '//Users?startIndex=1&count=2',
      ]) {
        expect((await okta.send('GET', path)).status, path).toBe(200)
      }
      const ann = await okta.assign(profileOf('Ann Regional'))
      expect(ann.meta.location).toBe(`${host}/scim/v2/Users/${ann.id}`)
    })
  },
  { publicUrl: 'https://webservices-na01.example.com' },
)
