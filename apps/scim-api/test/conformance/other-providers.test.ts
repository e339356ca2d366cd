import { expect, test } from 'vitest'
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
  userBody,
} from '../support.ts'

onEachDatabase('Other identity providers', (shared) => {
  test('OneLogin: a lookup that finds nobody, POST and PUT, blank template fields, Accept application/json', async () => {
    const headers = { Accept: 'application/json' }
    expect(
      (await shared.client.get(`/Users?filter=${encodeURIComponent(`userName eq "${unique()}"`)}`, { headers })).json
        .totalResults,
    ).toBe(0)
    const body = userBody({
      displayName: '',
      title: '',
      name: { givenName: 'a', familyName: '' },
      emails: [{ value: '', type: 'work' }],
      phoneNumbers: [{ value: '' }],
      [ENTERPRISE]: { department: '', manager: { value: '' } },
    })
    const answer = await shared.client.post('/Users', body, { headers })
    expect(answer.status).toBe(201)
    expect(answer.json.name).toEqual({ givenName: 'a' })
    for (const name of ['displayName', 'title', 'emails', 'phoneNumbers', ENTERPRISE])
      expect(answer.json).not.toHaveProperty([name])
    expect((await shared.client.put(`/Users/${answer.json.id}`, { ...body, title: 'T' }, { headers })).json.title).toBe(
      'T',
    )
  })

  test('JumpCloud: the connection test makes, PUTs and deletes a user and a group on an empty directory', async () => {
    const { client } = await shared.server.addDirectory()
    const user = await createUser(client)
    const group = await createGroup(client, { members: [{ value: user.id }] })
    expect((await client.put(`/Users/${user.id}`, userBody({ userName: user.userName, active: false }))).status).toBe(
      200,
    )
    expect((await client.put(`/Groups/${group.id}`, { schemas: [GROUP], displayName: 'x', members: [] })).status).toBe(
      200,
    )
    expect((await client.delete(`/Groups/${group.id}`)).status).toBe(204)
    expect((await client.delete(`/Users/${user.id}`)).status).toBe(204)
  })

  test('PingFederate: emails eq, value implied', async () => {
    const value = unique('mail')
    const user = await createUser(shared.client, { emails: [{ value, type: 'work' }] })
    expect(await names(shared.client, '/Users', `emails eq "${value}"`)).toEqual([user.userName])
    expect(await names(shared.client, '/Users', `emails.value eq "${value.toUpperCase()}"`)).toEqual([user.userName])
  })

  test('PingOne: membership by PUT with display and a $ref of another host', async () => {
    const user = await createUser(shared.client)
    const group = await createGroup(shared.client)
    const answer = await shared.client.put(`/Groups/${group.id}`, {
      schemas: [GROUP],
      displayName: group.displayName,
      members: [{ value: user.id, display: 'Whoever', $ref: `https://elsewhere.example/Users/${user.id}` }],
    })
    expect(answer.status).toBe(200)
    expect((await read(shared.client, '/Groups', group)).members).toEqual([
      expect.objectContaining({ value: user.id, $ref: user.meta.location }),
    ])
  })

  test('SailPoint: discovery documents by name, and a stable order over pages of any size', async () => {
    const { client } = await shared.server.addDirectory()
    for (const path of [
      '/ServiceProviderConfig',
      '/ResourceTypes',
      '/ResourceTypes/User',
      '/ResourceTypes/Group',
      '/Schemas',
      `/Schemas/${USER}`,
    ]) {
      expect((await client.get(path)).status, path).toBe(200)
    }
    for (let index = 0; index < 9; index += 1) await createUser(client)
    const walk = async (count: number) => {
      const seen: string[] = []
      for (let startIndex = 1; startIndex <= 9; startIndex += count) {
        seen.push(
          ...(await client.get(`/Users?startIndex=${startIndex}&count=${count}`)).json.Resources.map(
            (user: AnyJson) => user.id,
          ),
        )
      }
      return seen
    }
    const once = await walk(9)
    for (const count of [1, 2, 4]) expect(await walk(count)).toEqual(once)
  })

  test('CyberArk: a PUT of one’s own GET answer changes nothing, of a user and of a group', async () => {
    const user = await createUser(shared.client, {
      name: { givenName: 'g' },
      emails: [{ value: 'a@b.c', primary: true }],
      [ENTERPRISE]: { manager: { value: 'm' } },
    })
    const group = await createGroup(shared.client, { members: [{ value: user.id }] })
    for (const path of [`/Users/${user.id}`, `/Groups/${group.id}`]) {
      const before = (await shared.client.get(path)).json
      const answer = await shared.client.put(path, before)
      expect(answer.status, answer.text.slice(0, 300)).toBe(200)
      expect(answer.json).toEqual(before)
    }
  })

  test('Rippling: a POST repeated after a timeout is a 409, and the first is found by userName and externalId', async () => {
    const body = userBody({ externalId: unique() })
    await create(shared.client, '/Users', body)
    expectError(await shared.client.post('/Users', body), 409, 'uniqueness')
    expect(await names(shared.client, '/Users', `externalId eq "${body.externalId}"`)).toEqual([body.userName])
  })

  test('Google Workspace: lookup with startIndex and count, PATCH without a path', async () => {
    const user = await createUser(shared.client)
    const found = await shared.client.find('/Users', `userName eq "${user.userName}"`, 'startIndex=1&count=1')
    expect(found.json.totalResults).toBe(1)
    expect(
      (
        await shared.client.change(`/Users/${user.id}`, {
          op: 'replace',
          value: { active: false, name: { familyName: 'x' } },
        })
      ).json,
    ).toMatchObject({ active: false, name: { familyName: 'x' } })
  })

  test('authentik: add members with one object instead of an array', async () => {
    const user = await createUser(shared.client)
    const group = await createGroup(shared.client)
    expect(
      (await shared.client.change(`/Groups/${group.id}`, { op: 'add', path: 'members', value: { value: user.id } }))
        .status,
    ).toBe(200)
    expect(await memberIds(shared.client, group)).toEqual(ids(user))
  })

  test('group pushers: a path-less replace that repeats the group’s own id, and a PUT of 300 kB', async () => {
    const group = await createGroup(shared.client)
    const renamed = unique('renamed')
    const answer = await shared.client.change(`/Groups/${group.id}`, {
      op: 'replace',
      value: { id: group.id, displayName: renamed },
    })
    expect(answer.status).toBe(200)
    expect((await read(shared.client, '/Groups', group)).displayName).toBe(renamed)
    const members = Array.from({ length: 5_000 }, (_, index) => ({
      value: `2819c223-7f76-453a-919d-${String(index).padStart(12, '0')}`,
      display: null,
    }))
    expect(
      (await shared.client.put(`/Groups/${group.id}`, { schemas: [GROUP], displayName: renamed, members })).status,
    ).toBe(200)
  })

  test('HR reconcilers: meta.lastModified gt, sorted, with paging', async () => {
    const first = await createUser(shared.client)
    await new Promise((resolve) => setTimeout(resolve, 5))
    const since = (await createUser(shared.client)).meta.lastModified
    await new Promise((resolve) => setTimeout(resolve, 5))
    const later = await createUser(shared.client)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await shared.client.change(`/Users/${first.id}`, { op: 'replace', value: { nickName: 'moved' } })
    const { json } = await shared.client.find(
      '/Users',
      `meta.lastModified gt "${since}"`,
      'sortBy=meta.lastModified&startIndex=1&count=10',
    )
    expect(json.Resources.map((user: AnyJson) => user.id)).toEqual([later.id, first.id])
  })

  test('a PATCH whose operations come under "operations"', async () => {
    const user = await createUser(shared.client)
    const { json } = await shared.client.patch(`/Users/${user.id}`, {
      schemas: [PATCH_OP],
      operations: [{ Op: 'Replace', Path: 'nickName', Value: 'n' }],
    })
    expect(json.nickName).toBe('n')
  })
})
