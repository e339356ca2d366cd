import { isDeepStrictEqual } from 'node:util'
import type { Json } from '@rollcall/scim-core'
import { listPersonIds, listStandings, type StandingRow } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import {
  applyPolicy,
  createOrganisation,
  createTenant,
  findDirectoryById,
  InvalidInputError,
  listGroupRoles,
  type PolicyPreview,
  patchResource,
  previewPolicy,
  runPolicyTasks,
  type TypedSpace,
  updateDirectory,
} from '../src/index.ts'
import { create, createSpaces, groupBody, patchBody, type TestDirectory, useInstance, userBody } from './support.ts'

/** The same numbers for the same seed: a failing case can be run again. */
function random(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const some = <T>(list: readonly T[], share: number): T[] => list.filter(() => next() < share)
  return { next, pick, some, chance: (share: number) => next() < share }
}

type Random = ReturnType<typeof random>

const GROUPS = ['Envi_Buyer', 'Envi_Seller', 'envi_admin', 'Sales', 'Support EU', 'Support US', 'Region North']
const TITLES = ['Chief', 'Clerk', 'Guest']
const ORGANISATIONS = ['North', 'South', 'Home']

const condition = ({ pick, chance }: Random): Json =>
  chance(0.5)
    ? { group: pick<Json>([{ name: 'Sales' }, { prefix: 'Support' }, { glob: 'envi_*' }, { name: pick(GROUPS) }]) }
    : { filter: pick(['title eq "Chief"', 'title eq "Guest"', 'title pr', 'userName sw "u1"']) }

function randomPolicy(dice: Random, slugs: readonly string[]): Json {
  const { pick, chance, some, next } = dice
  const rules = (name: string, values: readonly string[]) =>
    [0, 1, 2]
      .filter(() => chance(0.5))
      .map((index) => ({ id: `${name}-${index}`, when: condition(dice), [name]: pick(values) }))
  const types = [
    { key: 'pro', name: 'Pro', seats: Math.floor(next() * 5), exhausted: 'fallback', fallback: 'std' },
    { key: 'std', name: 'Standard', seats: chance(0.3) ? null : Math.floor(next() * 8), exhausted: 'unlicensed' },
    { key: 'lite', name: 'Lite', seats: Math.floor(next() * 4), exhausted: 'refuse' },
  ] as const
  const kept = chance(0.8) ? types : types.slice(0, 2)
  const keys = kept.map((type) => type.key)
  return {
    ...(chance(0.7) ? { organisations: { rules: rules('organisation', ORGANISATIONS) } } : {}),
    ...(chance(0.7)
      ? { kinds: { ...(chance(0.5) ? { default: 'staff' } : {}), rules: rules('kind', ['guest', 'chief']) } }
      : {}),
    ...(chance(0.8)
      ? {
          roles: {
            rules: rules('role', ['Buyer', 'Reader', 'Lead']),
            privileged: some(['Admin'], 0.5),
            protected: some(['Seller'], 0.3),
          },
        }
      : {}),
    ...(chance(0.8)
      ? { licences: { types: kept, default: chance(0.6) ? pick(keys) : null, rules: rules('licence', keys) } }
      : {}),
    ...(chance(0.5) ? { people: { active: pick(['any', 'all']) } } : {}),
    directories: Object.fromEntries(
      slugs.flatMap((slug) =>
        chance(0.5)
          ? [[slug, { roleSuffixes: { unlisted: pick(['grant', 'ignore', 'alert']), listed: ['Buyer', 'Reader'] } }]]
          : [],
      ),
    ),
  } as Json
}

describe.each(DIALECTS)('preview on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance
  let counter = 0

  const settle = async () => {
    for (let round = 0; round < 200; round += 1) if ((await runPolicyTasks(ctx)) === 0) return
    throw new Error('the tasks never end')
  }
  const fresh = async (space: TypedSpace): Promise<TypedSpace> => ({
    ...space,
    directory: await findDirectoryById(ctx, space.directory.id),
  })
  const standingsOf = (tenantId: string) =>
    instance.store.read(tenantId, async (db) => {
      const ids = await listPersonIds(db, tenantId, '', 1_000)
      return new Map((await listStandings(db, tenantId, ids)).map((row) => [row.person_id, row]))
    })
  const grantsOf = async (tenantId: string, made: readonly TestDirectory[]) =>
    (
      await Promise.all(
        made.map(({ users }) => listGroupRoles(ctx, tenantId, { directoryId: users.directory.id, state: 'granted' })),
      )
    )
      .flat()
      .map((row) => `${row.group_id} ${row.role_key}`)

  /** People by what they gained and lost: `role buyer +`. */
  function observed(before: ReadonlyMap<string, StandingRow>, after: ReadonlyMap<string, StandingRow>) {
    const counts = new Map<string, string[]>()
    const note = (what: string, personId: string) => counts.set(what, [...(counts.get(what) ?? []), personId])
    const rolesOf = (row: StandingRow | undefined) => (row === undefined ? [] : (JSON.parse(row.roles) as string[]))
    for (const [id, row] of after) {
      const old = before.get(id)
      const [had, has] = [rolesOf(old), rolesOf(row)]
      for (const role of has.filter((each) => !had.includes(each))) note(`role ${role} +`, id)
      for (const role of had.filter((each) => !has.includes(each))) note(`role ${role} -`, id)
      for (const [what, column] of [
        ['licence', 'licence'],
        ['organisation', 'organisation_id'],
        ['kind', 'kind'],
      ] as const) {
        const [was, is] = [old?.[column] ?? null, row[column]]
        if (was === is) continue
        if (was !== null) note(`${what} ${was} -`, id)
        if (is !== null) note(`${what} ${is} +`, id)
      }
      if (row.wanted_licence !== null && row.wanted_licence !== (old?.wanted_licence ?? null))
        note(`joining ${row.wanted_licence} +`, id)
      if (old !== undefined && old.active !== row.active) note(`active  ${row.active === 1 ? '+' : '-'}`, id)
    }
    return Object.fromEntries([...counts].map(([what, ids]) => [what, ids.sort()]).sort())
  }

  function foreseen(preview: PolicyPreview) {
    const items = [
      ...preview.roles.map((item) => ['role', item] as const),
      ...preview.licences.map((item) => ['licence', item] as const),
      ...preview.organisations.map((item) => ['organisation', item] as const),
      ...preview.kinds.map((item) => ['kind', item] as const),
      ['active', { key: '', ...preview.active }] as const,
      ...preview.licences.map(
        ({ key, joining }) => ['joining', { key, gaining: joining, losing: { people: 0, sample: [] } }] as const,
      ),
    ]
    return Object.fromEntries(
      items
        .flatMap(([what, { key, gaining, losing }]) => [
          [`${what} ${key} +`, gaining] as const,
          [`${what} ${key} -`, losing] as const,
        ])
        .filter(([, change]) => change.people > 0)
        .map(([what, { people, sample }]) => {
          expect(sample).toHaveLength(Math.min(people, 20))
          return [what, sample.map((person) => person.personId).sort()] as const
        })
        .sort(),
    )
  }

  async function randomTenant(dice: Random) {
    counter += 1
    const tenantId = (await createTenant(ctx, { slug: `preview${counter}`, name: 'P' })).id
    const homes = []
    for (const name of ORGANISATIONS) homes.push((await createOrganisation(ctx, { tenantId, name })).id)
    const made: TestDirectory[] = []
    for (let index = 0; index < 2; index += 1) {
      const { users, groups } = await createSpaces(instance, { tenantId })
      const update = {
        role_prefix: dice.chance(0.6) ? 'Envi_' : null,
        organisation_id: dice.chance(0.4) ? dice.pick(homes) : null,
      }
      await updateDirectory(ctx, { tenantId, id: users.directory.id }, update)
      made.push({ tenantId, users: await fresh(users), groups: await fresh(groups) })
    }
    const slugs = made.map(({ users }) => users.directory.slug)
    if (dice.chance(0.7)) await applyPolicy(ctx, tenantId, randomPolicy(dice, slugs))
    const people: string[] = []
    for (const [index, space] of made.entries()) {
      const users = await fresh(space.users)
      const groups = await fresh(space.groups)
      const ids: string[] = []
      for (let at = 0; at < 9; at += 1) {
        const body = userBody(`u${at}`, {
          ...(dice.chance(0.7) ? { title: dice.pick(TITLES) } : {}),
          active: dice.chance(0.85),
        })
        const row = await create(instance, users, body).catch(() => undefined)
        if (row === undefined) continue
        ids.push(row.id)
        // Some people are in both directories.
        if (index === 0 && row.person_id !== null) people.push(row.person_id)
        else if (dice.chance(0.4) && people.length > 0) {
          const personId = dice.pick(people)
          await instance.store.transaction(tenantId, (trx) =>
            sql`update scim_resource set person_id = ${personId} where tenant_id = ${tenantId} and id = ${row.id}`.execute(
              trx,
            ),
          )
        }
      }
      let nested: string[] = []
      for (const name of dice.some(GROUPS, 0.8)) {
        const group = await create(instance, groups, groupBody(name, [...dice.some(ids, 0.4), ...nested]))
        nested = dice.chance(0.3) ? [group.id] : []
        if (dice.chance(0.2)) {
          const rename = patchBody({ op: 'replace', path: 'displayName', value: `${name} renamed` })
          await patchResource(ctx, groups, group.id, rename)
        }
      }
    }
    await settle()
    // Who was linked above was not judged for it.
    const present = randomPolicy(dice, slugs)
    await applyPolicy(ctx, tenantId, present)
    await settle()
    return { tenantId, slugs, made }
  }

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('says what applying then does (tenant %i)', async (seed) => {
    const dice = random(seed * 7_919)
    const { tenantId, slugs, made } = await randomTenant(dice)
    for (let change = 0; change < 3; change += 1) {
      const next = randomPolicy(dice, slugs)
      const before = await standingsOf(tenantId)
      const grantsBefore = await grantsOf(tenantId, made)
      const preview = await previewPolicy(ctx, tenantId, next)
      expect(await standingsOf(tenantId)).toEqual(before)
      expect(await grantsOf(tenantId, made)).toEqual(grantsBefore)
      await applyPolicy(ctx, tenantId, next, { clear: true })
      await settle()
      const after = await standingsOf(tenantId)
      expect(foreseen(preview)).toEqual(observed(before, after))
      const changed = [...after].filter(([id, row]) => {
        const of = (each: StandingRow | undefined) => [
          each?.licence ?? null,
          each?.wanted_licence ?? null,
          each?.organisation_id ?? null,
          each?.kind ?? null,
          each?.roles ?? '[]',
          each?.active,
        ]
        return !isDeepStrictEqual(of(before.get(id)), of(row))
      })
      expect(preview).toMatchObject({ people: after.size, complete: true, settled: true, changed: changed.length })
      const grantsAfter = await grantsOf(tenantId, made)
      const named = (change: string) =>
        preview.groups
          .filter((each) => each.change === change)
          .map((each) => `${each.groupId} ${each.role.toLowerCase()}`)
      const differing = (some: readonly string[], others: readonly string[]) => [
        ...new Set(some.filter((each) => !others.includes(each))),
      ]
      expect(named('grants').sort()).toEqual(differing(grantsAfter, grantsBefore).sort())
      expect(named('ceases').sort()).toEqual(differing(grantsBefore, grantsAfter).sort())
      for (const { key, usedThen, waitingThen } of preview.licences) {
        const rows = [...after.values()]
        expect([usedThen, waitingThen]).toEqual([
          rows.filter((row) => row.licence === key).length,
          rows.filter((row) => row.wanted_licence === key).length,
        ])
      }
    }
  })

  test('counts everybody beyond the first twenty, and says how many seats are needed', async () => {
    const made = await createSpaces(instance)
    const { tenantId } = made
    for (let index = 0; index < 25; index += 1) await create(instance, made.users, userBody(`u${index}`))
    const preview = await previewPolicy(ctx, tenantId, {
      licences: { types: [{ key: 'std', name: 'Standard', seats: 22 }], default: 'std', rules: [] },
      kinds: { default: 'staff' },
    })
    expect(preview).toMatchObject({ version: 0, people: 25, changed: 25, complete: true })
    expect(preview.licences).toMatchObject([
      { key: 'std', seats: 22, needed: 25, usedNow: 0, usedThen: 22, waitingThen: 3, gaining: { people: 22 } },
    ])
    expect(preview.licences[0]?.joining.sample.map((each) => each.name)).toEqual(['u22', 'u23', 'u24'])
    expect(preview.kinds).toMatchObject([{ key: 'staff', gaining: { people: 25 }, losing: { people: 0 } }])
    expect(preview.kinds[0]?.gaining.sample).toHaveLength(20)
    expect(preview.kinds[0]?.gaining.sample[0]).toEqual({
      personId: expect.any(String),
      userId: expect.any(String),
      name: 'u0',
    })
  })

  test('names the switches that change and who breaks a new contract', async () => {
    const { tenantId, users } = await createSpaces(instance)
    const { slug } = users.directory
    await create(instance, users, userBody('ann', { title: 'Chief' }))
    const bob = await create(instance, users, userBody('bob'))
    const preview = await previewPolicy(ctx, tenantId, {
      directories: {
        [slug]: { operations: { users: { delete: false } }, contract: { required: ['userName', 'title'] } },
      },
      people: { active: 'all' },
    })
    expect(preview.settings).toContainEqual({
      path: `directories.${slug}.operations.users.delete`,
      before: true,
      after: false,
    })
    expect(preview.settings.filter(({ path }) => path.includes('.operations.'))).toHaveLength(1)
    expect(preview.settings).toContainEqual({ path: 'people.active', before: null, after: 'all' })
    expect(preview.settings.map(({ path }) => path)).toContain(`directories.${slug}.contract`)
    expect(preview.contracts).toMatchObject([
      { directory: slug, users: 2, violators: 1, byPath: [{ path: 'title', users: 1 }], sample: [{ userId: bob.id }] },
    ])
    const { version } = await applyPolicy(ctx, tenantId, {
      directories: { [slug]: { contract: { required: ['title'] } } },
    })
    expect(version).toBe(1)
    // A contract that stays as it is says nothing new.
    const same = await previewPolicy(ctx, tenantId, { directories: { [slug]: { contract: { required: ['title'] } } } })
    expect(same).toMatchObject({ version: 1, contracts: [], settings: [], settled: false })
  })

  test('refuses a document that is no policy, naming the place', async () => {
    const { tenantId } = await createSpaces(instance)
    const work = previewPolicy(ctx, tenantId, { licences: { types: [], default: null } })
    await expect(work).rejects.toThrow(InvalidInputError)
    await expect(work).rejects.toMatchObject({ path: 'licences.types' })
  })
})
