import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { pause, rollcallJson } from '../support.ts'
import { FaultClient } from './client.ts'
import { demand } from './ledger.ts'
import { rideOut } from './outage.ts'
import { createScene, type Scene } from './scene.ts'
import { LONG, recordFigures } from './settings.ts'

const OUTAGE_MS = LONG ? 10_000 : 4_000

/** In blocks of 512 bytes: the log of the database reaches this within seconds of load, and is started anew only beyond 16 MB. */
const FILE_LIMIT = 6_144

/**
 * Another process that keeps the log short, as it may at any time. In this one, a second copy of SQLite would undo the locks of the first.
 * It asks often instead of waiting: what waits finds a busy writer between two writes too seldom.
 */
const TRUNCATE = `
  const { DatabaseSync } = require('node:sqlite')
  const truncate = new DatabaseSync(process.argv[1], { timeout: 0 }).prepare('pragma wal_checkpoint(truncate)')
  const again = () => {
    const done = truncate.get().busy === 0
    if (done) process.stdout.write('.')
    setTimeout(again, done ? 20 : 1)
  }
  again()
  process.stdin.once('end', () => process.exit()).resume()
`

describe('the disk is full (sqlite)', () => {
  let scene: Scene | undefined
  const cleanUp: (() => void)[] = []
  afterEach(async () => {
    await scene?.drop()
    for (const undo of cleanUp.splice(0).reverse()) undo()
  }, 60_000)

  test('no file may grow any more: 503 with Retry-After, nothing by half, and it comes back by itself', async () => {
    scene = await createScene('sqlite', {
      under: ['sh', '-c', `ulimit -f ${FILE_LIMIT}; exec "$@"`, 'sh'],
      // Node's own cache must not meet the limit.
      env: async (env) => ({ ...env, NODE_DISABLE_COMPILE_CACHE: '1' }),
    })
    const path = scene.database.url.slice('sqlite:'.length)
    const tokens: string[] = []
    for (let made = 0; made < 6; made += 1) {
      const create = ['token', 'create', '--directory', scene.directoryId]
      tokens.push((await rollcallJson<{ token: string }>(scene.env, ...create)).token)
    }
    await writeUntilFull(scene)
    const { origin } = scene.servers[0] as Scene['servers'][number]
    let small: Promise<void> | undefined
    const figures = await rideOut(scene, {
      begin: () => {
        small = useOneByOne(origin, tokens, OUTAGE_MS / 2 / tokens.length)
      },
      // Room again: what stands in the log goes to where it belongs.
      end: async () => {
        await small
        const truncating = spawn(process.execPath, ['--no-warnings', '-e', TRUNCATE, path], { stdio: 'pipe' })
        cleanUp.push(() => truncating.kill('SIGKILL'))
        await once(truncating.stdout, 'data')
      },
      ms: OUTAGE_MS,
      noticedAfterMs: 200,
      readsFail: false,
    })
    recordFigures(`no room for ${OUTAGE_MS / 1_000} s (limit of the file size), sqlite`, figures)
    await scene.finish()
  }, 120_000)

  // Needs the right to mount a small file system, which not every account has: `npm run faults` demands it.
  if (LONG)
    test('the file system is full: the same', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'rollcall-full-'))
      cleanUp.push(() => rmSync(folder, { recursive: true }))
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder], { encoding: 'utf8' })
      expect(mounted.status, `a small file system cannot be mounted, run this as root: ${mounted.stderr}`).toBe(0)
      cleanUp.push(() => spawnSync('umount', [folder]))
      const usual = process.env.TMPDIR
      process.env.TMPDIR = folder
      try {
        scene = await createScene('sqlite')
      } finally {
        if (usual === undefined) delete process.env.TMPDIR
        else process.env.TMPDIR = usual
      }
      const filler = join(folder, 'filler')
      const figures = await rideOut(scene, {
        begin: () => fill(filler),
        end: () => rmSync(filler),
        ms: OUTAGE_MS,
        noticedAfterMs: 1_500,
        readsFail: false,
      })
      recordFigures(`file system full for ${OUTAGE_MS / 1_000} s, sqlite`, figures)
      await scene.finish()
    }, 120_000)
})

/** The first use of a credential is noted: a write so small that it may fit where those of the clients do not, which is no proof that they would. */
async function useOneByOne(origin: string, tokens: readonly string[], everyMs: number): Promise<void> {
  for (const token of tokens) {
    const client = new FaultClient(origin, token)
    const { status, json } = await client.send('GET', '/Users?count=1')
    client.close()
    demand(status === 200, 'a read was refused', json)
    await pause(everyMs)
  }
}

/** Small writes still fit for a while when larger ones no longer do; and one round may take long where the disk is slow. */
async function writeUntilFull({ workers }: Scene): Promise<void> {
  let lastFit = performance.now()
  let refusedRounds = 0
  while (performance.now() - lastFit < 2_500 || refusedRounds < 50) {
    const outcomes = await Promise.all(workers.map((worker) => worker.step()))
    refusedRounds += 1
    if (!outcomes.includes('answered')) continue
    lastFit = performance.now()
    refusedRounds = 0
  }
}

function fill(path: string): void {
  for (const size of [1_048_576, 4_096, 1]) {
    const chunk = Buffer.alloc(size, 'x')
    try {
      for (;;) writeFileSync(path, chunk, { flag: 'a' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
}
