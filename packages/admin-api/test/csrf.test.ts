import { issueFirstOwnerCode } from '@rollcall/provisioning'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstance, type Instance } from './support.ts'

let instance: Instance
let cookie = ''
beforeAll(async () => {
  instance = await createInstance('sqlite')
  const code = await issueFirstOwnerCode(instance.ctx)
  const answer = await instance.ask(
    'mutation ($input: CreateFirstOwnerInput!) { createFirstOwner(input: $input) { userErrors { code } } }',
    {
      input: { code, email: 'owner@example.com', password: 'correct horse battery staple' },
    },
  )
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
})
afterAll(() => instance.close())

const json = 'application/json'
const cases: readonly { title: string; headers: Record<string, string>; origin?: 'own' | string; allowed: boolean }[] =
  [
    {
      title: 'our page: JSON, our header, our origin',
      headers: { 'content-type': json, 'x-rollcall-csrf': '1', 'sec-fetch-site': 'same-origin' },
      origin: 'own',
      allowed: true,
    },
    {
      title: 'our page without Sec-Fetch-Site',
      headers: { 'content-type': json, 'x-rollcall-csrf': '1' },
      origin: 'own',
      allowed: true,
    },
    { title: 'no header of ours', headers: { 'content-type': json }, origin: 'own', allowed: false },
    {
      title: 'another origin',
      headers: { 'content-type': json, 'x-rollcall-csrf': '1' },
      origin: 'https://evil.example.com',
      allowed: false,
    },
    {
      title: 'an opaque origin',
      headers: { 'content-type': json, 'x-rollcall-csrf': '1' },
      origin: 'null',
      allowed: false,
    },
    {
      title: 'another site by Sec-Fetch-Site',
      headers: { 'content-type': json, 'x-rollcall-csrf': '1', 'sec-fetch-site': 'cross-site' },
      origin: 'own',
      allowed: false,
    },
    {
      title: 'a sibling sub-domain',
      headers: { 'content-type': json, 'x-rollcall-csrf': '1', 'sec-fetch-site': 'same-site' },
      origin: 'own',
      allowed: false,
    },
    {
      title: 'a form',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-rollcall-csrf': '1' },
      origin: 'own',
      allowed: false,
    },
    {
      title: 'plain text that is JSON',
      headers: { 'content-type': 'text/plain', 'x-rollcall-csrf': '1' },
      origin: 'own',
      allowed: false,
    },
    {
      title: 'a cookie that comes from nowhere',
      headers: { 'content-type': json, 'x-rollcall-csrf': '1' },
      allowed: false,
    },
  ]

describe('a request with a session cookie', () => {
  test.each(cases)('$title', async ({ headers, origin, allowed }) => {
    const slug = `t${Math.random().toString(36).slice(2, 10)}`
    const answer = await instance.send(
      {
        query: `mutation { createTenant(input: {slug: "${slug}", name: "T"}) { tenant { slug } userErrors { message } } }`,
      },
      { ...headers, cookie, ...(origin === undefined ? {} : { origin: origin === 'own' ? instance.origin : origin }) },
    )
    const made = await instance.ctx.store.read('*', (db) =>
      db.selectFrom('tenant').select('id').where('slug', '=', slug).execute(),
    )
    expect(made).toHaveLength(allowed ? 1 : 0)
    if (allowed) expect(answer.status).toBe(200)
    else expect([403, 415]).toContain(answer.status)
  })

  test('GET never changes anything', async () => {
    const query = encodeURIComponent(
      'mutation { createTenant(input: {slug: "by-get", name: "T"}) { tenant { slug } } }',
    )
    const response = await fetch(`${instance.origin}/graphql?query=${query}`, {
      headers: { cookie, 'x-rollcall-csrf': '1', origin: instance.origin },
    })
    expect(response.status).toBe(405)
    const made = await instance.ctx.store.read('*', (db) =>
      db.selectFrom('tenant').select('id').where('slug', '=', 'by-get').execute(),
    )
    expect(made).toEqual([])
  })

  test('no other site is told that it may read an answer', async () => {
    const response = await fetch(`${instance.origin}/graphql`, {
      method: 'OPTIONS',
      headers: { origin: 'https://evil.example.com', 'access-control-request-method': 'POST' },
    })
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })
})

test('an API key needs no such header, and a cookie beside it counts for nothing', async () => {
  const key = await instance.key('auditor')
  const headers = { 'content-type': json, authorization: `Bearer ${key}`, cookie }
  expect((await instance.send({ query: '{ viewer { name } }' }, headers)).data.viewer).toEqual({ name: 'auditor key' })
  const bad = await instance.send({ query: '{ viewer { name } }' }, { ...headers, authorization: 'Bearer rck_unknown' })
  expect(bad.status).toBe(401)
  expect(bad.errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
})
