import {
  acceptCreate,
  compareKeys,
  findAttribute,
  type JsonObject,
  parsePath,
  type ResourceType,
} from '@rollcall/scim-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { listResources, type ResourceSpace } from '../src/index.ts'
import { DIALECTS } from '../testing/index.ts'
import {
  createSpace,
  Device,
  DeviceSchema,
  EVERYTHING,
  insertDocument,
  listedIds,
  nextId,
  resolve,
  User,
  useStore,
} from './support.ts'

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const bodies: readonly JsonObject[] = [
  { userName: 'delta', title: 'b', externalId: 'B', name: { familyName: 'Zeta' }, active: true },
  {
    userName: 'Alpha',
    title: 'B',
    externalId: 'a',
    emails: [{ value: 'z@x.org' }, { value: 'B@x.org', primary: true }],
  },
  { userName: 'charlie', externalId: 'A', emails: [{ value: 'a@x.org' }, { value: 'y@x.org' }], active: false },
  { userName: 'Bravo', title: 'A', [ENTERPRISE]: { department: 'b', manager: { value: '2' } } },
  { userName: 'écho', [ENTERPRISE]: { department: 'A', manager: { value: '10' } } },
]

const rules: readonly (readonly [what: string, sortBy: string, ascending: string, descending: string])[] = [
  [
    'letter case does not count where it is not exact',
    'userName',
    'Alpha Bravo charlie delta écho',
    'écho delta charlie Bravo Alpha',
  ],
  [
    'letter case counts where it is exact, missing values come last',
    'externalId',
    'charlie delta Alpha Bravo écho',
    'Bravo écho Alpha delta charlie',
  ],
  [
    'equal values stay in the order of creation',
    'title',
    'Bravo delta Alpha charlie écho',
    'charlie écho delta Alpha Bravo',
  ],
  [
    'a multi-valued attribute by its primary value, else its first',
    'emails',
    'charlie Alpha delta Bravo écho',
    'delta Bravo écho Alpha charlie',
  ],
  [
    'a sub-attribute of the primary value',
    'emails.value',
    'charlie Alpha delta Bravo écho',
    'delta Bravo écho Alpha charlie',
  ],
  ['a sub-attribute', 'name.familyName', 'delta Alpha charlie Bravo écho', 'Alpha charlie Bravo écho delta'],
  ['a URN', `${ENTERPRISE}:department`, 'écho Bravo delta Alpha charlie', 'delta Alpha charlie Bravo écho'],
  [
    'a URN in any case',
    `${ENTERPRISE.toUpperCase()}:DEPARTMENT`,
    'écho Bravo delta Alpha charlie',
    'delta Alpha charlie Bravo écho',
  ],
  [
    'a sub-attribute of an extension, as text',
    `${ENTERPRISE}:manager.value`,
    'écho Bravo delta Alpha charlie',
    'delta Alpha charlie Bravo écho',
  ],
  ['a boolean', 'active', 'charlie delta Alpha Bravo écho', 'Alpha Bravo écho delta charlie'],
  ['the time of creation', 'meta.created', 'écho Bravo charlie Alpha delta', 'delta Alpha charlie Bravo écho'],
  [
    'the time of the last change',
    'meta.lastModified',
    'delta Alpha charlie Bravo écho',
    'écho Bravo charlie Alpha delta',
  ],
  ['an attribute nobody has', 'nickName', 'delta Alpha charlie Bravo écho', 'delta Alpha charlie Bravo écho'],
]

describe.each(DIALECTS)('a sorted list on %s', (dialect) => {
  const context = useStore(dialect)
  let users: ResourceSpace
  let devices: ResourceSpace
  const names = new Map<string, string>()

  const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString()

  beforeAll(async () => {
    const space = await createSpace(context.store)
    users = { ...space, type: 'User' }
    devices = { ...space, type: 'Device' }
    await context.store.transaction(space.tenantId, async (trx) => {
      for (const [index, body] of bodies.entries()) {
        const { document } = acceptCreate(User, { schemas: [User.schema.id], ...body })
        const { active: _, ...withoutActive } = document
        const id = nextId('s')
        names.set(id, String(document.userName))
        await insertDocument(
          trx,
          users,
          User,
          { ...withoutActive, ...('active' in body ? { active: body.active ?? null } : {}), id },
          { created_at: day(10 - index), updated_at: day(20 + index) },
        )
      }
      for (const [index, fields] of [
        { ports: 10, weight: -1.5, readings: [{ value: 1, units: ['z', 'a'] }] },
        { ports: 9, weight: 100, readings: [{ value: 9, units: ['m'] }] },
        { ports: -10, weight: 1e-5 },
        { ports: 0, boughtAt: '2026-01-01T00:00:00+01:00' },
        { boughtAt: '2025-12-31T23:30:00Z' },
      ].entries()) {
        const document = { schemas: [DeviceSchema.id], serial: `d${index}`, ...fields, id: nextId('s') }
        names.set(document.id, document.serial)
        await insertDocument(trx, devices, Device, document)
      }
    })
  })

  const sorted = async (space: ResourceSpace, type: ResourceType, sortBy: string, descending: boolean) => {
    const reference = findAttribute(type, parsePath(sortBy).attribute)
    const leaf =
      reference?.attribute.type === 'complex' && reference.subAttribute === undefined
        ? findAttribute(type, { ...parsePath(sortBy).attribute, subAttribute: 'value' })
        : reference
    expect(leaf, sortBy).toBeDefined()
    const ids = await context.store.read(space.tenantId, (db) =>
      listedIds(db, space, type, { sortBy: leaf, descending }),
    )
    return ids.map((id) => names.get(id)).join(' ')
  }

  test.each(rules)('%s: %s', async (_, sortBy, ascending, descending) => {
    expect(await sorted(users, User, sortBy, false)).toBe(ascending)
    expect(await sorted(users, User, sortBy, true)).toBe(descending)
  })

  test.each([
    ['integers by their number', 'ports', 'd2 d3 d1 d0 d4', 'd4 d0 d1 d3 d2'],
    ['decimals by their number', 'weight', 'd0 d2 d1 d3 d4', 'd3 d4 d1 d2 d0'],
    ['dates by their instant', 'boughtAt', 'd3 d4 d0 d1 d2', 'd0 d1 d2 d4 d3'],
    ['an element with several values once, by the first of them', 'readings.units', 'd0 d1 d2 d3 d4', 'd2 d3 d4 d1 d0'],
  ])('%s: %s', async (_, sortBy, ascending, descending) => {
    expect(await sorted(devices, Device, sortBy, false)).toBe(ascending)
    expect(await sorted(devices, Device, sortBy, true)).toBe(descending)
  })
})

describe.each(DIALECTS)('the pages of a list on %s', (dialect) => {
  const context = useStore(dialect)
  const COUNT = 47
  let space: ResourceSpace
  const all: string[] = []

  beforeAll(async () => {
    space = { ...(await createSpace(context.store)), type: 'User' }
    await context.store.transaction(space.tenantId, async (trx) => {
      for (let index = 0; index < COUNT; index += 1) {
        const id = nextId('p')
        all.push(id)
        const document = {
          schemas: [User.schema.id],
          id,
          userName: `u${index}`,
          ...(index % 3 ? { title: `t${index % 5}` } : {}),
        }
        // Two processes may have met in one number: the id breaks the tie.
        await insertDocument(trx, space, User, document, { n: Math.floor(index / 2) })
      }
    })
    all.sort((a, b) => compareKeys(a, b))
  })

  const queries = [
    { what: 'unsorted', query: {} },
    {
      what: 'sorted by an attribute many lack and share',
      query: { sortBy: findAttribute(User, parsePath('title').attribute) },
    },
    {
      what: 'sorted backwards',
      query: { sortBy: findAttribute(User, parsePath('title').attribute), descending: true },
    },
    { what: 'filtered', query: { filter: resolve(User, 'userName sw "U"') } },
    { what: 'filtered by a value', query: { filter: resolve(User, 'title pr or not (title pr)') } },
  ]

  test.each(queries)('meet without overlap or gap, and all tell the same total: $what', async ({ query }) => {
    await context.store.read(space.tenantId, async (db) => {
      const whole = await listedIds(db, space, User, query)
      expect([...whole].sort(compareKeys)).toEqual(all)
      for (const limit of [1, 7, 46, 47, 48]) {
        const pages: string[] = []
        for (let offset = 0; offset < COUNT; offset += limit) {
          const page = await listResources(db, space, User, { ...EVERYTHING, ...query, offset, limit })
          expect(page.total).toBe(COUNT)
          pages.push(...page.rows.map((row) => row.id))
        }
        expect(pages).toEqual(whole)
      }
    })
  })

  test.each(queries)('by key meet without overlap or gap: $what', async ({ query }) => {
    await context.store.read(space.tenantId, async (db) => {
      const whole = await listedIds(db, space, User, query)
      for (const limit of [1, 7, 47]) {
        const pages: string[] = []
        let page = await listResources(db, space, User, { ...EVERYTHING, ...query, limit })
        while (page.rows.length > 0) {
          pages.push(...page.rows.map((row) => row.id))
          page = await listResources(db, space, User, { ...EVERYTHING, ...query, limit, after: page.keys.at(-1) })
        }
        expect(pages).toEqual(whole)
      }
    })
  })

  test('tell the total behind the end and with a count of none', async () => {
    await context.store.read(space.tenantId, async (db) => {
      for (const filter of [undefined, resolve(User, 'userName pr')]) {
        for (const page of [
          { offset: 1_000, limit: 10 },
          { offset: 0, limit: 0 },
          { offset: COUNT, limit: 5 },
        ]) {
          const list = await listResources(db, space, User, { ...EVERYTHING, filter, ...page })
          expect(list).toMatchObject({ rows: [], total: COUNT })
        }
      }
    })
  })
})
