import { nestedStore, openStore, type Store } from '@rollcall/store'
import { createTestDatabase, DIALECTS, sql, type TestDatabase } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  applyPolicy,
  createResource,
  createTenant,
  dismissNotice,
  findDirectoryById,
  getStanding,
  listLicences,
  listNotices,
  listPeopleByStanding,
  patchResource,
  removeResource,
  replaceResource,
  runPolicyTasks,
  type TypedSpace,
  verifyLicences,
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

interface TypeInput {
  readonly key: string
  readonly seats: number | null
  readonly exhausted?: 'refuse' | 'unlicensed' | 'fallback'
  readonly fallback?: string
}

const licences = (types: readonly TypeInput[], rules: readonly object[] = [], standard: string | null = 'std') => ({
  licences: { types: types.map((type) => ({ name: type.key.toUpperCase(), ...type })), default: standard, rules },
})
const byGroup = (group: string, licence: string) => ({
  id: `group-${group.toLowerCase()}`,
  when: { group: { name: group } },
  licence,
})
const removeMember = (id: string) => ({ op: 'remove', path: `members[value eq "${id}"]` })
const setActive = (active: boolean) => patchBody({ op: 'replace', path: 'active', value: active })

describe.each(DIALECTS)('licences on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance

  const fresh = async ({ directory, type }: TypedSpace): Promise<TypedSpace> => ({
    directory: await findDirectoryById(ctx, directory.id),
    type,
  })

  /** A tenant with this policy. */
  async function tenantWith(document: object, options: { readonly tenantId?: string } = {}): Promise<TestDirectory> {
    const made = await createSpaces(instance, options)
    return withPolicy(made, document)
  }
  async function withPolicy(
    made: TestDirectory,
    document: object,
    options: { readonly clear?: boolean } = {},
  ): Promise<TestDirectory> {
    await applyPolicy(ctx, made.tenantId, document as never, options)
    return { ...made, users: await fresh(made.users), groups: await fresh(made.groups) }
  }
  const settle = async () => {
    for (let round = 0; round < 100; round += 1) if ((await runPolicyTasks(ctx)) === 0) return
    throw new Error('the tasks never end')
  }

  const seatOf = async (tenantId: string, row: { readonly person_id: string | null }) => {
    const standing = await getStanding(ctx, tenantId, row.person_id ?? '')
    return [standing?.licence ?? null, standing?.wanted_licence ?? null]
  }
  const counts = async (tenantId: string) => {
    expect(await verifyLicences(ctx, tenantId)).toEqual([])
    return Object.fromEntries(
      (await listLicences(ctx, tenantId)).map(({ key, used, waiting }) => [key, [used, waiting]]),
    )
  }
  const openNotices = async (tenantId: string) =>
    (await listNotices(ctx, tenantId, { open: true }, { limit: 50, backwards: false })).map((row) => [
      row.kind,
      row.subject_id,
    ])
  const eventsOf = async (tenantId: string, personId: string | null) =>
    instance.store.read(tenantId, async (db) => {
      const { rows } = await sql<{ type: string; changed: string }>`
        select type, changed from event where tenant_id = ${tenantId} and resource_type = 'Person'
        and resource_id = ${personId} order by id`.execute(db)
      return rows.map((row) => `${row.type} ${JSON.parse(row.changed).join(',')}`)
    })

  test('a user whom no rule names gets the default licence; none is given where the default is null', async () => {
    const first = await tenantWith(licences([{ key: 'std', seats: 2 }]))
    const ann = await create(instance, first.users, userBody('ann'))
    expect(await seatOf(first.tenantId, ann)).toEqual(['std', null])
    expect(await eventsOf(first.tenantId, ann.person_id)).toEqual(['licence.assigned std'])
    expect(await counts(first.tenantId)).toEqual({ std: [1, 0] })
    const second = await createSpaces(instance)
    const bob = await create(instance, second.users, userBody('bob'))
    const { tenantId } = await withPolicy(second, licences([{ key: 'std', seats: null }], [], null))
    await settle()
    expect(await seatOf(tenantId, bob)).toEqual([null, null])
    expect(await counts(tenantId)).toEqual({ std: [0, 0] })
  })

  test('an inactive user takes no seat', async () => {
    const { tenantId, users } = await tenantWith(licences([{ key: 'std', seats: 1, exhausted: 'refuse' }]))
    await create(instance, users, userBody('ann', { active: false }))
    expect((await listLicences(ctx, tenantId))[0]).toMatchObject({ used: 0, free: 1 })
    await create(instance, users, userBody('bob'))
    expect(await counts(tenantId)).toEqual({ std: [1, 0] })
  })

  test('rules go in order, by group and by attribute, and follow memberships, renames and removals', async () => {
    const { tenantId, users, groups } = await tenantWith(
      licences(
        [
          { key: 'std', seats: null },
          { key: 'pro', seats: 5 },
          { key: 'max', seats: 5 },
        ],
        [
          byGroup('Max', 'max'),
          byGroup('Pro', 'pro'),
          { id: 'sales', when: { filter: 'department eq "Sales"' }, licence: 'pro' },
        ],
      ),
    )
    const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
    const sales = await create(instance, users, {
      ...(userBody('sal') as object),
      schemas: [enterprise, 'urn:ietf:params:scim:schemas:core:2.0:User'],
      [enterprise]: { department: 'Sales' },
    } as never)
    const ann = await create(instance, users, userBody('ann'))
    expect(await seatOf(tenantId, sales)).toEqual(['pro', null])
    expect(await seatOf(tenantId, ann)).toEqual(['std', null])
    const max = await create(instance, groups, groupBody('MAX', [ann.id, sales.id]))
    const pro = await create(instance, groups, groupBody('Pro', [ann.id]))
    await settle()
    expect(await seatOf(tenantId, ann)).toEqual(['max', null])
    expect(await seatOf(tenantId, sales)).toEqual(['max', null])
    await patchResource(ctx, groups, max.id, patchBody(removeMember(sales.id)))
    expect(await seatOf(tenantId, sales)).toEqual(['pro', null])
    await patchResource(ctx, groups, max.id, patchBody({ op: 'replace', path: 'displayName', value: 'Nothing' }))
    await settle()
    expect(await seatOf(tenantId, ann)).toEqual(['pro', null])
    await removeResource(ctx, groups, pro.id)
    await settle()
    expect(await seatOf(tenantId, ann)).toEqual(['std', null])
    expect(await counts(tenantId)).toEqual({ std: [1, 0], pro: [1, 0], max: [0, 0] })
  })

  describe('when every seat is taken', () => {
    test('"refuse" answers 403 with what to do, stores nothing, and tells the admins', async () => {
      const { tenantId, users } = await tenantWith(licences([{ key: 'std', seats: 1, exhausted: 'refuse' }]))
      const ann = await create(instance, users, userBody('ann'))
      const error = await refusal(createResource(ctx, users, userBody('bob')))
      expect(error.status).toBe(403)
      expect(error.detail).toMatch(/"STD".*1 of 1 are in use.*Rollcall.*Okta/)
      expect(await openNotices(tenantId)).toEqual([['licence.exhausted', 'std']])
      expect(await counts(tenantId)).toEqual({ std: [1, 0] })
      // The name is free: nothing of bob was stored.
      await patchResource(ctx, users, ann.id, setActive(false))
      expect(await openNotices(tenantId)).toEqual([])
      await create(instance, users, userBody('bob'))
      expect((await refusal(patchResource(ctx, users, ann.id, setActive(true)))).status).toBe(403)
      expect((await refusal(replaceResource(ctx, users, ann.id, userBody('ann', { active: true })))).status).toBe(403)
      expect(await seatOf(tenantId, ann)).toEqual([null, null])
      expect(await counts(tenantId)).toEqual({ std: [1, 0] })
    })

    test('"refuse" never fails a group push: the member keeps the present seat and waits', async () => {
      const { tenantId, users, groups } = await tenantWith(
        licences(
          [
            { key: 'std', seats: null },
            { key: 'pro', seats: 1, exhausted: 'refuse' },
          ],
          [byGroup('Pro', 'pro')],
        ),
      )
      const ann = await create(instance, users, userBody('ann'))
      const bob = await create(instance, users, userBody('bob'))
      const pro = await create(instance, groups, groupBody('Pro', [ann.id]))
      await settle()
      await patchResource(ctx, groups, pro.id, patchBody(addMember(bob.id)))
      expect(await seatOf(tenantId, bob)).toEqual(['std', 'pro'])
      expect(await openNotices(tenantId)).toEqual([['licence.exhausted', 'pro']])
      await patchResource(ctx, groups, pro.id, patchBody(removeMember(ann.id)))
      expect(await seatOf(tenantId, ann)).toEqual(['std', null])
      expect(await seatOf(tenantId, bob)).toEqual(['pro', null])
      expect(await openNotices(tenantId)).toEqual([])
      expect(await eventsOf(tenantId, bob.person_id)).toEqual([
        'licence.assigned std',
        'licence.waiting pro',
        'licence.released std',
        'licence.assigned pro',
      ])
      expect(await counts(tenantId)).toEqual({ std: [1, 0], pro: [1, 0] })
    })

    test('"unlicensed" provisions without a seat; who waits longest is served first, in the same transaction', async () => {
      const { tenantId, users } = await tenantWith(licences([{ key: 'std', seats: 2 }]))
      const names = ['ann', 'bob', 'cid', 'dan', 'eve']
      const rows: Awaited<ReturnType<typeof create>>[] = []
      for (const name of names) rows.push(await create(instance, users, userBody(name)))
      expect(await counts(tenantId)).toEqual({ std: [2, 3] })
      expect(await openNotices(tenantId)).toEqual([['licence.exhausted', 'std']])
      const waiting = async () =>
        (await listPeopleByStanding(ctx, tenantId, { waitingFor: 'std' }, { limit: 10, backwards: false })).map(
          (row) => names[rows.findIndex((each) => each.person_id === row.person_id)],
        )
      expect(await waiting()).toEqual(['cid', 'dan', 'eve'])
      const at = (index: number) => rows[index] as (typeof rows)[number]
      await patchResource(ctx, users, at(0).id, setActive(false))
      expect(await waiting()).toEqual(['dan', 'eve'])
      expect(await seatOf(tenantId, at(2))).toEqual(['std', null])
      await removeResource(ctx, users, at(1).id)
      expect(await waiting()).toEqual(['eve'])
      // Who comes back waits like everybody else.
      await patchResource(ctx, users, at(0).id, setActive(true))
      expect(await waiting()).toEqual(['eve', 'ann'])
      await patchResource(ctx, users, at(4).id, setActive(false))
      expect(await waiting()).toEqual(['ann'])
      await removeResource(ctx, users, at(2).id)
      expect(await waiting()).toEqual([])
      expect(await openNotices(tenantId)).toEqual([])
      expect(await counts(tenantId)).toEqual({ std: [2, 0] })
    })

    test('"fallback" gives a seat of the next licence that has one, and the person still waits for the wanted one', async () => {
      const { tenantId, users } = await tenantWith(
        licences(
          [
            { key: 'max', seats: 1, exhausted: 'fallback', fallback: 'pro' },
            { key: 'pro', seats: 1, exhausted: 'fallback', fallback: 'max' },
          ],
          [],
          'max',
        ),
      )
      const ann = await create(instance, users, userBody('ann'))
      const bob = await create(instance, users, userBody('bob'))
      const cid = await create(instance, users, userBody('cid'))
      expect(await seatOf(tenantId, bob)).toEqual(['pro', 'max'])
      // A circle of fallbacks ends.
      expect(await seatOf(tenantId, cid)).toEqual([null, 'max'])
      expect(await counts(tenantId)).toEqual({ max: [1, 2], pro: [1, 0] })
      await patchResource(ctx, users, ann.id, setActive(false))
      expect(await seatOf(tenantId, bob)).toEqual(['max', null])
      // The seat that bob left is free for whoever falls back to it next.
      await patchResource(ctx, users, cid.id, patchBody({ op: 'replace', path: 'title', value: 'x' }))
      expect(await seatOf(tenantId, cid)).toEqual(['pro', 'max'])
      expect(await counts(tenantId)).toEqual({ max: [1, 1], pro: [1, 0] })
    })

    test('the end of a chain of fallbacks may refuse', async () => {
      const { users, tenantId } = await tenantWith(
        licences(
          [
            { key: 'max', seats: 0, exhausted: 'fallback', fallback: 'std' },
            { key: 'std', seats: 1, exhausted: 'refuse' },
          ],
          [],
          'max',
        ),
      )
      await create(instance, users, userBody('ann'))
      expect((await refusal(createResource(ctx, users, userBody('bob')))).detail).toMatch(/"MAX".*0 of 0/)
      expect(await counts(tenantId)).toEqual({ max: [0, 1], std: [1, 0] })
    })
  })

  test('more seats serve those who wait; fewer than are in use take nothing away and show', async () => {
    const made = await tenantWith(licences([{ key: 'std', seats: 1 }]))
    const { tenantId, users } = made
    for (let index = 0; index < 5; index += 1) await create(instance, users, userBody(`u${index}`))
    expect(await counts(tenantId)).toEqual({ std: [1, 4] })
    await withPolicy(made, licences([{ key: 'std', seats: 4 }]))
    await settle()
    expect(await counts(tenantId)).toEqual({ std: [4, 1] })
    await withPolicy(made, licences([{ key: 'std', seats: 2 }]))
    await settle()
    expect((await listLicences(ctx, tenantId))[0]).toMatchObject({ used: 4, waiting: 1, free: -2 })
    await withPolicy(made, licences([{ key: 'std', seats: null }]))
    await settle()
    expect(await counts(tenantId)).toEqual({ std: [5, 0] })
    expect(await openNotices(tenantId)).toEqual([])
  })

  test('seats that were added are for those who wait, whoever comes first', async () => {
    const made = await tenantWith(licences([{ key: 'std', seats: 0 }]))
    const { tenantId, users } = made
    const ann = await create(instance, users, userBody('ann'))
    const { users: later } = await withPolicy(made, licences([{ key: 'std', seats: 1 }]))
    const bob = await create(instance, later, userBody('bob'))
    expect(await seatOf(tenantId, ann)).toEqual(['std', null])
    expect(await seatOf(tenantId, bob)).toEqual([null, 'std'])
    await settle()
    expect(await counts(tenantId)).toEqual({ std: [1, 1] })
  })

  test('added seats settle the notice of a licence that refuses, without anybody moving', async () => {
    const made = await tenantWith(licences([{ key: 'std', seats: 0, exhausted: 'refuse' }]))
    await refusal(createResource(ctx, made.users, userBody('ann')))
    expect(await openNotices(made.tenantId)).toEqual([['licence.exhausted', 'std']])
    await withPolicy(made, licences([{ key: 'std', seats: 1, exhausted: 'refuse' }]))
    expect(await openNotices(made.tenantId)).toEqual([])
  })

  test('a notice that was dismissed comes again with the next one who finds no seat', async () => {
    const { tenantId, users } = await tenantWith(licences([{ key: 'std', seats: 0 }]))
    await create(instance, users, userBody('ann'))
    const [notice] = await listNotices(ctx, tenantId, { open: true }, { limit: 1, backwards: false })
    const target = { tenantId, id: notice?.id ?? '' }
    expect((await dismissNotice(ctx, target)).dismissed_at).not.toBeNull()
    await dismissNotice(ctx, target)
    expect(await openNotices(tenantId)).toEqual([])
    await expect(dismissNotice(ctx, { tenantId, id: ctx.newId() })).rejects.toMatchObject({ name: 'NotFoundError' })
    await create(instance, users, userBody('bob'))
    expect(await openNotices(tenantId)).toEqual([['licence.exhausted', 'std']])
  })

  test('a licence that the policy no longer has is taken back, and so is the whole part', async () => {
    const made = await tenantWith(
      licences(
        [
          { key: 'old', seats: 1 },
          { key: 'std', seats: 5 },
        ],
        [],
        'old',
      ),
    )
    const { tenantId, users } = made
    const ann = await create(instance, users, userBody('ann'))
    const bob = await create(instance, users, userBody('bob'))
    expect(await seatOf(tenantId, bob)).toEqual([null, 'old'])
    await withPolicy(made, licences([{ key: 'std', seats: 1 }]))
    await settle()
    expect(await seatOf(tenantId, ann)).toEqual(['std', null])
    expect(await seatOf(tenantId, bob)).toEqual([null, 'std'])
    await withPolicy(made, {}, { clear: true })
    await settle()
    expect(await seatOf(tenantId, ann)).toEqual([null, null])
    expect(await seatOf(tenantId, bob)).toEqual([null, null])
    expect(await counts(tenantId)).toEqual({})
    expect(await openNotices(tenantId)).toEqual([])
  })

  test('a person of two directories holds one seat, until the last resource is inactive', async () => {
    const first = await tenantWith(licences([{ key: 'std', seats: 3 }]))
    const made = await createSpaces(instance, { tenantId: first.tenantId })
    const second = { ...made, users: await fresh(made.users) }
    const a = await create(instance, first.users, userBody('ann'))
    const b = await create(instance, second.users, userBody('ann'))
    // Linked by hand: what the link policy would do.
    await instance.store.transaction(first.tenantId, async (trx) => {
      await sql`update scim_resource set person_id = ${a.person_id} where tenant_id = ${first.tenantId} and id = ${b.id}`.execute(
        trx,
      )
    })
    const touch = (users: TypedSpace, id: string, value: string) =>
      patchResource(ctx, users, id, patchBody({ op: 'replace', path: 'title', value }))
    await touch(second.users, b.id, 'x')
    await patchResource(ctx, first.users, a.id, setActive(false))
    expect(await seatOf(first.tenantId, a)).toEqual(['std', null])
    await patchResource(ctx, second.users, b.id, setActive(false))
    expect(await seatOf(first.tenantId, a)).toEqual([null, null])
    await patchResource(ctx, second.users, b.id, setActive(true))
    expect(await seatOf(first.tenantId, a)).toEqual(['std', null])
  })

  test('Force Sync of people who have what they should changes nothing and makes no events', async () => {
    const { tenantId, users } = await tenantWith(licences([{ key: 'std', seats: 1 }]))
    const rows = [await create(instance, users, userBody('ann')), await create(instance, users, userBody('bob'))]
    const state = () =>
      instance.store.read(tenantId, async (db) => [
        (await sql`select * from person_standing where tenant_id = ${tenantId} order by person_id`.execute(db)).rows,
        (
          await sql`select count(*) as n from event where tenant_id = ${tenantId} and resource_type = 'Person'`.execute(
            db,
          )
        ).rows,
      ])
    const before = await state()
    for (const row of rows) await replaceResource(ctx, users, row.id, JSON.parse(row.doc))
    // Even an attribute that no rule looks at.
    for (const row of rows) {
      await patchResource(ctx, users, row.id, patchBody({ op: 'replace', path: 'nickName', value: 'N' }))
    }
    expect(await state()).toEqual(before)
  })

  test('a directory without policy keeps no standing and no counter', async () => {
    const { tenantId, users } = await createSpaces(instance)
    await create(instance, users, userBody('ann'))
    const rows = await instance.store.read(tenantId, async (db) => [
      ...(await sql`select 1 as x from person_standing where tenant_id = ${tenantId}`.execute(db)).rows,
      ...(await sql`select 1 as x from licence_total where tenant_id = ${tenantId}`.execute(db)).rows,
    ])
    expect(rows).toEqual([])
  })

  test('2,000 people change their licence in the background while others arrive, and the counters are right', async () => {
    const made = await createSpaces(instance)
    const { tenantId, users } = made
    for (let start = 0; start < 2_000; start += 500) {
      await instance.store.transaction(tenantId, async (trx) => {
        const inside = { ...ctx, store: nestedStore(instance.store, trx) }
        for (let index = 0; index < 500; index += 1) await createResource(inside, users, userBody(`u${start + index}`))
      })
    }
    const seats = 1_200
    const { users: governed } = await withPolicy(made, licences([{ key: 'std', seats }]))
    const arriving = (async () => {
      for (let index = 0; index < 60; index += 1) await createResource(ctx, governed, userBody(`new${index}`))
    })()
    await Promise.all([settle(), arriving])
    expect(await counts(tenantId)).toEqual({ std: [seats, 2_060 - seats] })
    await withPolicy(
      made,
      licences(
        [
          { key: 'std', seats: 100 },
          { key: 'pro', seats: 1_500 },
        ],
        [],
        'pro',
      ),
    )
    await settle()
    // All who wanted one got one, the rest keep theirs and wait.
    const after = await counts(tenantId)
    expect(after.pro).toEqual([1_500, 560])
    await withPolicy(made, licences([{ key: 'pro', seats: 3_000 }], [], 'pro'))
    await settle()
    expect(await counts(tenantId)).toEqual({ pro: [2_060, 0] })
  }, 240_000)
})

describe.each(DIALECTS)('the race for the last seat on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance
  let database: TestDatabase
  let stores: Store[] = []
  beforeAll(async () => {
    database = await createTestDatabase(dialect)
    stores = [await openStore({ url: database.url }), await openStore({ url: database.url })]
  })
  afterAll(async () => {
    for (const store of stores) await store.close()
    await database.drop()
  })

  test.each(['refuse', 'unlicensed'] as const)(
    'of 20 who arrive at once at two servers one wins (%s)',
    async (exhausted) => {
      const contexts = stores.map((store) => ({ ...ctx, store, now: ctx.now, newId: ctx.newId }))
      const [one] = contexts as [typeof ctx]
      const tenantId = (await createTenant(one, { slug: exhausted, name: exhausted })).id
      const made = await createSpaces({ ctx: one } as never, { tenantId })
      await applyPolicy(one, tenantId, licences([{ key: 'std', seats: 1, exhausted }]) as never)
      const users = { ...made.users, directory: await findDirectoryById(one, made.users.directory.id) }
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          createResource(contexts[index % 2] as typeof ctx, users, userBody(`u${index}`)),
        ),
      )
      const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.status] : []))
      expect(refused).toEqual(exhausted === 'refuse' ? Array(19).fill(403) : [])
      expect(await verifyLicences(one, tenantId)).toEqual([])
      expect((await listLicences(one, tenantId))[0]).toMatchObject({
        used: 1,
        waiting: exhausted === 'refuse' ? 0 : 19,
      })
    },
  )

  test('seats that come and go at two servers at once are never lost nor doubled', async () => {
    const contexts = stores.map((store) => ({ ...ctx, store, now: ctx.now, newId: ctx.newId }))
    const [one] = contexts as [typeof ctx]
    const tenantId = (await createTenant(one, { slug: 'churn', name: 'churn' })).id
    const made = await createSpaces({ ctx: one } as never, { tenantId })
    await applyPolicy(
      one,
      tenantId,
      licences(
        [
          { key: 'pro', seats: 3, exhausted: 'fallback', fallback: 'std' },
          { key: 'std', seats: 4 },
        ],
        [],
        'pro',
      ) as never,
    )
    const users = { ...made.users, directory: await findDirectoryById(one, made.users.directory.id) }
    const ids: string[] = []
    for (let index = 0; index < 12; index += 1) {
      ids.push((await createResource(one, users, userBody(`u${index}`))).view.row.id)
    }
    await Promise.all(
      Array.from({ length: 6 }, async (_, lane) => {
        const context = contexts[lane % 2] as typeof ctx
        for (let step = 0; step < 10; step += 1) {
          const id = ids[(lane * 5 + step * 7) % ids.length] as string
          await patchResource(context, users, id, setActive(step % 2 === 1))
        }
      }),
    )
    for (const id of ids) await patchResource(one, users, id, setActive(true))
    expect(await verifyLicences(one, tenantId)).toEqual([])
    const [pro, std] = await listLicences(one, tenantId)
    expect(pro).toMatchObject({ used: 3, waiting: 9 })
    expect(std?.used).toBeLessThanOrEqual(4)
  })
})
