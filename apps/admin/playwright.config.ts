import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'

// Workers load this file again: what is drawn here once is handed on to them.
process.env.E2E_PORT ??= String(await freePort())
process.env.E2E_FOLDER ??= mkdtempSync(join(tmpdir(), 'rollcall-e2e-'))
const port = process.env.E2E_PORT
const baseURL = `http://127.0.0.1:${port}`

const FIRST_RUN = '**/first-run.setup.ts'
const JOURNEY = '**/journey.setup.ts'
const REQUEST_TESTS = '**/*.requests.test.ts'
const LOOKS = ['**/pages.test.ts', '**/sign-in.test.ts', '**/theme.test.ts']
const desktop = { width: 1440, height: 900 }
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
    // One server, told as one story: the printed code makes the owner, the owner connects an identity provider.
    { name: 'first run', testMatch: FIRST_RUN, use: { viewport: desktop } },
    { name: 'journey', testMatch: JOURNEY, dependencies: ['first run'], use: { viewport: desktop } },
    { name: 'requests', testMatch: REQUEST_TESTS, dependencies: ['journey'] },
    { name: 'behaviour', testIgnore: [REQUEST_TESTS, ...LOOKS], dependencies: ['journey'], use: { viewport: desktop } },
    // Every page is looked at in both themes, and in a narrow window.
    ...[
      { name: 'desktop light', use: { viewport: desktop, colorScheme: 'light' as const } },
      { name: 'desktop dark', use: { viewport: desktop, colorScheme: 'dark' as const } },
      { name: 'narrow', use: { viewport: narrow, colorScheme: 'light' as const } },
    ].map((look) => ({ ...look, testMatch: LOOKS, dependencies: ['journey'] })),
  ],
  webServer: {
    command: `node e2e/serve.mjs ${port} ${process.env.E2E_FOLDER}`,
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
