import { applyDefinitions } from '@rollcall/provisioning'
import { expect, test } from 'vitest'
import {
  createGroup,
  createUser,
  ENTERPRISE,
  expectError,
  groupBody,
  ids,
  memberIds,
  names,
  onEachDatabase,
  read,
  total,
  unique,
  userBody,
} from '../support.ts'

onEachDatabase('RFC 7644 3.3-3.6: create, read, replace, delete', (shared) => {
  test('[37] POST answers 201, the resource, and Location = meta.location', async () => {
    const body = userBody({ displayName: 'x' })
    const answer = await shared.client.post('/Users', body)
    expect(answer.status).toBe(201)
    expect(answer.json).toMatchObject({ userName: body.userName, displayName: 'x', active: true })
    expect(answer.headers.location).toBe(answer.json.meta.location)
    expect(answer.json.meta.location).toBe(`${shared.client.baseUrl}/Users/${answer.json.id}`)
    expect(answer.json.meta.resourceType).toBe('User')
  })

  test('[38] read-only attributes in the body are ignored', async () => {
    const user = await createUser(shared.client, { id: 'x', meta: { version: 'W/"7"' }, groups: [{ value: 'g' }] })
    expect(user.id).not.toBe('x')
    expect(user.groups ?? []).toEqual([])
  })

  test('[39] a duplicate is a 409 uniqueness that names the attribute, and nothing is stored', async () => {
    const user = await createUser(shared.client)
    const before = await total(shared.client)
    const answer = await shared.client.post('/Users', userBody({ userName: user.userName }))
    expectError(answer, 409, 'uniqueness')
    expect(answer.json.detail).toContain('userName')
    expect(await total(shared.client)).toBe(before)
  })

  test('[39] a PUT or PATCH onto a taken userName is a 409 and leaves both as they were', async () => {
    const [first, second] = [await createUser(shared.client), await createUser(shared.client)]
    expectError(
      await shared.client.put(`/Users/${second.id}`, userBody({ userName: first.userName })),
      409,
      'uniqueness',
    )
    expectError(
      await shared.client.change(`/Users/${second.id}`, {
        op: 'replace',
        path: 'userName',
        value: first.userName.toUpperCase(),
      }),
      409,
      'uniqueness',
    )
    expect((await read(shared.client, '/Users', second)).userName).toBe(second.userName)
    const answer = await shared.client.put(`/Users/${second.id}`, userBody({ userName: second.userName.toUpperCase() }))
    expect(answer.status).toBe(200)
    expect(answer.json.userName).toBe(second.userName.toUpperCase())
  })

  test('[40] an id chosen by the client is never taken over', async () => {
    const user = await createUser(shared.client)
    const other = await createUser(shared.client, { id: user.id })
    expect(other.id).not.toBe(user.id)
  })

  test('[41] a known resource is read, an unknown one is a 404', async () => {
    const user = await createUser(shared.client)
    expect(await read(shared.client, '/Users', user)).toMatchObject({ id: user.id, userName: user.userName })
    for (const path of [
      '/Users/none',
      '/Groups/none',
      '/Users/2819c223-7f76-453a-919d-413861904646',
      '/Nope',
      '/Nope/1',
      '/Users/1/2',
    ]) {
      expectError(await shared.client.get(path), 404)
    }
  })

  test('[42] [43] PUT replaces what can be written and clears what is left out', async () => {
    const user = await createUser(shared.client, {
      nickName: 'n',
      title: 't',
      name: { givenName: 'G', familyName: 'F' },
      emails: [{ value: 'a@b.c' }],
      [ENTERPRISE]: { department: 'd' },
      externalId: unique(),
      active: false,
    })
    const answer = await shared.client.put(
      `/Users/${user.id}`,
      userBody({ userName: user.userName, title: 'T2', name: { givenName: 'G2' } }),
    )
    expect(answer.status).toBe(200)
    expect(answer.json).toMatchObject({ title: 'T2', name: { givenName: 'G2' }, active: false })
    expect(answer.json.name).not.toHaveProperty('familyName')
    for (const name of ['nickName', 'emails', ENTERPRISE, 'externalId']) expect(answer.json).not.toHaveProperty([name])
    expect(await read(shared.client, '/Users', user)).toEqual(answer.json)
  })

  test('[42] PUT ignores another id in the body and refuses a missing required attribute', async () => {
    const user = await createUser(shared.client, { nickName: 'n' })
    const answer = await shared.client.put(`/Users/${user.id}`, userBody({ userName: user.userName, id: 'other' }))
    expect(answer.json.id).toBe(user.id)
    expectError(
      await shared.client.put(`/Users/${user.id}`, { schemas: userBody().schemas, nickName: 'x' }),
      400,
      'invalidValue',
    )
    expectError(await shared.client.put(`/Users/${user.id}`, userBody({ userName: '' })), 400, 'invalidValue')
    expect((await read(shared.client, '/Users', user)).userName).toBe(user.userName)
  })

  test('[42] PUT of a group replaces its members', async () => {
    const [a, b, c] = [
      await createUser(shared.client),
      await createUser(shared.client),
      await createUser(shared.client),
    ]
    const group = await createGroup(shared.client, { members: [{ value: a.id }, { value: b.id }] })
    const answer = await shared.client.put(
      `/Groups/${group.id}`,
      groupBody({ displayName: 'renamed', members: [{ value: b.id }, { value: c.id, display: null }] }),
    )
    expect(answer.status).toBe(200)
    expect(answer.json.displayName).toBe('renamed')
    expect(await memberIds(shared.client, group)).toEqual(ids(b, c))
    await shared.client.put(`/Groups/${group.id}`, groupBody({ displayName: 'renamed' }))
    expect(await memberIds(shared.client, group)).toEqual([])
  })

  test('[42] PUT repeats an immutable value or leaves it out, and never changes it', async () => {
    const { client, directory } = await shared.server.addDirectory()
    const urn = 'urn:example:schemas:1.0:Immutable'
    const target = { tenantId: directory.tenant_id, directoryId: directory.id }
    await applyDefinitions(shared.server.ctx, target, {
      id: urn,
      attributes: [{ name: 'origin', mutability: 'immutable' }],
    })
    const { id, userName } = await createUser(client, { [urn]: { origin: 'Delft' } })
    for (const kept of [{ [urn]: { origin: 'Delft' } }, {}]) {
      const answer = await client.put(`/Users/${id}`, userBody({ userName, ...kept }))
      expect(answer.status).toBe(200)
      expect(answer.json[urn]).toEqual({ origin: 'Delft' })
    }
    expectError(await client.put(`/Users/${id}`, userBody({ userName, [urn]: { origin: 'Gouda' } })), 400, 'mutability')
    expect((await read(client, '/Users', { id }))[urn]).toEqual({ origin: 'Delft' })
  })

  test('[44] PUT never creates', async () => {
    const before = await total(shared.client)
    expectError(await shared.client.put('/Users/2819c223-7f76-453a-919d-413861904646', userBody()), 404)
    expect(await total(shared.client)).toBe(before)
  })

  test('[45] PUT answers the whole resource with ETag and Location', async () => {
    const user = await createUser(shared.client)
    const answer = await shared.client.put(`/Users/${user.id}`, userBody({ userName: user.userName, nickName: 'x' }))
    expect(answer.status).toBe(200)
    expect(answer.headers.etag).toBe(answer.json.meta.version)
    expect(answer.headers.location).toBe(user.meta.location)
  })

  test('[46] DELETE answers 204, then 404 to every method, and the name is free again', async () => {
    const externalId = unique()
    const user = await createUser(shared.client, { externalId })
    const before = await total(shared.client)
    const path = `/Users/${user.id}`
    expect((await shared.client.delete(path)).status).toBe(204)
    expectError(await shared.client.get(path), 404)
    expectError(await shared.client.put(path, userBody({ userName: user.userName })), 404)
    expectError(await shared.client.change(path, { op: 'replace', value: { active: false } }), 404)
    expectError(await shared.client.delete(path), 404)
    expect(await total(shared.client)).toBe(before - 1)
    expect(
      await names(
        shared.client,
        '/Users',
        `userName eq "${user.userName}" or externalId eq "${externalId}" or id eq "${user.id}"`,
      ),
    ).toEqual([])
    const again = await createUser(shared.client, { userName: user.userName, externalId })
    expect(again.id).not.toBe(user.id)
    expectError(await shared.client.get(path), 404)
  })

  test('[47] deleting a user leaves no dangling member and gives the group a new version', async () => {
    const [a, b] = [await createUser(shared.client), await createUser(shared.client)]
    const group = await createGroup(shared.client, { members: [{ value: a.id }, { value: b.id }] })
    await shared.client.delete(`/Users/${a.id}`)
    const after = await read(shared.client, '/Groups', group)
    expect(after.members.map((each: { value: string }) => each.value)).toEqual([b.id])
    expect(after.meta.version).not.toBe(group.meta.version)
    expect((await shared.client.find('/Groups', `members eq "${a.id}"`)).json.totalResults).toBe(0)
  })

  test('[47] deleting a group leaves its users, and no trace in their groups', async () => {
    const user = await createUser(shared.client)
    const inner = await createGroup(shared.client, { members: [{ value: user.id }] })
    const outer = await createGroup(shared.client, { members: [{ value: inner.id }] })
    expect((await shared.client.delete(`/Groups/${inner.id}`)).status).toBe(204)
    expect((await read(shared.client, '/Users', user)).groups ?? []).toEqual([])
    expect(await memberIds(shared.client, outer)).toEqual([])
  })
})
