import type { Db } from '@rollcall/store'
import { listAuditEvents, listEvents, listHistory } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import { digestOf } from '../src/audit/append-audit-event.ts'
import { getResource, openAuditEvents, patchResource, removeResource, replaceResource } from '../src/index.ts'
import { findKeyedPerson } from '../src/persons/person-keys.ts'
import { unpackHistory } from '../src/resources/record-change.ts'
import { addMember, create, createSpaces, groupBody, patchBody, refusal, useInstance, userBody } from './support.ts'

/** Everything a change leaves behind in a tenant. */
async function traces(db: Db, tenantId: string, id: string) {
  return {
    history: await listHistory(db, tenantId, id, 100),
    audit: (await listAuditEvents(db, tenantId, { limit: 1_000 })).filter((row) => row.target_id === id),
    events: (await listEvents(db, tenantId, { limit: 1_000 })).filter((row) => row.resource_id === id),
  }
}

describe.each(DIALECTS)('a resource on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance
  const tracesOf = (tenantId: string, id: string) => instance.store.read(tenantId, (db) => traces(db, tenantId, id))

  test('gets a version, a history row, an audit event and an event with each change', async () => {
    const { tenantId, users } = await createSpaces(instance)
    const row = await create(instance, users, userBody('ann', { title: 'First' }))
    expect(row).toMatchObject({ version: 1, created_at: row.updated_at })
    const replaced = await replaceResource(ctx, users, row.id, userBody('ann', { title: 'Second' }))
    expect(replaced.view.row).toMatchObject({ version: 2, created_at: row.created_at })
    expect(replaced.view.row.updated_at > row.updated_at).toBe(true)
    await patchResource(ctx, users, row.id, patchBody({ op: 'replace', path: 'active', value: false }))
    await patchResource(ctx, users, row.id, patchBody({ op: 'replace', path: 'active', value: true }))
    await removeResource(ctx, users, row.id)
    const { history, audit, events } = await tracesOf(tenantId, row.id)
    expect(history.map((each) => [each.version, each.operation])).toEqual([
      [5, 'removed'],
      [4, 'patched'],
      [3, 'patched'],
      [2, 'replaced'],
      [1, 'created'],
    ])
    const actions = ['user.created', 'user.updated', 'user.deactivated', 'user.activated', 'user.removed']
    expect(audit.map((each) => each.action).reverse()).toEqual(actions)
    expect(events.map((each) => [each.type, each.version])).toEqual(actions.map((action, index) => [action, index + 1]))
    expect(events.map((each) => JSON.parse(each.changed))[2]).toEqual(['active'])
  })

  test('opens its history and audit again with the person’s key, and with no other', async () => {
    const { tenantId, users } = await createSpaces(instance)
    const row = await create(instance, users, userBody('bob', { displayName: 'Bob One' }))
    const other = await create(instance, users, userBody('eve'))
    await patchResource(ctx, users, row.id, patchBody({ op: 'replace', path: 'displayName', value: 'Bob Two' }))
    const { history, audit } = await tracesOf(tenantId, row.id)
    await instance.store.read(tenantId, async (db) => {
      const person = await findKeyedPerson(ctx, db, tenantId, row.person_id ?? '')
      const stranger = await findKeyedPerson(ctx, db, tenantId, other.person_id ?? '')
      expect(history.map((each) => unpackHistory(person, each).displayName)).toEqual(['Bob Two', 'Bob One'])
      for (const each of history) expect(() => unpackHistory(stranger, each)).toThrow('does not open')
      const [changed, created] = await openAuditEvents(ctx, db, tenantId, audit)
      expect(changed).toMatchObject({
        before: { displayName: 'Bob One' },
        after: { displayName: 'Bob Two' },
        erased: false,
      })
      expect(created).toMatchObject({ after: { userName: 'bob' } })
    })
  })

  test('leaves audit events whose digest can be worked out again', async () => {
    const { tenantId, users, groups } = await createSpaces(instance)
    const row = await create(instance, users, userBody('cid'))
    await create(instance, groups, groupBody('Guides', [row.id]))
    const events = await instance.store.read(tenantId, (db) => listAuditEvents(db, tenantId, { limit: 100 }))
    expect(events.length).toBeGreaterThan(3)
    for (const { digest, seq: _, chain: __, ...content } of events) {
      expect(digestOf(content)).toBe(digest)
      for (const name of Object.keys(content)) expect(digestOf({ ...content, [name]: 'forged' }), name).not.toBe(digest)
    }
  })

  test('is left alone by a push that changes nothing', async () => {
    const { tenantId, users, groups } = await createSpaces(instance)
    const user = await create(
      instance,
      users,
      userBody('dan', { title: 'x', emails: [{ value: 'd@x.org', type: 'work' }] }),
    )
    const group = await create(instance, groups, groupBody('Same', [user.id, 'stranger']))
    const before = [await tracesOf(tenantId, user.id), await tracesOf(tenantId, group.id)]
    const same = userBody('dan', { emails: [{ type: 'work', value: 'd@x.org' }], title: 'x' })
    const results = [
      await replaceResource(ctx, users, user.id, same),
      await patchResource(ctx, users, user.id, patchBody({ op: 'Replace', path: 'TITLE', value: 'x' })),
      await patchResource(ctx, users, user.id, patchBody({ op: 'add', value: { active: 'True' } })),
      await patchResource(ctx, users, user.id, patchBody()),
      await patchResource(ctx, users, user.id, patchBody({ op: 'replace', path: 'password', value: 'x' })),
    ]
    for (const { view } of results) expect(view.row).toEqual(user)
    const ofGroup = [
      await replaceResource(ctx, groups, group.id, groupBody('Same', ['stranger', user.id])),
      await patchResource(ctx, groups, group.id, patchBody(addMember(user.id), addMember('stranger'))),
      await patchResource(ctx, groups, group.id, patchBody({ op: 'remove', path: 'members[value eq "nobody"]' })),
      await patchResource(
        ctx,
        groups,
        group.id,
        patchBody({ op: 'remove', path: `members[value eq "${user.id}"]` }, addMember(user.id)),
      ),
    ]
    for (const { view } of ofGroup) expect(view.row).toEqual(group)
    expect([await tracesOf(tenantId, user.id), await tracesOf(tenantId, group.id)]).toEqual(before)
  })

  test('leaves no trace of a change that fails', async () => {
    const { tenantId, users } = await createSpaces(instance)
    await create(instance, users, userBody('taken'))
    const row = await create(instance, users, userBody('mine', { title: 'x' }))
    const before = await tracesOf(tenantId, row.id)
    expect(await refusal(replaceResource(ctx, users, row.id, userBody('TAKEN')))).toMatchObject({
      status: 409,
      scimType: 'uniqueness',
    })
    const twoSteps = patchBody(
      { op: 'replace', path: 'title', value: 'y' },
      { op: 'replace', path: 'nosuch', value: 1 },
    )
    expect(await refusal(patchResource(ctx, users, row.id, twoSteps))).toMatchObject({
      status: 400,
      scimType: 'invalidPath',
    })
    expect(await tracesOf(tenantId, row.id)).toEqual(before)
    expect((await getResource(ctx, users, row.id, undefined)).row).toEqual(row)
  })

  test('is changed only at the version that If-Match names', async () => {
    const { users } = await createSpaces(instance)
    const row = await create(instance, users, userBody('fay'))
    const at = (wanted: number) => ({ ifMatch: (version: number) => version === wanted })
    const patch = patchBody({ op: 'replace', path: 'title', value: 'y' })
    for (const work of [
      () => patchResource(ctx, users, row.id, patch, at(2)),
      () => replaceResource(ctx, users, row.id, userBody('fay'), at(2)),
      () => removeResource(ctx, users, row.id, at(2)),
    ]) {
      expect(await refusal(work())).toMatchObject({ status: 412 })
    }
    expect((await patchResource(ctx, users, row.id, patch, at(1))).view.row.version).toBe(2)
    await removeResource(ctx, users, row.id, at(2))
  })

  test.each(['nosuch', '', 'a\u0000b', '\uD800', 'x'.repeat(5_000), "'; drop table tenant; --", '../..'])(
    'is 404 under an id it does not have: %j',
    async (id) => {
      const { users } = await createSpaces(instance)
      for (const work of [
        () => getResource(ctx, users, id, undefined),
        () => patchResource(ctx, users, id, patchBody({ op: 'replace', path: 'title', value: 'y' })),
        () => replaceResource(ctx, users, id, userBody('x')),
        () => removeResource(ctx, users, id),
      ]) {
        expect(await refusal(work())).toMatchObject({ status: 404 })
      }
    },
  )

  test.each(['a\u0000b', '\uD800 half', '\u{10FFFF}', '\u{1F600}', "o'hara", '\\', '%'])(
    'keeps any text as it came: %j',
    async (text) => {
      const { users, groups } = await createSpaces(instance)
      const user = await create(
        instance,
        users,
        userBody(`u${text}`, { title: text, displayName: text, externalId: text }),
      )
      const group = await create(instance, groups, groupBody(`g${text}`, [user.id, text]))
      const found = await getResource(ctx, users, user.id, undefined)
      expect(JSON.parse(found.row.doc)).toMatchObject({ userName: `u${text}`, title: text, externalId: text })
      expect((await getResource(ctx, groups, group.id, undefined)).members?.map((member) => member.id)).toEqual([
        user.id,
      ])
      expect(await refusal(create(instance, users, userBody(`U${text}`)))).toMatchObject({ status: 409 })
      await removeResource(ctx, users, user.id)
    },
  )

  test('names no personal value in audit, history or events', async () => {
    const { tenantId, users, groups } = await createSpaces(instance)
    const personal = [
      'Zaphodname',
      'zaphod@betel.example',
      'Beeblebroxfamily',
      'exo-424242',
      'Presidenttitle',
      '+41 99 1234567',
    ]
    const row = await create(
      instance,
      users,
      userBody(personal[0] ?? '', {
        externalId: personal[3],
        name: { familyName: personal[2] },
        emails: [{ value: personal[1] }],
      }),
    )
    const group = await create(instance, groups, groupBody('Crew', [row.id]))
    await patchResource(ctx, users, row.id, patchBody({ op: 'add', path: 'title', value: personal[4] }))
    await replaceResource(ctx, users, row.id, userBody(personal[0] ?? '', { phoneNumbers: [{ value: personal[5] }] }))
    await patchResource(ctx, groups, group.id, patchBody({ op: 'remove', path: 'members' }))
    await removeResource(ctx, users, row.id)
    for (const table of ['audit_event', 'scim_history', 'scim_member_history', 'event', 'person', 'person_key']) {
      const rows = await instance.store.read(
        tenantId,
        async (db) => (await sql<object>`select * from ${sql.table(table)}`.execute(db)).rows,
      )
      expect(rows.length, table).toBeGreaterThan(0)
      const bytes = rows
        .flatMap((each) => Object.values(each))
        .map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value))))
      for (const value of personal) {
        for (const form of [value, value.toLowerCase(), Buffer.from(value).toString('base64').slice(0, -4)]) {
          expect(
            bytes.some((each) => each.includes(form)),
            `${form} in ${table}`,
          ).toBe(false)
        }
      }
    }
  })
})
