import { expect, test } from '@playwright/test'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('the chosen colours are kept and the page comes back', async ({ page }) => {
      await page.goto('/sign-in?from=here')
      await page.getByRole('button', { name: 'Dark colours' }).click()
      await expect(page).toHaveURL('/sign-in?from=here')
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
      await expect(page.getByRole('button', { name: 'Dark colours' })).toHaveAttribute('aria-pressed', 'true')
      await page.reload()
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
    })
  })
}
