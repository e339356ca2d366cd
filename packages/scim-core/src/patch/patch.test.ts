import { describe, expect, test } from 'vitest'
import { ENTERPRISE, errorOf, GROUP, Group, patch, patchOf, USER, User } from '../../test/support.ts'
import { applyPatch, type Json, type JsonObject, LIMITS, parsePatch, type ResourceDocument } from '../index.ts'

const babs: ResourceDocument = {
  schemas: [USER],
  id: 'u1',
  userName: 'bjensen',
  name: { familyName: 'Jensen', givenName: 'Barbara' },
  active: true,
}
const work = { value: 'w@x.org', type: 'work' }
const home = { value: 'h@x.org', type: 'home' }
const mailed: ResourceDocument = { ...babs, emails: [work, home] }
const employed: ResourceDocument = {
  ...babs,
  schemas: [USER, ENTERPRISE],
  [ENTERPRISE]: { department: 'Sales', manager: { value: 'm1', $ref: '../Users/m1' } },
}
const guides: ResourceDocument = { schemas: [GROUP], id: 'g1', displayName: 'Guides' }

describe('an attribute of one value', () => {
  test.each<[string, Json, JsonObject]>([
    ['add sets', { op: 'add', path: 'title', value: 'Guide' }, { ...babs, title: 'Guide' }],
    ['replace sets what is absent', { op: 'replace', path: 'title', value: 'Guide' }, { ...babs, title: 'Guide' }],
    ['op and path in any letter case', { op: 'REPLACE', path: 'TITLE', value: 'x' }, { ...babs, title: 'x' }],
    ['members of the message in any letter case', { OP: 'add', Path: 'title', Value: 'x' }, { ...babs, title: 'x' }],
    ['a URN before the name', { op: 'add', path: `${USER}:title`, value: 'x' }, { ...babs, title: 'x' }],
    [
      'the URN in other letters',
      { op: 'add', path: `${USER.toUpperCase()}:title`, value: 'x' },
      { ...babs, title: 'x' },
    ],
    ['an array of one', { op: 'add', path: 'title', value: ['x'] }, { ...babs, title: 'x' }],
    ['a string boolean', { op: 'replace', path: 'active', value: 'FALSE' }, { ...babs, active: false }],
    ['remove', { op: 'remove', path: 'name' }, { ...babs, name: undefined }],
    ['remove of what is not there', { op: 'remove', path: 'title' }, babs],
    ['null clears', { op: 'replace', path: 'name', value: null }, { ...babs, name: undefined }],
    ['"" clears', { op: 'add', path: 'name.givenName', value: '' }, { ...babs, name: { familyName: 'Jensen' } }],
    ['active is never cleared', { op: 'replace', path: 'active', value: null }, babs],
    ['active is never removed', { op: 'remove', path: 'active' }, babs],
    ['a path of "" is none', { op: 'replace', path: '', value: { title: 'x' } }, { ...babs, title: 'x' }],
  ])('%s', (_, operation, after) => {
    expect(patch(User, babs, operation).document).toEqual(after)
  })
})

describe('a complex attribute', () => {
  const name = { familyName: 'Jensen', givenName: 'Barbara' }
  test.each<[string, Json, Json | undefined]>([
    ['add merges', { op: 'add', path: 'name', value: { middleName: 'Jane' } }, { ...name, middleName: 'Jane' }],
    [
      'replace touches the given parts',
      { op: 'replace', path: 'name', value: { givenName: 'B' } },
      { ...name, givenName: 'B' },
    ],
    ['null clears a part', { op: 'replace', path: 'name', value: { givenName: null } }, { familyName: 'Jensen' }],
    ['a part by path', { op: 'replace', path: 'name.GivenName', value: 'B' }, { ...name, givenName: 'B' }],
    ['a part removed', { op: 'remove', path: 'name.givenName' }, { familyName: 'Jensen' }],
    [
      'unknown parts are ignored',
      { op: 'replace', path: 'name', value: { nosuch: 1, givenName: 'B' } },
      { ...name, givenName: 'B' },
    ],
  ])('%s', (_, operation, after) => {
    expect(patch(User, babs, operation).document.name).toEqual(after)
  })

  test('goes when its last part goes', () => {
    const { document } = patch(
      User,
      babs,
      { op: 'remove', path: 'name.givenName' },
      { op: 'replace', path: 'name.familyName', value: '' },
    )
    expect(document).not.toHaveProperty('name')
  })
})

describe('a multi-valued attribute', () => {
  const one = (extra: JsonObject): JsonObject => ({ ...work, ...extra })
  test.each<[string, Json, Json | undefined]>([
    ['add appends', { op: 'add', path: 'emails', value: [{ value: 'n' }] }, [work, home, { value: 'n' }]],
    [
      'add takes one object for a list',
      { op: 'add', path: 'emails', value: { value: 'n' } },
      [work, home, { value: 'n' }],
    ],
    ['add of a value that is there', { op: 'add', path: 'emails', value: [work] }, [work, home]],
    [
      'add of a value that is there, type in other letters',
      { op: 'add', path: 'emails', value: [{ ...work, type: 'WORK' }] },
      [{ ...work, type: 'WORK' }, home],
    ],
    [
      'add of a value that is there, without its type',
      { op: 'add', path: 'emails', value: [{ value: 'w@x.org' }] },
      [work, home],
    ],
    [
      'add of a value that is there takes over the rest',
      { op: 'add', path: 'emails', value: [{ ...work, display: 'W' }] },
      [{ value: 'w@x.org', display: 'W', type: 'work' }, home],
    ],
    [
      'add of the same value under another type',
      { op: 'add', path: 'emails', value: [{ ...work, type: 'other' }] },
      [work, home, { ...work, type: 'other' }],
    ],
    ['add of nothing', { op: 'add', path: 'emails', value: [] }, [work, home]],
    ['add of null', { op: 'add', path: 'emails', value: null }, [work, home]],
    ['replace takes the whole list', { op: 'replace', path: 'emails', value: [home] }, [home]],
    ['replace by nothing clears', { op: 'replace', path: 'emails', value: [] }, undefined],
    ['replace by null clears', { op: 'replace', path: 'emails', value: null }, undefined],
    ['replace by "" clears', { op: 'replace', path: 'emails', value: '' }, undefined],
    ['remove takes all', { op: 'remove', path: 'emails' }, undefined],
    ['remove with values takes these', { op: 'remove', path: 'emails', value: [{ value: 'w@x.org' }] }, [home]],
    [
      'remove with a value of another type takes nothing',
      { op: 'remove', path: 'emails', value: [{ ...work, type: 'home' }] },
      [work, home],
    ],
    ['remove with no values takes none', { op: 'remove', path: 'emails', value: [] }, [work, home]],
    ['remove by filter', { op: 'remove', path: 'emails[type eq "WORK"]' }, [home]],
    ['remove by a filter of two terms', { op: 'remove', path: 'emails[type eq "work" and value ew "x.org"]' }, [home]],
    ['remove by not and or', { op: 'remove', path: 'emails[not (type eq "home") or value co "h@"]' }, undefined],
    ['remove by a filter that matches nothing', { op: 'remove', path: 'emails[type eq "other"]' }, [work, home]],
    ['remove a part by filter', { op: 'remove', path: 'emails[type eq "work"].type' }, [{ value: 'w@x.org' }, home]],
    ['remove the value: the label left is nothing', { op: 'remove', path: 'emails[type eq "work"].value' }, [home]],
    [
      'clear the value: the label left is nothing',
      { op: 'replace', path: 'emails[type eq "work"].value', value: '' },
      [home],
    ],
    ['remove a part of all', { op: 'remove', path: 'emails.type' }, [{ value: 'w@x.org' }, { value: 'h@x.org' }]],
    [
      'replace a part by filter',
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'n' },
      [one({ value: 'n' }), home],
    ],
    [
      'replace a part by filter, capital letters',
      { op: 'Replace', path: 'Emails[Type eq "Work"].Value', value: 'n' },
      [one({ value: 'n' }), home],
    ],
    [
      'replace a part of all',
      { op: 'replace', path: 'emails.display', value: 'D' },
      [
        { value: 'w@x.org', display: 'D', type: 'work' },
        { value: 'h@x.org', display: 'D', type: 'home' },
      ],
    ],
    [
      'add a part by filter',
      { op: 'add', path: 'emails[type eq "home"].display', value: 'H' },
      [work, { value: 'h@x.org', display: 'H', type: 'home' }],
    ],
    [
      'replace a value whole',
      { op: 'replace', path: 'emails[type eq "work"]', value: { value: 'n', type: 'other' } },
      [{ value: 'n', type: 'other' }, home],
    ],
    [
      'replace a value whole, its label unsaid',
      { op: 'replace', path: 'emails[type eq "work"]', value: { value: 'n' } },
      [one({ value: 'n' }), home],
    ],
    [
      'replace a value by an array of one',
      { op: 'replace', path: 'emails[type eq "work"]', value: [{ value: 'n' }] },
      [one({ value: 'n' }), home],
    ],
    ['replace a value by nothing', { op: 'replace', path: 'emails[type eq "work"]', value: null }, [home]],
    [
      'add to a value',
      { op: 'add', path: 'emails[type eq "work"]', value: { display: 'W' } },
      [{ value: 'w@x.org', display: 'W', type: 'work' }, home],
    ],
    [
      'add through a filter without match',
      { op: 'add', path: 'emails[type eq "other"]', value: { value: 'n' } },
      [work, home, { value: 'n', type: 'other' }],
    ],
    [
      'replace a part without match',
      { op: 'replace', path: 'emails[type eq "other"].value', value: 'n' },
      [work, home, { value: 'n', type: 'other' }],
    ],
    ['clear a part without match', { op: 'replace', path: 'emails[type eq "other"].value', value: '' }, [work, home]],
    [
      'with the URN in front',
      { op: 'replace', path: `${USER}:emails[type eq "work"].value`, value: 'n' },
      [one({ value: 'n' }), home],
    ],
    [
      'a new primary value',
      { op: 'add', path: 'emails', value: [{ value: 'n', primary: true }] },
      [work, home, { value: 'n', primary: true }],
    ],
    ['ids in an array', { op: 'replace', path: 'emails', value: ['a', 'b'] }, [{ value: 'a' }, { value: 'b' }]],
  ])('%s', (_, operation, after) => {
    expect(patch(User, mailed, operation).document.emails).toEqual(after)
  })

  test('has one primary value, the newest', () => {
    const before = { ...babs, emails: [{ ...work, primary: true }, home] }
    const primary = [
      { ...work, primary: false },
      { ...home, primary: true },
    ]
    const operations: Json[] = [
      { op: 'replace', path: 'emails[type eq "home"].primary', value: true },
      { op: 'add', path: 'emails[type eq "home"]', value: { primary: 'True' } },
      { op: 'add', path: 'emails', value: [{ ...home, primary: true }] },
    ]
    for (const operation of operations) expect(patch(User, before, operation).document.emails).toEqual(primary)
    expect(
      patch(User, before, { op: 'add', path: 'emails', value: [{ value: 'n', primary: true }] }).document.emails,
    ).toEqual([{ ...work, primary: false }, home, { value: 'n', primary: true }])
  })

  test('gets one value from several operations on one filter', () => {
    const { document } = patch(
      User,
      babs,
      { op: 'Add', path: 'emails[type eq "work"].primary', value: 'True' },
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'a@b.c' },
      { op: 'Add', path: 'emails[type eq "work"].display', value: 'A' },
    )
    expect(document.emails).toEqual([{ value: 'a@b.c', display: 'A', type: 'work', primary: true }])
  })

  test('gets its value from every term of the filter', () => {
    const { document } = patch(User, babs, {
      op: 'replace',
      path: 'addresses[type eq "work" and country eq "US"].locality',
      value: 'X',
    })
    expect(document.addresses).toEqual([{ locality: 'X', country: 'US', type: 'work' }])
  })

  test('keeps JSON text as text', () => {
    const { document } = patch(User, babs, { op: 'Add', path: 'roles', value: [{ value: '{"id":"1"}' }, '{"id":"2"}'] })
    expect(document.roles).toEqual([{ value: '{"id":"1"}' }, { value: '{"id":"2"}' }])
  })
})

describe('without a path', () => {
  test('lets what stands in the extension win over a bare name, whichever comes first', () => {
    const inside = { [ENTERPRISE]: { department: 'X' } }
    for (const value of [
      { ...inside, department: 'Y' },
      { department: 'Y', ...inside },
    ]) {
      expect(patch(User, employed, { op: 'replace', value }).document[ENTERPRISE]).toMatchObject({ department: 'X' })
    }
  })

  test.each<[string, ResourceDocument, Json, JsonObject]>([
    ['only the listed attributes change', mailed, { op: 'replace', value: { title: 'x' } }, { ...mailed, title: 'x' }],
    [
      'dotted names',
      babs,
      { op: 'replace', value: { 'name.givenName': 'B', 'Name.MiddleName': 'J' } },
      { ...babs, name: { familyName: 'Jensen', givenName: 'B', middleName: 'J' } },
    ],
    [
      'URN names',
      babs,
      { op: 'add', value: { [`${USER}:title`]: 'x', [`${ENTERPRISE}:manager.value`]: 'm' } },
      { ...babs, schemas: [USER, ENTERPRISE], title: 'x', [ENTERPRISE]: { manager: { value: 'm' } } },
    ],
    [
      'an extension object',
      employed,
      { op: 'replace', value: { [ENTERPRISE]: { costCenter: '1' } } },
      {
        ...employed,
        [ENTERPRISE]: { costCenter: '1', department: 'Sales', manager: { value: 'm1', $ref: '../Users/m1' } },
      },
    ],
    ['an extension cleared', employed, { op: 'replace', value: { [ENTERPRISE]: null } }, babs],
    [
      'value paths as names',
      babs,
      { op: 'add', value: { 'emails[type eq "work"].value': 'w@x.org' } },
      { ...babs, emails: [work] },
    ],
    [
      'nulls clear',
      employed,
      { op: 'replace', value: { name: null, [ENTERPRISE]: { manager: null, department: '' } } },
      { ...babs, name: undefined },
    ],
    [
      'its own id, and what else cannot be written',
      babs,
      { op: 'replace', value: { id: 'u1', meta: { version: 'x' }, groups: [], schemas: [USER], title: 'x' } },
      { ...babs, title: 'x' },
    ],
    [
      'names that no schema has',
      babs,
      { op: 'replace', value: { nosuch: 1, 'a.b': 1, 'urn:x:y': {}, '[': 1, __proto__x: 1, title: 'x' } },
      { ...babs, title: 'x' },
    ],
    ['a value in an array', babs, { op: 'replace', value: [{ title: 'x' }] }, { ...babs, title: 'x' }],
    [
      "the base schema's URN as a name",
      babs,
      { op: 'replace', value: { [USER]: { title: 'x' } } },
      { ...babs, title: 'x' },
    ],
  ])('%s', (_, before, operation, after) => {
    expect(patch(User, before, operation).document).toEqual(after)
  })

  test('a group push of Okta names the group again', () => {
    const result = patch(Group, guides, { op: 'replace', value: { id: 'g1', displayName: 'Guides' } })
    expect(result).toEqual({
      document: guides,
      memberChanges: [],
      changed: false,
      notes: [{ code: 'ignoredReadOnly', path: 'id', detail: expect.any(String) }],
    })
  })
})

describe('an extension', () => {
  const manager = (value: Json | undefined): Json | undefined =>
    value === undefined ? { department: 'Sales' } : { department: 'Sales', manager: value }
  test.each<[string, Json, Json | undefined]>([
    ['manager by a string', { op: 'Replace', path: `${ENTERPRISE}:manager`, value: 'm2' }, manager({ value: 'm2' })],
    [
      'manager by a string in an array',
      { op: 'Replace', path: `${ENTERPRISE}:manager`, value: ['m2'] },
      manager({ value: 'm2' }),
    ],
    [
      'manager by an object in an array',
      { op: 'Add', path: `${ENTERPRISE}:manager`, value: [{ value: 'm2' }] },
      manager({ value: 'm2' }),
    ],
    [
      'the same manager keeps the reference',
      { op: 'Replace', path: `${ENTERPRISE}:manager`, value: 'm1' },
      manager({ value: 'm1', $ref: '../Users/m1' }),
    ],
    ['manager.value', { op: 'Replace', path: `${ENTERPRISE}:manager.value`, value: 'm2' }, manager({ value: 'm2' })],
    ['manager without the URN', { op: 'Replace', path: 'manager', value: 'm2' }, manager({ value: 'm2' })],
    ['manager cleared by ""', { op: 'Replace', path: `${ENTERPRISE}:manager`, value: '' }, manager(undefined)],
    ['manager cleared by null', { op: 'Replace', path: `${ENTERPRISE}:manager`, value: null }, manager(undefined)],
    ['manager removed', { op: 'Remove', path: `${ENTERPRISE}:manager` }, manager(undefined)],
    [
      'the URN as a path',
      { op: 'replace', path: ENTERPRISE, value: { department: 'X', manager: '' } },
      { department: 'X' },
    ],
    ['the URN removed', { op: 'remove', path: ENTERPRISE }, undefined],
    [
      'displayName of the manager is ignored in a value',
      { op: 'replace', path: `${ENTERPRISE}:manager`, value: { value: 'm2', displayName: 'M' } },
      manager({ value: 'm2' }),
    ],
  ])('%s', (_, operation, after) => {
    const { document } = patch(User, employed, operation)
    expect(document[ENTERPRISE]).toEqual(after)
    expect(document.schemas).toEqual(after === undefined ? [USER] : [USER, ENTERPRISE])
  })
})

describe('members', () => {
  const add = (...ids: string[]): Json => ({
    kind: 'add',
    members: ids.map((value) => ({ value, type: undefined })) as never,
  })
  const replaced = (...ids: string[]): Json => ({
    kind: 'replace',
    members: ids.map((value) => ({ value, type: undefined })) as never,
  })
  const removed = (...values: string[]): Json => ({ kind: 'remove', values })
  test.each<[string, readonly Json[], readonly Json[]]>([
    [
      'added',
      [
        {
          op: 'add',
          path: 'members',
          value: [{ value: 'a', display: null }, { value: 'b', $ref: null }, { value: 'a' }],
        },
      ],
      [add('a', 'b')],
    ],
    ['added by one object', [{ op: 'add', path: 'members', value: { value: 'a' } }], [add('a')]],
    ['added by bare ids', [{ op: 'add', path: 'members', value: ['a', 'b'] }], [add('a', 'b')]],
    ['added without a path', [{ op: 'add', value: { members: [{ value: 'a' }] } }], [add('a')]],
    ['added by their value', [{ op: 'add', path: 'members.value', value: 'a' }], [add('a')]],
    ['added through a filter', [{ op: 'add', path: 'members[value eq "a"]', value: { display: 'A' } }], [add('a')]],
    ['added none', [{ op: 'add', path: 'members', value: [] }], []],
    ['removed by filter', [{ op: 'remove', path: 'members[value eq "a"]' }], [removed('a')]],
    ['removed by several', [{ op: 'remove', path: 'members[value eq "a" or value eq "b"]' }], [removed('a', 'b')]],
    ['removed by value', [{ op: 'remove', path: 'members', value: [{ value: 'a' }] }], [removed('a')]],
    ['removed by one value', [{ op: 'remove', path: 'members', value: { value: 'a' } }], [removed('a')]],
    ['removed by no value', [{ op: 'remove', path: 'members', value: [] }], []],
    ['all removed', [{ op: 'remove', path: 'members' }], [replaced()]],
    ['all replaced', [{ op: 'replace', path: 'members', value: [{ value: 'a' }] }], [replaced('a')]],
    ['replaced by none', [{ op: 'replace', path: 'members', value: [] }], [replaced()]],
    ['replaced without a path', [{ op: 'replace', value: { members: [], displayName: 'Guides' } }], [replaced()]],
    [
      'one replaced',
      [{ op: 'replace', path: 'members[value eq "a"]', value: { value: 'b' } }],
      [removed('a'), add('b')],
    ],
    [
      'one replaced by itself',
      [{ op: 'replace', path: 'members[value eq "a"]', value: { value: 'a', display: 'A' } }],
      [],
    ],
    ['display replaced', [{ op: 'replace', path: 'members[value eq "a"].display', value: 'A' }], []],
    [
      'runs of one kind joined',
      [
        { op: 'remove', path: 'members[value eq "a"]' },
        { op: 'remove', path: 'members[value eq "b"]' },
        { op: 'add', path: 'members', value: [{ value: 'c' }] },
        { op: 'add', path: 'members', value: [{ value: 'd' }] },
        { op: 'remove', path: 'members[value eq "c"]' },
      ],
      [removed('a', 'b'), add('c', 'd'), removed('c')],
    ],
    [
      'a replacement forgets what came before',
      [
        { op: 'add', path: 'members', value: ['a'] },
        { op: 'replace', path: 'members', value: ['b'] },
        { op: 'add', path: 'members', value: ['c'] },
      ],
      [replaced('b'), add('c')],
    ],
  ])('%s', (_, operations, changes) => {
    const result = patch(Group, guides, ...operations)
    expect(result.memberChanges).toEqual(changes)
    expect(result.document).toEqual(guides)
    expect(result.changed).toBe(false)
  })

  test('removed by any other filter need the present ones', () => {
    const { memberChanges } = patch(Group, guides, { op: 'remove', path: 'members[type eq "User"]' })
    expect(memberChanges).toEqual([
      {
        kind: 'removeMatching',
        filter: expect.objectContaining({ kind: 'comparison', path: 'members.type', key: 'user' }),
      },
    ])
  })

  test('removed by several other filters need them once', () => {
    const { memberChanges } = patch(
      Group,
      guides,
      { op: 'remove', path: 'members[type eq "User"]' },
      { op: 'remove', path: 'members[display sw "x"]' },
    )
    expect(memberChanges).toEqual([
      { kind: 'removeMatching', filter: expect.objectContaining({ kind: 'logical', operator: 'or' }) },
    ])
  })

  test('keep the type the client claims', () => {
    const { memberChanges } = patch(Group, guides, {
      op: 'add',
      path: 'members',
      value: [{ value: 'a', type: 'Group' }],
    })
    expect(memberChanges).toEqual([{ kind: 'add', members: [{ value: 'a', type: 'Group' }] }])
  })
})

describe('nothing changes', () => {
  test.each<[string, ResourceDocument, Json]>([
    ['when the value is there', mailed, { op: 'add', path: 'emails', value: [home] }],
    ['when it is replaced by itself', mailed, { op: 'replace', path: 'emails', value: [work, home] }],
    ['when the boolean is the same as text', babs, { op: 'replace', path: 'active', value: 'True' }],
    ['when what is removed is not there', babs, { op: 'remove', path: 'emails[type eq "work"]' }],
    ['when schemas are listed again', babs, { op: 'add', path: 'schemas', value: [ENTERPRISE] }],
    ['when an extension that is not there is cleared', babs, { op: 'remove', path: ENTERPRISE }],
    ['when the password is set', babs, { op: 'replace', value: { password: 'secret' } }],
  ])('%s', (_, before, operation) => {
    const result = patch(User, before, operation)
    expect(result.changed).toBe(false)
    expect(result.document).toEqual(before)
  })

  test('when there is no operation', () => {
    expect(applyPatch(User, parsePatch(patchOf()), babs)).toEqual({
      document: babs,
      memberChanges: [],
      changed: false,
      notes: [],
    })
  })

  test('to the document of before when a later operation fails', () => {
    const before = structuredClone(mailed)
    errorOf(() => patch(User, before, { op: 'remove', path: 'emails' }, { op: 'remove', path: 'userName' }))
    expect(before).toEqual(mailed)
  })
})

describe('a PATCH is refused', () => {
  test.each<[string, string, Json]>([
    ['mutability', 'a read-only attribute', { op: 'replace', path: 'id', value: 'x' }],
    ['mutability', 'a read-only attribute removed', { op: 'remove', path: 'meta' }],
    ['mutability', 'a part of one', { op: 'add', path: 'meta.version', value: 'x' }],
    ['mutability', 'computed groups', { op: 'add', path: 'groups', value: [{ value: 'g' }] }],
    ['mutability', 'a read-only part', { op: 'replace', path: `${ENTERPRISE}:manager.displayName`, value: 'x' }],
    ['mutability', 'a required attribute removed', { op: 'remove', path: 'userName' }],
    ['mutability', 'schemas removed', { op: 'remove', path: 'schemas' }],
    ['invalidValue', 'schemas without the base', { op: 'replace', path: 'schemas', value: [ENTERPRISE] }],
    ['invalidValue', 'a required attribute cleared', { op: 'replace', path: 'userName', value: '' }],
    ['invalidValue', 'a required attribute of blanks', { op: 'replace', path: 'userName', value: ' ' }],
    ['invalidValue', 'a name that is too long', { op: 'replace', path: 'userName', value: 'x'.repeat(513) }],
    ['invalidValue', 'a wrong type', { op: 'replace', path: 'userName', value: 5 }],
    ['invalidValue', 'a wrong boolean', { op: 'replace', path: 'active', value: 'yes' }],
    ['invalidValue', 'a string for a complex attribute', { op: 'replace', path: 'name', value: 'Babs' }],
    ['invalidValue', 'a string for a list of objects', { op: 'replace', path: 'emails', value: 'Babs' }],
    ['invalidValue', 'an array for one value', { op: 'replace', path: 'title', value: ['a', 'b'] }],
    [
      'invalidValue',
      'two primary values',
      {
        op: 'replace',
        path: 'emails',
        value: [
          { value: 'a', primary: true },
          { value: 'b', primary: true },
        ],
      },
    ],
    ['invalidValue', 'bad base64', { op: 'add', path: 'x509Certificates', value: [{ value: 'a b' }] }],
    ['invalidValue', 'add without a value', { op: 'add', path: 'title' }],
    ['invalidValue', 'replace without a value', { op: 'replace', path: 'title' }],
    ['invalidValue', 'no path and no object', { op: 'replace', value: 'x' }],
    ['noTarget', 'remove without a path', { op: 'remove' }],
    ['noTarget', 'remove without a path but with a value', { op: 'remove', value: { title: 'x' } }],
    [
      'noTarget',
      'a whole value replaced without match',
      { op: 'replace', path: 'emails[type eq "other"]', value: { value: 'x' } },
    ],
    [
      'noTarget',
      'a part replaced by a filter that makes no value',
      { op: 'replace', path: 'emails[value co "zz"].display', value: 'x' },
    ],
    [
      'noTarget',
      'a part added by a filter that contradicts itself',
      { op: 'add', path: 'emails[type eq "a" and type eq "b"].value', value: 'x' },
    ],
    [
      'noTarget',
      'a value renamed that is not there',
      { op: 'replace', path: 'emails[value eq "zz"].value', value: 'x' },
    ],
    ['invalidPath', 'an unknown attribute', { op: 'replace', path: 'nosuch', value: 'x' }],
    ['invalidPath', 'an unknown part', { op: 'replace', path: 'name.nosuch', value: 'x' }],
    [
      'invalidPath',
      'an unknown part after a filter',
      { op: 'replace', path: 'emails[type eq "work"].nosuch', value: 'x' },
    ],
    ['invalidPath', 'an unknown URN', { op: 'replace', path: 'urn:x:y:z', value: 'x' }],
    ['invalidPath', 'a filter on one value', { op: 'replace', path: 'name[givenName eq "x"]', value: {} }],
    ['invalidPath', 'a path that does not read', { op: 'replace', path: 'emails[type eq', value: 'x' }],
    ['invalidPath', 'a path that is no string', { op: 'replace', path: 5, value: 'x' }],
    ['invalidFilter', 'an unknown name in the filter', { op: 'remove', path: 'emails[nosuch eq "x"]' }],
    ['invalidFilter', 'a wrong value in the filter', { op: 'remove', path: 'emails[primary eq "yes"]' }],
    ['invalidSyntax', 'an unknown op', { op: 'move', path: 'title', value: 'x' }],
    ['invalidSyntax', 'no op', { path: 'title', value: 'x' }],
    ['invalidSyntax', 'an operation that is no object', 'remove'],
  ])('%s: %s', (scimType, _, operation) => {
    expect(errorOf(() => patch(User, mailed, operation))).toMatchObject({ status: 400, scimType })
  })

  test.each<[string, Json]>([
    ['invalidValue', { op: 'add', path: 'members', value: [{ display: 'x' }] }],
    ['invalidValue', { op: 'add', path: 'members', value: [5] }],
    ['invalidValue', { op: 'add', path: 'members', value: [{ value: 'x'.repeat(513) }] }],
    ['mutability', { op: 'replace', path: 'members[value eq "a"].value', value: 'b' }],
    ['mutability', { op: 'remove', path: 'members.value' }],
    ['mutability', { op: 'remove', path: 'displayName' }],
    ['invalidFilter', { op: 'remove', path: 'members[nosuch eq "a"]' }],
  ])('%s, on members: %j', (scimType, operation) => {
    expect(errorOf(() => patch(Group, guides, operation))).toMatchObject({ status: 400, scimType })
  })

  test.each<[string, Json]>([
    ['no object', []],
    ['no schemas', { Operations: [] }],
    ['other schemas', { schemas: [USER], Operations: [] }],
    ['no Operations', { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'] }],
    ['Operations that are no array', { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: {} }],
  ])('invalidSyntax: %s', (_, body) => {
    expect(errorOf(() => parsePatch(body))).toMatchObject({ status: 400, scimType: 'invalidSyntax' })
  })

  test('when it names the unknown op', () => {
    expect(errorOf(() => patch(User, babs, { op: 'move', path: 'title' })).detail).toBe(
      'Operations[0]: "op" must be "add", "remove" or "replace", found "move".',
    )
  })

  test('when it holds too many operations', () => {
    const many = Array.from({ length: LIMITS.patchOperations + 1 }, () => ({ op: 'remove', path: 'title' }))
    expect(errorOf(() => patch(User, babs, ...many)).detail).toContain('2000 operations')
    expect(patch(User, babs, ...many.slice(1)).changed).toBe(false)
  })

  test('when its filters hold too many terms', () => {
    const path = `emails[${Array.from({ length: 150 }, (_, index) => `value eq "${index}"`).join(' or ')}]`
    const operations = Array.from({ length: 14 }, () => ({ op: 'remove', path }))
    expect(patch(User, mailed, ...operations.slice(1)).changed).toBe(false)
    expect(errorOf(() => patch(User, mailed, ...operations))).toMatchObject({
      scimType: 'invalidFilter',
      detail: expect.stringContaining('2000 filter terms'),
    })
  })

  test('when an attribute would hold too many values', () => {
    const emails = Array.from({ length: LIMITS.multiValuedElements + 1 }, (_, index) => ({ value: `${index}@x.org` }))
    expect(patch(User, babs, { op: 'add', path: 'emails', value: emails.slice(1) }).changed).toBe(true)
    expect(errorOf(() => patch(User, babs, { op: 'add', path: 'emails', value: emails })).detail).toContain(
      '1000 values',
    )
    expect(
      errorOf(() =>
        patch(
          User,
          babs,
          { op: 'add', path: 'emails', value: emails.slice(1) },
          { op: 'add', path: 'emails', value: ['n'] },
        ),
      ).scimType,
    ).toBe('invalidValue')
  })
})
