import { expect, test } from '@playwright/test'
import { graphql, ORIGIN, OWNER_SESSION } from './world.ts'

test('the server is alive and ready', async ({ request }) => {
  expect((await request.get('/healthz')).status()).toBe(200)
  expect((await request.get('/readyz')).status()).toBe(200)
})

test('pages carry the security headers and a policy without inline script', async ({ request }) => {
  const headers = (await request.get('/sign-in')).headers()
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  })
  const policy = headers['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe-inline')
})

test('gives the licences of what ships to everybody, as text', async ({ request }) => {
  const response = await request.get('/settings/about/third-party-notices.txt')
  expect(response.status()).toBe(200)
  expect(response.headers()['content-type']).toBe('text/plain; charset=utf-8')
  expect(await response.text()).toContain('MIT License')
})

const foreign = [
  { title: 'a form post from another site', origin: 'https://evil.example.com' },
  { title: 'a form post without a trustworthy origin', origin: 'null' },
]
for (const { title, origin } of foreign) {
  test(`refuses ${title}`, async ({ request }) => {
    const response = await request.post('/theme', { form: { theme: 'dark' }, headers: { origin }, maxRedirects: 0 })
    expect(response.status()).toBe(403)
  })
}

const returns = [
  { sent: '/sign-in?x=1', location: '/sign-in?x=1' },
  { sent: '//evil.example.com/', location: '/' },
  { sent: '/\\evil.example.com', location: '/' },
  { sent: 'https://evil.example.com/', location: '/' },
  { sent: 'javascript:alert(1)', location: '/' },
]
for (const { sent, location } of returns) {
  test(`goes back to ${location} when a form says ${sent}`, async ({ request, baseURL }) => {
    const response = await request.post('/theme', {
      form: { theme: 'dark', return: sent },
      headers: { origin: baseURL ?? '' },
      maxRedirects: 0,
    })
    expect(response.status()).toBe(303)
    expect(response.headers().location).toBe(location)
  })
}

const guarded = [
  '/',
  '/t/acme',
  '/t/acme/people',
  '/t/acme/directories/okta/credentials',
  '/settings',
  '/settings/admins',
]
for (const path of guarded) {
  test(`sends a stranger who wants ${path} to the sign-in page`, async ({ request }) => {
    const response = await request.get(path, { maxRedirects: 0 })
    expect(response.status()).toBe(303)
    expect(response.headers().location).toBe(path === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(path)}`)
    expect(await response.text()).not.toContain('Acme')
  })
}

test.describe('with the session of the owner', () => {
  test.use({ storageState: OWNER_SESSION })

  const mutation = { query: 'mutation { createTenant(input: { slug: "evil", name: "Evil" }) { tenant { id } } }' }
  const forgeries = [
    { title: 'from another site', headers: { origin: 'https://evil.example.com', 'x-rollcall-csrf': '1' } },
    { title: 'without the header of our own pages', headers: {} },
    { title: 'as a simple form', headers: { 'content-type': 'text/plain' } },
  ]
  for (const { title, headers } of forgeries) {
    test(`refuses a mutation ${title}`, async ({ request }) => {
      const response = await request.post('/graphql', {
        headers: { origin: ORIGIN, ...headers },
        data: JSON.stringify(mutation),
      })
      expect(response.ok()).toBe(false)
      const { tenants } = await graphql(request, '{ tenants(filter: { search: "evil" }) { nodes { slug } } }')
      expect(tenants.nodes).toEqual([])
    })
  }

  const forms = ['/sign-out', '/?/create', '/t/acme/directories/okta?/deactivate', '/settings?/password']
  for (const path of forms) {
    test(`refuses a form sent to ${path} from another site`, async ({ request }) => {
      const response = await request.post(path, {
        form: { name: 'Evil', slug: 'evil' },
        headers: { origin: 'https://evil.example.com' },
        maxRedirects: 0,
      })
      expect(response.status()).toBe(403)
    })
  }
})
