import { expect, test } from 'vitest'
import {
  createGroup,
  createUser,
  ENTERPRISE,
  expectError,
  ids,
  memberIds,
  onEachDatabase,
  PATCH_OP,
  read,
  unique,
} from '../support.ts'

const emails = () => [
  { value: 'w@example.com', type: 'work', primary: true },
  { value: 'h@example.com', type: 'home' },
]

onEachDatabase('RFC 7644 3.5.2: PATCH', (shared) => {
  const path = (user: { id: string }) => `/Users/${user.id}`

  test.each([
    ['no schemas', { Operations: [] }],
    ['other schemas', { schemas: ['urn:x'], Operations: [] }],
    ['no Operations', { schemas: [PATCH_OP] }],
    ['Operations an object', { schemas: [PATCH_OP], Operations: {} }],
    ['an operation that is a string', { schemas: [PATCH_OP], Operations: ['add'] }],
    ['no op', { schemas: [PATCH_OP], Operations: [{ path: 'title', value: 'x' }] }],
    ['an unknown op', { schemas: [PATCH_OP], Operations: [{ op: 'move', path: 'title', value: 'x' }] }],
    ['an op that is a number', { schemas: [PATCH_OP], Operations: [{ op: 1 }] }],
    ['an array', [{ op: 'add', path: 'title', value: 'x' }]],
  ])('[48] a body with %s is refused', async (_what, body) => {
    const user = await createUser(shared.client)
    expectError(await shared.client.patch(path(user), body), 400, 'invalidSyntax|invalidValue')
    expect((await read(shared.client, '/Users', user)).meta.version).toBe(user.meta.version)
  })

  test('[49] operations run in order, each on the result of the one before', async () => {
    const user = await createUser(shared.client)
    const { json } = await shared.client.change(
      path(user),
      { op: 'add', path: 'emails', value: emails() },
      { op: 'remove', path: 'emails[type eq "work"]' },
      { op: 'add', path: 'nickName', value: 'a' },
      { op: 'replace', path: 'nickName', value: 'b' },
    )
    expect(json.emails).toEqual([{ value: 'h@example.com', type: 'home' }])
    expect(json.nickName).toBe('b')
  })

  test('[49] one bad operation undoes all, members too', async () => {
    const user = await createUser(shared.client, { nickName: 'before' })
    const bad = { op: 'replace', path: 'nope', value: 1 }
    expectError(await shared.client.change(path(user), { op: 'replace', path: 'nickName', value: 'after' }, bad), 400)
    expect(await read(shared.client, '/Users', user)).toMatchObject({
      nickName: 'before',
      meta: { version: user.meta.version },
    })
    const group = await createGroup(shared.client)
    expectError(
      await shared.client.change(
        `/Groups/${group.id}`,
        { op: 'add', path: 'members', value: [{ value: user.id }] },
        bad,
      ),
      400,
    )
    expect(await memberIds(shared.client, group)).toEqual([])
  })

  test('[50] answers 200 with the resource; with attributes= only these', async () => {
    const user = await createUser(shared.client)
    const whole = await shared.client.change(path(user), { op: 'replace', value: { nickName: 'n' } })
    expect(whole.status).toBe(200)
    expect(whole.json).toMatchObject({ id: user.id, nickName: 'n', userName: user.userName })
    const answer = await shared.client.change(`${path(user)}?attributes=nickName`, {
      op: 'replace',
      value: { nickName: 'm' },
    })
    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({ schemas: user.schemas, id: user.id, nickName: 'm' })
  })

  test('[51] paths: attribute, sub-attribute, value filter, value filter and sub-attribute, each with and without URN', async () => {
    const user = await createUser(shared.client, { emails: emails() })
    const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
    const { json, status } = await shared.client.change(
      path(user),
      { op: 'add', path: 'nickName', value: 'a' },
      { op: 'add', path: `${core}:title`, value: 'b' },
      { op: 'add', path: 'name.givenName', value: 'c' },
      { op: 'add', path: `${core}:name.familyName`, value: 'd' },
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'e@example.com' },
      { op: 'replace', path: `${core}:emails[type eq "home" and value sw "h"].display`, value: 'f' },
      { op: 'add', path: `${ENTERPRISE}:department`, value: 'g' },
      { op: 'add', path: `${ENTERPRISE}:manager.value`, value: 'h' },
    )
    expect(status).toBe(200)
    expect(json).toMatchObject({
      nickName: 'a',
      title: 'b',
      name: { givenName: 'c', familyName: 'd' },
      [ENTERPRISE]: { department: 'g', manager: { value: 'h' } },
    })
    expect(json.emails).toContainEqual({ value: 'e@example.com', type: 'work', primary: true })
    expect(json.emails).toContainEqual({ value: 'h@example.com', type: 'home', display: 'f' })
  })

  test.each([
    'emails[',
    'emails[]',
    'emails[type]',
    'emails[type eq]',
    'emails[type eq "work"',
    'emails[type eq "work"]value',
    'emails[type eq "work"].',
    'emails[type eq work]',
    '.value',
    'name..givenName',
    'name.',
    'nick Name',
    'emails.value.x',
    '[type eq "work"]',
    '5',
    'name[givenName eq "a"]',
    'emails[type eq "work"].nope',
    'emails]type eq "work"[',
    'nickName"',
    '"nickName"',
    'emails[type eq "work"].value.x',
    'not (nickName pr)',
  ])('[51] a malformed path is a 400: %s', async (bad) => {
    const user = await createUser(shared.client, { emails: emails(), name: { givenName: 'g' } })
    for (const op of ['add', 'replace', 'remove']) {
      const answer = await shared.client.change(path(user), { op, path: bad, value: 'x' })
      expectError(answer, 400, 'invalidPath|invalidFilter|noTarget')
    }
    expect((await read(shared.client, '/Users', user)).meta.version).toBe(user.meta.version)
  })

  test.each(['id', 'meta', 'meta.version', 'groups', 'groups[value eq "x"]', 'groups.value'])(
    '[52] a read-only target is a 400 mutability: %s',
    async (target) => {
      const user = await createUser(shared.client)
      for (const op of ['add', 'replace', 'remove']) {
        expectError(await shared.client.change(path(user), { op, path: target, value: 'x' }), 400, 'mutability')
      }
    },
  )

  test.each(['nope', 'name.nope', 'urn:nope:title', `${ENTERPRISE}:nope`, 'emails.nope', '$ref'])(
    '[52] an unknown attribute is a 400: %s',
    async (target) => {
      const user = await createUser(shared.client)
      for (const op of ['add', 'replace', 'remove']) {
        expectError(
          await shared.client.change(path(user), { op, path: target, value: 'x' }),
          400,
          'invalidPath|noTarget',
        )
      }
    },
  )

  test('[53] a new primary makes the others false', async () => {
    const user = await createUser(shared.client, { emails: emails() })
    const added = await shared.client.change(path(user), {
      op: 'add',
      path: 'emails',
      value: [{ value: 'n@example.com', type: 'other', primary: true }],
    })
    expect(added.json.emails.filter((each: { primary?: boolean }) => each.primary === true)).toEqual([
      { value: 'n@example.com', type: 'other', primary: true },
    ])
    const switched = await shared.client.change(path(user), {
      op: 'replace',
      path: 'emails[type eq "home"].primary',
      value: true,
    })
    expect(switched.json.emails.filter((each: { primary?: boolean }) => each.primary === true)).toMatchObject([
      { type: 'home' },
    ])
    expect(switched.json.emails).toHaveLength(3)
  })

  test('[54] add without a path takes an object of attributes and needs a value', async () => {
    const user = await createUser(shared.client, { nickName: 'old', emails: emails() })
    const { json } = await shared.client.change(path(user), {
      op: 'add',
      value: { nickName: 'new', emails: [{ value: 'x@example.com', type: 'other' }] },
    })
    expect(json.nickName).toBe('new')
    expect(json.emails).toHaveLength(3)
    for (const value of [undefined, 'x', 5, null, [1, 2]])
      expectError(await shared.client.change(path(user), { op: 'add', value }), 400, 'invalidValue|invalidSyntax')
    expectError(await shared.client.change(path(user), { op: 'add', path: 'title' }), 400, 'invalidValue|invalidSyntax')
  })

  test('[55] add: absent is set, single replaced, complex merged, multi appended', async () => {
    const user = await createUser(shared.client, { name: { givenName: 'G', familyName: 'F' }, emails: emails() })
    const { json } = await shared.client.change(
      path(user),
      { op: 'add', path: 'title', value: 't' },
      { op: 'add', path: 'name', value: { givenName: 'G2', middleName: 'M' } },
      { op: 'add', path: 'emails', value: [{ value: 'o@example.com', type: 'other' }] },
    )
    expect(json).toMatchObject({ title: 't', name: { givenName: 'G2', familyName: 'F', middleName: 'M' } })
    expect(json.emails).toHaveLength(3)
  })

  test('[55] adding what is there changes neither the values nor lastModified nor version', async () => {
    const user = await createUser(shared.client, { nickName: 'n', emails: emails() })
    const group = await createGroup(shared.client, { members: [{ value: user.id }] })
    await new Promise((resolve) => setTimeout(resolve, 5))
    const before = await read(shared.client, '/Users', user)
    const answer = await shared.client.change(
      path(user),
      { op: 'add', path: 'emails', value: emails() },
      { op: 'add', value: { nickName: 'n' } },
    )
    expect(answer.json).toEqual(before)
    await shared.client.change(`/Groups/${group.id}`, { op: 'add', path: 'members', value: [{ value: user.id }] })
    const after = await read(shared.client, '/Groups', group)
    expect(after.members).toHaveLength(1)
    expect(after.meta).toEqual(group.meta)
  })

  test('[56] remove without a path is a 400 noTarget', async () => {
    const user = await createUser(shared.client)
    expectError(await shared.client.change(path(user), { op: 'remove' }), 400, 'noTarget')
    expectError(await shared.client.change(path(user), { op: 'remove', value: { nickName: 'x' } }), 400, 'noTarget')
  })

  test('[57] remove without a filter takes all values', async () => {
    const user = await createUser(shared.client, { emails: emails(), nickName: 'n', name: { givenName: 'g' } })
    const { json } = await shared.client.change(
      path(user),
      { op: 'remove', path: 'emails' },
      { op: 'remove', path: 'nickName' },
      { op: 'remove', path: 'name.givenName' },
    )
    for (const name of ['emails', 'nickName', 'name']) expect(json).not.toHaveProperty([name])
    const group = await createGroup(shared.client, { members: [{ value: user.id }] })
    await shared.client.change(`/Groups/${group.id}`, { op: 'remove', path: 'members' })
    expect(await memberIds(shared.client, group)).toEqual([])
  })

  test('[57] remove with a filter takes only matching values', async () => {
    const [a, b] = [await createUser(shared.client, { emails: emails() }), await createUser(shared.client)]
    const { json } = await shared.client.change(path(a), {
      op: 'remove',
      path: 'emails[type eq "work" and value ew "example.com"]',
    })
    expect(json.emails).toEqual([{ value: 'h@example.com', type: 'home' }])
    const last = await shared.client.change(path(a), { op: 'remove', path: 'emails[value eq "h@example.com"]' })
    expect(last.json).not.toHaveProperty('emails')
    const group = await createGroup(shared.client, { members: [{ value: a.id }, { value: b.id }] })
    await shared.client.change(`/Groups/${group.id}`, { op: 'remove', path: `members[value eq "${a.id}"]` })
    expect(await memberIds(shared.client, group)).toEqual([b.id])
  })

  test('[57] remove takes the members that a filter other than by value matches', async () => {
    const [user, inner] = [await createUser(shared.client), await createGroup(shared.client)]
    const group = await createGroup(shared.client, { members: [{ value: user.id }, { value: inner.id }] })
    await shared.client.change(`/Groups/${group.id}`, { op: 'remove', path: 'members[type eq "Group"]' })
    expect(await memberIds(shared.client, group)).toEqual([user.id])
  })

  test.each(['userName', 'id', 'meta', 'schemas', `urn:ietf:params:scim:schemas:core:2.0:User:userName`])(
    '[58] removing %s is a 400 mutability',
    async (target) => {
      const user = await createUser(shared.client)
      expectError(await shared.client.change(path(user), { op: 'remove', path: target }), 400, 'mutability')
      expect((await read(shared.client, '/Users', user)).userName).toBe(user.userName)
    },
  )

  test('[58] a required value cannot be emptied by replace either', async () => {
    const user = await createUser(shared.client)
    const group = await createGroup(shared.client)
    for (const value of ['', null, '  ']) {
      expectError(
        await shared.client.change(path(user), { op: 'replace', path: 'userName', value }),
        400,
        'invalidValue|mutability',
      )
      expectError(
        await shared.client.change(`/Groups/${group.id}`, { op: 'replace', path: 'displayName', value }),
        400,
        'invalidValue|mutability',
      )
    }
    expectError(
      await shared.client.change(`/Groups/${group.id}`, { op: 'remove', path: 'displayName' }),
      400,
      'mutability',
    )
  })

  test('[59] replace without a path touches the listed attributes only', async () => {
    const member = await createUser(shared.client)
    const user = await createUser(shared.client, { nickName: 'n', title: 't', emails: emails() })
    const { json } = await shared.client.change(path(user), {
      op: 'replace',
      value: { nickName: 'm', emails: [{ value: 'z@example.com' }] },
    })
    expect(json).toMatchObject({ nickName: 'm', title: 't', emails: [{ value: 'z@example.com' }] })
    const group = await createGroup(shared.client, { members: [{ value: member.id }] })
    await shared.client.change(`/Groups/${group.id}`, { op: 'replace', value: { displayName: unique('renamed') } })
    expect(await memberIds(shared.client, group)).toEqual([member.id])
  })

  test('[60] replace: complex by given sub-attributes, multi as a whole, absent as add', async () => {
    const user = await createUser(shared.client, { name: { givenName: 'G', familyName: 'F' }, emails: emails() })
    const { json } = await shared.client.change(
      path(user),
      { op: 'replace', path: 'name', value: { givenName: 'G2' } },
      { op: 'replace', path: 'emails', value: [{ value: 'only@example.com' }] },
      { op: 'replace', path: 'title', value: 't' },
    )
    expect(json).toMatchObject({
      name: { givenName: 'G2', familyName: 'F' },
      emails: [{ value: 'only@example.com' }],
      title: 't',
    })
    const cleared = await shared.client.change(
      path(user),
      { op: 'replace', path: 'emails', value: [] },
      { op: 'replace', path: 'title', value: null },
    )
    expect(cleared.json).not.toHaveProperty('emails')
    expect(cleared.json).not.toHaveProperty('title')
    expectError(
      await shared.client.change(path(user), { op: 'replace', path: 'title' }),
      400,
      'invalidValue|invalidSyntax',
    )
  })

  test('[61] replace with a value path: matching values, or one sub-attribute of theirs', async () => {
    const user = await createUser(shared.client, { emails: emails() })
    const whole = await shared.client.change(path(user), {
      op: 'replace',
      path: 'emails[type eq "work"]',
      value: { value: 'new@example.com', type: 'work' },
    })
    expect(whole.json.emails).toContainEqual({ value: 'new@example.com', type: 'work' })
    expect(whole.json.emails).toContainEqual({ value: 'h@example.com', type: 'home' })
    const part = await shared.client.change(path(user), {
      op: 'replace',
      path: 'emails[type eq "home"].value',
      value: 'h2@example.com',
    })
    expect(part.json.emails).toContainEqual({ value: 'h2@example.com', type: 'home' })
    expect(part.json.emails).toContainEqual({ value: 'new@example.com', type: 'work' })
  })

  test.each([
    ['emails[type eq "other"]', { value: 'x@example.com', type: 'other' }],
    ['emails[value co "nobody"].value', 'x@example.com'],
    ['emails[not (type eq "work") and value eq "none"].display', 'x'],
    ['addresses[type eq "work"]', { locality: 'x' }],
  ])('[61] replace with a value path that matches nothing is a 400 noTarget: %s', async (target, value) => {
    const user = await createUser(shared.client, { emails: emails() })
    expectError(await shared.client.change(path(user), { op: 'replace', path: target, value }), 400, 'noTarget')
  })

  test('[62] an immutable value that is set cannot be changed', async () => {
    const [a, b] = [await createUser(shared.client), await createUser(shared.client)]
    const group = await createGroup(shared.client, { members: [{ value: a.id }] })
    expectError(
      await shared.client.change(`/Groups/${group.id}`, {
        op: 'replace',
        path: `members[value eq "${a.id}"].value`,
        value: b.id,
      }),
      400,
      'mutability',
    )
    expect(await memberIds(shared.client, group)).toEqual(ids(a))
  })
})
