// node serve.mjs <port> <folder>: the built server on a database of its own. What it prints is kept in <folder>/output.log,
// where the tests find the one-time code, as an admin finds it in the terminal.
import { spawn } from 'node:child_process'
import { createWriteStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const [port = '', folder = ''] = process.argv.slice(2)
const cli = fileURLToPath(new URL('../../server/dist/cli.js', import.meta.url))
const server = spawn(process.execPath, [cli, 'serve', 'all', '--port', port], {
  cwd: folder,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    ...process.env,
    DATABASE_URL: `sqlite:${join(folder, 'rollcall.db')}`,
    HOST: '127.0.0.1',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'warn',
  },
})
server.stdout.pipe(createWriteStream(join(folder, 'output.log')))

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => server.kill(signal))
server.once('close', (code) => {
  rmSync(folder, { recursive: true, force: true })
  process.exitCode = code ?? 1
})
