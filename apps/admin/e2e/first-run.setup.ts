import { expect, test } from '@playwright/test'
import { expectNoAxeFindings } from './accessibility.ts'
import { OWNER, OWNER_SESSION, printedCode } from './world.ts'

test.describe.configure({ mode: 'serial' })

test('a visitor of a new instance is asked for the printed code', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveURL('/setup')
  await expect(page.getByRole('heading', { name: 'Set up Rollcall' })).toBeVisible()
  await expectNoAxeFindings(page)
})

test('a visitor who does not know the code does not become owner', async ({ page }) => {
  await page.goto('/setup')
  await page.getByLabel('One-time code').fill('rcs_guessed')
  await page.getByLabel('Your name').fill('Stranger')
  await page.getByLabel('E-mail address').fill('stranger@example.com')
  await page.getByLabel('Password').fill('a long enough password')
  await page.getByRole('button', { name: 'Create owner' }).click()
  await expect(page.getByLabel('One-time code')).toHaveAttribute('aria-invalid', 'true')
  await expect(page).toHaveURL(/\/setup/)
  expect(await page.context().cookies()).toEqual([])
})

test('the printed code makes the first owner, who is signed in', async ({ page }) => {
  await page.goto(`/setup#${printedCode()}`)
  await expect(page.getByLabel('One-time code')).toHaveValue(printedCode())
  await page.getByLabel('Your name').fill(OWNER.name)
  await page.getByLabel('E-mail address').fill(OWNER.email)
  await page.getByLabel('Password').fill(OWNER.password)
  await page.getByRole('button', { name: 'Create owner' }).click()
  await expect(page).toHaveURL('/')
  await expect(page.getByText('No tenants yet')).toBeVisible()
  await expectNoAxeFindings(page)
  await page.context().storageState({ path: OWNER_SESSION })
})

test('the code works once', async ({ page }) => {
  await page.goto(`/setup#${printedCode()}`)
  await expect(page.getByLabel('One-time code')).toHaveCount(0)
})
