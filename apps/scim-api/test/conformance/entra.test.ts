import { describe, expect, test } from 'vitest'
import type { AnyJson } from '../../testing/index.ts'
import {
  create,
  createGroup,
  createUser,
  ENTERPRISE,
  expectError,
  fixture,
  GROUP,
  ids,
  memberIds,
  names,
  onEachDatabase,
  PATCH_OP,
  read,
  USER,
  unique,
  userBody,
} from '../support.ts'

const MICROSOFT_GROUP = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'

/** https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups and …/application-provisioning-config-problem-scim-compatibility */
onEachDatabase(
  'Microsoft Entra ID',
  (shared) => {
    const path = (user: { id: string }) => `/Users/${user.id}`

    test.each(['Add', 'Replace', 'Remove', 'add', 'REPLACE', 'rEmOvE'])('[E-1] op in any case: %s', async (op) => {
      const user = await createUser(shared.client, { nickName: 'n' })
      const answer = await shared.client.change(path(user), { op, path: 'nickName', value: 'm' })
      expect(answer.status).toBe(200)
      expect(answer.json.nickName).toBe(op.toLowerCase() === 'remove' ? undefined : 'm')
    })

    test('[E-2] the connection test: a filter on a userName that is a guid is 200 and empty', async () => {
      const { json, status } = await shared.client.find('/Users', 'userName eq "5f7b4a2e-9c0c-4bbd-8a5e-d3a5b9d2a111"')
      expect(status).toBe(200)
      expect(json).toMatchObject({ totalResults: 0, Resources: [] })
    })

    test('[E-2] the switch in the tenant URL is ignored as a query parameter', async () => {
      const user = await createUser(shared.client)
      expect((await shared.client.get(`${path(user)}?aadOptscim062020`)).status).toBe(200)
      expect(
        (await shared.client.get(`/Users?aadOptscim062020&filter=userName+eq+%22${user.userName}%22`)).json
          .totalResults,
      ).toBe(1)
    })

    test('[E-3] its filters: userName, externalId, a work e-mail, groups by name, id and members, id and manager', async () => {
      const externalId = unique('x')
      const boss = await createUser(shared.client)
      const user = await createUser(shared.client, {
        externalId,
        emails: [{ value: externalId, type: 'work' }],
        [ENTERPRISE]: { manager: { value: boss.id } },
      })
      for (const filter of [
        `userName eq "${user.userName}"`,
        `externalId eq "${externalId}"`,
        `emails[type eq "work"].value eq "${externalId}"`,
        `id eq "${user.id}" and manager eq "${boss.id}"`,
        `id eq "${user.id}" and ${ENTERPRISE}:manager eq "${boss.id}"`,
      ]) {
        expect(await names(shared.client, '/Users', filter), filter).toEqual([user.userName])
      }
      expect(await names(shared.client, '/Users', `id eq "${user.id}" and manager eq "${user.id}"`)).toEqual([])
      const group = await createGroup(shared.client, { members: [{ value: user.id }] })
      expect(await names(shared.client, '/Groups', `id eq "${group.id}" and members eq "${user.id}"`)).toEqual([
        group.displayName,
      ])
      expect(await names(shared.client, '/Groups', `id eq "${group.id}" and members eq "${boss.id}"`)).toEqual([])
    })

    test('[E-4] spaces as + or %20; %2B stays a plus', async () => {
      const user = await createUser(shared.client, { userName: `a+b-${unique()}` })
      const quoted = `%22${user.userName.replace('+', '%2B')}%22`
      for (const query of [`filter=userName+eq+${quoted}`, `filter=userName%20eq%20${quoted}`]) {
        expect((await shared.client.get(`/Users?${query}`)).json.totalResults, query).toBe(1)
      }
    })

    test.each([
      ['False', false],
      ['True', true],
      ['false', false],
      [false, false],
    ])('[E-5] active as %j is stored as the boolean', async (value, expected) => {
      const user = await createUser(shared.client, { active: !expected })
      const { json, status } = await shared.client.change(path(user), { op: 'Replace', path: 'active', value })
      expect(status).toBe(200)
      expect(json.active).toBe(expected)
      await shared.client.change(path(user), { op: 'replace', value: { active: true } })
      expect(
        (await shared.client.patch(path(user), fixture('entra/disable-user-string-boolean.json').request)).json.active,
      ).toBe(false)
    })

    test('[E-6] path-less replace of flat dotted and URN names', async () => {
      const user = await createUser(shared.client, { name: { givenName: 'a', familyName: 'b' }, nickName: 'kept' })
      const { json, status } = await shared.client.change(
        path(user),
        {
          op: 'replace',
          value: {
            displayName: 'D',
            'name.givenName': 'G',
            [`${ENTERPRISE}:department`]: 'Dep',
            [`${ENTERPRISE}:employeeNumber`]: '7',
            [`${ENTERPRISE}:manager`]: 'boss',
            active: 'False',
          },
        },
        { op: 'replace', path: 'emails[type eq "work"].value', value: 'w@example.com' },
      )
      expect(status).toBe(200)
      expect(json).toMatchObject({
        displayName: 'D',
        nickName: 'kept',
        active: false,
        name: { givenName: 'G', familyName: 'b' },
        [ENTERPRISE]: { department: 'Dep', employeeNumber: '7', manager: { value: 'boss' } },
        emails: [{ type: 'work', value: 'w@example.com' }],
      })
      expect(json).not.toHaveProperty(['name.givenName'])
      expect(json).not.toHaveProperty('Dep')
    })

    test.each(['Add', 'Replace'])(
      '[E-7] %s on a typed value that is not there creates it, once, and touches no other type',
      async (op) => {
        const home = { value: 'h@example.com', type: 'home' }
        const user = await createUser(shared.client, { emails: [home] })
        const { json, status } = await shared.client.change(
          path(user),
          { op, path: 'emails[type eq "work"].value', value: 'w@example.com' },
          { op, path: 'addresses[type eq "work"].streetAddress', value: '1 Way' },
          { op, path: 'addresses[type eq "work"].locality', value: 'Town' },
          { op, path: 'addresses[type eq "work"].country', value: 'DE' },
          { op, path: 'phoneNumbers[type eq "mobile"].value', value: '+49 1' },
        )
        expect(status).toBe(200)
        expect(json.emails).toEqual([home, { value: 'w@example.com', type: 'work' }])
        expect(json.addresses).toEqual([{ streetAddress: '1 Way', locality: 'Town', country: 'DE', type: 'work' }])
        expect(json.phoneNumbers).toEqual([{ value: '+49 1', type: 'mobile' }])
        const again = await shared.client.change(path(user), {
          op,
          path: 'emails[type eq "work"].value',
          value: 'w2@example.com',
        })
        expect(again.json.emails).toEqual([home, { value: 'w2@example.com', type: 'work' }])
      },
    )

    test('[E-8] sub-attributes with a capital', async () => {
      const user = await createUser(shared.client)
      const { json } = await shared.client.change(
        path(user),
        { op: 'Add', path: 'emails[type eq "work"].Value', value: 'w@example.com' },
        { op: 'Add', path: 'addresses[Type Eq "work"].Formatted', value: 'all of it' },
      )
      expect(json).toMatchObject({
        emails: [{ value: 'w@example.com', type: 'work' }],
        addresses: [{ formatted: 'all of it', type: 'work' }],
      })
    })

    test('[E-9] roles by a string boolean, as JSON text, and plain', async () => {
      const user = await createUser(shared.client)
      const single = await shared.client.change(path(user), {
        op: 'Add',
        path: 'roles[primary eq "True"].value',
        value: 'Admin',
      })
      expect(single.json.roles).toEqual([{ value: 'Admin', primary: true }])
      const text = '{"id":"a","value":"b","displayName":"c"}'
      const complex = await shared.client.change(path(user), { op: 'Add', path: 'roles', value: [{ value: text }] })
      expect(complex.status).toBe(200)
      expect(complex.json.roles).toHaveLength(2)
      const plain = await shared.client.change(path(user), {
        op: 'Replace',
        path: 'roles',
        value: [{ value: 'x', display: 'X', primary: false, type: 'WindowsAzureActiveDirectoryRole' }],
      })
      expect(plain.json.roles).toHaveLength(1)
    })

    describe('[E-10] manager', () => {
      const manager = async (user: AnyJson) => (await read(shared.client, '/Users', user))[ENTERPRISE]?.manager
      test.each([
        ['a string', 'boss'],
        ['an object', { value: 'boss' }],
        ['an array round an object', [{ value: 'boss' }]],
      ])('by %s', async (_what, value) => {
        for (const op of ['Add', 'Replace']) {
          const user = await createUser(shared.client)
          const answer = await shared.client.change(path(user), { op, path: `${ENTERPRISE}:manager`, value })
          expect(answer.status, answer.text.slice(0, 300)).toBe(200)
          expect(await manager(user)).toEqual({ value: 'boss' })
        }
        const created = await createUser(shared.client, { [ENTERPRISE]: { manager: value } })
        expect(created[ENTERPRISE].manager).toEqual({ value: 'boss' })
      })

      test.each([
        [{ op: 'Replace', value: '' }],
        [{ op: 'Replace', value: null }],
        [{ op: 'Remove' }],
        [{ op: 'Replace', value: { value: '' } }],
      ])('is cleared by %j', async (operation) => {
        const user = await createUser(shared.client, { [ENTERPRISE]: { manager: { value: 'boss' }, department: 'd' } })
        const answer = await shared.client.change(path(user), { ...operation, path: `${ENTERPRISE}:manager` })
        expect(answer.status).toBe(200)
        expect(await manager(user)).toBeUndefined()
      })
    })

    const OPTIONAL = [
      'displayName',
      'nickName',
      'title',
      'preferredLanguage',
      'locale',
      'timezone',
      'userType',
      'profileUrl',
      'externalId',
      'name.givenName',
      'name.familyName',
      'name.formatted',
      'emails[type eq "work"].value',
      'phoneNumbers[type eq "mobile"].value',
      'addresses[type eq "work"].locality',
      `${ENTERPRISE}:department`,
      `${ENTERPRISE}:employeeNumber`,
      `${ENTERPRISE}:costCenter`,
      `${ENTERPRISE}:manager`,
    ]
    const full = () => ({
      externalId: unique(),
      displayName: 'a',
      nickName: 'a',
      title: 'a',
      preferredLanguage: 'en',
      locale: 'en',
      timezone: 'a',
      userType: 'a',
      profileUrl: 'https://example.com',
      name: { givenName: 'a', familyName: 'a', formatted: 'a' },
      emails: [{ type: 'work', value: 'a@b.c' }],
      phoneNumbers: [{ type: 'mobile', value: '1' }],
      addresses: [{ type: 'work', locality: 'x' }],
      [ENTERPRISE]: { department: 'a', employeeNumber: 'a', costCenter: 'a', manager: { value: 'a' } },
    })

    test.each([
      ['""', ''],
      ['null', null],
    ])('[E-11] null update: every optional attribute replaced by %s, by path and path-less', async (_what, value) => {
      const byPath = await createUser(shared.client, full())
      const a = await shared.client.change(
        path(byPath),
        ...OPTIONAL.map((each) => ({ op: 'Replace', path: each, value })),
      )
      expect(a.status, a.text.slice(0, 300)).toBe(200)
      const pathLess = await createUser(shared.client, full())
      const b = await shared.client.change(path(pathLess), {
        op: 'replace',
        value: Object.fromEntries(OPTIONAL.map((each) => [each, value])),
      })
      expect(b.status, b.text.slice(0, 300)).toBe(200)
      for (const user of [a.json, b.json]) {
        expect(Object.keys(user).sort()).toEqual(['active', 'groups', 'id', 'meta', 'schemas', 'userName'])
      }
    })

    test('[E-12] adds members with a null $ref, many at once', async () => {
      const group = await createGroup(shared.client)
      const users = await Promise.all(Array.from({ length: 5 }, () => createUser(shared.client)))
      const answer = await shared.client.change(`/Groups/${group.id}`, {
        op: 'Add',
        path: 'members',
        value: users.map(({ id }) => ({ $ref: null, value: id })),
      })
      expect([200, 204]).toContain(answer.status)
      expect(await memberIds(shared.client, group)).toEqual(ids(...users))
    })

    test('[E-13] removes members by a value array without a filter: just these, a non-member too', async () => {
      const [a, b, c, never] = await Promise.all([1, 2, 3, 4].map(() => createUser(shared.client)))
      const group = await createGroup(shared.client, { members: [a, b, c].map(({ id }) => ({ value: id })) })
      const remove = (...members: AnyJson[]) =>
        shared.client.change(`/Groups/${group.id}`, {
          op: 'Remove',
          path: 'members',
          value: members.map(({ id }) => ({ $ref: null, value: id })),
        })
      expect((await remove(a)).status).toBe(200)
      expect(await memberIds(shared.client, group)).toEqual(ids(b, c))
      expect((await remove(never, a)).status).toBe(200)
      expect(await memberIds(shared.client, group)).toEqual(ids(b, c))
      expect((await remove()).status).toBe(200)
      expect(await memberIds(shared.client, group)).toEqual(ids(b, c))
      expect((await remove(b, c)).status).toBe(200)
      expect(await memberIds(shared.client, group)).toEqual([])
    })

    test('[E-14] with the flag: remove by a value path', async () => {
      const [a, b] = [await createUser(shared.client), await createUser(shared.client)]
      const group = await createGroup(shared.client, { members: [{ value: a.id }, { value: b.id }] })
      await shared.client.change(`/Groups/${group.id}`, { op: 'remove', path: `members[value eq "${a.id}"]` })
      expect(await memberIds(shared.client, group)).toEqual(ids(b))
    })

    test('[E-15] a group without members and with a foreign schema', async () => {
      const group = await create(shared.client, '/Groups', {
        schemas: [GROUP, MICROSOFT_GROUP],
        displayName: unique('g'),
        externalId: unique(),
        meta: { resourceType: 'Group' },
      })
      expect(group.schemas).toEqual([GROUP])
      expect(group.members ?? []).toEqual([])
    })

    test('[E-16] excludedAttributes=members leaves them out, of a group and of a query', async () => {
      const user = await createUser(shared.client)
      const group = await createGroup(shared.client, { members: [{ value: user.id }] })
      expect((await shared.client.get(`/Groups/${group.id}?excludedAttributes=members`)).json).not.toHaveProperty(
        'members',
      )
      const found = await shared.client.get(
        `/Groups?excludedAttributes=members&filter=displayName+eq+%22${group.displayName}%22`,
      )
      expect(found.json.totalResults).toBe(1)
      expect(found.json.Resources[0]).not.toHaveProperty('members')
    })

    test('[E-17] a group PATCH is answered 200 or 204', async () => {
      const group = await createGroup(shared.client)
      const answer = await shared.client.change(`/Groups/${group.id}`, {
        op: 'Replace',
        path: 'displayName',
        value: unique('new'),
      })
      expect([200, 204]).toContain(answer.status)
    })

    test('[E-18] soft delete, still visible; then hard delete, and 404 the second time', async () => {
      const user = await createUser(shared.client)
      await shared.client.change(path(user), { op: 'Replace', path: 'active', value: 'False' })
      expect(await names(shared.client, '/Users', `userName eq "${user.userName}"`)).toEqual([user.userName])
      expect((await read(shared.client, '/Users', user)).active).toBe(false)
      expect((await shared.client.delete(path(user))).status).toBe(204)
      expect(await names(shared.client, '/Users', `userName eq "${user.userName}"`)).toEqual([])
      expectError(await shared.client.delete(path(user)), 404)
    })

    test('[E-19] looks userName up in another case', async () => {
      const user = await createUser(shared.client)
      expect(await names(shared.client, '/Users', `userName eq "${user.userName.toUpperCase()}"`)).toEqual([
        user.userName,
      ])
    })

    test('[E-20] a POST with meta.resourceType, empty roles and the enterprise URN without data', async () => {
      const user = await create(shared.client, '/Users', {
        ...userBody({ roles: [], active: true, meta: { resourceType: 'User' } }),
        schemas: [USER, ENTERPRISE],
      })
      expect(user.active).toBe(true)
      expect(user).not.toHaveProperty('roles')
    })

    test('[E-21] answers application/scim+json, whatever is accepted', async () => {
      for (const Accept of ['application/scim+json', 'application/json', '*/*']) {
        expect((await shared.client.get('/Users?count=0', { headers: { Accept } })).headers['content-type']).toMatch(
          /^application\/scim\+json/,
        )
      }
    })

    test('[E-22] an empty Operations array has no effect and is no error', async () => {
      const user = await createUser(shared.client)
      expect((await shared.client.change(path(user))).status).toBe(204)
      expect(await read(shared.client, '/Users', user)).toMatchObject({ meta: user.meta })
      const asked = await shared.client.patch(`${path(user)}?attributes=userName`, {
        schemas: [PATCH_OP],
        Operations: [],
      })
      expect(asked.status).toBe(200)
    })

    test('[E-23] 100 requests at once, reads and writes, are all answered, none throttled', async () => {
      const user = await createUser(shared.client)
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          index % 2 === 0 ? shared.client.get(path(user)) : shared.client.post('/Users', userBody()),
        ),
      )
      expect(answers.map(({ status }) => status)).toEqual(answers.map((_, index) => (index % 2 === 0 ? 200 : 201)))
    })

    test.each(['+1 (555) 123-45-67 ext. 9', 'MiXeD cAsE', ' leading and trailing '])(
      '[E-24] text is kept as sent: %j',
      async (value) => {
        const user = await createUser(shared.client, { displayName: value, phoneNumbers: [{ value, type: 'work' }] })
        expect(await read(shared.client, '/Users', user)).toMatchObject({
          displayName: value,
          phoneNumbers: [{ value, type: 'work' }],
        })
      },
    )

    test('[E-25] /Schemas is a ListResponse with keywords in camelCase and no null', async () => {
      const { json, text } = await shared.client.get('/Schemas')
      expect(json.totalResults).toBe(json.Resources.length)
      expect(text).not.toContain(':null')
      expect(text).toContain('"multiValued"')
    })

    test('[E-26] OAuth client credentials are not built yet and not announced', async () => {
      const { authenticationSchemes } = (await shared.client.get('/ServiceProviderConfig')).json
      expect(authenticationSchemes.map((scheme: AnyJson) => scheme.type).sort()).toEqual([
        'httpbasic',
        'oauthbearertoken',
      ])
    })

    test('[E-27] paging as the validator does it: 11 users, count=5, startIndex echoed', async () => {
      const { client } = await shared.server.addDirectory({ preset: 'entra' })
      for (let index = 0; index < 11; index += 1) await createUser(client)
      const seen = new Set<string>()
      for (const [startIndex, expected] of [
        [1, 5],
        [6, 5],
        [11, 1],
      ] as const) {
        const { json } = await client.get(`/Users?startIndex=${startIndex}&count=5`)
        expect(json).toMatchObject({ startIndex, itemsPerPage: expected, totalResults: 11 })
        for (const user of json.Resources) seen.add(user.id)
      }
      expect(seen.size).toBe(11)
    })

    test('[E-27] the life of a user and a group as the validator walks it', async () => {
      const body = userBody({ name: { givenName: 'a' }, externalId: unique() })
      const user = await create(shared.client, '/Users', body)
      expectError(await shared.client.post('/Users', { ...body, externalId: unique() }), 409, 'uniqueness')
      expect(await names(shared.client, '/Users', `externalId eq "${body.externalId}"`)).toHaveLength(1)
      const userName = unique('renamed')
      expect(
        (await shared.client.change(path(user), { op: 'Replace', path: 'userName', value: userName })).json.userName,
      ).toBe(userName)
      expect(await names(shared.client, '/Users', `userName eq "${body.userName}"`)).toEqual([])
      const preview = await shared.client.change(
        path(user),
        { op: 'Add', path: 'displayName', value: 'a' },
        { op: 'Replace', path: 'displayName', value: 'b' },
        { op: 'Remove', path: 'name.givenName' },
      )
      expect(preview.json.displayName).toBe('b')
      const group = await createGroup(shared.client)
      const displayName = unique('g')
      await shared.client.change(`/Groups/${group.id}`, { op: 'Replace', path: 'displayName', value: displayName })
      expect((await read(shared.client, '/Groups', group)).displayName).toBe(displayName)
      expect((await shared.client.delete(`/Groups/${group.id}`)).status).toBe(204)
      for (let time = 0; time < 2; time += 1) expectError(await shared.client.delete(`/Groups/${group.id}`), 404)
      for (let time = 0; time < 2; time += 1) expectError(await shared.client.delete('/Users/unknown'), 404)
    })

    test('[E-28] returned: never stays out, whatever a validator says', async () => {
      const user = await createUser(shared.client, { password: 'x' })
      expect(user).not.toHaveProperty('password')
    })

    test('two groups may share a name where the preset is not Okta’s', async () => {
      const displayName = unique('same')
      const [a, b] = [
        await createGroup(shared.client, { displayName }),
        await createGroup(shared.client, { displayName }),
      ]
      expect(a.id).not.toBe(b.id)
      expect((await shared.client.find('/Groups', `displayName eq "${displayName}"`)).json.totalResults).toBe(2)
    })
  },
  { preset: 'entra' },
)
