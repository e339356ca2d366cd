import { expect, test } from '@playwright/test'
import { expectNoAxeFindings } from './accessibility.ts'

test('the start page leads to signing in', async ({ page }) => {
  const response = await page.goto('/')
  expect(response?.request().redirectedFrom()).not.toBeNull()
  await expect(page).toHaveURL('/sign-in')
  await expect(page.getByRole('heading', { name: 'Sign in', level: 1 })).toBeVisible()
})

test('the sign-in page has no accessibility findings', async ({ page }) => {
  await page.goto('/sign-in')
  await expectNoAxeFindings(page)
})

test('the sign-in page fits its window', async ({ page }) => {
  await page.goto('/sign-in')
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow).toBe(0)
})

test('an unknown address says so, without accessibility findings', async ({ page }) => {
  const response = await page.goto('/no/such/page')
  expect(response?.status()).toBe(404)
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible()
  await expectNoAxeFindings(page)
})

test('runs no script that the policy forbids and loads nothing from elsewhere', async ({ page, baseURL }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== baseURL) complaints.push(`loads ${request.url()}`)
  })
  await page.goto('/sign-in', { waitUntil: 'networkidle' })
  expect(complaints).toEqual([])
})
