// node serve.mjs <port>: the built server on a database of its own, which is gone afterwards.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const port = process.argv[2] ?? ''
const folder = mkdtempSync(join(tmpdir(), 'rollcall-e2e-'))
const cli = fileURLToPath(new URL('../../server/dist/cli.js', import.meta.url))
const server = spawn(process.execPath, [cli, 'serve', 'all', '--port', port], {
  cwd: folder,
  stdio: 'inherit',
  env: {
    ...process.env,
    DATABASE_URL: `sqlite:${join(folder, 'rollcall.db')}`,
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'warn',
  },
})

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => server.kill(signal))
server.once('close', (code) => {
  rmSync(folder, { recursive: true, force: true })
  process.exitCode = code ?? 1
})
