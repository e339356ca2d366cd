import { expect, type Page, test } from '@playwright/test'
import { simulateOkta } from '@rollcall/idp-simulator'
import { expectNoAxeFindings } from './accessibility.ts'
import { graphql, ORIGIN, OWNER, OWNER_SESSION, saveWorld } from './world.ts'

test.use({ storageState: OWNER_SESSION })

const USERS = 12
const GROUPS = 3

test('an admin connects Okta and sees people arrive', async ({ page }) => {
  test.setTimeout(120_000)

  await test.step('creates a tenant', async () => {
    await page.goto('/')
    await page.getByRole('link', { name: 'Create tenant' }).first().click()
    await page.getByLabel('Name').fill('Acme Travel')
    await expect(page.getByLabel('Slug')).toHaveValue('acme-travel')
    await page.getByLabel('Slug').fill('acme')
    await page.getByRole('button', { name: 'Create tenant' }).click()
    await expect(page).toHaveURL('/t/acme')
    await expect(page.getByRole('heading', { name: 'Connect an identity provider' })).toBeVisible()
    await expectNoAxeFindings(page)
  })

  await test.step('adds a directory, which starts inactive', async () => {
    await page.getByRole('link', { name: 'Add directory' }).click()
    await page.getByLabel('Okta, app from the catalogue').check()
    await page.getByRole('textbox', { name: 'Name' }).fill('Okta')
    await page.getByLabel('User role prefix').fill('Envi_')
    await page.getByRole('button', { name: 'Add directory' }).click()
    await expect(page).toHaveURL('/t/acme/directories/okta')
    await expect(page.getByText('requests are refused with 403 until you activate it')).toBeVisible()
    await expect(fact(page, 'Valid Token')).toHaveText('No')
    await expect(fact(page, 'User Role Prefix')).toHaveText('Envi_')
    await expect(page.getByLabel('Endpoint URL', { exact: true })).toHaveValue(`${ORIGIN}/acme/okta/scim/v2`)
    await expect(page.getByRole('textbox', { name: 'Shared endpoint URL' })).toHaveValue(`${ORIGIN}/scim/v2`)
    await expectNoAxeFindings(page)
  })

  await test.step('activates it', async () => {
    await page.getByRole('link', { name: 'Activate directory' }).click()
    await expect(page.getByRole('link', { name: 'Cancel' })).toBeFocused()
    await page.getByRole('button', { name: 'Activate directory' }).click()
    await expect(page.getByRole('status').getByText('Okta is active.')).toBeVisible()
    await expect(fact(page, 'Status')).toHaveText('Active')
  })

  const token = await test.step('creates a token, which is shown once', async () => {
    await page.getByRole('link', { name: 'Create token' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Okta production')
    await dialog.getByRole('button', { name: 'Create token' }).click()
    await expect(dialog.getByRole('heading', { name: 'Copy the token now' })).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Copy token' })).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Copy header value' })).toBeVisible()
    const secret = (await dialog.getByLabel('Token', { exact: true }).textContent()) ?? ''
    await expectNoAxeFindings(page)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeVisible()
    await dialog.getByRole('link', { name: 'I have stored it' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('row', { name: /Okta production/ })).toContainText(`…${secret.slice(-4)}`)
    expect(await page.content()).not.toContain(secret)
    return secret
  })

  await test.step('Okta sends people and groups', async () => {
    const report = await simulateOkta({
      baseUrl: `${ORIGIN}/acme/okta/scim/v2`,
      authorization: { kind: 'header', value: `Bearer ${token}` },
      app: 'catalogue',
      users: USERS,
      groups: GROUPS,
      domain: 'acme.example',
      runLabel: 'Envi_Buyer',
    })
    const failed = report.steps.filter(({ verdict }) => verdict === 'failed')
    expect(failed.map(({ title, failures }) => `${title}: ${JSON.stringify(failures)}`)).toEqual([])
  })

  await test.step('sees them', async () => {
    await page.goto('/t/acme')
    await expect(page.getByText('Provisioning works')).toBeVisible()
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'People' }).click()
    await page.getByLabel('State').selectOption('Active')
    await expect(page).toHaveURL(/active=true/)
    await expect(page.getByText(`${USERS} people`)).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search people' }).fill('ava.nguyen')
    await page.getByRole('button', { name: 'Search', exact: true }).click()
    await expect(page).toHaveURL(/q=ava\.nguyen/)
    await expect(page.getByText('1 person')).toBeVisible()
    await page.getByRole('link', { name: 'Ava Nguyen' }).click()
    await expect(page.getByRole('heading', { name: 'Ava Nguyen', level: 1 })).toBeVisible()
  })

  await test.step('sees the role that the prefix grants, and why', async () => {
    const roles = page.getByRole('region', { name: 'Roles' })
    await expect(roles.getByText('Buyer Group 001', { exact: true })).toBeVisible()
    await expect(roles).toContainText('Envi_')
    await roles.getByRole('link', { name: 'Envi_Buyer Group 001' }).click()
    await expect(page.getByRole('region', { name: 'Role granted' })).toContainText('Buyer Group 001')
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Roles' }).click()
    await expect(page.getByRole('row', { name: /^Buyer Group/ })).toHaveCount(GROUPS)
  })

  await test.step('reads in the audit log who did what', async () => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Activity' }).click()
    await page.getByLabel('Action', { exact: true }).selectOption('token.created')
    await expect(page).toHaveURL(/action=token\.created/)
    const row = page.getByRole('row', { name: /Token created/ })
    await expect(row).toContainText(OWNER.email)
    await page.goto('/t/acme/activity/audit?action=user.created')
    await expect(page.getByRole('row', { name: /User created.*Okta production/ }).first()).toBeVisible()
    await page.goto('/t/acme/activity/audit?action=directory.activated')
    await page.getByRole('link', { name: 'Directory activated' }).click()
    await expect(page.getByRole('group', { name: 'Before and after' })).toContainText('active')
  })

  await test.step('revokes the token, and Okta is refused at once', async () => {
    await page.goto('/t/acme/directories/okta/credentials')
    await page.getByRole('link', { name: 'Revoke Okta production' }).click()
    const revoke = page.getByRole('dialog').getByRole('button', { name: 'Revoke token' })
    await expect(revoke).toBeDisabled()
    await page.getByRole('dialog').getByRole('textbox').fill(token.slice(-4))
    await revoke.click()
    await expect(page.getByRole('row', { name: /Okta production/ })).toContainText('Revoked')
    const statuses: number[] = []
    await simulateOkta({
      baseUrl: `${ORIGIN}/acme/okta/scim/v2`,
      authorization: { kind: 'bearer', token },
      app: 'catalogue',
      users: 1,
      groups: 1,
      request: async ({ url, ...init }) => {
        const response = await fetch(url, init)
        statuses.push(response.status)
        return {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: await response.text(),
        }
      },
    })
    expect(new Set(statuses)).toEqual(new Set([401]))
  })

  await test.step('leaves a directory that works to the tests after it', async () => {
    const query = `{ tenant(slug: "acme") {
      users(first: 1) { nodes { scimId } }
      groups(first: 1) { nodes { scimId } }
      auditEvents(first: 1, filter: { actions: ["user.updated"] }) { nodes { id } }
      directory(slug: "okta") { id }
    } }`
    const { tenant } = await graphql(page.request, query)
    const create = `mutation ($input: CreateTokenInput!) { createToken(input: $input) { credential { id } } }`
    const input = { directoryId: tenant.directory.id, name: 'Second token' }
    const { createToken } = await graphql(page.request, create, { input })
    saveWorld({
      tenant: 'acme',
      directory: 'okta',
      person: tenant.users.nodes[0].scimId,
      group: tenant.groups.nodes[0].scimId,
      event: tenant.auditEvents.nodes[0].id,
      credential: createToken.credential.id,
    })
  })
})

/** The value of a fact in a list of facts. */
const fact = (page: Page, label: string) =>
  page.locator('dt', { hasText: new RegExp(`^${label}$`) }).locator('xpath=following-sibling::dd')
