import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ENTERPRISE, GROUP, Group, patchOf, USER, User } from '../test/support.ts'
import {
  type AttributePath,
  acceptCreate,
  acceptReplace,
  applyPatch,
  type Filter,
  type Json,
  type JsonObject,
  matchesFilter,
  parseFilter,
  parseListQuery,
  parsePatch,
  parsePath,
  parseProjection,
  parseSearchRequest,
  printFilter,
  printPath,
  projectResource,
  resolveFilter,
  ScimError,
  toIndexEntries,
} from './index.ts'

/** Random trees over the grammar. */
const name = fc.constantFrom('userName', 'emails', 'name', 'not', 'and', 'x-1_y', '$ref', 'TRUE')
const attributePath: fc.Arbitrary<AttributePath> = fc.record({
  kind: fc.constant('AttributePath' as const),
  schema: fc.constantFrom(undefined, USER, ENTERPRISE, 'urn:a.b:c'),
  name,
  subAttribute: fc.option(name, { nil: undefined }),
})
const wholePath = attributePath.map((path) => ({ ...path, subAttribute: undefined }))
const operator = fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le')
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((each) => (each === 0 ? 0 : each)),
  fc.boolean(),
  fc.constant(null),
)
const comparison = fc.record({ operator, value })
const simple = fc.oneof(
  fc.record({ kind: fc.constant('ComparisonExpression'), attribute: attributePath, operator, value }),
  fc.record({ kind: fc.constant('PresenceExpression'), attribute: attributePath }),
)
function tree(leaf: fc.Arbitrary<unknown>): fc.Arbitrary<Filter> {
  const { filter } = fc.letrec((tie) => ({
    filter: fc.oneof({ maxDepth: 4 }, leaf, tie('not'), tie('logical')),
    not: fc.record({ kind: fc.constant('NotExpression'), operand: tie('filter') }),
    logical: fc.record({
      kind: fc.constant('LogicalExpression'),
      operator: fc.constantFrom('and', 'or'),
      operands: fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
    }),
  }))
  return filter as fc.Arbitrary<Filter>
}
const elementFilter = tree(simple)
const valuePath = fc.record({
  kind: fc.constant('ValuePath'),
  attribute: wholePath,
  filter: elementFilter,
  comparison: fc.option(
    fc
      .tuple(name, fc.option(comparison))
      .map(([subAttribute, rest]) => (rest === null ? { subAttribute, operator: 'pr' } : { subAttribute, ...rest })),
    { nil: undefined },
  ),
})
const filter = tree(fc.oneof(simple, valuePath))

describe('print and parse', () => {
  test('give a filter back', () => {
    fc.assert(
      fc.property(filter, (each) => {
        expect(parseFilter(printFilter(each))).toEqual(each)
      }),
    )
  })

  test('give a path back', () => {
    const path = fc.oneof(
      attributePath.map((attribute) => ({
        kind: 'PatchPath' as const,
        attribute,
        filter: undefined,
        subAttribute: undefined,
      })),
      fc.record({
        kind: fc.constant('PatchPath' as const),
        attribute: wholePath,
        filter: elementFilter,
        subAttribute: fc.option(name, { nil: undefined }),
      }),
    )
    fc.assert(
      fc.property(path, (each) => {
        expect(parsePath(printPath(each))).toEqual(each)
      }),
    )
  })
})

/** Bodies that are nearly right, so that they get past the first check. */
const attributeName = fc.constantFrom(
  'schemas',
  'id',
  'externalId',
  'userName',
  'USERNAME',
  'name',
  'name.givenName',
  'emails',
  'emails.value',
  'active',
  'roles',
  'addresses',
  'x509Certificates',
  'password',
  'groups',
  'meta',
  'members',
  'displayName',
  'manager',
  ENTERPRISE,
  `${ENTERPRISE}:manager`,
  `${USER}:title`,
  '__proto__',
  'constructor',
  'toString',
  '',
  '[',
  'emails[type eq "work"].value',
  'urn:',
  'a.b.c',
)
const partName = fc.constantFrom(
  'value',
  'VALUE',
  'type',
  'primary',
  'display',
  '$ref',
  'givenName',
  'department',
  'manager',
  '__proto__',
  'nosuch',
)
const scalar: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  null,
  '',
  'x',
  'work',
  'True',
  true,
  false,
  0,
  1.5,
  USER,
  'a@b.c',
  '\ud800\0',
  [],
  {},
)
const part = fc.dictionary(
  partName,
  fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }), fc.dictionary(partName, scalar, { maxKeys: 3 })),
  { maxKeys: 4 },
)
const wild = fc.oneof(scalar, part, fc.array(fc.oneof(scalar, part), { maxLength: 3 })) as fc.Arbitrary<Json>
const body = fc
  .tuple(fc.dictionary(attributeName, wild, { maxKeys: 5 }), fc.boolean())
  .map(([attributes, valid]) =>
    valid ? { ...attributes, schemas: [USER], userName: 'b' } : attributes,
  ) as fc.Arbitrary<JsonObject>
const pathText = fc.oneof(
  attributeName,
  fc.constantFrom(
    'emails[type eq "work"]',
    'emails[type eq "work"].value',
    'emails[primary eq "True"].value',
    'emails[value co "a"].primary',
    'emails[not (type pr)]',
    'roles[type eq "a" and value eq "b"].display',
    'members[value eq "x"]',
    'members[type eq "y"]',
    'members.value',
    'members[value eq "x"].display',
    'addresses[type eq "home"].country',
    `${ENTERPRISE}:manager.displayName`,
    'active',
  ),
)
const operation = fc.record(
  { op: fc.constantFrom('add', 'Replace', 'REMOVE', 'replace', 'remove'), path: pathText, value: fc.oneof(wild, body) },
  { requiredKeys: ['op'] },
) as fc.Arbitrary<Json>

function onlyScimError<T>(call: () => T): T | undefined {
  try {
    return call()
  } catch (error) {
    if (error instanceof ScimError) return undefined
    throw error
  }
}

const { schemas, ...attributes } = acceptCreate(User, {
  schemas: [USER],
  userName: 'bjensen',
  name: { givenName: 'B' },
  emails: [
    { value: 'a@b.c', type: 'work', primary: true },
    { value: 'h', type: 'home' },
  ],
  [ENTERPRISE]: { department: 'X', manager: 'm' },
}).document
const current: JsonObject = { schemas, id: 'u1', ...attributes }
const group = { schemas: [GROUP], id: 'g1', displayName: 'G' }

describe('whatever is sent', () => {
  test('a filter is read or refused', () => {
    const piece = fc.constantFrom(
      'userName',
      ' eq ',
      '"x"',
      ' and ',
      'not',
      '(',
      ')',
      '[',
      ']',
      '.',
      'emails',
      'type',
      ' pr',
      '5',
      '-',
      'true',
      '"',
      '\\',
      'urn:a:',
      ' ',
      '\u{1F600}',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join('')),
    )
    fc.assert(
      fc.property(text, (each) => {
        const read = onlyScimError(() => parseFilter(each))
        if (read !== undefined) expect(parseFilter(printFilter(read))).toEqual(read)
        const path = onlyScimError(() => parsePath(each))
        if (path !== undefined) expect(parsePath(printPath(path))).toEqual(path)
      }),
      { numRuns: 500 },
    )
  })

  test('a filter is resolved or refused, and then evaluates', () => {
    fc.assert(
      fc.property(filter, (each) => {
        const resolved = onlyScimError(() => resolveFilter(User, each))
        if (resolved !== undefined) expect(typeof matchesFilter(User, resolved, current)).toBe('boolean')
        const lenient = onlyScimError(() => resolveFilter(Group, each, { unknown: 'unassigned' }))
        if (lenient !== undefined) expect(typeof matchesFilter(Group, lenient, group)).toBe('boolean')
      }),
    )
  })

  test('a body is accepted or refused; accepted, it comes round unchanged', () => {
    fc.assert(
      fc.property(body, (each) => {
        const created = onlyScimError(() => acceptCreate(User, each))
        onlyScimError(() => acceptReplace(Group, each, group))
        if (created === undefined) return
        const stored = { ...created.document, id: 'u1' }
        expect(acceptReplace(User, created.document, stored).document).toEqual(stored)
        expect(acceptCreate(User, created.document).document).toEqual(created.document)
        expect(JSON.stringify(created.document)).toBe(JSON.stringify(acceptCreate(User, created.document).document))
        toIndexEntries(User, created.document)
      }),
      { numRuns: 500 },
    )
  })

  test('a PATCH leaves a valid resource and says whether it changed, or is refused', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 4 }), (operations) => {
        const request = patchOf(...operations)
        const before = structuredClone(current)
        const patched = onlyScimError(() => applyPatch(User, parsePatch(request), current))
        onlyScimError(() => applyPatch(Group, parsePatch(request), group))
        expect(current).toEqual(before)
        if (patched === undefined) return
        expect(patched.changed).toBe(JSON.stringify(patched.document) !== JSON.stringify(current))
        expect(patched.document.id).toBe('u1')
        expect(acceptReplace(User, patched.document, patched.document).document).toEqual(patched.document)
      }),
      { numRuns: 1000 },
    )
  })

  test('any JSON at all is answered', () => {
    fc.assert(
      fc.property(fc.jsonValue() as fc.Arbitrary<Json>, (json) => {
        onlyScimError(() => acceptCreate(User, json))
        onlyScimError(() => parsePatch(json))
        onlyScimError(() => applyPatch(User, parsePatch(patchOf(json)), current))
        onlyScimError(() => applyPatch(User, parsePatch(patchOf({ op: 'replace', value: json })), current))
        onlyScimError(() => parseSearchRequest(json))
        onlyScimError(() => parseListQuery({ filter: json, count: json, attributes: json }))
      }),
      { numRuns: 300 },
    )
  })

  test('a projection shows no more than there is, and always id and schemas', () => {
    fc.assert(
      fc.property(fc.array(attributeName), fc.array(attributeName), (attributes, excludedAttributes) => {
        const shown = projectResource(User, current, parseProjection(User, { attributes, excludedAttributes }))
        expect(shown).toMatchObject({ id: 'u1', schemas: current.schemas })
        expect(current).toMatchObject(shown)
      }),
    )
  })
})

describe('hostile sizes', () => {
  const within = (milliseconds: number, call: () => void): void => {
    const start = performance.now()
    call()
    expect(performance.now() - start).toBeLessThan(milliseconds)
  }

  test('twenty thousand levels of JSON are no matter', () => {
    const deep = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as Json
    within(1_000, () => {
      expect(acceptCreate(User, { schemas: [USER], userName: 'b', nosuch: deep }).notes).toHaveLength(1)
      expect(onlyScimError(() => acceptCreate(User, { schemas: [USER], userName: 'b', emails: deep }))).toBeUndefined()
      onlyScimError(() => applyPatch(User, parsePatch(patchOf({ op: 'add', path: 'emails', value: deep })), current))
    })
  })

  test('a hundred thousand unknown names are noted a hundred times', () => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`x${index}`, index]))
    within(3_000, () => {
      expect(acceptCreate(User, { ...many, schemas: [USER], userName: 'b' }).notes).toHaveLength(100)
    })
  })

  test('two thousand operations on a thousand values take no square of time', () => {
    const emails = Array.from({ length: 1_000 }, (_, index) => ({ value: `${index}@x.org`, type: 'work' }))
    const operations = Array.from({ length: 2_000 }, (_, index) => ({
      op: 'add',
      path: 'emails',
      value: [{ value: `${index % 1_000}@x.org`, type: 'work' }],
    }))
    within(15_000, () => {
      const result = applyPatch(
        User,
        parsePatch(patchOf({ op: 'replace', path: 'emails', value: emails }, ...operations.slice(1))),
        current,
      )
      expect(result.document.emails).toHaveLength(1_000)
    })
  })

  test('fifty thousand members are one change', () => {
    const members = Array.from({ length: 50_000 }, (_, index) => ({ value: `id-${index}` }))
    within(2_000, () => {
      const { memberChanges } = applyPatch(
        Group,
        parsePatch(patchOf({ op: 'add', path: 'members', value: members })),
        group,
      )
      expect(memberChanges).toHaveLength(1)
    })
  })
})
