import { DIALECTS } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import { getResource, listResources, patchResource, removeResource, replaceResource } from '../src/index.ts'
import { create, createSpaces, groupBody, patchBody, refusal, useInstance, userBody } from './support.ts'

describe.each(DIALECTS)('a removed resource on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance
  const page = { startIndex: 1, count: 10, sortOrder: 'ascending' } as const

  test('is gone for every operation and list', async () => {
    const { users } = await createSpaces(instance)
    const row = await create(instance, users, userBody('ann', { externalId: 'x', emails: [{ value: 'ann@x.org' }] }))
    await removeResource(ctx, users, row.id)
    for (const work of [
      () => getResource(ctx, users, row.id, undefined),
      () => patchResource(ctx, users, row.id, patchBody({ op: 'replace', path: 'title', value: 'y' })),
      () => replaceResource(ctx, users, row.id, userBody('ann')),
      () => removeResource(ctx, users, row.id),
    ]) {
      expect(await refusal(work())).toMatchObject({ status: 404 })
    }
    for (const filter of [
      undefined,
      'userName eq "ann"',
      'externalId eq "x"',
      `id eq "${row.id}"`,
      'emails.value eq "ann@x.org"',
      'not (title pr)',
    ]) {
      const list = await listResources(ctx, [users], { ...page, ...(filter === undefined ? {} : { filter }) })
      expect(list, filter).toMatchObject({ parts: [], total: 0 })
    }
  })

  test('frees its names, and comes back as the same person by externalId only', async () => {
    const { users } = await createSpaces(instance)
    const first = await create(instance, users, userBody('ann', { externalId: 'x' }))
    await removeResource(ctx, users, first.id)
    const again = await create(instance, users, userBody('ann', { externalId: 'x' }))
    expect(again.id).not.toBe(first.id)
    expect(again).toMatchObject({ person_id: first.person_id, version: 1 })
    expect(first.person_id).not.toBeNull()
    await removeResource(ctx, users, again.id)
    const namesake = await create(instance, users, userBody('ann', { externalId: 'y' }))
    await removeResource(ctx, users, namesake.id)
    const nobody = await create(instance, users, userBody('ann'))
    const renamed = await create(instance, users, userBody('ann maria', { externalId: 'x' }))
    expect(renamed.person_id).toBe(first.person_id)
    expect(new Set([first.person_id, namesake.person_id, nobody.person_id]).size).toBe(3)
  })

  test('is no person to another directory with the same externalId', async () => {
    const one = await createSpaces(instance)
    const two = await createSpaces(instance, { tenantId: one.tenantId })
    const first = await create(instance, one.users, userBody('ann', { externalId: 'x' }))
    await removeResource(ctx, one.users, first.id)
    expect((await create(instance, two.users, userBody('ann', { externalId: 'x' }))).person_id).not.toBe(
      first.person_id,
    )
  })

  test.each([
    ['generic', true],
    ['entra', true],
    ['okta-wizard', false],
    ['okta-catalogue', false],
  ])('of preset %s: two groups may bear one name: %s', async (preset, allowed) => {
    const { groups } = await createSpaces(instance, { preset })
    const first = await create(instance, groups, groupBody('Guides'))
    if (allowed) await create(instance, groups, groupBody('guides'))
    else {
      expect(await refusal(create(instance, groups, groupBody('guides')))).toMatchObject({
        status: 409,
        scimType: 'uniqueness',
      })
      const other = await create(instance, groups, groupBody('Staff'))
      const rename = patchBody({ op: 'replace', path: 'displayName', value: 'GUIDES' })
      expect(await refusal(patchResource(ctx, groups, other.id, rename))).toMatchObject({
        status: 409,
        scimType: 'uniqueness',
      })
      await removeResource(ctx, groups, first.id)
      await patchResource(ctx, groups, other.id, rename)
    }
  })
})
