import {
  acceptCreate,
  type IndexEntry,
  invalidFilter,
  type JsonObject,
  parseFilter,
  printFilter,
  type ResourceType,
  resolveFilter,
  ScimError,
} from '@rollcall/scim-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { addMembers, type ResourceRow, type ResourceSpace } from '../src/index.ts'
import { DIALECTS } from '../testing/index.ts'
import { deviceFilters, devices, moreUsers, userFilters } from './filter-cases.ts'
import {
  createSpace,
  Device,
  Group,
  insertDocument,
  listedIds,
  matchingIds,
  nextId,
  readFixture,
  resolve,
  User,
  useStore,
} from './support.ts'

interface FilterCase {
  readonly filter: string
  readonly matches?: readonly string[]
}

const { users } = readFixture<{ users: readonly JsonObject[] }>('filters/users.json')
const { filters } = readFixture<{ filters: readonly FilterCase[] }>('filters/valid.json')
const fixtureNames = new Set(users.map((user) => user.userName))

const userDocuments = [...users, ...moreUsers].map((body) => acceptCreate(User, body).document)

/** `tags.value` and the like: refused before any database is asked. */
const isInvalid = (type: ResourceType, filter: string): boolean => {
  try {
    resolveFilter(type, parseFilter(filter))
    return false
  } catch (error) {
    if (error instanceof ScimError) return error.scimType === invalidFilter('').scimType
    throw error
  }
}

describe.each(DIALECTS)('a filter on %s', (dialect) => {
  const context = useStore(dialect)
  let users: ResourceSpace
  let machines: ResourceSpace
  const userRows: ResourceRow[] = []
  const deviceRows: ResourceRow[] = []

  beforeAll(async () => {
    const space = await createSpace(context.store)
    users = { ...space, type: 'User' }
    machines = { ...space, type: 'Device' }
    await context.store.transaction(space.tenantId, async (trx) => {
      for (const document of userDocuments) {
        userRows.push(await insertDocument(trx, users, User, { ...document, id: nextId('u') }))
      }
      for (const document of devices) {
        deviceRows.push(await insertDocument(trx, machines, Device, { ...document, id: nextId('v') }))
      }
    })
  })

  const check = async (space: ResourceSpace, type: ResourceType, rows: readonly ResourceRow[], filter: string) => {
    const ast = parseFilter(filter)
    const resolved = resolveFilter(type, ast)
    const inMemory = matchingIds(type, resolved, rows)
    const printed = resolveFilter(type, parseFilter(printFilter(ast)))
    const read = (wanted: typeof resolved) =>
      context.store.read(space.tenantId, (db) => listedIds(db, space, type, { filter: wanted }))
    expect(await read(resolved)).toEqual(inMemory)
    expect(await read(printed)).toEqual(inMemory)
    return inMemory.map((id) => {
      const document = JSON.parse(rows.find((row) => row.id === id)?.doc ?? '{}') as JsonObject
      return document[type.definition.nameAttribute]
    })
  }

  test.each(filters)('finds what the fixture says: $filter', async ({ filter, matches }) => {
    const found = await check(users, User, userRows, filter)
    expect(found.filter((name) => fixtureNames.has(name))).toEqual(matches)
  })

  test.each(userFilters)('finds users alike in memory and here: $filter', async ({ filter, matches }) => {
    const found = await check(users, User, userRows, filter)
    if (matches !== undefined) expect(found).toEqual(matches)
  })

  test.each(deviceFilters)('finds devices alike in memory and here: $filter', async ({ filter, matches }) => {
    if (isInvalid(Device, filter)) {
      expect(matches, filter).toBeUndefined()
      return
    }
    const found = await check(machines, Device, deviceRows, filter)
    if (matches !== undefined) expect(found).toEqual(matches)
  })

  test('finds a resource by its id, and not by its id in another case', async () => {
    const id = userRows[2]?.id ?? ''
    const find = (filter: string) =>
      context.store.read(users.tenantId, (db) => listedIds(db, users, User, { filter: resolve(User, filter) }))
    expect(await find(`id eq "${id}"`)).toEqual([id])
    expect(await find(`id eq "${id.toUpperCase()}"`)).toEqual([])
    expect(await find(`id ne "${id}"`)).toEqual(userRows.map((row) => row.id).filter((other) => other !== id))
    expect(await find(`id gt "${id}"`)).toEqual(userRows.map((row) => row.id).filter((other) => other > id))
  })
})

describe.each(DIALECTS)('a filter over memberships on %s', (dialect) => {
  const context = useStore(dialect)
  const rows: Record<string, ResourceRow> = {}
  let groups: ResourceSpace
  let users: ResourceSpace

  const memberships: readonly (readonly [group: string, member: string])[] = [
    ['guides', 'ann'],
    ['guides', 'bob'],
    ['staff', 'guides'],
    ['staff', 'cid'],
    ['solo', 'bob'],
  ]

  beforeAll(async () => {
    const space = await createSpace(context.store)
    groups = { ...space, type: 'Group' }
    users = { ...space, type: 'User' }
    await context.store.transaction(space.tenantId, async (trx) => {
      for (const name of ['ann', 'bob', 'cid', 'dan']) {
        const document = {
          schemas: [User.schema.id],
          id: name,
          userName: name,
          displayName: `Ådam ${name.toUpperCase()}`,
        }
        rows[name] = await insertDocument(trx, users, User, document)
      }
      for (const name of ['guides', 'staff', 'solo', 'empty']) {
        const document = { schemas: [Group.schema.id], id: name, displayName: `The ${name.toUpperCase()}` }
        rows[name] = await insertDocument(trx, groups, Group, document)
      }
      for (const [group, member] of memberships) await addMembers(trx, space.tenantId, group, [member])
    })
  })

  const fold = (text: string) => text.normalize('NFC').toLowerCase()
  const relation = (name: string, others: readonly (ResourceRow | undefined)[], type: (other: ResourceRow) => string) =>
    others.flatMap((other, element): IndexEntry[] =>
      other === undefined
        ? []
        : [
            { path: name, element, key: '', lead: false },
            { path: `${name}.value`, element, key: other.id, lead: false },
            { path: `${name}.type`, element, key: fold(type(other)), lead: false },
            { path: `${name}.display`, element, key: fold(other.display_name), lead: false },
          ],
    )
  const membersOf = (row: ResourceRow) =>
    relation(
      'members',
      memberships.filter(([group]) => group === row.id).map(([, member]) => rows[member]),
      (other) => other.type,
    )
  const groupsAbove = (id: string): Map<string, 'direct' | 'indirect'> => {
    const found = new Map<string, 'direct' | 'indirect'>()
    const direct = memberships.filter(([, member]) => member === id).map(([group]) => group)
    for (const group of direct) found.set(group, 'direct')
    for (const group of direct)
      for (const above of groupsAbove(group).keys()) if (!found.has(above)) found.set(above, 'indirect')
    return found
  }
  const groupsOf = (row: ResourceRow) => {
    const above = groupsAbove(row.id)
    return relation(
      'groups',
      [...above.keys()].map((id) => rows[id]),
      (other) => above.get(other.id) ?? '',
    )
  }

  test.each([
    ['members eq "ann"', ['guides']],
    ['members.value eq "bob"', ['guides', 'solo']],
    ['members.value eq "BOB"', ['guides', 'solo']],
    ['members[value eq "bob"]', ['guides', 'solo']],
    ['members[value eq "bob" or value eq "cid"]', ['guides', 'staff', 'solo']],
    ['members[type eq "Group"]', ['staff']],
    ['members[type eq "User"].value eq "guides"', []],
    ['members[type eq "User"].value eq "cid"', ['staff']],
    ['members.type eq "user"', ['guides', 'staff', 'solo']],
    ['members.type ne "User"', ['staff', 'empty']],
    ['members.display eq "ÅDAM ANN"', ['guides']],
    ['members.display co "the"', ['staff']],
    ['members.display sw "ådam b"', ['guides', 'solo']],
    ['members[display ew "CID" and type eq "User"]', ['staff']],
    ['members pr', ['guides', 'staff', 'solo']],
    ['not (members pr)', ['empty']],
    ['members eq null', ['empty']],
    ['members ne "bob"', ['guides', 'staff', 'empty']],
    ['not (members eq "bob")', ['staff', 'empty']],
    ['displayName sw "the" and members.value eq "bob"', ['guides', 'solo']],
    ['members.value sw "gui"', ['staff']],
  ])('finds groups by %s', async (filter, expected) => {
    const resolved = resolve(Group, filter)
    const all = ['guides', 'staff', 'solo', 'empty'].flatMap((name) => rows[name] ?? [])
    expect(matchingIds(Group, resolved, all, membersOf)).toEqual(expected)
    const found = await context.store.read(groups.tenantId, (db) => listedIds(db, groups, Group, { filter: resolved }))
    expect(found).toEqual(expected)
  })

  test.each([
    ['groups eq "solo"', ['bob']],
    ['groups.value eq "guides"', ['ann', 'bob']],
    ['groups[value eq "staff"]', ['ann', 'bob', 'cid']],
    ['groups.value eq "staff"', ['ann', 'bob', 'cid']],
    ['groups.type eq "indirect"', ['ann', 'bob']],
    ['groups[value eq "staff" and type eq "direct"]', ['cid']],
    ['groups[value eq "staff"].type eq "indirect"', ['ann', 'bob']],
    ['groups.display eq "the solo"', ['bob']],
    ['groups.display co "STAFF"', ['ann', 'bob', 'cid']],
    ['groups pr', ['ann', 'bob', 'cid']],
    ['not (groups pr)', ['dan']],
    ['groups ne "staff"', ['ann', 'bob', 'dan']],
    ['not (groups.value eq "staff")', ['dan']],
  ])('finds users by %s', async (filter, expected) => {
    const resolved = resolve(User, filter)
    const all = ['ann', 'bob', 'cid', 'dan'].flatMap((name) => rows[name] ?? [])
    expect(matchingIds(User, resolved, all, groupsOf)).toEqual(expected)
    const found = await context.store.read(users.tenantId, (db) => listedIds(db, users, User, { filter: resolved }))
    expect(found).toEqual(expected)
  })
})
