import { expect, type Locator, type Page, test } from '@playwright/test'
import { expectNoAxeFindings } from './accessibility.ts'
import { OWNER } from './world.ts'

test('from signing in to a token, with the keyboard alone', async ({ page }) => {
  await page.goto('/sign-in?return=%2Ft%2Facme%2Fdirectories%2Fokta%2Fcredentials')
  await tabTo(page, page.getByLabel('E-mail address'))
  await page.keyboard.type(OWNER.email)
  await tabTo(page, page.getByLabel('Password'))
  await page.keyboard.type(OWNER.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/t/acme/directories/okta/credentials')

  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('link', { name: 'Create token' }))
  await page.keyboard.press('Enter')

  const dialog = page.getByRole('dialog')
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await page.keyboard.type('By keyboard')
  await tabTo(page, dialog.getByLabel('Stops working'))
  await tabTo(page, dialog.getByRole('button', { name: 'Create token' }))
  await page.keyboard.press('Enter')

  await expect(dialog.getByRole('heading', { name: 'Copy the token now' })).toBeVisible()
  await tabTo(page, dialog.getByRole('button', { name: 'Copy header value' }))
  await page.keyboard.press('Escape')
  await expect(dialog).toBeVisible()
  await tabTo(page, dialog.getByRole('link', { name: 'I have stored it' }))
  await page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('row', { name: /By keyboard/ })).toContainText('Active')
})

test('Escape closes a dialog and gives the focus back', async ({ page }) => {
  await signIn(page)
  await page.goto('/t/acme/directories/okta')
  const opener = page.getByRole('link', { name: 'Deactivate directory' })
  await tabTo(page, opener)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(opener).toBeFocused()
})

test('the command palette finds a person', async ({ page }) => {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await signIn(page)
  await page.goto('/t/acme')
  await page.waitForLoadState('networkidle')
  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder(/Go to a page/)).toBeFocused()
  await page.keyboard.type('ava.ng')
  await expect(page.getByRole('option', { name: /Ava Nguyen/ })).toBeVisible()
  await expectNoAxeFindings(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Ava Nguyen', level: 1 })).toBeVisible()
  expect(complaints).toEqual([])
})

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(OWNER.email)
  await page.getByLabel('Password').fill(OWNER.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/')
}

/** Presses Tab until it gets there, and checks that the focus can be seen on the way. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
    const ring = await page.evaluate(() => {
      const element = document.activeElement
      if (element === null || element === document.body) return 'none on the page'
      const host = element.closest('label') ?? element
      return [element, host].some((each) => getComputedStyle(each).outlineStyle !== 'none')
        ? 'shown'
        : element.outerHTML
    })
    expect(ring).toMatch(/^(shown|none on the page)$/)
  }
  throw new Error(`Tab does not reach ${target}`)
}
