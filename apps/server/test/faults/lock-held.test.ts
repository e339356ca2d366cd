import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, describe, test } from 'vitest'
import { rideOut } from './outage.ts'
import { createScene, type Scene } from './scene.ts'
import { recordFigures } from './settings.ts'

/** Longer than a write waits for the lock of the file. */
const HELD_MS = 13_000

const HOLD = `
  const { DatabaseSync } = require('node:sqlite')
  const handle = new DatabaseSync(process.argv[1], { timeout: 5000 })
  handle.exec('begin immediate')
  process.stdout.write('held')
  process.stdin.once('data', () => { handle.exec('rollback'); process.exit() }).once('end', () => process.exit())
`

describe('another process holds the lock (sqlite)', () => {
  let scene: Scene | undefined
  afterEach(() => scene?.drop(), 60_000)

  test('writes wait, then 503 with Retry-After; reads go on; it comes back by itself', async () => {
    scene = await createScene('sqlite', { workers: 3 })
    const path = scene.database.url.slice('sqlite:'.length)
    const holder = spawn(process.execPath, ['--no-warnings', '-e', HOLD, path], { stdio: ['pipe', 'pipe', 'inherit'] })
    // Held before anybody writes, so that no write slips through.
    const figures = await rideOut(scene, {
      begin: async () => {
        await once(holder.stdout, 'data')
      },
      end: async () => {
        holder.stdin.write('let go')
        await once(holder, 'exit')
      },
      ms: HELD_MS,
      noticedAfterMs: HELD_MS - 1_700,
      readsFail: false,
    })
    recordFigures(`lock held by another process for ${HELD_MS / 1_000} s, sqlite`, figures)
    await scene.finish()
  }, 120_000)
})
