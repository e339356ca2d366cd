import { expect, test } from '@playwright/test'
import { OWNER, OWNER_SESSION } from './world.ts'

test.use({ javaScriptEnabled: false })

test('signing in, creating a token and revoking it work without JavaScript', async ({ page }) => {
  await page.goto('/t/acme/directories/okta/credentials')
  await page.getByLabel('E-mail address').fill(OWNER.email)
  await page.getByLabel('Password').fill('wrong')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await expect(page.getByLabel('E-mail address')).toHaveValue(OWNER.email)
  await page.getByLabel('Password').fill(OWNER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/t/acme/directories/okta/credentials')

  await page.getByRole('link', { name: 'Create token' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('By form')
  await page.getByRole('dialog').getByRole('button', { name: 'Create token' }).click()
  const token = (await page.getByLabel('Token', { exact: true }).textContent()) ?? ''
  expect(token).toMatch(/^\w{3,}/)
  await page.getByRole('link', { name: 'I have stored it' }).click()

  await page.getByRole('link', { name: 'Revoke By form' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(token.slice(-4))
  await page.getByRole('button', { name: 'Revoke token' }).click()
  await expect(page.getByRole('row', { name: /By form/ })).toContainText('Revoked')
})

test('people are searched and paged without JavaScript', async ({ page }) => {
  await page.goto('/t/acme/people')
  await page.getByLabel('E-mail address').fill(OWNER.email)
  await page.getByLabel('Password').fill(OWNER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('searchbox', { name: 'Search people' }).fill('ava.nguyen')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await expect(page.getByText('1 person')).toBeVisible()
  await page.getByRole('link', { name: 'Ava Nguyen' }).click()
  await expect(page.getByRole('heading', { name: 'Ava Nguyen', level: 1 })).toBeVisible()
})

test('a set-up link is pasted where there is no JavaScript', async ({ browser, page }) => {
  const owner = await browser.newPage({ storageState: OWNER_SESSION, javaScriptEnabled: true })
  await owner.goto('/t/acme/settings/admins?dialog=invite')
  await owner.getByLabel('E-mail address').fill('pasted@acme.example')
  await owner.getByLabel('Auditor').check()
  await owner.getByRole('button', { name: 'Create set-up link' }).click()
  const setupUrl = (await owner.getByLabel('Set-up link').textContent()) ?? ''
  await owner.close()

  await page.goto(setupUrl)
  await page.getByLabel('Set-up link').fill(setupUrl)
  await page.getByRole('button', { name: 'Open the invitation' }).click()
  await expect(page.getByText('pasted@acme.example')).toBeVisible()
  await page.getByLabel('Password').fill('short')
  await page.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Password').fill('another long sentence here')
  await page.getByRole('button', { name: 'Set password and sign in' }).click()
  await expect(page).toHaveURL('/t/acme')
})
