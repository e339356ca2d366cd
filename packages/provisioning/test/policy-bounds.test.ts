import type { Json } from '@rollcall/scim-core'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import {
  applyPolicy,
  BusyError,
  findDirectoryById,
  getPolicy,
  InvalidInputError,
  listUserRoles,
  PolicyTooCostlyError,
  patchResource,
  previewPolicy,
  runPolicyTasks,
  type TypedSpace,
} from '../src/index.ts'
import {
  addMember,
  create,
  createSpaces,
  groupBody,
  patchBody,
  refusal,
  type TestDirectory,
  type TestInstance,
  useInstance,
  userBody,
} from './support.ts'

const rule = (when: object, id = 'r') => ({ id, when, role: 'R' })
const rolesOf = (...rules: readonly object[]) => ({ rules, precedence: [], privileged: [], protected: [] })
const globs = (...patterns: readonly string[]): Json =>
  ({ roles: rolesOf(...patterns.map((glob, index) => rule({ group: { glob } }, `r${index}`))) }) as Json

const faultOf = async (work: Promise<unknown>): Promise<InvalidInputError> => {
  const error = await work.catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(InvalidInputError)
  return error as InvalidInputError
}

const parsed = (text: string): Json => JSON.parse(text) as Json

/** Stores texts as another version of the program might have left them. */
async function store(
  { store: database }: TestInstance,
  { tenantId, users }: TestDirectory,
  document: string,
  effective: string,
): Promise<TestDirectory> {
  await database.transaction(tenantId, async (trx) => {
    await sql`insert into policy_version (tenant_id, version, document, actor_type, actor_id, actor_label, request_id, created_at)
      values (${tenantId}, 7, ${document}, 'system', 's', 's', 'r', '2026-01-01T00:00:00.000Z')`.execute(trx)
    await sql`update directory set policy = ${effective} where tenant_id = ${tenantId}`.execute(trx)
  })
  return { tenantId, ...(await spaces(database, users)) }
}

async function spaces(database: TestInstance['store'], users: TypedSpace) {
  const directory = await findDirectoryById({ store: database } as TestInstance['ctx'], users.directory.id)
  const typed = (space: TypedSpace): TypedSpace => ({ ...space, directory })
  return { users: typed(users), groups: typed(users) }
}

const STARS = `${'*a'.repeat(99)}*b`

describe.each(DIALECTS)('what a policy may cost, on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance

  test.each<[what: string, document: Json, path: string]>([
    ['eleven stars', globs('*a'.repeat(11)), 'roles.rules.0.when.group.glob'],
    ['a hundred stars', globs('ok-*', STARS), 'roles.rules.1.when.group.glob'],
    ['a pattern of 201 characters', globs('a'.repeat(201)), 'roles.rules.0.when.group.glob'],
  ])('%s are refused when applied and when previewed', async (_what, document, path) => {
    const { tenantId } = await createSpaces(instance)
    for (const work of [applyPolicy, previewPolicy]) {
      const fault = await faultOf(work(ctx, tenantId, document))
      expect(fault.path).toBe(path)
      expect(fault.message).toMatch(/stars|longer than 200/)
    }
    await applyPolicy(ctx, tenantId, globs('*a'.repeat(10)))
  })

  test('a hundred stars that were stored before are judged like any pattern', async () => {
    const made = await createSpaces(instance)
    const document = JSON.stringify(globs(STARS))
    const effective = JSON.stringify({ version: 7, tenant: JSON.parse(document), directory: {} })
    const { users } = await store(instance, made, document, effective)
    const groups = { ...made.groups, directory: users.directory }
    const user = await create(instance, users, userBody('ada'))
    const group = await create(instance, groups, groupBody('a'.repeat(250), [user.id]))
    expect(await listUserRoles(ctx, made.tenantId, user.id).then(JSON.stringify)).not.toContain('"R"')
    expect((await getPolicy(ctx, made.tenantId)).version).toBe(7)
    await patchResource(
      ctx,
      groups,
      group.id,
      patchBody({ op: 'replace', path: 'displayName', value: `${'a'.repeat(110)}b` }),
    )
    expect((await applyPolicy(ctx, made.tenantId, globs('a*b'))).version).toBe(8)
    while ((await runPolicyTasks(ctx)) > 0);
  })

  test('others have their turn while a preview of many rules runs, and only two of a tenant run at once', async () => {
    const { tenantId, groups } = await createSpaces(instance)
    for (let at = 0; at < 30; at += 1) await create(instance, groups, groupBody(`${at} ${'ab'.repeat(240)}`))
    const document = globs(...Array.from({ length: 500 }, (_, at) => `${'*ab'.repeat(9)}*${at}${'?'.repeat(150)}`))
    let turns = 0
    let running = true
    const neighbour = (): void => {
      turns += 1
      if (running) setImmediate(neighbour)
    }
    setImmediate(neighbour)
    const first = previewPolicy(ctx, tenantId, document)
    const second = previewPolicy(ctx, tenantId, globs('a*'))
    await expect(previewPolicy(ctx, tenantId, globs('a*'))).rejects.toThrow(BusyError)
    await Promise.all([first, second])
    running = false
    // 500 patterns of six words, 30 names of 483 characters: 43 million steps, half a million to a turn.
    expect(turns).toBeGreaterThan(80)
    await previewPolicy(ctx, tenantId, globs('a*'))
  })
})

describe.each(DIALECTS)('a preview with little to spend, on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance

  test('is refused where the rules alone take more', async () => {
    const { tenantId, groups } = await createSpaces(instance)
    for (const name of ['a', 'b']) await create(instance, groups, groupBody(name))
    await expect(previewPolicy(ctx, tenantId, globs('a*'), { steps: 1 })).rejects.toThrow(PolicyTooCostlyError)
    expect(await previewPolicy(ctx, tenantId, globs('a*'))).toMatchObject({ complete: true })
  })

  test('says that it looked at the first people and users alone, and how many these are', async () => {
    const { tenantId, users } = await createSpaces(instance)
    for (let at = 0; at < 101; at += 1) await create(instance, users, userBody(`user${at}`))
    const contract = { required: ['title'] }
    const document = {
      roles: rolesOf(rule({ filter: 'title eq "x"' })),
      directories: { [users.directory.slug]: { contract } },
    } as Json
    // People are judged as many at a time as a transaction takes, and the work is looked at in between.
    expect(await previewPolicy(ctx, tenantId, document, { steps: 1 })).toMatchObject({
      complete: false,
      people: dialect === 'sqlite' ? 50 : 101,
      contracts: [{ users: 100, violators: 100, complete: false }],
    })
    expect(await previewPolicy(ctx, tenantId, document)).toMatchObject({
      complete: true,
      people: 101,
      contracts: [{ users: 101, violators: 101, complete: true }],
    })
    // Everybody was looked at before it was spent, so nothing is missing.
    const alone = { roles: rolesOf(rule({ filter: 'title eq "x"' })) } as Json
    const few = await previewPolicy(ctx, tenantId, alone, { steps: 1 })
    expect(few.complete).toBe(few.people === 101)
  }, 60_000)
})

describe.each(DIALECTS)('a policy that this version cannot read, on %s', (dialect) => {
  const instance = useInstance(dialect)
  const { ctx } = instance

  test.each<[what: string, document: string, effective: string]>([
    ['is no JSON', '{"roles":', '{"version":7,'],
    ['is no object', '[]', '[]'],
    ['is null', 'null', 'null'],
    ['has a list for a section', '{"roles":[]}', '{"version":7,"tenant":{"roles":[]},"directory":{}}'],
    [
      'has a condition that is not known',
      '{"roles":{"rules":[{"id":"r","when":{"group":{"name":"g"},"unless":"x"},"role":"R"}]}}',
      '{"version":7,"tenant":{"roles":{"rules":[{"id":"r","when":{"group":{"name":"g"},"unless":"x"},"role":"R"}]}},"directory":{}}',
    ],
    ['has no directory part', '{}', '{"version":7,"tenant":{}}'],
  ])('because it %s gives nobody anything, and still lets users be deactivated', async (_what, document, effective) => {
    const made = await createSpaces(instance)
    await applyPolicy(ctx, made.tenantId, {
      roles: rolesOf(rule({ group: { name: 'g' } })),
    } as Json)
    const own = { ...made, ...(await current(made)) }
    const ada = await create(instance, own.users, userBody('ada'))
    const bob = await create(instance, own.users, userBody('bob'))
    const group = await create(instance, own.groups, groupBody('g', [ada.id]))
    const { users } = await store(instance, made, document, effective)
    const groups = { ...made.groups, directory: users.directory }

    for (const work of [
      () => create(instance, users, userBody('eve')),
      () => create(instance, groups, groupBody('g2')),
      () => patchResource(ctx, groups, group.id, patchBody(addMember(bob.id))),
      () => patchResource(ctx, users, bob.id, patchBody({ op: 'replace', path: 'title', value: 'x' })),
    ]) {
      const error = await refusal(work())
      expect(error.status).toBe(503)
      expect(error.detail).toContain('cannot read the policy')
    }
    const off = await patchResource(ctx, users, ada.id, patchBody({ op: 'replace', path: 'active', value: false }))
    expect(off.view.row.active).toBe(0)
    while ((await runPolicyTasks(ctx)) > 0);

    if (document !== '{}') expect(await getPolicy(ctx, made.tenantId)).toMatchObject({ version: 7, unreadable: true })
    await applyPolicy(ctx, made.tenantId, { roles: rolesOf(rule({ group: { name: 'g' } })) } as Json)
    expect(await getPolicy(ctx, made.tenantId)).not.toHaveProperty('unreadable')
    const healed = await current(made)
    await patchResource(ctx, healed.groups, group.id, patchBody(addMember(bob.id)))
  })

  async function current(made: TestDirectory) {
    const directory = await findDirectoryById(ctx, made.users.directory.id)
    return { users: { ...made.users, directory }, groups: { ...made.groups, directory } }
  }

  test.each<[what: string, contract: object]>([
    ['is none', { required: [], constraints: [{ kind: 'pattern', path: 'title', pattern: '(' }] }],
    [
      'is too large',
      { required: [], constraints: [{ kind: 'pattern', path: 'title', pattern: 'a{1000}'.repeat(60) }] },
    ],
  ])('with a pattern that %s takes no new value for it unchecked, and keeps nobody active', async (_what, contract) => {
    const made = await createSpaces(instance)
    const ada = await create(instance, made.users, userBody('ada', { title: 'a' }))
    const constraints = (contract as { constraints: object[] }).constraints.map((each) => ({ mode: 'reject', ...each }))
    const whole = { optional: [], onlyListed: false, unknown: 'ignore', ...contract, constraints }
    const { slug } = made.users.directory
    const { users } = await store(
      instance,
      made,
      JSON.stringify({ directories: { [slug]: { contract: whole } } }),
      JSON.stringify({ version: 7, tenant: {}, directory: { contract: whole } }),
    )
    const error = await refusal(create(instance, users, userBody('bob', { title: 'b' })))
    expect(error.detail).toContain('a pattern that this version of Rollcall cannot use')
    await create(instance, users, userBody('carl'))
    const off = await patchResource(ctx, users, ada.id, patchBody({ op: 'replace', path: 'active', value: false }))
    expect(off.view.row.active).toBe(0)
  })

  test('with a path that the schema does not have keeps nobody active, and takes nobody new without it', async () => {
    const made = await createSpaces(instance)
    const ada = await create(instance, made.users, userBody('ada'))
    const contract = {
      required: ['shoeSize'],
      optional: [],
      onlyListed: false,
      unknown: 'ignore',
      constraints: [{ kind: 'length', path: 'hat[', mode: 'reject', max: 3 }],
    }
    const effective = JSON.stringify({ version: 7, tenant: {}, directory: { contract } })
    const { users } = await store(instance, made, '{}', effective)
    expect((await refusal(create(instance, users, userBody('bob')))).detail).toContain('shoeSize is required')
    const off = await patchResource(ctx, users, ada.id, patchBody({ op: 'replace', path: 'active', value: false }))
    expect(off.view.row.active).toBe(0)
  })
})

describe('a policy document', () => {
  const instance = useInstance('sqlite')
  const { ctx } = instance
  const LICENCES = { licences: { types: [{ key: 'std', name: 'Standard', seats: null }], default: 'std' } }

  test.each<[text: string, path: string]>([
    ['{"__proto__": {}}', '__proto__'],
    ['{"directories": {"__proto__": {"operations": {}}}}', 'directories.__proto__'],
    ['{"roles": {"__proto__": [], "rules": []}}', 'roles.__proto__'],
    [
      '{"roles": {"rules": [{"id": "r", "when": {"__proto__": {"filter": "a pr"}}, "role": "R"}]}}',
      'roles.rules.0.when.__proto__',
    ],
    ['{"directories": {"constructor": {}}}', 'directories.constructor'],
    ['{"directories": {"prototype": {}}}', 'directories.prototype'],
    ['{"constructor": {}}', 'document'],
    ['{"people": {"toString": 1}}', 'people'],
  ])('%s is refused, naming the place', async (text, path) => {
    const { tenantId } = await createSpaces(instance)
    await applyPolicy(ctx, tenantId, LICENCES)
    for (const work of [
      () => applyPolicy(ctx, tenantId, parsed(text), { clear: true }),
      () => previewPolicy(ctx, tenantId, parsed(text)),
    ]) {
      expect((await faultOf(work())).path).toBe(path)
    }
    expect((await getPolicy(ctx, tenantId)).version).toBe(1)
  })

  test.each<[document: Json, message: string]>([
    [[], 'The policy: must be an object, not a list.'],
    [null, 'The policy: must be an object, not null.'],
    [
      { wat: 1, ['x'.repeat(99)]: 2 },
      `The policy: holds "wat", "${'x'.repeat(60)}", which a policy does not know here.`,
    ],
    [{ roles: [] }, 'roles: must be an object, not a list.'],
    [{ roles: { rules: [{ id: 'r', role: 'R' }] } }, 'roles.rules.0.when: is missing, and must be an object.'],
    [{ people: { active: 'x' } }, 'people.active: must be "any" or "all".'],
    [{ people: { protected: ['x'.repeat(501)] } }, 'people.protected.0: must have at most 500 characters.'],
    [{ licences: { types: [], default: null } }, 'licences.types: must have at least 1 entry.'],
    [
      { licences: { types: [{ key: 'a', name: 'A', seats: 1.5 }], default: null } },
      'licences.types.0.seats: must be a whole number, not a number with a fraction.',
    ],
    [{ directories: { d: { brake: { windowMinutes: 0 } } } }, 'directories.d.brake.windowMinutes: must be at least 1.'],
    [
      { directories: { d: { contract: { constraints: [{ kind: 'x', path: 'a' }] } } } },
      'directories.d.contract.constraints.0.kind: must be "iso639-1" or "iso3166-1" or "e164" or "length" or "pattern" or "enum".',
    ],
  ])('%j is refused in words of ours', async (document, message) => {
    const { tenantId } = await createSpaces(instance)
    for (const work of [applyPolicy, previewPolicy])
      expect((await faultOf(work(ctx, tenantId, document))).message).toBe(message)
  })

  test('as deep as it likes is refused, or taken, and never more', async () => {
    const { tenantId } = await createSpaces(instance)
    const deep = parsed(`{"people":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)
    expect((await faultOf(applyPolicy(ctx, tenantId, deep))).path).toBe('people')
  })

  test.each<[text: string]>([['{}'], ['{"directories": {}}'], ['{"roles": {}, "kinds": {"rules": []}, "people": {}}']])(
    '%s in place of one that says something is taken only when that is said',
    async (text) => {
      const { tenantId } = await createSpaces(instance)
      await applyPolicy(ctx, tenantId, LICENCES)
      const fault = await faultOf(applyPolicy(ctx, tenantId, parsed(text)))
      expect(fault.path).toBe('clear')
      expect(fault.message).toContain('version 1')
      expect((await getPolicy(ctx, tenantId)).version).toBe(1)
      await previewPolicy(ctx, tenantId, parsed(text))
      expect((await applyPolicy(ctx, tenantId, parsed(text), { clear: true })).version).toBe(2)
    },
  )

  test('that says anything needs no such word, nor does a first one', async () => {
    const { tenantId } = await createSpaces(instance)
    expect((await applyPolicy(ctx, tenantId, {})).version).toBe(1)
    await applyPolicy(ctx, tenantId, LICENCES)
    expect((await applyPolicy(ctx, tenantId, { kinds: { default: 'guest' } })).version).toBe(3)
  })

  test.each<[window: object, says: string]>([
    [{ from: '2027-02-30T00:00:00Z', to: '2027-03-05T00:00:00Z' }, 'is not a moment'],
    [{ from: '2027-02-01', to: '2027-03-05T00:00:00Z' }, 'is not a moment'],
    [{ from: '2027-02-01T00:00:00Z', to: '2027-02-28T23:59:60Z' }, 'is not a moment'],
    [{ from: '2027-02-01T00:00:00', to: '2027-02-28T00:00:00Z' }, 'is not a moment'],
    [{ from: '2027-02-02T00:00:00Z', to: '2027-02-02T01:00:00+02:00' }, 'ends before it begins'],
  ])('with the planned window %j is refused', async (window, says) => {
    const { tenantId, users } = await createSpaces(instance)
    const document = { directories: { [users.directory.slug]: { brake: { windows: [window] } } } } as Json
    expect((await faultOf(applyPolicy(ctx, tenantId, document))).message).toContain(says)
  })
})
