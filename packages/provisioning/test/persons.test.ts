import type { Json } from '@rollcall/scim-core'
import { listEvents, listHistory } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import {
  AuditSealer,
  applyPolicy,
  ConflictError,
  decideLinkRequest,
  findDirectoryById,
  getRequestRecord,
  getStanding,
  listLinkRequests,
  listNotices,
  listUserRoles,
  newId,
  openAuditEvents,
  patchResource,
  purgeUser,
  RequestRecorder,
  removeResource,
  type TypedSpace,
  verifyAudit,
} from '../src/index.ts'
import { findKeyedPerson } from '../src/persons/person-keys.ts'
import { unpackHistory } from '../src/resources/record-change.ts'
import {
  create,
  createSpaces,
  groupBody,
  patchBody,
  refusal,
  type TestDirectory,
  useInstance,
  userBody,
} from './support.ts'

describe.each(DIALECTS)('people on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance

  const again = async (space: TypedSpace): Promise<TypedSpace> => ({
    ...space,
    directory: await findDirectoryById(ctx, space.directory.id),
  })

  /** Two directories of a tenant; the second one has the link policy. */
  async function twoDirectories(link: object, tenantPolicy: object = {}) {
    const first = await createSpaces(instance)
    const second = await createSpaces(instance, { tenantId: first.tenantId })
    const policy = { ...tenantPolicy, directories: { [second.users.directory.slug]: { link } } }
    await applyPolicy(ctx, first.tenantId, policy as Json)
    const governed = async (made: TestDirectory) => ({
      ...made,
      users: await again(made.users),
      groups: await again(made.groups),
    })
    return { tenantId: first.tenantId, first: await governed(first), second: await governed(second) }
  }

  const noticesOf = async (tenantId: string) =>
    (await listNotices(ctx, tenantId, { open: true }, { limit: 50, backwards: false })).map(
      ({ kind, subject_id: id }) => [kind, id],
    )

  const anywhere = { match: ['externalId', 'userName', 'email'], action: 'link' }

  test.each<[string, object, object, boolean]>([
    ['externalId', { externalId: 'e1' }, { externalId: 'e1' }, true],
    ['externalId in other letters', { externalId: 'e1' }, { externalId: 'E1' }, false],
    ['userName in other letters', {}, { userName: 'ANN' }, true],
    [
      'e-mail on a verified domain',
      { emails: [{ value: 'a@x.org' }] },
      { emails: [{ value: 'other@y.org' }, { value: 'A@X.org' }] },
      true,
    ],
    ['e-mail on any other domain', { emails: [{ value: 'a@y.org' }] }, { emails: [{ value: 'a@y.org' }] }, false],
    [
      'e-mail on a domain that ends alike',
      { emails: [{ value: 'a@badx.org' }] },
      { emails: [{ value: 'a@badx.org' }] },
      false,
    ],
    ['e-mail on a sub-domain', { emails: [{ value: 'a@b.x.org' }] }, { emails: [{ value: 'a@b.x.org' }] }, false],
    ['nothing', { externalId: 'e1' }, { externalId: 'e2' }, false],
  ])('a create that meets a person by %s is linked as the policy says', async (_, known, arriving, linked) => {
    const { first, second } = await twoDirectories(anywhere, { people: { verifiedDomains: ['x.org'] } })
    const one = await create(instance, first.users, userBody('ann', known))
    const two = await create(instance, second.users, userBody('somebody', arriving))
    expect(two.person_id === one.person_id).toBe(linked)
    expect(two.id).not.toBe(one.id)
  })

  test('the order of the policy decides which value counts', async () => {
    const { first, second } = await twoDirectories({ match: ['userName', 'externalId'], action: 'link' })
    const byName = await create(instance, first.users, userBody('ann', { externalId: '1' }))
    const byId = await create(instance, first.users, userBody('bob', { externalId: '2' }))
    const made = await create(instance, second.users, userBody('ann', { externalId: '2' }))
    expect(made.person_id).toBe(byName.person_id)
    expect(made.person_id).not.toBe(byId.person_id)
  })

  test('a create that meets two people is kept apart, and admins hear of it', async () => {
    const { tenantId, first, second } = await twoDirectories(
      { match: ['email'], action: 'link' },
      {
        people: { verifiedDomains: ['x.org'] },
      },
    )
    const shared = { emails: [{ value: 'team@x.org' }] }
    const people = [
      await create(instance, first.users, userBody('ann', shared)),
      await create(instance, first.users, userBody('bob', shared)),
    ]
    const made = await create(instance, second.users, userBody('cid', shared))
    expect(people.map((row) => row.person_id)).not.toContain(made.person_id)
    expect(await noticesOf(tenantId)).toEqual([['person.ambiguous', made.id]])
  })

  test('conflict refuses with 409 that says what to do, and leaves nothing', async () => {
    const { tenantId, first, second } = await twoDirectories({ match: ['userName'], action: 'conflict' })
    await create(instance, first.users, userBody('ann'))
    const refused = await refusal(create(instance, second.users, userBody('Ann')))
    expect(refused).toMatchObject({ status: 409, scimType: 'uniqueness', detail: expect.stringContaining('userName') })
    expect(await noticesOf(tenantId)).toEqual([])
    await create(instance, second.users, userBody('bob'))
  })

  test('removed people of other directories are nobody to link to', async () => {
    const { first, second } = await twoDirectories(anywhere)
    const gone = await create(instance, first.users, userBody('ann', { externalId: 'e' }))
    await removeResource(ctx, first.users, gone.id)
    const made = await create(instance, second.users, userBody('ann', { externalId: 'e' }))
    expect(made.person_id).not.toBe(gone.person_id)
  })

  describe('held for approval', () => {
    const hold = { match: ['userName'], action: 'hold' }
    const licences = {
      licences: { types: [{ key: 'std', name: 'Standard', seats: 10 }], default: 'std' },
      roles: { rules: [{ id: 'all', when: { filter: 'userName pr' }, role: 'Reader' }] },
    }

    async function held() {
      const made = await twoDirectories(hold, licences)
      const known = await create(instance, made.first.users, userBody('ann'))
      const arrived = await create(instance, made.second.users, userBody('ann', { externalId: 'e' }))
      const [request] = await listLinkRequests(ctx, made.tenantId, { waiting: true })
      return { ...made, known, arrived, request: request ?? expect.fail('nothing waits') }
    }
    const standing = (tenantId: string, personId: string | null) => getStanding(ctx, tenantId, personId ?? '')
    const rolesOf = async (tenantId: string, id: string) =>
      (await listUserRoles(ctx, tenantId, id)).flatMap(({ roles }) => roles.map(({ name }) => name))

    test('a user has no roles and no seat until an admin decides, and admins hear of it', async () => {
      const { tenantId, known, arrived, request } = await held()
      expect(arrived.person_id).not.toBe(known.person_id)
      expect(request).toMatchObject({
        resource_id: arrived.id,
        person_id: known.person_id,
        own_person_id: arrived.person_id,
        matched_by: 'userName',
      })
      expect(await standing(tenantId, arrived.person_id)).toMatchObject({ licence: null, roles: '[]' })
      expect(await rolesOf(tenantId, arrived.id)).toEqual([])
      expect(await rolesOf(tenantId, known.id)).toEqual(['Reader'])
      expect(await noticesOf(tenantId)).toEqual([['person.link_waiting', arrived.id]])
    })

    test('approved, it is one of the person, with one seat', async () => {
      const { tenantId, known, arrived, request } = await held()
      await decideLinkRequest(ctx, { tenantId, id: request.id }, 'approved')
      expect(await standing(tenantId, known.person_id)).toMatchObject({ licence: 'std', active: 1 })
      expect(await standing(tenantId, arrived.person_id)).toMatchObject({ licence: null, active: 0 })
      expect(await rolesOf(tenantId, arrived.id)).toEqual(['Reader'])
      expect(await noticesOf(tenantId)).toEqual([])
      expect(await listLinkRequests(ctx, tenantId, { waiting: true })).toEqual([])
      await expect(decideLinkRequest(ctx, { tenantId, id: request.id }, 'declined')).rejects.toThrow(ConflictError)
    })

    test('declined, it is somebody of its own, with a seat of its own', async () => {
      const { tenantId, known, arrived, request } = await held()
      expect(await decideLinkRequest(ctx, { tenantId, id: request.id }, 'declined')).toMatchObject({
        state: 'declined',
        decided_by: 'Tests',
      })
      for (const row of [known, arrived]) {
        expect(await standing(tenantId, row.person_id)).toMatchObject({ licence: 'std', active: 1 })
      }
      expect(await noticesOf(tenantId)).toEqual([])
    })

    test('deleting and creating again is no way around the decision', async () => {
      const { tenantId, known, second, arrived, request } = await held()
      await removeResource(ctx, second.users, arrived.id)
      const anew = await create(instance, second.users, userBody('ann', { externalId: 'e' }))
      expect(anew.person_id).toBe(arrived.person_id)
      expect(await standing(tenantId, anew.person_id)).toMatchObject({ licence: null })
      await decideLinkRequest(ctx, { tenantId, id: request.id }, 'approved')
      const persons = await listUserRoles(ctx, tenantId, anew.id)
      expect(persons.map(({ user }) => user.person_id)).toEqual([known.person_id])
    })

    test('a third directory finds the person, not who waits', async () => {
      const { tenantId, known, first } = await held()
      const third = await createSpaces(instance, { tenantId })
      const policy = { directories: { [third.users.directory.slug]: { link: { ...hold, action: 'link' } } } }
      await applyPolicy(ctx, tenantId, policy as Json)
      const made = await create(instance, await again(third.users), userBody('ann'))
      expect(made.person_id).toBe(known.person_id)
      expect(first.tenantId).toBe(tenantId)
    })

    test('purging the person erases what was sealed before the link too', async () => {
      const { tenantId, known, arrived, request } = await held()
      await decideLinkRequest(ctx, { tenantId, id: request.id }, 'approved')
      const purged = await purgeUser(ctx, { tenantId, userId: known.id }, { confirm: known.id, removeFirst: true })
      expect([...purged.resourceIds].sort()).toEqual([known.id, arrived.id].sort())
      expect(await keysLeft(tenantId)).toBe(0)
      expect(await listLinkRequests(ctx, tenantId)).toEqual([])
    })

    test('a request about a person who was purged is gone', async () => {
      const { tenantId, known, arrived, request } = await held()
      await purgeUser(ctx, { tenantId, userId: known.id }, { confirm: known.id, removeFirst: true })
      await expect(decideLinkRequest(ctx, { tenantId, id: request.id }, 'approved')).rejects.toThrow('link request')
      expect(await keysLeft(tenantId)).toBe(1)
      expect(await rolesOf(tenantId, arrived.id)).toEqual(['Reader'])
    })
  })

  const keysLeft = (tenantId: string) =>
    instance.store.read(tenantId, async (db) => {
      const { rows } = await sql<{ total: number }>`
        select count(*) as total from person_key where tenant_id = ${tenantId}`.execute(db)
      return Number(rows[0]?.total)
    })

  describe('a purge', () => {
    const SECRET_WORDS = ['annabel', 'Wonderland']
    async function purgeable() {
      const made = await createSpaces(instance)
      const body = userBody('annabel', { externalId: 'e', addresses: [{ locality: 'Wonderland' }] })
      const row = await create(instance, made.users, body)
      await patchResource(ctx, made.users, row.id, patchBody({ op: 'replace', path: 'title', value: 'Annabel I' }))
      const group = await create(instance, made.groups, groupBody('Staff', [row.id]))
      return { ...made, row, group }
    }
    const seal = async () => {
      const sealer = new AuditSealer(instance.store, ctx.keyring, (error) => expect.fail(String(error)))
      await sealer.run()
      await sealer.close()
    }
    /** Every row of every table of the tenant, as text. */
    const everything = (tenantId: string) =>
      instance.store.read(tenantId, async (db) => {
        const tables = [
          'scim_resource',
          'scim_index',
          'scim_value',
          'scim_unique',
          'scim_member',
          'event',
          'notice',
          'scim_unknown',
        ]
        const texts = await Promise.all(
          tables.map(async (table) =>
            JSON.stringify(
              (await sql`select * from ${sql.table(table)} where tenant_id = ${tenantId}`.execute(db)).rows,
            ),
          ),
        )
        return texts.join('\n').toLowerCase()
      })

    test('leaves no value anywhere, history and audit unreadable, and the audit log verifies', async () => {
      const { tenantId, users, row } = await purgeable()
      const historyOf = () => instance.store.read(tenantId, (db) => listHistory(db, tenantId, row.id, 10))
      const [latest] = await historyOf()
      const person = await instance.store.read(tenantId, (db) =>
        findKeyedPerson(ctx, db, tenantId, row.person_id ?? ''),
      )
      expect(unpackHistory(person, latest ?? expect.fail('no history')).userName).toBe('annabel')
      expect(await everything(tenantId)).toContain('wonderland')
      await removeResource(ctx, users, row.id)
      await purgeUser(ctx, { tenantId, userId: row.id }, { confirm: row.id })
      await seal()

      const left = await everything(tenantId)
      for (const word of SECRET_WORDS) expect(left).not.toContain(word.toLowerCase())
      expect(await historyOf()).not.toEqual([])
      expect(
        await instance.store.read(tenantId, (db) => findKeyedPerson(ctx, db, tenantId, row.person_id ?? '')),
      ).toBeUndefined()
      const opened = await instance.store.read(tenantId, async (db) => {
        const events = await db
          .selectFrom('audit_event')
          .selectAll()
          .where('tenant_id', '=', tenantId)
          .where('target_id', '=', row.id)
          .orderBy('id')
          .execute()
        return (await openAuditEvents(ctx, db, tenantId, events)).map((data, index) => [
          events[index]?.action,
          data.erased,
        ])
      })
      expect(opened).toEqual([
        ['user.created', true],
        ['user.updated', true],
        ['user.removed', true],
        ['user.purged', false],
      ])
      expect(await verifyAudit(ctx, tenantId)).toMatchObject({ ok: true, unsealed: 0 })
      const events = await instance.store.read(tenantId, (db) => listEvents(db, tenantId, { limit: 100 }))
      expect(events.at(-1)).toMatchObject({ type: 'user.purged', resource_id: row.id, person_id: row.person_id })
    })

    test('is followed by somebody new, even with the same externalId', async () => {
      const { tenantId, users, row } = await purgeable()
      await purgeUser(ctx, { tenantId, userId: row.id }, { confirm: row.id, removeFirst: true })
      const anew = await create(instance, users, userBody('annabel', { externalId: 'e' }))
      expect(anew.person_id).not.toBe(row.person_id)
      expect(anew.id).not.toBe(row.id)
    })

    test('of a person who is provisioned is refused, unless asked to remove them first, in every directory', async () => {
      const { tenantId, first, second } = await twoDirectories(anywhere)
      const one = await create(instance, first.users, userBody('ann'))
      const two = await create(instance, second.users, userBody('ann'))
      const purge = (options: { confirm: string; removeFirst?: boolean }) =>
        purgeUser(ctx, { tenantId, userId: one.id }, options)
      await expect(purge({ confirm: two.id })).rejects.toMatchObject({ path: 'confirm' })
      await expect(purge({ confirm: one.id })).rejects.toThrow('still provisioned in 2 directories')
      expect((await purge({ confirm: one.id, removeFirst: true })).resourceIds).toEqual([one.id, two.id])
      for (const [space, row] of [
        [first.users, one],
        [second.users, two],
      ] as const) {
        expect(await refusal(removeResource(ctx, space, row.id))).toMatchObject({ status: 404 })
      }
      await expect(purge({ confirm: one.id })).rejects.toMatchObject({ what: 'user' })
    })

    test('makes the bodies of failed requests of the tenant unreadable', async () => {
      const { tenantId, row, users } = await purgeable()
      const requestId = newId()
      const recorder = new RequestRecorder(instance.store, ctx.keyring, (error) => expect.fail(String(error)))
      recorder.add({
        tenantId,
        directoryId: users.directory.id,
        credentialId: 'cred',
        requestId,
        at: ctx.now(),
        method: 'POST',
        path: '/Users',
        query: '',
        status: 409,
        scimType: 'uniqueness',
        ms: 1,
        requestBytes: 1,
        responseBytes: 1,
        userAgent: undefined,
        resourceId: undefined,
        body: { schemas: [], userName: 'annabel' },
        answer: '{"detail":"taken"}',
      })
      await recorder.close()
      const record = () => getRequestRecord(ctx, tenantId, requestId)
      expect((await record()).content?.requestBody).toContain('annabel')
      await purgeUser(ctx, { tenantId, userId: row.id }, { confirm: row.id, removeFirst: true })
      expect(await record()).toMatchObject({ erased: true, content: undefined })
    })

    test('frees the seat', async () => {
      const { users, tenantId } = await createSpaces(instance)
      await applyPolicy(ctx, tenantId, {
        licences: { types: [{ key: 'std', name: 'S', seats: 1 }], default: 'std' },
      })
      const space = await again(users)
      const ann = await create(instance, space, userBody('ann'))
      const bob = await create(instance, space, userBody('bob'))
      expect(await getStanding(ctx, tenantId, bob.person_id ?? '')).toMatchObject({ licence: null })
      await purgeUser(ctx, { tenantId, userId: ann.id }, { confirm: ann.id, removeFirst: true })
      expect(await getStanding(ctx, tenantId, bob.person_id ?? '')).toMatchObject({ licence: 'std' })
      expect(await getStanding(ctx, tenantId, ann.person_id ?? '')).toBeUndefined()
    })

    test('and a create of the same person at the same time never leave a resource that cannot be read', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { tenantId, users } = await createSpaces(instance)
        const row = await create(instance, users, userBody('ann', { externalId: 'e' }))
        await removeResource(ctx, users, row.id)
        const [purged, made] = await Promise.allSettled([
          purgeUser(ctx, { tenantId, userId: row.id }, { confirm: row.id }),
          create(instance, users, userBody('ann', { externalId: 'e' })),
        ])
        if (made.status === 'rejected') throw made.reason
        const keyed = await instance.store.read(tenantId, (db) =>
          findKeyedPerson(ctx, db, tenantId, made.value.person_id ?? ''),
        )
        expect(keyed).toBeDefined()
        expect(made.value.person_id === row.person_id).toBe(purged.status === 'rejected')
      }
    })
  })
})
