import { describe, expect, test } from 'vitest'
import type { AnyJson } from '../../testing/index.ts'
import {
  create,
  createGroup,
  createUser,
  ENTERPRISE,
  expectError,
  GROUP,
  ids,
  memberIds,
  names,
  onEachDatabase,
  PATCH_OP,
  read,
  USER,
  unique,
} from '../support.ts'

const HEADERS = {
  Accept: 'application/scim+json',
  'Accept-Charset': 'utf-8',
  'Accept-Encoding': 'gzip,deflate',
  'User-Agent': 'Okta SCIM Client 1.0.0',
}

/** The create body of https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20 */
const oktaUser = (more: Record<string, unknown> = {}) => {
  const userName = unique('Okta.User')
  return {
    schemas: [USER],
    userName,
    name: { givenName: 'Test', familyName: 'User' },
    emails: [{ primary: true, value: userName, type: 'work' }],
    displayName: 'Test User',
    locale: 'en-US',
    externalId: unique('00u'),
    groups: [],
    password: '1mz050nq',
    active: true,
    ...more,
  }
}

for (const preset of ['okta-catalogue', 'okta-wizard'] as const) {
  onEachDatabase(
    `Okta, ${preset}`,
    (shared) => {
      describe('connecting', () => {
        test.each(['/Users?startIndex=1&count=2', '/Groups?startIndex=1&count=100'])(
          'the connection test: GET %s',
          async (path) => {
            const { json, status } = await shared.client.get(path, { headers: HEADERS })
            expect(status).toBe(200)
            for (const name of ['totalResults', 'startIndex', 'itemsPerPage'])
              expect(Number.isInteger(json[name])).toBe(true)
            expect(Array.isArray(json.Resources)).toBe(true)
          },
        )

        test('a GET with a Content-Type and a DELETE with one and no body are served', async () => {
          const user = await createUser(shared.client)
          const headers = { ...HEADERS, 'Content-Type': 'application/scim+json; charset=utf-8' }
          expect((await shared.client.get(`/Users/${user.id}`, { headers })).status).toBe(200)
          const group = await createGroup(shared.client)
          expect((await shared.client.delete(`/Groups/${group.id}`, { headers })).status).toBe(204)
        })

        test.each(['%20', '+'])('spaces of a filter as %s', async (space) => {
          const body = oktaUser()
          await create(shared.client, '/Users', body)
          const { json } = await shared.client.get(
            `/Users?filter=userName${space}eq${space}%22${body.userName}%22&startIndex=1&count=100`,
            { headers: HEADERS },
          )
          expect(json.totalResults).toBe(1)
        })
      })

      describe('users', () => {
        test('lookup, create, read back: what Okta sends comes back, but for password', async () => {
          const body = oktaUser()
          expect(await names(shared.client, '/Users', `userName eq "${body.userName}"`)).toEqual([])
          const { json, status } = await shared.client.post('/Users', body, { headers: HEADERS })
          expect(status).toBe(201)
          const { password: _never, groups: _computed, ...expected } = body
          expect(json).toMatchObject(expected)
          expect(json.groups ?? []).toEqual([])
          expectError(await shared.client.post('/Users', body, { headers: HEADERS }), 409, 'uniqueness')
        })

        test('an inactive user is found by the lookup, so that Okta links instead of creating', async () => {
          const user = await create(shared.client, '/Users', oktaUser({ active: false }))
          expect(await names(shared.client, '/Users', `userName eq "${user.userName}"`)).toEqual([user.userName])
        })

        test('update: GET, change the mapped attributes in that very JSON, PUT it back', async () => {
          const user = await create(shared.client, '/Users', oktaUser())
          await createGroup(shared.client, { members: [{ value: user.id }] })
          const seen = await read(shared.client, '/Users', user)
          const answer = await shared.client.put(`/Users/${user.id}`, {
            ...seen,
            meta: { ...seen.meta, created: '04-12-2018 00:00:00' },
            name: { ...seen.name, givenName: 'Another', middleName: '' },
            password: 'x',
          })
          expect(answer.status, answer.text.slice(0, 300)).toBe(200)
          expect(answer.json).toMatchObject({
            name: { givenName: 'Another', familyName: 'User' },
            externalId: user.externalId,
          })
          expect(answer.json.groups).toHaveLength(1)
          expect(answer.json.meta.created).toBe(user.meta.created)
        })

        test('the same PUT again changes nothing', async () => {
          const user = await create(shared.client, '/Users', oktaUser())
          const seen = await read(shared.client, '/Users', user)
          for (let time = 0; time < 2; time += 1)
            expect((await shared.client.put(`/Users/${user.id}`, seen)).json).toEqual(seen)
        })

        test.each([
          ['""', ''],
          ['null', null],
        ])('an attribute cleared by %s', async (_what, value) => {
          const user = await create(
            shared.client,
            '/Users',
            oktaUser({ nickName: 'n', [ENTERPRISE]: { department: 'd', costCenter: 'c' } }),
          )
          const answer = await shared.client.put(`/Users/${user.id}`, {
            ...user,
            nickName: value,
            [ENTERPRISE]: { department: value, costCenter: 'c' },
          })
          expect(answer.status).toBe(200)
          expect(answer.json).not.toHaveProperty('nickName')
          expect(answer.json[ENTERPRISE]).toEqual({ costCenter: 'c' })
        })

        test('deactivate and reactivate, by PUT and by a path-less PATCH: same id, all attributes back', async () => {
          const user = await create(shared.client, '/Users', oktaUser())
          for (const active of [false, true]) {
            const put = await shared.client.put(`/Users/${user.id}`, { ...user, active })
            expect(put.json.active).toBe(active)
          }
          for (const active of [false, true]) {
            const { json, status } = await shared.client.patch(
              `/Users/${user.id}`,
              { schemas: [PATCH_OP], Operations: [{ op: 'replace', value: { active } }] },
              { headers: HEADERS },
            )
            expect(status).toBe(200)
            expect(json.active).toBe(active)
          }
          const { meta: _moved, ...same } = user
          expect(await read(shared.client, '/Users', user)).toMatchObject(same)
        })

        test('password sync is accepted and stored nowhere', async () => {
          const user = await create(shared.client, '/Users', oktaUser())
          const answer = await shared.client.change(`/Users/${user.id}`, {
            op: 'replace',
            value: { password: 'NewSesame9' },
          })
          expect(answer.status).toBe(200)
          expect(answer.text).not.toContain('NewSesame9')
        })

        test('a full profile, as typed: odd phone numbers, numbers in text, any role type', async () => {
          const profile = {
            phoneNumbers: [{ value: '415.123.4567', type: 'work', primary: true }],
            addresses: [
              {
                streetAddress: '1',
                locality: 'SF',
                region: 'CA',
                postalCode: '94107',
                country: 'United States',
                type: 'work',
                primary: true,
              },
            ],
            roles: [
              { type: 'base', value: 'x' },
              { primary: true, value: 'y' },
            ],
            title: '42',
            preferredLanguage: 'en',
            timezone: 'America/Los_Angeles',
            profileUrl: 'https://example.com/u',
            userType: 'Employee',
            nickName: 'N',
            [ENTERPRISE]: {
              employeeNumber: '701',
              costCenter: '4',
              organization: 'O',
              division: 'V',
              department: 'D',
              manager: { value: 'not-a-scim-id' },
            },
          }
          expect(await create(shared.client, '/Users', oktaUser(profile))).toMatchObject(profile)
        })

        test('custom attributes inside the core namespace or under another URN never stop a create', async () => {
          const { status } = await shared.client.post(
            '/Users',
            oktaUser({ sentryOrgRole: 'admin', role: 400, 'urn:okta:x:1.0:user:custom': { a: [1, { b: null }] } }),
          )
          expect(status).toBe(201)
        })

        test('manager as a string, as an admin may map it', async () => {
          const user = await create(
            shared.client,
            '/Users',
            oktaUser({ [ENTERPRISE]: { manager: 'boss@example.com' } }),
          )
          expect(user[ENTERPRISE].manager).toEqual({ value: 'boss@example.com' })
        })

        test('import: pages of 100 in one stable order, inactive ones included', async () => {
          const { client } = await shared.server.addDirectory({ preset })
          for (let index = 0; index < 7; index += 1)
            await create(client, '/Users', oktaUser({ active: index % 2 === 0 }))
          const once = (await client.get('/Users?startIndex=1&count=100')).json
          expect(once).toMatchObject({ totalResults: 7, itemsPerPage: 7 })
          const steps: string[] = []
          for (let startIndex = 1; startIndex <= 7; startIndex += 3)
            steps.push(
              ...(await client.get(`/Users?startIndex=${startIndex}&count=3`)).json.Resources.map(
                (user: AnyJson) => user.id,
              ),
            )
          expect(steps).toEqual(once.Resources.map((user: AnyJson) => user.id))
        })
      })

      describe('groups', () => {
        const three = () => Promise.all([1, 2, 3].map(() => createUser(shared.client)))

        test('wizard: lookup, POST with the members, GET, PUT of the whole with null displays', async () => {
          const [a, b, c] = await three()
          const displayName = unique('Wizard')
          expect(await names(shared.client, '/Groups', `displayName eq "${displayName}"`)).toEqual([])
          const group = await create(shared.client, '/Groups', {
            schemas: [GROUP],
            displayName,
            members: [
              { value: a.id, display: a.userName },
              { value: b.id, display: null },
            ],
          })
          expect(await memberIds(shared.client, group)).toEqual(ids(a, b))
          const put = (members: AnyJson[], name = displayName) =>
            shared.client.put(`/Groups/${group.id}`, {
              schemas: [GROUP],
              id: group.id,
              displayName: name,
              members: members.map(({ id }) => ({ value: id, display: null })),
            })
          expect((await put([b, c])).status).toBe(200)
          expect(await memberIds(shared.client, group)).toEqual(ids(b, c))
          const before = await read(shared.client, '/Groups', group)
          expect((await put([b, c])).json).toEqual(before)
          expect((await put([], `${displayName} renamed`)).json.displayName).toBe(`${displayName} renamed`)
          expect(await memberIds(shared.client, group)).toEqual([])
        })

        test('catalogue: POST empty, then a path-less replace of id and displayName, add, remove one by one', async () => {
          const [a, b, c] = await three()
          const displayName = unique('Catalogue')
          const group = await create(shared.client, '/Groups', { schemas: [GROUP], displayName, members: [] })
          const named = { op: 'replace', value: { id: group.id, displayName } }
          const change = async (...operations: unknown[]) => {
            const answer = await shared.client.patch(
              `/Groups/${group.id}`,
              { schemas: [PATCH_OP], Operations: operations },
              { headers: HEADERS },
            )
            expect([200, 204], answer.text.slice(0, 300)).toContain(answer.status)
            return memberIds(shared.client, group)
          }
          expect(await change(named)).toEqual([])
          expect(
            await change(named, {
              op: 'add',
              path: 'members',
              value: [
                { value: a.id, display: a.userName },
                { value: b.id, display: b.userName },
              ],
            }),
          ).toEqual(ids(a, b))
          expect(
            await change(
              { op: 'remove', path: `members[value eq "${a.id}"]` },
              { op: 'add', path: 'members', value: [{ value: c.id }] },
            ),
          ).toEqual(ids(b, c))
          expect(await change({ op: 'remove', path: `members[value eq "${a.id}"]` })).toEqual(ids(b, c))
          expect(await change({ op: 'replace', path: 'members', value: [{ value: a.id }] })).toEqual(ids(a))
          expect(
            await change({ op: 'replace', value: { id: group.id, displayName, members: [{ value: b.id }] } }),
          ).toEqual(ids(b))
          expect(await change({ op: 'replace', path: 'members', value: [] })).toEqual([])
        })

        test('one unknown member does not reject the push', async () => {
          const [a] = await three()
          const group = await createGroup(shared.client)
          const answer = await shared.client.change(`/Groups/${group.id}`, {
            op: 'add',
            path: 'members',
            value: [{ value: 'gone' }, { value: a.id }],
          })
          expect(answer.status).toBe(200)
          expect(await memberIds(shared.client, group)).toEqual(ids(a))
        })

        test('256 members in one PATCH, and their removal by 256 operations', async () => {
          const { client } = await shared.server.addDirectory({ preset })
          const made = await client.post('/Bulk', {
            schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
            Operations: Array.from({ length: 256 }, (_, index) => ({
              method: 'POST',
              path: '/Users',
              bulkId: `u${index}`,
              data: oktaUser(),
            })),
          })
          const members = made.json.Operations.map((each: AnyJson) => ({ value: each.location.split('/').at(-1) }))
          const group = await createGroup(client)
          expect(
            (await client.change(`/Groups/${group.id}`, { op: 'add', path: 'members', value: members })).status,
          ).toBe(200)
          expect(await memberIds(client, group)).toHaveLength(256)
          await client.change(
            `/Groups/${group.id}`,
            ...members.map(({ value }: AnyJson) => ({ op: 'remove', path: `members[value eq "${value}"]` })),
          )
          expect(await memberIds(client, group)).toEqual([])
        })

        test('a duplicate name is a 409, so that Okta’s lookup by name stays unambiguous', async () => {
          const group = await createGroup(shared.client)
          expectError(
            await shared.client.post('/Groups', { schemas: [GROUP], displayName: group.displayName }),
            409,
            'uniqueness',
          )
        })

        test('the SCIM 1.1 habit of a custom group extension is tolerated', async () => {
          const answer = await shared.client.post('/Groups', {
            schemas: [GROUP, 'urn:okta:custom:group:1.0'],
            displayName: unique('g'),
            'urn:okta:custom:group:1.0': { description: 'x' },
          })
          expect(answer.status).toBe(201)
        })
      })

      test('a burst of concurrent group PATCHes loses nobody', async () => {
        const users = await Promise.all(Array.from({ length: 20 }, () => createUser(shared.client)))
        const group = await createGroup(shared.client)
        const answers = await Promise.all(
          users.map(({ id }) =>
            shared.client.change(`/Groups/${group.id}`, { op: 'add', path: 'members', value: [{ value: id }] }),
          ),
        )
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
        expect(await memberIds(shared.client, group)).toEqual(ids(...users))
      })

      test('a burst of creates of one person: one 201, the others 409', async () => {
        const body = oktaUser()
        const answers = await Promise.all(Array.from({ length: 8 }, () => shared.client.post('/Users', body)))
        expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)])
        expect(await names(shared.client, '/Users', `userName eq "${body.userName}"`)).toEqual([body.userName])
      })
    },
    { preset },
  )
}
