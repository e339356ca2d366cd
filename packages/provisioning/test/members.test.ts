import { listUnresolvedMembers } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  createResource,
  getResource,
  listResources,
  patchResource,
  removeResource,
  replaceResource,
} from '../src/index.ts'
import {
  addMember,
  create,
  createSpaces,
  groupBody,
  patchBody,
  refusal,
  type TestDirectory,
  useInstance,
  userBody,
} from './support.ts'

describe.each(DIALECTS)('the members of a group on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance
  let directory: TestDirectory
  let ids: string[]
  let names: Map<string, string>

  beforeEach(async () => {
    directory = await createSpaces(instance)
    ids = []
    for (const name of ['ann', 'bob', 'cid', 'dan'])
      ids.push((await create(instance, directory.users, userBody(name))).id)
    names = new Map(ids.map((id, index) => [id, ['ann', 'bob', 'cid', 'dan'][index] ?? '']))
  })
  const id = (name: string) => ids[['ann', 'bob', 'cid', 'dan'].indexOf(name)] ?? name
  const membersOf = async (groupId: string) =>
    ((await getResource(ctx, directory.groups, groupId, undefined)).members ?? [])
      .map((row) => names.get(row.id) ?? row.id)
      .sort()
  const unresolvedOf = (groupId: string) =>
    instance.store.read(directory.tenantId, (db) => listUnresolvedMembers(db, directory.tenantId, groupId))
  const intervals = async (groupId: string) =>
    instance.store.read(directory.tenantId, async (db) => {
      const { rows } = await sql<{ member_id: string; from_version: number; to_version: number | null }>`
        select member_id, from_version, to_version from scim_member_history where group_id = ${groupId}
        order by from_version, member_id`.execute(db)
      return rows.map((row) => `${names.get(row.member_id)} ${row.from_version}-${row.to_version ?? ''}`).sort()
    })

  test.each([
    { what: 'add', operations: () => [addMember(id('cid'))], members: 'ann bob cid', version: 2 },
    { what: 'add who is there', operations: () => [addMember(id('ann'))], members: 'ann bob', version: 1 },
    { what: 'add both', operations: () => [addMember(id('ann'), id('dan'))], members: 'ann bob dan', version: 2 },
    {
      what: 'remove one',
      operations: () => [{ op: 'remove', path: `members[value eq "${id('ann')}"]` }],
      members: 'bob',
      version: 2,
    },
    {
      what: 'remove who is not there',
      operations: () => [{ op: 'remove', path: `members[value eq "${id('dan')}"]` }],
      members: 'ann bob',
      version: 1,
    },
    { what: 'remove all', operations: () => [{ op: 'remove', path: 'members' }], members: '', version: 2 },
    {
      what: 'remove by value',
      operations: () => [{ op: 'remove', path: 'members', value: [{ value: id('bob') }] }],
      members: 'ann',
      version: 2,
    },
    {
      what: 'remove by type',
      operations: () => [{ op: 'remove', path: 'members[type eq "User"]' }],
      members: '',
      version: 2,
    },
    {
      what: 'remove by another type',
      operations: () => [{ op: 'remove', path: 'members[type eq "Group"]' }],
      members: 'ann bob',
      version: 1,
    },
    {
      what: 'remove by display',
      operations: () => [{ op: 'remove', path: 'members[display eq "ANN"]' }],
      members: 'bob',
      version: 2,
    },
    {
      what: 'replace',
      operations: () => [{ op: 'replace', path: 'members', value: [{ value: id('cid') }] }],
      members: 'cid',
      version: 2,
    },
    {
      what: 'replace by the same',
      operations: () => [{ op: 'replace', path: 'members', value: [{ value: id('bob') }, { value: id('ann') }] }],
      members: 'ann bob',
      version: 1,
    },
    {
      what: 'add then remove',
      operations: () => [addMember(id('cid')), { op: 'remove', path: `members[value eq "${id('cid')}"]` }],
      members: 'ann bob',
      version: 1,
    },
    {
      what: 'Okta’s pathless replace',
      operations: () => [{ op: 'replace', value: { displayName: 'Renamed' } }, addMember(id('dan'))],
      members: 'ann bob dan',
      version: 2,
    },
  ])('PATCH: $what', async ({ operations, members, version }) => {
    const group = await create(instance, directory.groups, groupBody('Guides', [id('ann'), id('bob')]))
    const { view } = await patchResource(ctx, directory.groups, group.id, patchBody(...operations()))
    expect(view.row.version).toBe(version)
    expect((await membersOf(group.id)).join(' ')).toBe(members)
  })

  test('are kept as intervals of the group’s versions', async () => {
    const group = await create(instance, directory.groups, groupBody('Guides', [id('ann')]))
    await replaceResource(ctx, directory.groups, group.id, groupBody('Guides', [id('bob'), id('cid')]))
    await patchResource(ctx, directory.groups, group.id, patchBody(addMember(id('ann'))))
    await removeResource(ctx, directory.groups, group.id)
    expect(await intervals(group.id)).toEqual(['ann 1-2', 'ann 3-4', 'bob 2-4', 'cid 2-4'])
  })

  test('that name nobody are kept out of sight, and forgotten by PUT', async () => {
    const group = await create(instance, directory.groups, groupBody('Guides', [id('ann'), 'ghost', 'ghost']))
    expect(await membersOf(group.id)).toEqual(['ann'])
    expect(await unresolvedOf(group.id)).toEqual(['ghost'])
    await patchResource(ctx, directory.groups, group.id, patchBody(addMember('phantom')))
    expect(await unresolvedOf(group.id)).toEqual(['ghost', 'phantom'])
    await patchResource(ctx, directory.groups, group.id, patchBody({ op: 'remove', path: 'members[value eq "ghost"]' }))
    expect(await unresolvedOf(group.id)).toEqual(['phantom'])
    await replaceResource(ctx, directory.groups, group.id, groupBody('Guides', [id('ann'), 'spectre']))
    expect(await unresolvedOf(group.id)).toEqual(['spectre'])
    await patchResource(ctx, directory.groups, group.id, patchBody({ op: 'replace', path: 'members', value: [] }))
    expect(await unresolvedOf(group.id)).toEqual([])
    expect(await membersOf(group.id)).toEqual([])
  })

  test('that name nobody and are pushed again are the rows they were', async () => {
    const rows = async () =>
      (
        await instance.store.read(directory.tenantId, (db) =>
          sql<{ value: string; created_at: string }>`select value, created_at from scim_unresolved_member
            where tenant_id = ${directory.tenantId} order by value`.execute(db),
        )
      ).rows
    const body = (...ghosts: string[]) => groupBody('Guides', [id('ann'), ...ghosts])
    const group = await create(instance, directory.groups, body('ghost', 'phantom', 'spectre'))
    const before = await rows()
    await new Promise((resolve) => setTimeout(resolve, 5))
    await replaceResource(ctx, directory.groups, group.id, body('ghost', 'spectre', 'wraith'))
    const after = await rows()
    expect(after.map((row) => row.value)).toEqual(['ghost', 'spectre', 'wraith'])
    expect(after.slice(0, 2)).toEqual(before.filter((row) => row.value !== 'phantom'))
  })

  test('of another directory of the tenant name nobody', async () => {
    const other = await createSpaces(instance, { tenantId: directory.tenantId })
    const stranger = await create(instance, other.users, userBody('ann'))
    const group = await create(instance, directory.groups, groupBody('Guides', [stranger.id]))
    expect(await membersOf(group.id)).toEqual([])
    expect(await unresolvedOf(group.id)).toEqual([stranger.id])
  })

  test('that name nobody are refused where the directory says so, and nothing is stored', async () => {
    directory = await createSpaces(instance, { unresolved: 'reject' })
    const user = await create(instance, directory.users, userBody('ann'))
    const error = await refusal(createResource(ctx, directory.groups, groupBody('Guides', [user.id, 'ghost'])))
    expect(error).toMatchObject({ status: 400, scimType: 'invalidValue' })
    expect(error.detail).toContain('ghost')
    const list = await listResources(ctx, [directory.groups], { startIndex: 1, count: 10, sortOrder: 'ascending' })
    expect(list).toMatchObject({ parts: [], total: 0 })
    const group = await create(instance, directory.groups, groupBody('Guides', [user.id]))
    const patch = patchBody({ op: 'replace', path: 'displayName', value: 'Other' }, addMember('ghost'))
    expect(await refusal(patchResource(ctx, directory.groups, group.id, patch))).toMatchObject({ status: 400 })
    expect((await getResource(ctx, directory.groups, group.id, undefined)).row).toEqual(group)
  })

  test('arrive later by externalId where the directory opts in', async () => {
    directory = await createSpaces(instance, { unresolved: 'attach' })
    const group = await create(instance, directory.groups, groupBody('Guides', ['ext-9', 'ext-8']))
    const user = await create(instance, directory.users, userBody('nine', { externalId: 'ext-9' }))
    await create(instance, directory.users, userBody('ext-8'))
    const view = await getResource(ctx, directory.groups, group.id, undefined)
    expect(view.members?.map((row) => row.id)).toEqual([user.id])
    expect(view.row.version).toBe(2)
    expect(await unresolvedOf(group.id)).toEqual(['ext-8'])
  })

  test('show on the user’s side, nested ones as indirect, without a new version of the user', async () => {
    const inner = await create(instance, directory.groups, groupBody('Inner', [id('ann')]))
    const outer = await create(instance, directory.groups, groupBody('Outer', [inner.id, id('bob')]))
    await patchResource(ctx, directory.groups, inner.id, patchBody(addMember(outer.id)))
    const view = await getResource(ctx, directory.users, id('ann'), undefined)
    expect(view.row.version).toBe(1)
    expect(view.groups?.map((row) => [row.displayName, row.depth])).toEqual([
      ['Inner', 1],
      ['Outer', 2],
    ])
  })

  test('lose a removed user, with a new version of the group', async () => {
    const group = await create(instance, directory.groups, groupBody('Guides', [id('ann'), id('bob')]))
    const second = await create(instance, directory.groups, groupBody('Staff', [id('ann'), 'ghost']))
    const nested = await create(instance, directory.groups, groupBody('Nested', [group.id]))
    await removeResource(ctx, directory.users, id('ann'))
    expect(await membersOf(group.id)).toEqual(['bob'])
    expect(await membersOf(second.id)).toEqual([])
    for (const each of [group, second])
      expect((await getResource(ctx, directory.groups, each.id, undefined)).row.version).toBe(2)
    expect(await intervals(group.id)).toEqual(['ann 1-2', 'bob 1-'])
    await removeResource(ctx, directory.groups, group.id)
    expect(await membersOf(nested.id)).toEqual([])
    const left = await instance.store.read(
      directory.tenantId,
      async (db) =>
        (
          await sql`select * from scim_member where group_id = ${group.id} or member_id = ${group.id} or member_id = ${id('ann')}`.execute(
            db,
          )
        ).rows,
    )
    expect(left).toEqual([])
    expect((await getResource(ctx, directory.users, id('bob'), undefined)).groups).toEqual([])
  })

  describe('in large numbers', () => {
    /** How many turns of the event loop others had meanwhile. */
    async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
      let turns = 0
      let isOver = false
      const tick = () => {
        turns += 1
        if (!isOver) setImmediate(tick)
      }
      setImmediate(tick)
      await work()
      isOver = true
      return turns
    }
    const values = (prefix: string, count: number) =>
      Array.from({ length: count }, (_, at) => ({ value: `${prefix}-${at}` }))

    test('that name nobody yet are remembered in turns with everybody else, and forgotten so', async () => {
      const waiting = async (groupId: string) =>
        (await instance.store.read(directory.tenantId, (db) => listUnresolvedMembers(db, directory.tenantId, groupId)))
          .length
      const members = values('x', 20_000)
      let groupId = ''
      const created = await turnsDuring(async () => {
        groupId = (
          await createResource(
            ctx,
            directory.groups,
            groupBody(
              'Large',
              members.map(({ value }) => value),
            ),
          )
        ).view.row.id
      })
      expect(created).toBeGreaterThanOrEqual(38)
      expect(await waiting(groupId)).toBe(20_000)
      const more = { op: 'add', path: 'members', value: [...members.slice(0, 1_000), ...values('y', 5_000)] }
      expect(
        await turnsDuring(() => patchResource(ctx, directory.groups, groupId, patchBody(more))),
      ).toBeGreaterThanOrEqual(10)
      expect(await waiting(groupId)).toBe(25_000)
      const fewer = { op: 'remove', path: 'members', value: members }
      expect(
        await turnsDuring(() => patchResource(ctx, directory.groups, groupId, patchBody(fewer))),
      ).toBeGreaterThanOrEqual(18)
      expect(await waiting(groupId)).toBe(5_000)
      const other = groupBody(
        'Large',
        values('z', 5_000).map(({ value }) => value),
      )
      // Read, compared, forgotten and remembered: one turn for each thousand of each.
      expect(await turnsDuring(() => replaceResource(ctx, directory.groups, groupId, other))).toBeGreaterThanOrEqual(20)
      expect(await waiting(groupId)).toBe(5_000)
      expect(
        await turnsDuring(() => replaceResource(ctx, directory.groups, groupId, groupBody('Large', []))),
      ).toBeGreaterThanOrEqual(5)
      expect(await waiting(groupId)).toBe(0)
    })

    test('come and go in turns with everybody else, whichever list is the longer one', async () => {
      const all: string[] = []
      for (let at = 0; at < 2_200; at += 100) {
        const some = Array.from({ length: 100 }, (_, each) =>
          create(instance, directory.users, userBody(`u${at + each}`)),
        )
        all.push(...(await Promise.all(some)).map((row) => row.id))
      }
      all.sort()
      const group = await create(instance, directory.groups, groupBody('Large'))
      const replace = async (members: readonly string[]) => {
        const body = groupBody('Large', members)
        const turns = await turnsDuring(() => replaceResource(ctx, directory.groups, group.id, body))
        const { rows } = await instance.store.read(directory.tenantId, (db) =>
          sql<{ id: string; open: number }>`select m.member_id as id, (select count(*) from scim_member_history h
            where h.tenant_id = m.tenant_id and h.group_id = m.group_id and h.member_id = m.member_id and h.to_version is null) as open
            from scim_member m where m.tenant_id = ${directory.tenantId} and m.group_id = ${group.id}`.execute(db),
        )
        expect(rows.map((row) => row.id).sort()).toEqual([...members].sort())
        expect(rows.every((row) => Number(row.open) === 1)).toBe(true)
        const { rows: open } = await instance.store.read(directory.tenantId, (db) =>
          sql<{ n: number }>`select count(*) as n from scim_member_history
            where tenant_id = ${directory.tenantId} and group_id = ${group.id} and to_version is null`.execute(db),
        )
        expect(Number(open[0]?.n)).toBe(members.length)
        return turns
      }
      expect(await replace(all)).toBeGreaterThanOrEqual(6)
      expect(await replace(all.slice(1_100))).toBeGreaterThanOrEqual(4)
      expect(await replace(all.slice(0, 1_500))).toBeGreaterThanOrEqual(4)
      expect(await replace(all.slice(0, 10))).toBeGreaterThanOrEqual(2)
      expect(await replace(all)).toBeGreaterThanOrEqual(6)
      expect(await replace([])).toBeGreaterThanOrEqual(4)
    })
  })
})
