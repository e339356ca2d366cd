import type { Store } from '@rollcall/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codes, createInstance, type Instance } from './support.ts'

let instance: Instance
let key = ''
let broken = false
beforeAll(async () => {
  const failing = (store: Store): Store => ({
    ...store,
    read: (scope, work) =>
      store.read(scope, (db) =>
        broken && scope === '*'
          ? db
              .selectFrom('secret_table' as 'tenant')
              .selectAll()
              .execute()
              .then(() => work(db))
          : work(db),
      ),
  })
  instance = await createInstance('sqlite', { wrap: failing })
  key = await instance.key('owner')
})
afterAll(() => instance.close())

const nested = (depth: number): string =>
  depth === 0 ? 'slug' : `directories(first: 1) { nodes { tenant { ${nested(depth - 1)} } } }`

describe('one operation', () => {
  test.each([
    {
      title: 'too deep',
      query: `{ tenants(first: 1) { nodes { ${nested(5)} } } }`,
      code: 'COMPLEXITY',
      says: /levels deep/,
    },
    {
      title: 'too dear',
      query:
        '{ tenants(first: 200) { nodes { directories(first: 200) { nodes { users(first: 200) { nodes { id } } } } } } }',
      code: 'COMPLEXITY',
      says: /costs \d+/,
    },
    {
      title: 'too many aliases',
      query: `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: viewer { name }`).join(' ')} }`,
      code: 'COMPLEXITY',
      says: /aliases/,
    },
    {
      title: 'too many tokens',
      query: `{ ${'viewer { name } '.repeat(1_500)} }`,
      code: 'GRAPHQL_PARSE_FAILED',
      says: /token/i,
    },
    { title: 'no such field', query: '{ viewer { password } }', code: 'GRAPHQL_VALIDATION_FAILED', says: /password/ },
    { title: 'no GraphQL', query: '{ viewer { name ', code: 'GRAPHQL_PARSE_FAILED', says: /Syntax Error/ },
    {
      title: 'a variable of the wrong type',
      query: 'query ($id: ID!) { node(id: $id) { id } }',
      code: 'BAD_USER_INPUT',
      says: /\$id/,
    },
    {
      title: 'a moment that is none',
      query: 'mutation { createToken(input: {directoryId: "x", expiresAt: "tomorrow"}) { token } }',
      code: 'BAD_USER_INPUT',
      says: /Instant/,
    },
  ])('$title', async ({ query, code, says }) => {
    const answer = await instance.ask(query, {}, key)
    expect(codes(answer)[0]).toBe(code)
    expect(answer.errors[0]?.message).toMatch(says)
    expect(answer.errors[0]?.extensions.requestId).toBe(answer.headers.get('x-request-id'))
  })

  test('batches are not taken', async () => {
    const answer = await instance.send([{ query: '{ viewer { name } }' }, { query: '{ viewer { name } }' }], {
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
    })
    expect(answer.status).toBe(400)
  })

  test('a body that is too large is refused', async () => {
    const answer = await instance.ask(`{ viewer { name } } # ${'x'.repeat(300_000)}`, {}, key)
    expect(answer.status).toBe(413)
  })

  test('introspection works', async () => {
    const { getIntrospectionQuery } = await import('graphql')
    const answer = await instance.ask(getIntrospectionQuery(), {}, key)
    expect(answer.errors).toEqual([])
    expect(answer.data.__schema.types.length).toBeGreaterThan(50)
  })
})

test('what fails inside is masked: a code, the request id, and nothing else', async () => {
  await instance.ask('{ viewer { name } }', {}, key)
  broken = true
  try {
    const answer = await instance.ask('{ setup { firstOwnerNeeded } }')
    expect(codes(answer)).toEqual(['INTERNAL'])
    expect(answer.text).not.toMatch(/secret_table|select|sqlite|at .*\.ts/i)
    expect(JSON.stringify(instance.logged)).toContain(answer.errors[0]?.extensions.requestId)
  } finally {
    broken = false
  }
})
