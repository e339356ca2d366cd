import type { ScimError } from '@rollcall/scim-core'
import { DIALECTS } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import {
  createResource,
  listBrakeHolds,
  patchResource,
  releaseBrake,
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
  usePolicy,
  userBody,
} from './support.ts'

const off = patchBody({ op: 'replace', path: 'active', value: false })

describe.each(DIALECTS)('protection (%s)', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance

  const brakeOn = async (brake: object, options: { preset?: string } = {}, tenant: object = {}) =>
    usePolicy(instance, await createSpaces(instance, options), { brake }, tenant)
  const users = async ({ users: space }: TestDirectory, count: number) => {
    const ids: string[] = []
    for (let index = 0; index < count; index += 1) ids.push((await create(instance, space, userBody(`u${index}`))).id)
    return ids
  }
  const statusOf = (work: Promise<unknown>): Promise<number> =>
    work.then(
      () => 200,
      (error: ScimError) => error.status,
    )

  test('a brake that holds lets the first ones pass, then answers 429 in whole seconds, and loses nothing', async () => {
    const spaces = await brakeOn({ deactivate: { count: 3, always: 2, action: 'hold' } })
    const ids = await users(spaces, 6)
    const outcomes: number[] = []
    for (const id of ids) outcomes.push(await statusOf(patchResource(ctx, spaces.users, id, off)))
    expect(outcomes).toEqual([200, 200, 200, 429, 429, 429])
    const error = await refusal(patchResource(ctx, spaces.users, ids[3] ?? '', off))
    expect(error.headers).toMatchObject({ 'Retry-After': '300' })
    expect(error.message).toContain('holds deactivations')
    const [hold] = await listBrakeHolds(ctx, spaces.tenantId, { open: true })
    expect(hold).toMatchObject({ kind: 'deactivate', state: 'hold', held: 4, population: 6 })
    const { id: directoryId } = spaces.users.directory
    await releaseBrake(ctx, { tenantId: spaces.tenantId, directoryId, kind: 'deactivate' })
    for (const id of ids.slice(3)) expect(await statusOf(patchResource(ctx, spaces.users, id, off))).toBe(200)
    expect(await listBrakeHolds(ctx, spaces.tenantId, { open: true })).toEqual([])
  })

  test('a brake is an alert by default, and always for Entra', async () => {
    for (const [brake, preset] of [
      [{ delete: { count: 1, always: 0 } }, 'okta-catalogue'],
      [{ delete: { count: 1, always: 0, action: 'hold' } }, 'entra'],
    ] as const) {
      const spaces = await brakeOn(brake, { preset })
      for (const id of await users(spaces, 3)) await removeResource(ctx, spaces.users, id)
      expect(await listBrakeHolds(ctx, spaces.tenantId)).toMatchObject([{ kind: 'delete', state: 'alert' }])
    }
  })

  test('a threshold in percent is one of the population', async () => {
    const spaces = await brakeOn({ delete: { percent: 50, always: 0, action: 'hold' } })
    const ids = await users(spaces, 8)
    const outcomes: number[] = []
    for (const id of ids) outcomes.push(await statusOf(removeResource(ctx, spaces.users, id)))
    // Each deletion makes the population smaller: the third is one of six, and the fourth one of five too many.
    expect(outcomes.slice(0, 4)).toEqual([200, 200, 200, 429])
  })

  test('a hold ends by itself, and planned windows count nothing', async () => {
    const spaces = await brakeOn({ deactivate: { count: 1, always: 0, action: 'hold' }, releaseAfterMinutes: 1 })
    const ids = await users(spaces, 4)
    const outcomes: number[] = []
    for (const id of [...ids.slice(0, 2), ids[1] ?? '']) {
      outcomes.push(await statusOf(patchResource(ctx, spaces.users, id, off)))
    }
    expect(outcomes).toEqual([200, 429, 429])
    // The clock of the tests moves a second with each look.
    for (let look = 0; look < 60; look += 1) ctx.now()
    for (const id of ids.slice(1)) expect(await statusOf(patchResource(ctx, spaces.users, id, off))).toBe(200)

    const windows = [{ from: '2025-01-01T00:00:00Z', to: '2027-01-01T00:00:00Z' }]
    const planned = await brakeOn({ deactivate: { count: 1, always: 0, action: 'hold' }, windows })
    for (const id of await users(planned, 4))
      expect(await statusOf(patchResource(ctx, planned.users, id, off))).toBe(200)
  })

  test('emptied groups and lost roles are counted', async () => {
    const roles = { roles: { rules: [{ id: 'staff', role: 'Staff', when: { group: { prefix: 'Team ' } } }] } }
    const brake = {
      'empty-group': { count: 1, always: 0, action: 'hold' },
      'lose-role': { count: 3, always: 0, action: 'hold' },
    }
    const spaces = await brakeOn(brake, {}, roles)
    const ids = await users(spaces, 5)
    const groups: string[] = []
    for (const name of ['A', 'B'])
      groups.push((await create(instance, spaces.groups, groupBody(name, ids.slice(0, 1)))).id)
    const empty = (id: string, name: string) => replaceResource(ctx, spaces.groups, id, groupBody(name))
    expect(await statusOf(empty(groups[0] ?? '', 'A'))).toBe(200)
    expect(await statusOf(empty(groups[1] ?? '', 'B'))).toBe(429)
    const team = (await create(instance, spaces.groups, groupBody('Team X', ids))).id
    expect(await statusOf(replaceResource(ctx, spaces.groups, team, groupBody('Team X', ids.slice(2))))).toBe(200)
    expect(await statusOf(replaceResource(ctx, spaces.groups, team, groupBody('Team X', ids.slice(4))))).toBe(429)
    const [members] = await Promise.all([patchResource(ctx, spaces.groups, team, patchBody(addMember(ids[0] ?? '')))])
    expect(members.view.members).toHaveLength(4)
  })

  test('nobody who is protected is deactivated, deleted or deprived of a role by a push', async () => {
    const spaces = await usePolicy(
      instance,
      await createSpaces(instance),
      {},
      {
        people: { protected: ['Boss@Example.com'] },
        roles: { rules: [{ id: 'staff', role: 'Staff', when: { group: { name: 'Staff' } } }] },
      },
    )
    const boss = (await create(instance, spaces.users, userBody('boss@example.com'))).id
    const staff = (await create(instance, spaces.groups, groupBody('Staff', [boss]))).id
    const plain = (await create(instance, spaces.groups, groupBody('Plain', [boss]))).id
    const refused = [
      () => patchResource(ctx, spaces.users, boss, off),
      () => removeResource(ctx, spaces.users, boss),
      () => replaceResource(ctx, spaces.groups, staff, groupBody('Staff')),
      () => removeResource(ctx, spaces.groups, staff),
    ]
    for (const work of refused) {
      const error = await refusal(work())
      expect(error.status).toBe(403)
      expect(error.message).toContain('protected in Rollcall')
    }
    await replaceResource(ctx, spaces.groups, plain, groupBody('Plain'))
    await patchResource(ctx, spaces.users, boss, patchBody({ op: 'replace', path: 'title', value: 'Boss' }))
    expect((await createResource(ctx, spaces.users, userBody('other'))).view.row.active).toBe(1)
  })
})
