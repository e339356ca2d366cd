import { spawn } from 'node:child_process'
import { chromium } from '@playwright/test'

const s = spawn('node', ['e2e/serve.mjs', '34777'], { stdio: 'ignore' })
await new Promise((r) => setTimeout(r, 2000))
const t0 = Date.now()
const lap = (n) => console.log(n, Date.now() - t0)
const b = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...process.argv.slice(2),
  ],
})
lap('launch')
for (const [n, o] of Object.entries({
  dl: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
  dd: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  nl: { viewport: { width: 380, height: 800 }, colorScheme: 'light' },
  nd: { viewport: { width: 380, height: 800 }, colorScheme: 'dark' },
})) {
  const c = await b.newContext(o)
  lap('context')
  const p = await c.newPage()
  lap('page')
  await p.goto('http://127.0.0.1:34777/sign-in')
  lap('goto')
  await p.waitForTimeout(300)
  await p.screenshot({ path: `/tmp/shot-${n}.png`, fullPage: true })
  lap('shot')
  await c.close()
  lap('close')
}
await b.close()
s.kill('SIGTERM')
