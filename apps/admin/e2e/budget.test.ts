import { expect, test } from '@playwright/test'
import { OWNER_SESSION, readWorld } from './world.ts'

test.use({ storageState: OWNER_SESSION })

const KILOBYTE = 1024
const pages = {
  '/t/acme': () => '/t/acme',
  '/t/acme/directories/okta/credentials': () => '/t/acme/directories/okta/credentials?dialog=token',
  '/t/acme/people': () => '/t/acme/people',
  'a person': () => `/t/acme/people/${readWorld().person}`,
  'the audit log': () => '/t/acme/activity/audit',
}

for (const [name, address] of Object.entries(pages)) {
  test(`${name} needs at most 90 kB of JavaScript`, async ({ page }) => {
    const sizes: Promise<number>[] = []
    page.on('requestfinished', (request) => {
      if (request.resourceType() !== 'script') return
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
    })
    await page.goto(address(), { waitUntil: 'networkidle' })
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    test.info().annotations.push({ type: 'JavaScript', description: `${name}: ${(total / KILOBYTE).toFixed(1)} kB` })
    expect(total).toBeGreaterThan(0)
    expect(total).toBeLessThanOrEqual(90 * KILOBYTE)
  })
}
