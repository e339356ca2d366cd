import { expect, test } from '@playwright/test'

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
