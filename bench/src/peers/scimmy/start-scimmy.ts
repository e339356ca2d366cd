import { fileURLToPath } from 'node:url'
import type { RunningServer } from '../../servers/running-server.ts'
import { spawnServer } from '../../servers/spawn-server.ts'

const SCRIPT = fileURLToPath(new URL('./scimmy-main.ts', import.meta.url))

export const startScimmy = (file: string, token: string): Promise<RunningServer> =>
  spawnServer({
    name: 'scimmy',
    script: SCRIPT,
    database: file,
    token,
    env: { BENCH_DATABASE: file, BENCH_TOKEN: token },
  })
