import { describe, expect, test } from 'vitest'
import { createUser, errorOf, Group, readFixture, User } from '../../test/support.ts'
import {
  acceptCreate,
  compareKeys,
  FILTER_LIMITS,
  type IndexEntry,
  type JsonObject,
  matchesFilter,
  parseFilter,
  parsePath,
  printFilter,
  printPath,
  resolveFilter,
  toIndexEntries,
} from '../index.ts'

interface FilterCase {
  readonly filter: string
  readonly printed?: string
  readonly matches: readonly string[]
}
interface InvalidCase {
  readonly filter: string
  readonly position?: number
  readonly says?: string
}

const { users } = readFixture<{ users: readonly JsonObject[] }>('filters/users.json')
const { filters } = readFixture<{ filters: readonly FilterCase[] }>('filters/valid.json')
const invalid = readFixture<{ filters: readonly InvalidCase[] }>('filters/invalid.json')
const paths = readFixture<{
  valid: readonly { path: string; printed?: string }[]
  invalid: readonly { path: string; position: number }[]
}>('filters/paths.json')

const documents = users.map((body) => acceptCreate(User, body).document)

describe('a valid filter', () => {
  test.each(filters)('matches: $filter', ({ filter, matches }) => {
    const resolved = resolveFilter(User, parseFilter(filter))
    const found = documents.filter((document) => matchesFilter(User, resolved, document))
    expect(found.map((document) => document.userName)).toEqual(matches)
  })

  test.each(filters)('prints in its normal form: $filter', ({ filter, printed }) => {
    expect(printFilter(parseFilter(filter))).toBe(printed ?? filter)
    expect(parseFilter(printFilter(parseFilter(filter)))).toEqual(parseFilter(filter))
  })
})

describe('an invalid filter', () => {
  test.each(invalid.filters)('is refused: $filter', ({ filter, position, says }) => {
    const error = errorOf(() => resolveFilter(User, parseFilter(filter)))
    expect(error).toMatchObject({ status: 400, scimType: 'invalidFilter' })
    if (position !== undefined) expect(error.detail).toMatch(new RegExp(`at ${position}\\b`))
    if (says !== undefined) expect(error.detail).toContain(says)
  })

  test('is told apart by what was expected, found and where', () => {
    expect(errorOf(() => parseFilter('userName foo "x"')).detail).toBe(
      'Cannot read the filter: expected a comparison operator or "pr", found "foo" at 9.',
    )
  })
})

describe('the bounds of a filter', () => {
  test('refuse a text that is too long', () => {
    const error = errorOf(() => parseFilter(`userName eq "${'x'.repeat(FILTER_LIMITS.length)}"`))
    expect(error).toMatchObject({ status: 400, scimType: 'invalidFilter' })
    expect(error.detail).toContain('20000 characters')
  })

  test.each(['co', 'sw', 'ew'])('refuse to look within values for more than so many characters: %s', (operator) => {
    const resolve = (length: number) => resolveFilter(User, parseFilter(`title ${operator} "${'x'.repeat(length)}"`))
    expect(resolve(FILTER_LIMITS.partLength).kind).toBe('comparison')
    const error = errorOf(() => resolve(FILTER_LIMITS.partLength + 1))
    expect(error).toMatchObject({ status: 400, scimType: 'invalidFilter' })
    expect(error.detail).toContain(`${operator} compares title with at most 2000 characters`)
    expect(resolveFilter(User, parseFilter(`title eq "${'x'.repeat(FILTER_LIMITS.partLength + 1)}"`)).kind).toBe(
      'comparison',
    )
  })

  test('refuse nesting that is too deep, and only that', () => {
    const nested = (depth: number): string => `${'('.repeat(depth)}userName pr${')'.repeat(depth)}`
    expect(parseFilter(nested(FILTER_LIMITS.depth)).kind).toBe('PresenceExpression')
    expect(errorOf(() => parseFilter(nested(FILTER_LIMITS.depth + 1))).detail).toContain('deeper than 40')
    expect(errorOf(() => parseFilter('('.repeat(10_000))).detail).toContain('deeper than 40')
    expect(errorOf(() => parseFilter('not ('.repeat(3_000))).detail).toContain('deeper than 40')
  })

  test('refuse too many terms, and only those', () => {
    const terms = (count: number): string => Array.from({ length: count }, () => 'userName pr').join(' or ')
    expect(parseFilter(terms(FILTER_LIMITS.terms)).kind).toBe('LogicalExpression')
    expect(errorOf(() => parseFilter(terms(FILTER_LIMITS.terms + 1))).detail).toContain('200 terms')
  })
})

describe('a path', () => {
  test.each(paths.valid)('is read and printed: $path', ({ path, printed }) => {
    expect(printPath(parsePath(path))).toBe(printed ?? path)
    expect(parsePath(printPath(parsePath(path)))).toEqual(parsePath(path))
  })

  test.each(paths.invalid)('is refused: $path', ({ path, position }) => {
    const error = errorOf(() => parsePath(path))
    expect(error).toMatchObject({ status: 400, scimType: 'invalidPath' })
    expect(error.detail).toMatch(new RegExp(`at ${position}\\b`))
  })
})

describe('entries the caller brings', () => {
  const extra: readonly IndexEntry[] = [
    { path: 'meta', element: 0, key: '', lead: true },
    { path: 'meta.lastModified', element: 0, key: '2026-01-02T03:04:05.000000000', lead: true },
    { path: 'members', element: 0, key: '', lead: true },
    { path: 'members.value', element: 0, key: 'u1', lead: true },
  ]
  const group = acceptCreate(Group, { schemas: [Group.schema.id], displayName: 'Guides' }).document

  test.each([
    ['meta.lastModified gt "2026-01-02T03:04:04Z"', true],
    ['meta.lastModified ge "2026-01-02T04:04:05+01:00"', true],
    ['meta.lastModified lt "2026-01-02T03:04:05.001Z"', true],
    ['meta.lastModified gt "2026-01-02T03:04:05Z"', false],
    ['members eq "u1"', true],
    ['members.value eq "u2"', false],
    ['members[value eq "u1"]', true],
    ['displayName eq "guides" and members eq "u1"', true],
    ['members pr', true],
  ])('%s is %s', (filter, expected) => {
    expect(matchesFilter(Group, resolveFilter(Group, parseFilter(filter)), group, extra)).toBe(expected)
  })
})

describe('an attribute of another type, in a query over several', () => {
  const group = acceptCreate(Group, { schemas: [Group.schema.id], displayName: 'Guides' }).document
  test.each([
    ['userName eq "x"', false],
    ['userName ne "x"', true],
    ['userName pr', false],
    ['not (userName pr)', true],
    ['userName eq null', true],
    ['emails[type eq "work"]', false],
    ['userName eq "x" or displayName eq "Guides"', true],
  ])('counts as unassigned: %s is %s', (filter, expected) => {
    const resolved = resolveFilter(Group, parseFilter(filter), { unknown: 'unassigned' })
    expect(matchesFilter(Group, resolved, group)).toBe(expected)
  })
})

describe('index entries', () => {
  test('give every value that no column holds its canonical path, element and lead', () => {
    const { document } = createUser({
      externalId: 'x',
      password: 'secret',
      name: { givenName: 'Barbara' },
      emails: [
        { value: 'Home@X.org', type: 'home' },
        { value: 'W@x.org', type: 'work', primary: 'True' },
      ],
    })
    expect(toIndexEntries(User, document)).toEqual([
      { path: 'schemas', element: 0, key: User.schema.id, lead: true },
      { path: 'name', element: 0, key: '', lead: true },
      { path: 'name.givenName', element: 0, key: 'barbara', lead: true },
      { path: 'emails', element: 0, key: '', lead: false },
      { path: 'emails.value', element: 0, key: 'home@x.org', lead: false },
      { path: 'emails.type', element: 0, key: 'home', lead: false },
      { path: 'emails', element: 1, key: '', lead: true },
      { path: 'emails.value', element: 1, key: 'w@x.org', lead: true },
      { path: 'emails.type', element: 1, key: 'work', lead: true },
      { path: 'emails.primary', element: 1, key: 'true', lead: true },
    ])
  })
})

describe('compareKeys', () => {
  test('orders by code point, not by UTF-16 unit', () => {
    expect(['\u{1F600}', '\uFFFD', 'a', 'Z', '', 'ab'].sort(compareKeys)).toEqual([
      '',
      'Z',
      'a',
      'ab',
      '\uFFFD',
      '\u{1F600}',
    ])
  })
})
