import { createServer } from 'node:net'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

// Workers load this file again: what is drawn here once is handed on to them.
process.env.E2E_PORT ??= String(await freePort())
const port = process.env.E2E_PORT
const baseURL = `http://127.0.0.1:${port}`

const REQUEST_TESTS = '**/*.requests.test.ts'
const desktop = { width: 1280, height: 800 }
const narrow = { width: 380, height: 800 }

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/global-setup.ts',
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  timeout: 30_000,
  reporter: [['list'], ['json', { outputFile: '.test-results/playwright.json' }]],
  use: { baseURL, launchOptions: launchOptions(), screenshot: 'only-on-failure' },
  projects: [
    // Pages are looked at in both themes, wide and narrow; what needs no page runs once.
    { name: 'requests', testMatch: REQUEST_TESTS },
    ...(['light', 'dark'] as const).flatMap((colorScheme) => [
      { name: `desktop ${colorScheme}`, testIgnore: REQUEST_TESTS, use: { viewport: desktop, colorScheme } },
      { name: `narrow ${colorScheme}`, testIgnore: REQUEST_TESTS, use: { viewport: narrow, colorScheme } },
    ]),
  ],
  webServer: {
    command: `node e2e/serve.mjs ${port}`,
    url: `${baseURL}/readyz`,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
    stdout: 'pipe',
    timeout: 30_000,
  },
})

function launchOptions() {
  const support = process.env.CHROMIUM_SUPPORT
  return {
    executablePath: process.env.CHROMIUM_PATH ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
    // The browser fetched from npm brings the libraries and the font that a bare system lacks.
    env:
      support === undefined
        ? process.env
        : {
            ...process.env,
            LD_LIBRARY_PATH: join(support, 'al2023', 'lib'),
            FONTCONFIG_PATH: join(support, 'fonts'),
          },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
