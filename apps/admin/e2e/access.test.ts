import { expect, test } from '@playwright/test'
import { OWNER_SESSION } from './world.ts'

test('an invited auditor chooses a password, lands on the only tenant and is offered nothing to change', async ({
  browser,
}) => {
  const owner = await browser.newPage({ storageState: OWNER_SESSION })
  await owner.goto('/t/acme/settings/admins?dialog=invite')
  await owner.getByLabel('E-mail address').fill('auditor@acme.example')
  await owner.getByRole('textbox', { name: /^Name/ }).fill('Priya Raman')
  await owner.getByLabel('Auditor').check()
  await owner.getByRole('button', { name: 'Create set-up link' }).click()
  const setupUrl = (await owner.getByLabel('Set-up link').textContent()) ?? ''
  expect(setupUrl).toContain('/setup#rcs_')
  await owner.close()

  const auditor = await browser.newPage()
  const code = setupUrl.split('#')[1] ?? ''
  const asked: string[] = []
  auditor.on('request', (request) => asked.push(request.url()))
  await auditor.goto(setupUrl)
  await expect(auditor.getByText('auditor@acme.example')).toBeVisible()
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((url) => url.split('#')[0]?.includes(code))).toEqual([])
  await auditor.getByLabel('Password').fill('short')
  await auditor.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(auditor.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true')
  await auditor.getByLabel('Password').fill('another long sentence here')
  await auditor.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(auditor).toHaveURL('/t/acme')
  await expect(auditor.getByRole('link', { name: 'Add directory' })).toHaveCount(0)

  await auditor.goto('/t/acme/directories/okta')
  await expect(auditor.getByRole('link', { name: /Deactivate/ })).toHaveCount(0)
  await auditor.goto('/t/acme/directories/okta/credentials')
  await expect(auditor.getByRole('link', { name: /Create token|Revoke/ })).toHaveCount(0)
  await auditor.goto('/t/acme/directories/new')
  await expect(auditor.getByText('Your role does not include this')).toBeVisible()
  await auditor.goto('/t/acme/activity/audit')
  await expect(auditor.getByRole('row').nth(1)).toBeVisible()

  const again = await browser.newPage()
  for (const link of [setupUrl, setupUrl.replace('#', '?code=')]) {
    await again.goto(link)
    await expect(again.getByText('This link no longer works')).toBeVisible()
    await expect(again).toHaveURL(/\/setup#rcs_/)
  }
  await again.close()
  await auditor.close()
})

test('signing out ends the session', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill('maya@rollcall.example')
  await page.getByLabel('Password').fill('correct horse battery staple')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/')
  await page.locator('summary', { hasText: 'Account' }).first().click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
  await page.goto('/t/acme')
  await expect(page).toHaveURL(/\/sign-in\?return=/)
})
