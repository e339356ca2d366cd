import { updateDirectory } from '@rollcall/provisioning'
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

/** Where the RFCs leave room: what we decided, so that it does not drift. */
onEachDatabase('Decisions', (shared) => {
  test('an omitted attribute is cleared by PUT, except active', async () => {
    const user = await createUser(shared.client, { active: false, nickName: 'n' })
    const { json } = await shared.client.put(`/Users/${user.id}`, userBody({ userName: user.userName }))
    expect(json.active).toBe(false)
    expect(json).not.toHaveProperty('nickName')
  })

  test('a POST without active is active; null or a removal never brings anybody back', async () => {
    expect((await createUser(shared.client)).active).toBe(true)
    const user = await createUser(shared.client, { active: false })
    for (const operation of [
      { op: 'remove', path: 'active' },
      { op: 'replace', path: 'active', value: null },
      { op: 'replace', value: { active: '' } },
    ]) {
      const answer = await shared.client.change(`/Users/${user.id}`, operation)
      expect(answer.status).toBeLessThan(500)
      expect((await read(shared.client, '/Users', user)).active).toBe(false)
    }
    expect(
      (await shared.client.put(`/Users/${user.id}`, userBody({ userName: user.userName, active: null }))).json.active,
    ).toBe(false)
  })

  test('replace through a value path without a match: eq terms create, anything else is noTarget', async () => {
    const user = await createUser(shared.client)
    const path = `/Users/${user.id}`
    const made = await shared.client.change(path, {
      op: 'replace',
      path: 'emails[type eq "work" and primary eq true].value',
      value: 'a@b.c',
    })
    expect(made.json.emails).toEqual([{ value: 'a@b.c', type: 'work', primary: true }])
    expectError(
      await shared.client.change(path, { op: 'replace', path: 'emails[type eq "home"]', value: { value: 'x@y.z' } }),
      400,
      'noTarget',
    )
    expectError(
      await shared.client.change(path, { op: 'replace', path: 'emails[type sw "ho"].value', value: 'x@y.z' }),
      400,
      'noTarget',
    )
  })

  test('removing what is not there is a success without a new version', async () => {
    const user = await createUser(shared.client)
    const group = await createGroup(shared.client)
    for (const [path, target] of [
      [`/Users/${user.id}`, 'nickName'],
      [`/Users/${user.id}`, 'emails[type eq "work"]'],
      [`/Users/${user.id}`, `${ENTERPRISE}:manager`],
      [`/Groups/${group.id}`, 'members[value eq "x"]'],
      [`/Groups/${group.id}`, 'members'],
    ]) {
      const before = (await shared.client.get(path as string)).json
      expect((await shared.client.change(path as string, { op: 'remove', path: target })).status).toBe(200)
      expect((await shared.client.get(path as string)).json).toEqual(before)
    }
  })

  test('a member that names nobody never rejects the push and is never shown', async () => {
    const user = await createUser(shared.client)
    const group = await createGroup(shared.client, { members: [{ value: 'nobody' }, { value: user.id }] })
    expect(await memberIds(shared.client, group)).toEqual([user.id])
    expect(
      (
        await shared.client.change(`/Groups/${group.id}`, {
          op: 'add',
          path: 'members',
          value: [{ value: 'nobody-2' }],
        })
      ).status,
    ).toBe(200)
    expect(
      (
        await shared.client.put(
          `/Groups/${group.id}`,
          groupBody({ displayName: group.displayName, members: [{ value: 'nobody-3' }, { value: user.id }] }),
        )
      ).status,
    ).toBe(200)
    expect(await memberIds(shared.client, group)).toEqual([user.id])
  })

  test('a directory that rejects unresolved members answers 400 and stores nothing', async () => {
    const { client, directory } = await shared.server.addDirectory()
    await updateDirectory(
      shared.server.ctx,
      { tenantId: directory.tenant_id, id: directory.id },
      { unresolved_members: 'reject' },
    )
    const user = await createUser(client)
    const group = await createGroup(client, { members: [{ value: user.id }] })
    const before = await total(client, '/Groups')
    expectError(await client.post('/Groups', groupBody({ members: [{ value: 'nobody' }] })), 400, 'invalidValue')
    expect(await total(client, '/Groups')).toBe(before)
    expectError(
      await client.change(`/Groups/${group.id}`, { op: 'replace', path: 'members', value: [{ value: 'nobody' }] }),
      400,
      'invalidValue',
    )
    expect(await memberIds(client, group)).toEqual([user.id])
  })

  test('a directory that attaches: a member awaited by externalId arrives with its user', async () => {
    const { client, directory } = await shared.server.addDirectory()
    await updateDirectory(
      shared.server.ctx,
      { tenantId: directory.tenant_id, id: directory.id },
      { unresolved_members: 'attach' },
    )
    const externalId = unique('00u')
    const group = await createGroup(client, { members: [{ value: externalId }] })
    const user = await createUser(client, { externalId })
    expect(await memberIds(client, group)).toEqual([user.id])
  })

  test('meta is left out with attributes=userName; schemas and id stay', async () => {
    const user = await createUser(shared.client)
    const { json } = await shared.client.get(`/Users/${user.id}?attributes=userName`)
    expect(Object.keys(json).sort()).toEqual(['id', 'schemas', 'userName'])
  })

  test('an unknown attribute in a body is ignored and not echoed; in a filter or a path it is a 400', async () => {
    const user = await createUser(shared.client, {
      favouriteColour: 'blue',
      'urn:example:custom:1.0:User': { a: 1 },
      emails: [{ value: 'a@b.c', colour: 'red' }],
    })
    expect(JSON.stringify(user)).not.toMatch(/colour|urn:example/)
    expectError(await shared.client.find('/Users', 'favouriteColour eq "blue"'), 400, 'invalidFilter')
    expectError(
      await shared.client.change(`/Users/${user.id}`, { op: 'add', path: 'favouriteColour', value: 'x' }),
      400,
      'invalidPath|noTarget',
    )
    expect(
      (await shared.client.change(`/Users/${user.id}`, { op: 'replace', value: { favouriteColour: 'x' } })).json.meta,
    ).toEqual(user.meta)
  })

  test('string booleans are taken everywhere', async () => {
    const user = await createUser(shared.client, { active: 'false', emails: [{ value: 'a@b.c', primary: 'True' }] })
    expect(user).toMatchObject({ active: false, emails: [{ primary: true }] })
    expect(
      (await shared.client.put(`/Users/${user.id}`, userBody({ userName: user.userName, active: 'TRUE' }))).json.active,
    ).toBe(true)
    expect(await names(shared.client, '/Users', `active eq "True" and id eq "${user.id}"`)).toEqual([user.userName])
  })

  test('group names: 409 in directories of the Okta presets, allowed elsewhere', async () => {
    const displayName = unique('Same')
    await createGroup(shared.client, { displayName })
    await createGroup(shared.client, { displayName })
    for (const preset of ['okta-catalogue', 'okta-wizard']) {
      const { client } = await shared.server.addDirectory({ preset })
      const group = await createGroup(client, { displayName })
      expectError(
        await client.post('/Groups', groupBody({ displayName: displayName.toUpperCase() })),
        409,
        'uniqueness',
      )
      const other = await createGroup(client)
      expectError(
        await client.change(`/Groups/${other.id}`, { op: 'replace', value: { displayName } }),
        409,
        'uniqueness',
      )
      // A PUT of a group under its own name is no duplicate.
      expect((await client.put(`/Groups/${group.id}`, groupBody({ displayName }))).status).toBe(200)
    }
  })

  test('a PATCH of a small group is answered with it, of a big one with 204 and its version', async () => {
    const group = await createGroup(shared.client)
    const users = await Promise.all(Array.from({ length: 3 }, () => createUser(shared.client)))
    const small = await shared.client.change(`/Groups/${group.id}`, {
      op: 'add',
      path: 'members',
      value: users.map(({ id }) => ({ value: id })),
    })
    expect(small.status).toBe(200)
    expect(small.json.members).toHaveLength(3)
    const { client } = await shared.server.addDirectory()
    const operations = Array.from({ length: 501 }, (_, index) => ({
      method: 'POST',
      path: '/Users',
      bulkId: `b${index}`,
      data: userBody(),
    }))
    const made = await client.post('/Bulk', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      Operations: operations,
    })
    const members = made.json.Operations.map((each: { location: string }) => ({
      value: each.location.split('/').at(-1),
    }))
    const big = await createGroup(client, { members })
    expect(big.members).toHaveLength(501)
    const answer = await client.change(`/Groups/${big.id}`, { op: 'remove', path: `members[value eq "nobody"]` })
    expect(answer.status).toBe(204)
    expect(answer.headers.etag).toBe((await read(client, '/Groups', big)).meta.version)
    const asked = await client.patch(`/Groups/${big.id}?attributes=displayName`, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'replace', value: { displayName: 'asked' } }],
    })
    expect(asked.status).toBe(200)
    expect(asked.json).toEqual({ schemas: big.schemas, id: big.id, displayName: 'asked' })
  })

  test('a group keeps exactly the members that a long list of mixed operations leaves', async () => {
    const users = await Promise.all(Array.from({ length: 6 }, () => createUser(shared.client)))
    const [a, b, c, d, e, f] = users
    const group = await createGroup(shared.client, { members: [{ value: a.id }, { value: b.id }] })
    await shared.client.change(
      `/Groups/${group.id}`,
      { op: 'add', path: 'members', value: [{ value: c.id }, { value: d.id }] },
      { op: 'remove', path: `members[value eq "${a.id}"]` },
      { op: 'remove', path: `members[value eq "${c.id}" or value eq "${b.id}"]` },
      { op: 'add', path: 'members', value: [{ value: e.id }, { value: a.id }] },
      { op: 'remove', path: 'members', value: [{ value: e.id }] },
      { op: 'add', value: { members: [{ value: f.id }] } },
    )
    expect(await memberIds(shared.client, group)).toEqual(ids(a, d, f))
  })
})
