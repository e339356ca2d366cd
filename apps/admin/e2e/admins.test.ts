import { expect, type Page, test } from '@playwright/test'
import { expectNoAxeFindings } from './accessibility.ts'
import { graphql, OWNER_SESSION } from './world.ts'

test.use({ storageState: OWNER_SESSION })

async function invite(page: Page, email: string): Promise<void> {
  await graphql(
    page.request,
    'mutation ($email: String!) { createAdmin(input: {email: $email, role: AUDITOR}) { userErrors { message } } }',
    { email },
  )
}

const rowOf = (page: Page, email: string) => page.getByRole('row', { name: email })

/** Opens the menu of a row; once more where the page came alive only after the click, which closes it. */
async function openMenu(page: Page, email: string): Promise<void> {
  const menu = rowOf(page, email).locator('details')
  await expect(async () => {
    if ((await menu.getAttribute('open')) === null) await menu.locator('summary').click()
    await expect(menu).toHaveAttribute('open', '', { timeout: 300 })
    await expect(menu.getByText('Remove…')).toBeVisible({ timeout: 300 })
  }).toPass()
}

test('an admin is disabled, enabled and removed from the menu of their row', async ({ page }) => {
  const email = 'leaver@rollcall.example'
  await invite(page, email)
  await page.goto('/settings/admins')
  await expect(rowOf(page, email)).toContainText('Invited')
  await openMenu(page, email)
  await page.getByRole('link', { name: 'Disable…' }).click()
  await expect(page.getByRole('dialog')).toContainText('0 sessions')
  await expectNoAxeFindings(page)
  await page.getByRole('button', { name: 'Disable admin' }).click()
  await expect(rowOf(page, email)).toContainText('Disabled')
  await openMenu(page, email)
  await page.getByRole('button', { name: 'Enable' }).click()
  await expect(rowOf(page, email)).toContainText('Invited')
  await openMenu(page, email)
  await page.getByRole('link', { name: 'Remove…' }).click()
  await expect(page.getByRole('button', { name: 'Remove admin' })).toBeDisabled()
  await page.getByRole('dialog').getByRole('textbox').fill(email)
  await page.getByRole('button', { name: 'Remove admin' }).click()
  await expect(rowOf(page, email)).toHaveCount(0)
})

test('the last owner stays, and the dialog says why', async ({ page }) => {
  const { viewer } = await graphql(page.request, '{ viewer { admin { id } } }')
  await page.goto(`/settings/admins?disable=${viewer.admin.id}`)
  await page.getByRole('button', { name: 'Disable admin' }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('last owner')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an admin is disabled and removed by forms', async ({ page }) => {
    const email = 'formal@rollcall.example'
    await invite(page, email)
    await page.goto('/settings/admins')
    await openMenu(page, email)
    await page.getByRole('link', { name: 'Disable…' }).click()
    await page.getByRole('button', { name: 'Disable admin' }).click()
    await page.goto('/settings/admins')
    await expect(rowOf(page, email)).toContainText('Disabled')
    await openMenu(page, email)
    await page.getByRole('link', { name: 'Remove…' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill(email)
    await page.getByRole('button', { name: 'Remove admin' }).click()
    await page.goto('/settings/admins')
    await expect(rowOf(page, email)).toHaveCount(0)
  })
})
