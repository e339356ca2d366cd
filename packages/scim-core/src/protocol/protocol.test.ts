import { describe, expect, test } from 'vitest'
import { errorOf } from '../../test/support.ts'
import {
  type Json,
  type ListQuery,
  methodNotAllowed,
  notFound,
  parseListQuery,
  parseSearchRequest,
  ScimError,
  toErrorBody,
  toListResponse,
  tooManyRequests,
  uniqueness,
} from '../index.ts'

const defaults = { startIndex: 1, count: undefined, sortOrder: 'ascending' }

describe('query parameters', () => {
  test.each<[Record<string, unknown>, Partial<ListQuery>]>([
    [{}, {}],
    [
      { filter: 'userName eq "x"', startIndex: '1', count: '2' },
      { filter: 'userName eq "x"', count: 2 },
    ],
    [{ startIndex: '0' }, {}],
    [{ startIndex: '-5', count: '-1' }, { count: 0 }],
    [
      { startIndex: '7', count: '0' },
      { startIndex: 7, count: 0 },
    ],
    [{ startIndex: '', count: '', filter: '', sortBy: '' }, {}],
    [
      { startindex: '3', SORTBY: 'userName', sortOrder: 'Descending' },
      { startIndex: 3, sortBy: 'userName', sortOrder: 'descending' },
    ],
    [{ count: '99999999999999999999' }, { count: Number.MAX_SAFE_INTEGER }],
    [{ attributes: 'userName, name.givenName,,' }, { attributes: ['userName', 'name.givenName'] }],
    [{ attributes: ['userName', 'emails,id'] }, { attributes: ['userName', 'emails', 'id'] }],
    [{ attributes: '', excludedAttributes: 'members' }, { excludedAttributes: ['members'] }],
    [
      { cursor: '', count: '10' },
      { cursor: '', count: 10 },
    ],
    [{ aadOptscim062020: '', nosuch: 'x' }, {}],
  ])('%j', (params, expected) => {
    expect(parseListQuery(params)).toEqual({ ...defaults, ...expected })
  })

  test.each<[Record<string, unknown>, string, string]>([
    [{ startIndex: 'one' }, 'invalidValue', 'startIndex'],
    [{ startIndex: '1.5' }, 'invalidValue', 'startIndex'],
    [{ count: '1e3' }, 'invalidValue', 'count'],
    [{ count: 'x', cursor: '' }, 'invalidCount', 'count'],
    [{ sortOrder: 'up' }, 'invalidValue', 'sortOrder'],
    [{ filter: ['a', 'b'] }, 'invalidValue', 'filter'],
    [{ filter: { a: 'b' } }, 'invalidValue', 'filter'],
    [{ attributes: { a: 'b' } }, 'invalidValue', 'attributes'],
  ])('%j is %s', (params, scimType, name) => {
    expect(errorOf(() => parseListQuery(params))).toMatchObject({
      status: 400,
      scimType,
      detail: expect.stringContaining(name),
    })
  })
})

describe('a SearchRequest', () => {
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:SearchRequest']
  test('of RFC 7644 section 3.4.3', () => {
    expect(
      parseSearchRequest({
        schemas,
        attributes: ['displayName', 'userName'],
        filter: 'displayName sw "smith"',
        startIndex: 1,
        count: 10,
      }),
    ).toEqual({ ...defaults, attributes: ['displayName', 'userName'], filter: 'displayName sw "smith"', count: 10 })
  })

  test('takes names in any letter case, nulls and numbers as text', () => {
    expect(parseSearchRequest({ Schemas: schemas, STARTINDEX: '3', count: null, sortBy: 'id', Cursor: 'c' })).toEqual({
      ...defaults,
      startIndex: 3,
      sortBy: 'id',
      cursor: 'c',
    })
  })

  test.each<[Json, string]>([
    [[], 'invalidSyntax'],
    [{}, 'invalidSyntax'],
    [{ schemas: ['urn:x'] }, 'invalidSyntax'],
    [{ schemas, count: 1.5 }, 'invalidValue'],
    [{ schemas, filter: 5 }, 'invalidValue'],
    [{ schemas, attributes: [5] }, 'invalidValue'],
    [{ schemas, startIndex: true }, 'invalidValue'],
  ])('%j is %s', (body, scimType) => {
    expect(errorOf(() => parseSearchRequest(body))).toMatchObject({ status: 400, scimType })
  })
})

describe('a ListResponse', () => {
  test('always has Resources, and numbers', () => {
    expect(toListResponse({ totalResults: 0, startIndex: 1, resources: [] })).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 0,
      itemsPerPage: 0,
      startIndex: 1,
      Resources: [],
    })
  })

  test('counts its page', () => {
    expect(toListResponse({ totalResults: 9, resources: [{}, {}], nextCursor: 'n' })).toMatchObject({
      itemsPerPage: 2,
      nextCursor: 'n',
    })
  })
})

describe('an error body', () => {
  test('has the status as a string', () => {
    expect(toErrorBody(uniqueness('userName is taken.'))).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: '409',
      scimType: 'uniqueness',
      detail: 'userName is taken.',
    })
    expect(toErrorBody(notFound('gone'))).not.toHaveProperty('scimType')
  })

  test('comes with the headers of its status', () => {
    expect(methodNotAllowed(['GET', 'PUT'])).toMatchObject({ status: 405, headers: { Allow: 'GET, PUT' } })
    expect(tooManyRequests('slow down', 1.2)).toMatchObject({ status: 429, headers: { 'Retry-After': '2' } })
  })

  test('keeps its cause', () => {
    const cause = new Error('inner')
    expect(new ScimError(400, 'outer', { cause }).cause).toBe(cause)
  })
})
