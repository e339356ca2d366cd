import { execFile } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DIALECTS } from '@rollcall/store/testing'
import { expect, test } from 'vitest'
import { createInstance, rollcallJson, startServer } from './support.ts'

const SCRIPT = fileURLToPath(new URL('../../../examples/admin-journey.sh', import.meta.url))

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const runScript = (env: Readonly<Record<string, string>>): Promise<Ended> =>
  new Promise((resolve) => {
    const options = {
      env: { ...env, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, HOME: process.env.HOME },
      timeout: 60_000,
    }
    execFile('bash', [SCRIPT], options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, stdout, stderr }),
    )
  })

test.each(DIALECTS)(
  'the script of the admin journey runs to its end (%s)',
  async (dialect) => {
    const instance = await createInstance(dialect)
    try {
      await rollcallJson(instance.env, 'migrate')
      const { key } = await rollcallJson<{ key: string }>(instance.env, 'api-key', 'create', '--name', 'journey')
      const server = await startServer(instance.env, { part: 'all' })
      try {
        const ended = await runScript({ ROLLCALL_URL: server.origin, ROLLCALL_KEY: key })
        expect(ended).toEqual({ code: 0, stdout: expect.stringMatching(/\nDone\.\n$/), stderr: '' })
        const stranger = await runScript({ ROLLCALL_URL: server.origin, ROLLCALL_KEY: 'rck_wrong' })
        expect(stranger.code).toBe(1)
        expect(stranger.stderr).toContain('FAILED')
      } finally {
        await server.end('SIGTERM')
      }
    } finally {
      await instance.database.drop()
    }
  },
  90_000,
)
