import { getIntrospectionQuery } from 'graphql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LIMITS, STRANGER_LIMITS } from '../src/http/limits.ts'
import { codes, createInstance, type Instance, seedTenant, seedUser } from './support.ts'

let instance: Instance
let key = ''
beforeAll(async () => {
  instance = await createInstance('sqlite')
  const { tenant, directory } = await seedTenant(instance, 'acme')
  for (let index = 0; index < 20; index += 1) await seedUser(instance, directory, `user${index}`)
  key = await instance.key('auditor', tenant.id)
})
afterAll(() => instance.close())

/** Users of the tenant of users of the tenant: each level is twenty times the one before. */
const users = (levels: number): string =>
  levels === 0 ? 'slug' : `users(first: 200) { nodes { tenant { ${users(levels - 1)} } } }`

const deep = (levels: number): string =>
  levels === 0 ? 'slug' : `directories(first: 1) { nodes { tenant { ${deep(levels - 1)} } } }`

/** What is refused, as a selection of the query's root. */
const EXCESSES = [
  { excess: 'cost', selection: `tenant(slug: "acme") { ${users(3)} }`, says: /costs \d+/ },
  { excess: 'depth', selection: `tenant(slug: "acme") { ${deep(5)} }`, says: /levels deep/ },
  {
    excess: 'aliases',
    selection: Array.from({ length: 31 }, (_, at) => `a${at}: viewer { name }`).join(' '),
    says: /31 aliases/,
  },
  {
    excess: 'introspection',
    selection: Array.from(
      { length: 28 },
      (_, at) => `a${at}: __schema { types { fields { name type { name fields { name } } } } }`,
    ).join(' '),
    says: /costs \d+/,
  },
  {
    excess: 'introspection beside data',
    selection: `viewer { name } ${Array.from({ length: 28 }, (_, at) => `a${at}: __type(name: "Query") { fields { type { fields { name type { name } } } } }`).join(' ')}`,
    says: /costs \d+/,
  },
  {
    excess: 'previews',
    selection: Array.from(
      { length: 11 },
      (_, at) => `a${at}: previewPolicy(tenantId: "x", document: {}) { settings { name: __typename } }`,
    ).join(' '),
    says: /costs \d+/,
  },
]

const POSITIONS = [
  { position: 'alone', wrap: (selection: string) => ({ query: `{ ${selection} }` }) },
  {
    position: 'second of two',
    wrap: (selection: string) => ({
      query: `query A { viewer { name } } query B { ${selection} }`,
      operationName: 'B',
    }),
  },
  {
    position: 'first of two',
    wrap: (selection: string) => ({
      query: `query B { ${selection} } query A { viewer { name } }`,
      operationName: 'B',
    }),
  },
  {
    position: 'by fragments',
    wrap: (selection: string) => ({
      query: `query A { viewer { name } } query B { ...F } fragment F on Query { ...G } fragment G on Query { ${selection} }`,
      operationName: 'B',
    }),
  },
  {
    position: 'by inline fragments',
    wrap: (selection: string) => ({ query: `query B { ... on Query { ... { ${selection} } } }` }),
  },
  {
    position: 'included by a variable',
    wrap: (selection: string) => ({
      query: `query B($yes: Boolean = true, $no: Boolean!) { ... @include(if: $yes) @skip(if: $no) { ${selection} } }`,
      variables: { no: false },
    }),
  },
]

const post = (body: unknown, more: Record<string, string> = { authorization: `Bearer ${key}` }) =>
  instance.send(body, { 'content-type': 'application/json', ...more })

describe.each(EXCESSES)('too much $excess', ({ selection, says }) => {
  test.each(POSITIONS)('$position is refused', async ({ wrap }) => {
    const answer = await post(wrap(selection))
    expect(codes(answer)).toEqual(['COMPLEXITY'])
    expect(answer.errors[0]?.message).toMatch(says)
    expect(answer.data).toBeUndefined()
  })
})

test.each([
  {
    title: 'an operation beside an expensive one',
    body: { query: `query A { viewer { name } } query B { tenant(slug: "acme") { ${users(3)} } }`, operationName: 'A' },
  },
  {
    title: 'what is skipped',
    body: {
      query: `query ($off: Boolean!) { viewer { name } tenant(slug: "acme") @include(if: $off) { ${users(3)} } }`,
      variables: { off: false },
    },
  },
])('$title costs nothing', async ({ body }) => {
  const answer = await post(body)
  expect(answer.errors).toEqual([])
  expect(JSON.parse(answer.text).extensions.cost.asked).toBeLessThan(10)
})

test.each([
  { variables: { first: 200 }, rows: 200 },
  { variables: { first: null }, rows: 50 },
  { variables: {}, rows: 50 },
  { variables: { first: 3 }, rows: 3 },
])('"first" from a variable counts: $variables', async ({ variables, rows }) => {
  const answer = await post({
    query: 'query ($first: Int) { tenant(slug: "acme") { users(first: $first) { nodes { userName } } } }',
    variables,
  })
  expect(JSON.parse(answer.text).extensions.cost).toEqual({ asked: 2 + rows, allowed: LIMITS.cost })
})

test.each([
  {
    title: 'no operation is named',
    body: { query: 'query A { viewer { name } } query B { viewer { name } }' },
    says: /operation/i,
  },
  {
    title: 'an unknown one is named',
    body: { query: 'query A { viewer { name } } query B { viewer { name } }', operationName: 'C' },
    says: /operation/i,
  },
])('where $title, the answer says so', async ({ body, says }) => {
  const answer = await post(body)
  expect(answer.errors[0]?.message).toMatch(says)
  expect(answer.data ?? null).toBeNull()
})

test.each([
  { title: 'one selection', query: `{ ${'viewer { name } '.repeat(600)} }` },
  {
    title: 'fragments',
    query: `{ ${Array.from({ length: 200 }, (_, at) => `...F${at}`).join(' ')} } ${Array.from({ length: 200 }, (_, at) => `fragment F${at} on Query { viewer { name } }`).join(' ')}`,
  },
  {
    title: 'fragments that double',
    query: `{ ...F0 } ${Array.from({ length: 30 }, (_, at) => `fragment F${at} on Query { ...F${at + 1} ... { ...F${at + 1} } }`).join(' ')} fragment F30 on Query { viewer { name } }`,
  },
])('a document that repeats a field in $title is refused before it is validated', async ({ query }) => {
  const answer = await post({ query })
  expect(codes(answer)).toEqual(['COMPLEXITY'])
  expect(answer.errors[0]?.message).toMatch(/repeats/)
})

test('the query that tools send to learn the schema is within the limit, once', async () => {
  const answer = await post({ query: getIntrospectionQuery() })
  expect(answer.errors).toEqual([])
  const { asked } = JSON.parse(answer.text).extensions.cost
  expect(asked).toBeGreaterThan(LIMITS.cost / 2)
  expect(asked).toBeLessThanOrEqual(LIMITS.cost)
})

test('an expensive request gives way to the event loop', async () => {
  const turns = { seen: 0, over: false }
  const count = () => {
    turns.seen += 1
    if (!turns.over) setImmediate(count)
  }
  setImmediate(count)
  const fields = 'id scimId displayName externalId version createdAt updatedAt userName active email managed'
  const query = `{ tenant(slug: "acme") { ${Array.from({ length: 20 }, (_, at) => `a${at}: users(first: 200) { nodes { ${fields} } }`).join(' ')} } }`
  const answer = await post({ query })
  turns.over = true
  expect(answer.errors).toEqual([])
  // 20 lists of 20 users of 11 fields and more: at least 4,400 steps.
  expect(turns.seen).toBeGreaterThan(4)
})

describe('a stranger', () => {
  const stranger = (body: unknown) => post(body, { 'x-rollcall-csrf': '1' })

  test.each([
    { query: '{ __schema { types { name } } }' },
    { query: '{ viewer { name } __type(name: "User") { name } }' },
    {
      query: 'query A { viewer { name } } query B { ...F } fragment F on Query { a: __schema { queryType { name } } }',
      operationName: 'A',
    },
    { query: `{ ${'viewer { name } '.repeat(120)} }` },
    { query: `{ tenants { nodes { directories { nodes { users { nodes { groups { nodes { id } } } } } } } } }` },
    {
      query:
        'mutation ($a: SignInInput!) { a: signIn(input: $a) { viewer { name } } b: signIn(input: $a) { viewer { name } } }',
      variables: { a: { email: 'a@b.example', password: 'x' } },
    },
    {
      query:
        '{ a: setup { firstOwnerNeeded } b: setup { firstOwnerNeeded } c: setup { firstOwnerNeeded } d: setup { firstOwnerNeeded } e: setup { firstOwnerNeeded } f: setup { firstOwnerNeeded } }',
    },
  ])('is told to sign in: $query', async (body) => {
    const answer = await stranger(body)
    expect(codes(answer)[0]).toBe('UNAUTHENTICATED')
    expect(answer.data ?? null).toBeNull()
  })

  test.each([
    { body: { query: '{ viewr { name } }' } },
    { body: { query: 'mutation { signIn(inputt: {email: "a"}) { viewer { name } } }' } },
    { body: { query: 'mutation ($a: SignInInpt!) { signIn(input: $a) { viewer { name } } }', variables: { a: {} } } },
    {
      body: {
        query: 'mutation ($a: SignInInput!) { signIn(input: $a) { viewer { name } } }',
        variables: { a: { emial: 'x', password: 'y' } },
      },
    },
    { body: { query: '{ tenants(orderBy: {fieldd: NAMEE}) { nodes { id } } }' } },
  ])('is given no suggestions: $body', async ({ body }) => {
    const answer = await stranger(body)
    expect(answer.errors.length).toBeGreaterThan(0)
    expect(answer.text).not.toMatch(/did you mean/i)
  })

  test('signs in within the limits', async () => {
    const answer = await stranger({
      query: 'query { setup { firstOwnerNeeded } viewer { name } invitation(code: "x") { email } }',
    })
    expect(answer.errors).toEqual([])
    expect(JSON.parse(answer.text).extensions.cost.allowed).toBe(STRANGER_LIMITS.cost)
  })
})

test('whoever is signed in is given suggestions', async () => {
  expect((await post({ query: '{ viewr { name } }' })).text).toMatch(/did you mean/i)
})

describe('media types', () => {
  test.each([
    'application/json',
    'APPLICATION/JSON',
    'Application/Json; Charset="UTF-8"',
    'application/json;charset=utf-8',
    'application/graphql-response+json',
    'APPLICATION/GraphQL-Response+JSON; charset=utf-8',
  ])('%s is read', async (type) => {
    const answer = await post(
      { query: '{ viewer { name } }' },
      { authorization: `Bearer ${key}`, 'content-type': type },
    )
    expect(answer.errors).toEqual([])
    expect(answer.status).toBe(200)
  })

  test.each([
    'text/plain',
    'application/graphql',
    'application/json-patch+json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    '',
  ])('%j is refused with what to send', async (type) => {
    const answer = await post(
      { query: '{ viewer { name } }' },
      { authorization: `Bearer ${key}`, 'content-type': type },
    )
    expect(answer.status).toBe(415)
    expect(answer.headers.get('content-type')).toMatch(/json/)
    expect(answer.errors[0]?.message).toMatch(/JSON/)
    expect(answer.errors[0]?.extensions.requestId).toBe(answer.headers.get('x-request-id'))
  })
})
