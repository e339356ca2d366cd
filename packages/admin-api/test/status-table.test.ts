import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codes, createInstance, type Instance, seedTenant, seedUser } from './support.ts'

/** What docs/graphql.md says of statuses, codes and costs, request by request. */
const PLAIN = 'application/json'
const GRAPHQL = 'application/graphql-response+json'

let instance: Instance
let owner = ''
let auditor = ''
beforeAll(async () => {
  instance = await createInstance('sqlite')
  const { tenant, directory } = await seedTenant(instance, 'acme')
  await seedUser(instance, directory, 'ada')
  owner = await instance.key('owner')
  auditor = await instance.key('auditor', tenant.id)
})
afterAll(() => instance.close())

const CALLERS = {
  stranger: () => ({ 'x-rollcall-csrf': '1' }),
  owner: () => ({ authorization: `Bearer ${owner}` }),
  auditor: () => ({ authorization: `Bearer ${auditor}` }),
  'nobody with a key': () => ({ authorization: 'Bearer rck_made-up' }),
  'a page of another site': () => ({ 'x-rollcall-csrf': '1', origin: 'https://evil.example.com' }),
} as const

interface Row {
  readonly what: string
  readonly from: keyof typeof CALLERS
  readonly body: unknown
  readonly code: string
  /** With `Accept: application/json`, and with the media type of GraphQL over HTTP. */
  readonly status: readonly [number, number]
  readonly type?: string
}

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { name } } }'

const ROWS: readonly Row[] = [
  {
    what: 'a key that is unknown',
    from: 'nobody with a key',
    body: { query: '{ viewer { name } }' },
    code: 'UNAUTHENTICATED',
    status: [401, 401],
  },
  {
    what: 'a field',
    from: 'stranger',
    body: { query: '{ tenants { nodes { id } } }' },
    code: 'UNAUTHENTICATED',
    status: [401, 401],
  },
  {
    what: 'one field of several',
    from: 'stranger',
    body: { query: '{ viewer { name } tenants { nodes { id } } }' },
    code: 'UNAUTHENTICATED',
    status: [401, 401],
  },
  {
    what: 'introspection',
    from: 'stranger',
    body: { query: '{ __schema { types { name } } }' },
    code: 'UNAUTHENTICATED',
    status: [200, 401],
  },
  {
    what: 'more than the limits',
    from: 'stranger',
    body: { query: `{ ${'viewer { name } '.repeat(90)} }` },
    code: 'UNAUTHENTICATED',
    status: [200, 401],
  },
  {
    what: 'another site',
    from: 'a page of another site',
    body: { query: '{ viewer { name } }' },
    code: 'FORBIDDEN',
    status: [403, 403],
  },
  {
    what: 'a field',
    from: 'auditor',
    body: { query: 'mutation { createTenant(input: {slug: "b", name: "B"}) { tenant { id } } }' },
    code: 'FORBIDDEN',
    status: [200, 200],
  },
  {
    what: 'a variable of the wrong type',
    from: 'stranger',
    body: { query: SIGN_IN, variables: { input: {} } },
    code: 'BAD_USER_INPUT',
    status: [200, 200],
  },
  {
    what: 'an argument that makes no sense',
    from: 'owner',
    body: { query: '{ tenants(first: 201) { nodes { id } } }' },
    code: 'BAD_USER_INPUT',
    status: [200, 200],
  },
  { what: 'a body that is no JSON', from: 'owner', body: '{x', code: 'BAD_USER_INPUT', status: [400, 400] },
  {
    what: 'a body that is too large',
    from: 'owner',
    body: { query: `{ viewer { name } }${' '.repeat(256 * 1_024)}` },
    code: 'BAD_USER_INPUT',
    status: [413, 413],
  },
  {
    what: 'a body of another type',
    from: 'owner',
    body: { query: '{ viewer { name } }' },
    type: 'text/plain',
    code: 'BAD_USER_INPUT',
    status: [415, 415],
  },
  {
    what: 'no GraphQL',
    from: 'owner',
    body: { query: '{ viewer {' },
    code: 'GRAPHQL_PARSE_FAILED',
    status: [200, 400],
  },
  {
    what: 'no such field',
    from: 'owner',
    body: { query: '{ nothing }' },
    code: 'GRAPHQL_VALIDATION_FAILED',
    status: [200, 400],
  },
  {
    what: 'too much',
    from: 'owner',
    body: {
      query:
        '{ tenants(first: 200) { nodes { directories(first: 200) { nodes { users(first: 200) { nodes { id } } } } } } }',
    },
    code: 'COMPLEXITY',
    status: [400, 400],
  },
  {
    what: '31 mutations',
    from: 'owner',
    body: {
      query: `mutation { ${Array.from({ length: 31 }, (_, at) => `a${at}: signOut { userErrors { code } }`).join(' ')} }`,
    },
    code: 'COMPLEXITY',
    status: [400, 400],
  },
]

describe.each(ROWS)('$what, from $from', ({ from, body, code, status, type = 'application/json' }) => {
  test.each([
    { accept: PLAIN, expected: status[0] },
    { accept: GRAPHQL, expected: status[1] },
  ])('is $expected for $accept', async ({ accept, expected }) => {
    const answer = await instance.send(body, { ...CALLERS[from](), 'content-type': type, accept })
    expect([...new Set(codes(answer))]).toEqual([code])
    expect(answer.status).toBe(expected)
    expect(answer.errors[0]?.extensions.requestId).toBe(answer.headers.get('x-request-id'))
  })
})

const costOf = async (query: string, variables: Record<string, unknown> = {}) => {
  const answer = await instance.ask(query, variables, owner)
  expect(answer.errors).toEqual([])
  return JSON.parse(answer.text).extensions.cost.asked as number
}

test('what is below "nodes" costs once for each id', async () => {
  const { data } = await instance.ask('{ tenant(slug: "acme") { id } }', {}, owner)
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Tenant { name } } }'
  const [one, ten] = [
    await costOf(query, { ids: [data.tenant.id] }),
    await costOf(query, { ids: Array(10).fill(data.tenant.id) }),
  ]
  expect(ten - one).toBe(9 * 2)
})

test('mutations of one request run one after another, and each is paid for', async () => {
  const mutations = Array.from(
    { length: 30 },
    (_, at) => `a${at}: createTenant(input: {slug: "many-${at}", name: "Many"}) { tenant { slug } }`,
  )
  expect(await costOf(`mutation { ${mutations.join(' ')} }`)).toBeGreaterThanOrEqual(30 * 100)
})
