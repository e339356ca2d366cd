import { expect, type Page, test } from '@playwright/test'
import { expectNoAxeFindings } from './accessibility.ts'
import { ORIGIN, OWNER_SESSION, readWorld, type World } from './world.ts'

test.use({ storageState: OWNER_SESSION })

/** Every page and every dialog that has an address. */
const PAGES: Readonly<Record<string, (world: World) => string>> = {
  tenants: () => '/',
  'tenants, creating one': () => '/?dialog=create',
  'tenants, none found': () => '/?q=nobody',
  overview: () => '/t/acme',
  directories: () => '/t/acme/directories',
  'a new directory': () => '/t/acme/directories/new',
  'a directory': () => '/t/acme/directories/okta',
  'a directory, deactivating it': () => '/t/acme/directories/okta?dialog=deactivate',
  'the set-up guide': () => '/t/acme/directories/okta/setup',
  credentials: () => '/t/acme/directories/okta/credentials',
  'credentials, creating a token': () => '/t/acme/directories/okta/credentials?dialog=token',
  'credentials, creating a basic one': () => '/t/acme/directories/okta/credentials?dialog=basic',
  'credentials, revoking one': ({ credential }) => `/t/acme/directories/okta/credentials?revoke=${credential}`,
  policy: () => '/t/acme/directories/okta/policy',
  'policy, previewed': () => '/t/acme/directories/okta/policy?prefix=Sales_',
  people: () => '/t/acme/people',
  'people, inactive': () => '/t/acme/people?active=false',
  'people, none found': () => '/t/acme/people?filter=displayName%20co%20%22ann%22%20and%20active%20eq%20false',
  'people, a wrong filter': () => '/t/acme/people?filter=userName%20equals%201',
  'a person': ({ person }) => `/t/acme/people/${person}`,
  groups: () => '/t/acme/groups',
  'a group': ({ group }) => `/t/acme/groups/${group}`,
  roles: () => '/t/acme/roles',
  organisations: () => '/t/acme/organisations',
  'organisations, creating one': () => '/t/acme/organisations?dialog=create',
  'the audit log': () => '/t/acme/activity/audit',
  'the audit log, filtered': ({ person }) => `/t/acme/activity/audit?target=${person}&actor=CREDENTIAL`,
  'an audit event': ({ event }) => `/t/acme/activity/audit/${event}`,
  'tenant settings': () => '/t/acme/settings',
  'admins of a tenant': () => '/t/acme/settings/admins',
  'admins of a tenant, inviting one': () => '/t/acme/settings/admins?dialog=invite',
  'API keys of a tenant': () => '/t/acme/settings/api-keys',
  'your account': () => '/settings',
  'instance admins': () => '/settings/admins',
  'instance API keys': () => '/settings/api-keys',
  'instance API keys, creating one': () => '/settings/api-keys?dialog=create',
  'instance activity': () => '/settings/activity',
  about: () => '/settings/about',
}

for (const [name, address] of Object.entries(PAGES)) {
  test(`${name}: fits its window, without findings or complaints`, async ({ page }) => {
    const complaints = listen(page)
    const response = await page.goto(address(readWorld()))
    expect(response?.status()).toBe(200)
    expect(await page.locator('h1').count()).toBe(1)
    expect(await overflowOf(page)).toBe(0)
    // The narrow window has the same parts, in another order.
    if (test.info().project.name !== 'narrow') await expectNoAxeFindings(page)
    expect(complaints).toEqual([])
  })
}

test('an unknown page of a tenant says so', async ({ page }) => {
  const response = await page.goto('/t/acme/people/nobody')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expectNoAxeFindings(page)
})

function listen(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol !== 'data:' && origin !== ORIGIN) complaints.push(`loads ${request.url()}`)
  })
  return complaints
}

const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
