import type { Json } from '@rollcall/scim-core'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import {
  applyPolicy,
  createOrganisation,
  createTenant,
  findDirectoryById,
  getPolicy,
  getStanding,
  patchResource,
  policyOf,
  runPolicyTasks,
  type TypedSpace,
  updateDirectory,
  updateOrganisation,
} from '../src/index.ts'
import { create, createSpaces, groupBody, patchBody, type TestDirectory, useInstance, userBody } from './support.ts'

describe.each(DIALECTS)('organisations and kinds on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance
  let counter = 0

  const fresh = async (space: TypedSpace): Promise<TypedSpace> => ({
    ...space,
    directory: await findDirectoryById(ctx, space.directory.id),
  })
  const governed = async (made: TestDirectory): Promise<TestDirectory> => ({
    ...made,
    users: await fresh(made.users),
    groups: await fresh(made.groups),
  })
  const settle = async () => {
    for (let round = 0; round < 50; round += 1) if ((await runPolicyTasks(ctx)) === 0) return
    throw new Error('the tasks never end')
  }

  /** A tenant with organisations of these names. */
  async function tenantWith(...names: readonly string[]) {
    counter += 1
    const tenantId = (await createTenant(ctx, { slug: `p${counter}`, name: 'P' })).id
    const ids: Record<string, string> = {}
    for (const name of names) ids[name] = (await createOrganisation(ctx, { tenantId, name })).id
    return { tenantId, ids }
  }
  const placeOf = async (tenantId: string, row: { readonly person_id: string | null }) => {
    const standing = await getStanding(ctx, tenantId, row.person_id ?? '')
    return [standing?.organisation_id ?? null, standing?.organisation_rule ?? null]
  }
  const title = (value: string) => patchBody({ op: 'replace', path: 'title', value })

  const rules = (...list: readonly [id: string, when: Json, organisation: string][]): Json => ({
    organisations: { rules: list.map(([id, when, organisation]) => ({ id, when, organisation })) },
  })

  test('the first rule that holds places a person, then the default of the directory; without the rule they move back', async () => {
    const { tenantId, ids } = await tenantWith('North', 'South', 'Home')
    let made = await createSpaces(instance, { tenantId })
    await updateDirectory(ctx, { tenantId, id: made.users.directory.id }, { organisation_id: ids.Home ?? null })
    await applyPolicy(
      ctx,
      tenantId,
      rules(['north', { group: { name: 'N' } }, 'North'], ['chiefs', { filter: 'title eq "Chief"' }, 'South']),
    )
    made = await governed(made)
    const ann = await create(instance, made.users, userBody('ann', { title: 'Chief' }))
    const bob = await create(instance, made.users, userBody('bob'))
    expect(await placeOf(tenantId, ann)).toEqual([ids.South, 'chiefs'])
    expect(await placeOf(tenantId, bob)).toEqual([ids.Home, null])
    await create(instance, made.groups, groupBody('N', [ann.id, bob.id]))
    await settle()
    expect(await placeOf(tenantId, ann)).toEqual([ids.North, 'north'])
    expect(await placeOf(tenantId, bob)).toEqual([ids.North, 'north'])
    await applyPolicy(ctx, tenantId, rules(['chiefs', { filter: 'title eq "Chief"' }, 'South']))
    await settle()
    expect(await placeOf(tenantId, ann)).toEqual([ids.South, 'chiefs'])
    expect(await placeOf(tenantId, bob)).toEqual([ids.Home, null])
    const events = await instance.store.read(tenantId, async (db) => {
      const found = await sql<{
        n: number
      }>`select count(*) as n from event where tenant_id = ${tenantId} and type = 'person.moved'`.execute(db)
      return Number(found.rows[0]?.n)
    })
    expect(events).toBe(6)
  })

  test('a renamed organisation keeps its rules, also for directories that come later and for the policy as it is read', async () => {
    const { tenantId, ids } = await tenantWith('North')
    const made = await createSpaces(instance, { tenantId })
    await applyPolicy(ctx, tenantId, rules(['all', { filter: 'userName pr' }, 'North']))
    await updateOrganisation(ctx, { tenantId, id: ids.North ?? '' }, { name: 'Polar' })
    const later = await governed(await createSpaces(instance, { tenantId }))
    expect(policyOf(later.users.directory).tenant.organisations?.rules[0]?.organisation).toBe(ids.North)
    for (const space of [(await governed(made)).users, later.users]) {
      expect(await placeOf(tenantId, await create(instance, space, userBody('ann')))).toEqual([ids.North, 'all'])
    }
    const { version, document } = await getPolicy(ctx, tenantId)
    expect(document.organisations?.rules[0]?.organisation).toBe('Polar')
    // What was read can be applied again, and changes nothing.
    expect((await applyPolicy(ctx, tenantId, document as never)).version).toBe(version)
  })

  test('a person of two directories is placed by the oldest that has a default; a deactivated resource no longer counts', async () => {
    const { tenantId, ids } = await tenantWith('First', 'Second')
    const plain = await createSpaces(instance, { tenantId })
    const first = await createSpaces(instance, { tenantId })
    const second = await createSpaces(instance, { tenantId })
    const home = (made: TestDirectory, organisation_id: string | undefined) =>
      updateDirectory(ctx, { tenantId, id: made.users.directory.id }, { organisation_id: organisation_id ?? null })
    await home(first, ids.First)
    await home(second, ids.Second)
    await applyPolicy(ctx, tenantId, { kinds: { rules: [{ id: 'x', when: { filter: 'title eq "x"' }, kind: 'odd' }] } })
    const spaces: TypedSpace[] = []
    for (const made of [plain, first, second]) spaces.push((await governed(made)).users)
    const rows: Awaited<ReturnType<typeof create>>[] = []
    for (const space of spaces)
      rows.push(await create(instance, space, userBody('ann', { title: space === spaces[1] ? 'x' : 'y' })))
    const [one] = rows as [(typeof rows)[number]]
    await instance.store.transaction(tenantId, async (trx) => {
      for (const row of rows)
        await sql`update scim_resource set person_id = ${one.person_id} where tenant_id = ${tenantId} and id = ${row.id}`.execute(
          trx,
        )
    })
    const touch = (index: number, body: ReturnType<typeof title>) =>
      patchResource(ctx, spaces[index] as TypedSpace, rows[index]?.id ?? '', body)
    await touch(2, title('z'))
    expect(await placeOf(tenantId, one)).toEqual([ids.First, null])
    expect((await getStanding(ctx, tenantId, one.person_id ?? ''))?.kind).toBe('odd')
    await touch(1, patchBody({ op: 'replace', path: 'active', value: false }))
    expect(await placeOf(tenantId, one)).toEqual([ids.Second, null])
    expect((await getStanding(ctx, tenantId, one.person_id ?? ''))?.kind).toBe(null)
    await touch(1, patchBody({ op: 'replace', path: 'active', value: true }))
    expect(await placeOf(tenantId, one)).toEqual([ids.First, null])
  })

  test('kinds go by the first rule, then the default, and change with the attribute', async () => {
    const { tenantId } = await tenantWith()
    const made = await createSpaces(instance, { tenantId })
    await applyPolicy(ctx, tenantId, {
      kinds: {
        default: 'employee',
        rules: [
          { id: 'guests', when: { group: { glob: 'guest*' } }, kind: 'guest' },
          { id: 'externals', when: { filter: 'title sw "Contract"' }, kind: 'external' },
        ],
      },
    })
    const { users, groups } = await governed(made)
    const ann = await create(instance, users, userBody('ann'))
    const kind = async () => {
      const standing = await getStanding(ctx, tenantId, ann.person_id ?? '')
      return [standing?.kind, standing?.kind_rule]
    }
    expect(await kind()).toEqual(['employee', null])
    await patchResource(ctx, users, ann.id, title('Contractor'))
    expect(await kind()).toEqual(['external', 'externals'])
    await create(instance, groups, groupBody('Guests of the house', [ann.id]))
    await settle()
    expect(await kind()).toEqual(['guest', 'guests'])
  })
})
