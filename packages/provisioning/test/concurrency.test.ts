import { setTimeout } from 'node:timers/promises'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import { createResource, getResource, listResources, patchResource, removeResource } from '../src/index.ts'
import { addMember, create, createSpaces, groupBody, patchBody, useInstance, userBody } from './support.ts'

describe.each(DIALECTS)('at once on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance
  const page = { startIndex: 1, count: 1_000, sortOrder: 'ascending' } as const

  test('64 PATCHes add 64 members of one group', async () => {
    const { users, groups } = await createSpaces(instance)
    const group = await create(instance, groups, groupBody('All'))
    const ids: string[] = []
    for (let index = 0; index < 64; index += 1) ids.push((await create(instance, users, userBody(`u${index}`))).id)
    const results = await Promise.all(ids.map((id) => patchResource(ctx, groups, group.id, patchBody(addMember(id)))))
    const view = await getResource(ctx, groups, group.id, undefined)
    expect(view.members?.map((row) => row.id).sort()).toEqual(ids.sort())
    expect(results.map((result) => result.view.row.version).sort((a, b) => a - b)).toEqual(
      ids.map((_, index) => index + 2),
    )
  })

  test('one of many creates of a userName wins, the others are 409, and the total tells', async () => {
    const { users } = await createSpaces(instance)
    const bodies = Array.from({ length: 40 }, (_, index) =>
      userBody(index % 2 ? `SAME ${index % 4}` : `same ${(index % 4) + 1}`),
    )
    const results = await Promise.allSettled(bodies.map((body) => createResource(ctx, users, body)))
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
    expect(failures).toHaveLength(38)
    for (const failure of failures) expect(failure).toMatchObject({ status: 409, scimType: 'uniqueness' })
    const list = await listResources(ctx, [users], page)
    expect(list.total).toBe(2)
    expect(list.count).toBe(2)
  })

  test('changes of different attributes of one user are all kept', async () => {
    const { users } = await createSpaces(instance)
    const row = await create(instance, users, userBody('ann'))
    const paths = [
      'title',
      'nickName',
      'displayName',
      'userType',
      'locale',
      'timezone',
      'name.givenName',
      'name.familyName',
    ]
    await Promise.all(
      paths.map((path) => patchResource(ctx, users, row.id, patchBody({ op: 'replace', path, value: path }))),
    )
    const { row: after } = await getResource(ctx, users, row.id, undefined)
    expect(after.version).toBe(9)
    const { title, nickName, displayName, userType, locale, timezone, name } = JSON.parse(after.doc)
    expect({ title, nickName, displayName, userType, locale, timezone, ...name }).toMatchObject({
      title: 'title',
      familyName: 'name.familyName',
    })
    for (const value of [title, nickName, displayName, userType, locale, timezone, name.givenName, name.familyName])
      expect(value).toBeDefined()
  })

  test('removals of users and changes of their groups leave no member that is gone', async () => {
    const { tenantId, users, groups } = await createSpaces(instance)
    const ids: string[] = []
    for (let index = 0; index < 12; index += 1) ids.push((await create(instance, users, userBody(`u${index}`))).id)
    const rows = [
      await create(instance, groups, groupBody('A', ids)),
      await create(instance, groups, groupBody('B', ids.slice(0, 6))),
    ]
    await Promise.all([
      ...ids.slice(0, 9).map((id) => removeResource(ctx, users, id)),
      ...rows.map((row) => patchResource(ctx, groups, row.id, patchBody(addMember(...ids)))),
    ])
    const dangling = await instance.store.read(
      tenantId,
      async (db) =>
        (
          await sql`select m.* from scim_member m join scim_resource r on r.tenant_id = m.tenant_id and r.id = m.member_id
        where m.tenant_id = ${tenantId} and r.removed_at is not null`.execute(db)
        ).rows,
    )
    expect(dangling).toEqual([])
    expect((await listResources(ctx, [users], page)).total).toBe(3)
  })

  // SQLite has one writer: there the case cannot arise.
  if (dialect === 'sqlite') return
  test('a member that is being removed when a group takes it in does not stay', async () => {
    const { tenantId, users, groups } = await createSpaces(instance)
    const user = await create(instance, users, userBody('ann'))
    const group = await create(instance, groups, groupBody('Guides'))
    let adding: Promise<unknown> | undefined
    await instance.store.transaction(tenantId, async (trx) => {
      await sql`update scim_resource set removed_at = updated_at where tenant_id = ${tenantId} and id = ${user.id}`.execute(
        trx,
      )
      adding = patchResource(ctx, groups, group.id, patchBody(addMember(user.id)))
      await setTimeout(200)
    })
    await adding
    expect((await getResource(ctx, groups, group.id, undefined)).members).toEqual([])
  })
})
