import {
  acceptCreate,
  type JsonObject,
  parseFilter,
  printFilter,
  type ResourceType,
  resolveFilter,
} from '@rollcall/scim-core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ResourceRow } from '../src/index.ts'
import { DIALECTS } from '../testing/index.ts'
import {
  createSpace,
  Device,
  DeviceSchema,
  insertDocument,
  keyOf,
  listedIds,
  matchingIds,
  nextId,
  User,
  useStore,
} from './support.ts'

/** Few values, so that filters often meet them: letter case, normal forms, pattern characters, astral and forbidden ones, both sides of 200 code points. */
const text = fc.constantFrom(
  ...[
    'a',
    'A',
    'b',
    'ab',
    'é',
    'e\u0301',
    'É',
    '%',
    '_',
    'a%b',
    '\\',
    '"',
    "'",
    '\u{1F600}',
    '\uFFFF',
    '\u0000',
    '\uD83D',
  ],
  ...[
    'ΣΑΣ',
    'ß',
    ' ',
    'x'.repeat(200),
    'x'.repeat(201),
    `${'x'.repeat(200)}a`,
    '\u{1F600}'.repeat(200),
    '\u{1F600}'.repeat(201),
  ],
)
const number = fc.constantFrom(0, 1, -1, 2, 10, 1.5, -1.5, 1e-9, 1e21, 9007199254740991)
const integer = fc.constantFrom(0, 1, -1, 2, 10, 9007199254740991)
const date = fc.constantFrom(
  '2026-01-02T03:04:05Z',
  '2026-01-02T03:04:05.678Z',
  '2026-01-02T03:04:05.6780001Z',
  '2026-01-02T05:04:05.678+02:00',
  '2026-01-01T23:59:59.9-03:30',
  '1999-12-31T23:59:59',
)
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

const userBody: fc.Arbitrary<JsonObject> = fc
  .record({
    externalId: optional(text),
    displayName: optional(text),
    title: optional(text),
    active: optional(fc.boolean()),
    name: optional(fc.record({ givenName: optional(text), familyName: optional(text) })),
    emails: optional(
      fc.array(
        fc.record({
          value: optional(text),
          type: optional(fc.constantFrom('work', 'WORK', 'home')),
          display: optional(text),
        }),
        {
          maxLength: 3,
        },
      ),
    ),
    profileUrl: optional(text),
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': optional(
      fc.record({ department: optional(text), manager: optional(fc.record({ value: optional(text) })) }),
    ),
  })
  .map((body) => JSON.parse(JSON.stringify(body)) as JsonObject)

const deviceBody: fc.Arbitrary<JsonObject> = fc
  .record({
    externalId: optional(text),
    ports: optional(integer),
    weight: optional(number),
    boughtAt: optional(date),
    locked: optional(fc.boolean()),
    tags: optional(fc.array(text, { minLength: 1, maxLength: 3 })),
    codes: optional(fc.array(text, { minLength: 1, maxLength: 3 })),
    owner: optional(fc.record({ value: text, note: text })),
    readings: optional(
      fc.array(
        fc.record({
          value: integer,
          at: date,
          units: fc.array(text, { minLength: 1, maxLength: 2 }),
          primary: fc.boolean(),
        }),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
    ),
  })
  .map((body) => JSON.parse(JSON.stringify(body)) as JsonObject)

interface Leaf {
  readonly path: string
  readonly value: fc.Arbitrary<unknown>
  readonly operators: readonly string[]
}
const EQUALITY = ['eq', 'ne']
const ORDER = [...EQUALITY, 'gt', 'ge', 'lt', 'le']
const TEXT = [...ORDER, 'co', 'sw', 'ew']
const leaf = (path: string, value: fc.Arbitrary<unknown>, operators: readonly string[]): Leaf => ({
  path,
  value,
  operators,
})
const texts = (...paths: readonly string[]) => paths.map((path) => leaf(path, text, TEXT))

const common = [
  ...texts('externalId', 'meta.version'),
  leaf('meta.created', date, ORDER),
  leaf('meta.lastModified', date, ORDER),
  leaf('meta.resourceType', fc.constantFrom('User', 'Device', 'u'), TEXT),
]
const userLeaves = [
  ...common,
  ...texts(
    'userName',
    'displayName',
    'TITLE',
    'name.givenName',
    'name.familyName',
    'emails',
    'emails.value',
    'emails.display',
  ),
  ...texts('profileUrl', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', 'manager.value'),
  leaf('emails.type', fc.constantFrom('work', 'Home', 'x'), TEXT),
  leaf('active', fc.constantFrom(true, false, 'True'), EQUALITY),
]
const deviceLeaves = [
  ...common,
  ...texts('serial', 'tags', 'codes', 'owner', 'owner.note', 'readings.units'),
  leaf('ports', number, ORDER),
  leaf('weight', number, ORDER),
  leaf('boughtAt', date, ORDER),
  leaf('locked', fc.boolean(), EQUALITY),
  leaf('readings', number, ORDER),
  leaf('readings.at', date, ORDER),
]
const elementLeaves: Readonly<Record<string, readonly Leaf[]>> = {
  emails: [...texts('value', 'display'), leaf('type', fc.constantFrom('work', 'Home'), TEXT)],
  tags: texts('value'),
  readings: [
    leaf('value', number, ORDER),
    leaf('at', date, ORDER),
    ...texts('units'),
    leaf('primary', fc.boolean(), EQUALITY),
  ],
}

const comparison = (leaves: readonly Leaf[]): fc.Arbitrary<string> =>
  fc.constantFrom(...leaves).chain(({ path, value, operators }) =>
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc
          .tuple(fc.constantFrom(...operators), value)
          .map(([op, v]) => `${path} ${op} ${JSON.stringify(v)}`),
      },
      { weight: 1, arbitrary: fc.constant(`${path} pr`) },
      { weight: 1, arbitrary: fc.constantFrom(`${path} eq null`, `${path} ne null`) },
    ),
  )

const combined = (term: fc.Arbitrary<string>, maxDepth: number): fc.Arbitrary<string> =>
  fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { maxDepth },
      { weight: 4, arbitrary: term },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
          .map(([a, op, b]) => `${a} ${op} ${b}`),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('filter'), fc.constantFrom('and', 'or'), tie('filter'))
          .map(([a, op, b]) => `(${a}) ${op} (${b})`),
      },
      { weight: 1, arbitrary: tie('filter').map((inner) => `not (${inner})`) },
    ),
  })).filter

const valuePath = (names: readonly string[]): fc.Arbitrary<string> =>
  fc.constantFrom(...names).chain((name) => {
    const leaves = elementLeaves[name] ?? []
    const inner = combined(comparison(leaves), 2)
    return fc.oneof(
      inner.map((filter) => `${name}[${filter}]`),
      fc.tuple(inner, comparison(leaves)).map(([filter, last]) => `${name}[${filter}].${last}`),
    )
  })

const filterOf = (leaves: readonly Leaf[], multiValued: readonly string[]) =>
  combined(fc.oneof({ weight: 3, arbitrary: comparison(leaves) }, { weight: 1, arbitrary: valuePath(multiValued) }), 3)

const population = (body: fc.Arbitrary<JsonObject>, filter: fc.Arbitrary<string>) =>
  fc.tuple(fc.array(body, { minLength: 1, maxLength: 6 }), fc.array(filter, { minLength: 25, maxLength: 25 }))

/** externalId is unique in a directory: a repeated one is left out. */
function withoutRepeatedExternalIds(type: ResourceType, documents: readonly JsonObject[]): JsonObject[] {
  const taken = new Set<string>()
  return documents.map(({ externalId, ...rest }) => {
    const key = keyOf(type, 'externalId', externalId)
    if (externalId === undefined || key === undefined || taken.has(key)) return rest
    taken.add(key)
    return { externalId, ...rest }
  })
}

describe('any filter over any resources', () => {
  const stores = DIALECTS.map((dialect) => useStore(dialect))

  async function agree(type: ResourceType, bodies: readonly JsonObject[], filters: readonly string[]) {
    const documents = withoutRepeatedExternalIds(type, bodies)
    const ids = documents.map(() => nextId('r'))
    for (const { store } of stores) {
      const space = { ...(await createSpace(store)), type: type.name }
      const rows: ResourceRow[] = []
      await store.transaction(space.tenantId, async (trx) => {
        for (const [index, document] of documents.entries()) {
          rows.push(
            await insertDocument(trx, space, type, { ...document, id: ids[index] }, { name_tie: ids[index] ?? '' }),
          )
        }
      })
      await store.read(space.tenantId, async (db) => {
        for (const filter of filters) {
          const ast = parseFilter(filter)
          expect(parseFilter(printFilter(ast)), filter).toEqual(ast)
          const resolved = resolveFilter(type, ast)
          expect(await listedIds(db, space, type, { filter: resolved }), `${store.dialect}: ${filter}`).toEqual(
            matchingIds(type, resolved, rows),
          )
        }
      })
    }
  }

  test('finds the same users in memory and in every database', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(population(userBody, filterOf(userLeaves, ['emails'])), async ([bodies, filters]) => {
        const documents = bodies.map(
          (body, index) =>
            acceptCreate(User, { schemas: [User.schema.id], userName: `user ${index % 3}`, ...body }).document,
        )
        await agree(User, documents, filters)
      }),
      { numRuns: 10 },
    )
  })

  test('finds the same devices in memory and in every database', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        population(deviceBody, filterOf(deviceLeaves, ['tags', 'readings'])),
        async ([bodies, filters]) => {
          const documents = bodies.map((body, index) => ({ schemas: [DeviceSchema.id], serial: `S${index}`, ...body }))
          await agree(Device, documents, filters)
        },
      ),
      { numRuns: 10 },
    )
  })
})
