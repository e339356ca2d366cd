import { describe, expect, test } from 'vitest'
import { errorOf } from '../../test/support.ts'
import { type Json, type JsonObject, listBulkReferences, parseBulkRequest, replaceBulkReferences } from '../index.ts'

const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest']
const request = (Operations: Json, more: JsonObject = {}): JsonObject => ({ schemas, Operations, ...more })
const post = { method: 'POST', path: '/Users', bulkId: 'a', data: { userName: 'ann' } }

describe('a BulkRequest (RFC 7644 section 3.7)', () => {
  test('is read in order, names in any letter case', () => {
    const { failOnErrors, operations } = parseBulkRequest({
      Schemas: ['URN:ietf:params:scim:api:messages:2.0:bulkrequest'],
      FAILONERRORS: 2,
      operations: [
        post,
        { Method: 'patch', Path: '/Users/1', Data: {}, Version: 'W/"3"' },
        { method: 'DELETE', path: '/Users/1', bulkId: '' },
      ],
    })
    expect(failOnErrors).toBe(2)
    expect(operations).toEqual([
      { ...post, version: undefined },
      { method: 'PATCH', path: '/Users/1', data: {}, version: 'W/"3"', bulkId: undefined },
      { method: 'DELETE', path: '/Users/1', data: null, version: undefined, bulkId: undefined },
    ])
  })

  test('may be empty', () => {
    expect(parseBulkRequest(request([]))).toEqual({ failOnErrors: undefined, operations: [] })
    expect(parseBulkRequest(request([], { failOnErrors: null })).failOnErrors).toBeUndefined()
  })

  test.each<[Json, string, string]>([
    ['x', 'invalidSyntax', 'BulkRequest'],
    [[], 'invalidSyntax', 'BulkRequest'],
    [{ Operations: [] }, 'invalidSyntax', 'schemas'],
    [{ schemas: ['urn:x'], Operations: [] }, 'invalidSyntax', 'schemas'],
    [{ schemas }, 'invalidSyntax', 'Operations'],
    [request({}), 'invalidSyntax', 'Operations'],
    [
      request([], Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`k${at}`, 1]))),
      'invalidSyntax',
      '50 attributes',
    ],
    [request([], { failOnErrors: 0 }), 'invalidValue', 'failOnErrors'],
    [request([], { failOnErrors: 1.5 }), 'invalidValue', 'failOnErrors'],
    [request([], { failOnErrors: '1' }), 'invalidValue', 'failOnErrors'],
  ])('%j as a whole is a %s', (body, scimType, name) => {
    expect(errorOf(() => parseBulkRequest(body))).toMatchObject({
      status: 400,
      scimType,
      detail: expect.stringContaining(name),
    })
  })

  test.each<[Json, string]>([
    ['x', 'must be an object'],
    [null, 'must be an object'],
    [{ path: '/Users' }, '"method"'],
    [{ ...post, method: 'GET' }, '"method"'],
    [{ method: 'POST', path: '/Users', data: {} }, '"bulkId"'],
    [{ ...post, bulkId: 5 }, '"bulkId"'],
    [{ method: 'PUT', data: {} }, '"path"'],
    [{ method: 'PUT', path: '', data: {} }, '"path"'],
    [{ method: 'PATCH', path: '/Users/1' }, '"data"'],
    [{ ...post, ...Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, 1])) }, '50 attributes'],
  ])('an operation %j is an error of its own, and the others stand', (operation, detail) => {
    const { operations } = parseBulkRequest(request([post, operation, { method: 'DELETE', path: '/Users/1' }]))
    expect(operations[1]).toMatchObject({ error: { status: 400, detail: expect.stringContaining('Operations[1]') } })
    expect((operations[1] as { error: Error }).error.message).toContain(detail)
    expect(operations[0]).not.toHaveProperty('error')
    expect(operations[2]).not.toHaveProperty('error')
  })

  test("a bulkId is one POST's; the second is refused, other methods may repeat it", () => {
    const { operations } = parseBulkRequest(
      request([post, post, { method: 'PUT', path: '/Users/1', bulkId: 'a', data: {} }]),
    )
    expect(operations.map((each) => 'error' in each)).toEqual([false, true, false])
  })
})

describe('references to what the same request makes', () => {
  test.each<[Json, readonly string[]]>([
    ['bulkId:a', ['a']],
    ['xbulkId:a', []],
    ['bulkId:', []],
    [5, []],
    [null, []],
    [{ members: [{ value: 'bulkId:a' }, { value: 'bulkId:b' }], other: { x: 'bulkId:c' } }, ['a', 'b', 'c']],
    ['members[value eq "bulkId:a"]', ['a']],
    ['members[value eq "bulkId:a" or value eq "bulkId:b"]', ['a', 'b']],
    ['bulkId:a b', ['a b']],
  ])('%j holds %j', (value, expected) => {
    expect(listBulkReferences(value)).toEqual(expected)
  })

  test('known ones become ids, unknown ones stay', () => {
    const ids: Readonly<Record<string, string>> = { a: 'id-a' }
    const replaced = replaceBulkReferences(
      {
        path: 'members[value eq "bulkId:a" or value eq "bulkId:z"]',
        list: ['bulkId:a', 'bulkId:z', 'about bulkId:a'],
        count: 1,
        none: null,
        flag: true,
      },
      (bulkId) => ids[bulkId],
    )
    expect(replaced).toEqual({
      path: 'members[value eq "id-a" or value eq "bulkId:z"]',
      list: ['id-a', 'bulkId:z', 'about bulkId:a'],
      count: 1,
      none: null,
      flag: true,
    })
  })
})
