import type { Json, JsonObject } from '@rollcall/scim-core'
import { findResource, listHistory, StaleVersionError } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import {
  applyPolicy,
  editUser,
  findDirectoryById,
  InvalidInputError,
  patchResource,
  replaceResource,
  type TypedSpace,
} from '../src/index.ts'
import { spaceOf } from '../src/resources/resource-space.ts'
import { create, createSpaces, patchBody, type TestDirectory, useInstance, usePolicy, userBody } from './support.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

describe.each(DIALECTS)('authority over attributes on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance

  const spaceWith = async (local: readonly string[], more: object = {}): Promise<TestDirectory> =>
    usePolicy(instance, await createSpaces(instance), { authority: { local }, ...more })

  const stored = ({ users }: TestDirectory, id: string) =>
    instance.store.read(users.directory.tenant_id, async (db) => {
      const row = await findResource(db, spaceOf(users), id)
      return { version: row?.version, document: JSON.parse(row?.doc ?? '{}') as Record<string, Json> }
    })
  const edit = (made: TestDirectory, userId: string, attributes: JsonObject, expectedVersion?: number) =>
    editUser(ctx, { tenantId: made.tenantId, userId, expectedVersion }, attributes)
  const put = ({ users }: TestDirectory, id: string, userName: string, fields: object) =>
    replaceResource(ctx, users, id, userBody(userName, fields))

  test.each<[string, string, object, object, object]>([
    ['a single attribute', 'title', { title: 'A' }, { title: 'B' }, { title: 'A' }],
    ['one that was never set', 'title', {}, { title: 'B' }, {}],
    ['one that the push leaves out', 'title', { title: 'A' }, {}, { title: 'A' }],
    [
      'a part of a complex one',
      'name.familyName',
      { name: { givenName: 'G', familyName: 'A' } },
      { name: { givenName: 'H', familyName: 'B' } },
      { name: { familyName: 'A', givenName: 'H' } },
    ],
    [
      'a part whose whole is left out',
      'name.familyName',
      { name: { familyName: 'A' } },
      {},
      { name: { familyName: 'A' } },
    ],
    [
      'a whole list',
      'phoneNumbers',
      { phoneNumbers: [{ value: '1', type: 'work' }] },
      { phoneNumbers: [{ value: '2', type: 'home' }] },
      { phoneNumbers: [{ value: '1', type: 'work' }] },
    ],
    [
      'chosen values of a list, in their place',
      'phoneNumbers[type eq "work"].value',
      {
        phoneNumbers: [
          { value: '1', type: 'work' },
          { value: '2', type: 'home' },
        ],
      },
      {
        phoneNumbers: [
          { value: '3', type: 'home' },
          { value: '4', type: 'work' },
        ],
      },
      {
        phoneNumbers: [
          { value: '1', type: 'work' },
          { value: '3', type: 'home' },
        ],
      },
    ],
    [
      'chosen values that the push leaves out',
      'emails[type eq "home"]',
      {
        emails: [
          { value: 'h@x.org', type: 'home', primary: true },
          { value: 'w@x.org', type: 'work' },
        ],
      },
      { emails: [{ value: 'v@x.org', type: 'work', primary: true }] },
      {
        emails: [
          { value: 'h@x.org', type: 'home' },
          { value: 'v@x.org', type: 'work', primary: true },
        ],
      },
    ],
    [
      'an attribute of an extension',
      `${ENTERPRISE}:costCenter`,
      { [ENTERPRISE]: { costCenter: '1', department: 'A' } },
      { [ENTERPRISE]: { costCenter: '2', department: 'B' } },
      { [ENTERPRISE]: { costCenter: '1', department: 'B' } },
    ],
    [
      'an attribute of an extension that the push leaves out',
      `${ENTERPRISE}:costCenter`,
      { [ENTERPRISE]: { costCenter: '1', department: 'A' } },
      {},
      { [ENTERPRISE]: { costCenter: '1' } },
    ],
  ])('a PUT leaves %s alone and changes the rest', async (_, path, first, pushed, left) => {
    const made = await spaceWith([path])
    const row = await create(instance, made.users, userBody('ann', first))
    const { notes } = await put(made, row.id, 'ann', { ...pushed, displayName: 'New' })
    const { document } = await stored(made, row.id)
    const { schemas, id: _id, active: _active, ...rest } = document
    expect(rest).toEqual({ userName: 'ann', displayName: 'New', ...left })
    expect(schemas).toEqual(ENTERPRISE in left ? [expect.any(String), ENTERPRISE] : [expect.any(String)])
    expect(notes).toContainEqual(expect.objectContaining({ code: 'local', path }))
  })

  test('a repeated PUT without what admins own makes no version', async () => {
    const made = await spaceWith(['title', 'emails[type eq "home"]', `${ENTERPRISE}:costCenter`])
    const pushed = { displayName: 'Ann', emails: [{ value: 'w@x.org', type: 'work' }], name: { givenName: 'A' } }
    const row = await create(instance, made.users, userBody('ann', pushed))
    await edit(made, row.id, {
      title: 'Guide',
      'emails[type eq "home"]': { value: 'h@x.org' },
      [`${ENTERPRISE}:costCenter`]: '7',
    })
    const before = await stored(made, row.id)
    expect(before.version).toBe(2)
    for (let round = 0; round < 2; round += 1) await put(made, row.id, 'ann', pushed)
    expect(await stored(made, row.id)).toEqual(before)
  })

  test.each<[string, object]>([
    ['replace', { op: 'replace', path: 'title', value: 'B' }],
    ['remove', { op: 'remove', path: 'title' }],
    ['replace without a path', { op: 'replace', value: { title: 'B' } }],
  ])('a PATCH that would %s it changes nothing, and says so in a note', async (_, operation) => {
    const made = await spaceWith(['title'])
    const row = await create(instance, made.users, userBody('ann', { title: 'A' }))
    const { notes } = await patchResource(ctx, made.users, row.id, patchBody(operation))
    expect(notes).toContainEqual(expect.objectContaining({ code: 'local', path: 'title' }))
    expect(await stored(made, row.id)).toMatchObject({ version: 1, document: { title: 'A' } })
  })

  test('a create takes what the provider sends as a first value', async () => {
    const made = await spaceWith(['title'])
    const row = await create(instance, made.users, userBody('ann', { title: 'A' }))
    expect((await stored(made, row.id)).document.title).toBe('A')
  })

  test('an edit makes a version, history, an audit event and an event, by whoever made it', async () => {
    const made = await spaceWith(['title', 'nickName'])
    const row = await create(instance, made.users, userBody('ann', { title: 'A' }))
    const edited = await edit(made, row.id, { title: 'B', nickName: 'Annie' }, 1)
    expect(edited.version).toBe(2)
    expect((await stored(made, row.id)).document).toMatchObject({ title: 'B', nickName: 'Annie' })
    const { history, audit, events } = await instance.store.read(made.tenantId, async (db) => ({
      history: await listHistory(db, made.tenantId, row.id, 5),
      audit: (
        await sql`select action, actor_label, changed from audit_event where target_id = ${row.id} order by id desc limit 1`.execute(
          db,
        )
      ).rows,
      events: (
        await sql`select type, version, changed from event where resource_id = ${row.id} order by id desc limit 1`.execute(
          db,
        )
      ).rows,
    }))
    expect(history.map(({ version, operation, actor_id }) => [version, operation, actor_id])).toEqual([
      [2, 'patched', 'tests'],
      [1, 'created', 'tests'],
    ])
    expect(audit).toEqual([{ action: 'user.updated', actor_label: 'Tests', changed: '["title","nickName"]' }])
    expect(events).toMatchObject([{ type: 'user.updated', changed: '["title","nickName"]' }])
    expect((await edit(made, row.id, { title: 'B' })).version).toBe(2)
    expect((await edit(made, row.id, { title: null })).version).toBe(3)
    expect((await stored(made, row.id)).document.title).toBeUndefined()
    await expect(edit(made, row.id, { title: 'C' }, 2)).rejects.toThrow(StaleVersionError)
  })

  test.each<[string, JsonObject]>([
    ['userName', { userName: 'bob' }],
    ['active', { active: false }],
    ['displayName', { title: 'B', displayName: 'X' }],
    ['name', { name: { givenName: 'X' } }],
    ['emails[type eq "work"].value', { 'emails[type eq "work"].value': 'x@x.org' }],
    [`${ENTERPRISE}:department`, { [`${ENTERPRISE}:department`]: 'X' }],
    ['name.givenName', { 'name.givenName': null }],
  ])('an edit of %s is refused with the owner, and nothing is changed', async (path, attributes) => {
    const made = await spaceWith(['title', 'name.familyName', 'emails[type eq "home"]'])
    const first = { name: { givenName: 'G' }, emails: [{ value: 'w@x.org', type: 'work' }] }
    const row = await create(instance, made.users, userBody('ann', first))
    await expect(edit(made, row.id, attributes)).rejects.toThrow(
      new InvalidInputError(
        'attributes',
        `${path} is owned by the directory "D": change it there, or hand it back with authority.local.`,
      ),
    )
    expect((await stored(made, row.id)).version).toBe(1)
  })

  test.each<[string, JsonObject, string]>([
    ['no attribute', { nosuch: 1 }, 'nosuch'],
    ['no attribute of the extension', { [ENTERPRISE]: { nosuch: 1 } }, 'nosuch'],
    ['not written as a path', { 'title[': 1 }, 'Cannot read the path'],
    ['of the wrong type', { title: { a: 1 } }, 'title'],
    ['not to be written', { id: 'x' }, 'id'],
    ['a relation', { groups: [] }, 'groups'],
  ])('an edit of what is %s is refused', async (_, attributes, named) => {
    const made = await spaceWith(['title'])
    const row = await create(instance, made.users, userBody('ann'))
    const refused = await edit(made, row.id, attributes).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(InvalidInputError)
    expect((refused as Error).message).toContain(named)
    expect((await stored(made, row.id)).version).toBe(1)
  })

  test('attributes of an extension can be given under its URN', async () => {
    const made = await spaceWith([`${ENTERPRISE}:costCenter`])
    const row = await create(instance, made.users, userBody('ann', { [ENTERPRISE]: { department: 'A' } }))
    await edit(made, row.id, { [ENTERPRISE]: { costCenter: '7' } })
    expect((await stored(made, row.id)).document[ENTERPRISE]).toEqual({ costCenter: '7', department: 'A' })
  })

  test('without the policy everything is owned by the directory', async () => {
    const made = await createSpaces(instance)
    const row = await create(instance, made.users, userBody('ann'))
    await expect(edit(made, row.id, { title: 'B' })).rejects.toThrow('title is owned by the directory "D"')
  })

  test('nobody edits a group, an unknown user or one of another tenant', async () => {
    const made = await spaceWith(['title'])
    const other = await spaceWith(['title'])
    const row = await create(instance, other.users, userBody('ann'))
    for (const id of [row.id, 'nobody', made.users.directory.id]) {
      await expect(edit(made, id, { title: 'x' })).rejects.toMatchObject({ what: 'user' })
    }
  })

  test('the contract judges an edit, and never what is kept', async () => {
    const contract = { required: [], constraints: [{ kind: 'enum', path: 'title', values: ['Guide'] }] }
    const made = await spaceWith(['title'], { contract })
    const row = await create(instance, made.users, userBody('ann', { title: 'Guide' }))
    await expect(edit(made, row.id, { title: 'King' })).rejects.toThrow('title')
    await put(made, row.id, 'ann', { title: 'King', displayName: 'X' })
    expect((await stored(made, row.id)).document).toMatchObject({ title: 'Guide', displayName: 'X' })
  })

  test('what an edit changes is judged by the rules of the policy', async () => {
    const made = await createSpaces(instance)
    const { tenantId, users } = made
    const rules = [{ id: 'guides', when: { filter: 'title eq "Guide"' }, licence: 'pro' }]
    const types = [{ key: 'pro', name: 'Pro', seats: 1 }]
    await applyPolicy(ctx, tenantId, {
      licences: { types, default: null, rules },
      directories: { [users.directory.slug]: { authority: { local: ['title'] } } },
    } as Json)
    const space: TypedSpace = { ...users, directory: await findDirectoryById(ctx, users.directory.id) }
    const row = await create(instance, space, userBody('ann'))
    const licence = async () =>
      instance.store.read(tenantId, async (db) => {
        const { rows } = await sql<{ licence: string | null }>`
          select licence from person_standing where person_id = ${row.person_id}`.execute(db)
        return rows[0]?.licence
      })
    expect(await licence()).toBeNull()
    await edit(made, row.id, { title: 'Guide' })
    expect(await licence()).toBe('pro')
  })

  test('an edit needs no switch of the directory', async () => {
    const made = await spaceWith(['title'], { operations: { users: { update: false } } })
    const row = await create(instance, made.users, userBody('ann'))
    expect((await edit(made, row.id, { title: 'B' })).version).toBe(2)
  })

  test.each([
    ['userName', 'always belongs to the identity provider'],
    ['active', 'always belongs to the identity provider'],
    ['externalId', 'always belongs to the identity provider'],
    ['id', 'always belongs to the identity provider'],
    ['password', 'cannot be edited'],
    ['groups', 'groups'],
    ['emails.value', 'choose its values by a filter'],
    ['addresses[type eq "work"].locality', 'Name the whole values'],
    ['nosuch', 'nosuch'],
  ])('a policy that hands back %s is refused', async (path, reason) => {
    await expect(spaceWith([path])).rejects.toThrow(reason)
  })

  test('a policy that hands back what its contract does not list is refused', async () => {
    const contract = { required: ['userName'], optional: ['displayName'], onlyListed: true }
    await expect(spaceWith(['title'], { contract })).rejects.toThrow('does not list "title"')
    await spaceWith(['displayName'], { contract })
  })
})
