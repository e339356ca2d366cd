import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { INSTANCE, openStore } from '@rollcall/store'
import { sql } from '@rollcall/store/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createScene, type Scene } from './scene.ts'
import { LONG, recordFigures } from './settings.ts'
import { type Call, judgeAnswers, parseTrace } from './trace.ts'

describe('power cut (sqlite): nobody is answered before the disk has the commit', () => {
  let scene: Scene | undefined
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollcall-trace-'))
  })
  afterEach(async () => {
    await scene?.drop()
    await rm(folder, { recursive: true, force: true })
  }, 60_000)

  test('the writing handle syncs the log at every commit; what was answered is committed, as another process sees', async () => {
    scene = await createScene('sqlite')
    const store = await openStore({ url: scene.database.url })
    const pragma = (name: string) =>
      store.transaction(INSTANCE, async (trx) =>
        Object.values((await sql.raw<object>(`pragma ${name}`).execute(trx)).rows[0] ?? {}),
      )
    expect(await pragma('journal_mode')).toEqual(['wal'])
    expect(await pragma('synchronous')).toEqual([2])
    for (const worker of scene.workers) {
      worker.onAnswered = async (requestId) => {
        const seen = await store.read(INSTANCE, (db) =>
          sql`select 1 from audit_event where request_id = ${requestId}`.execute(db),
        )
        expect(seen.rows.length).toBeGreaterThan(0)
      }
    }
    await Promise.all(
      scene.workers.map(async (worker) => {
        for (let step = 0; step < 20; step += 1) expect(await worker.step()).toBe('answered')
      }),
    )
    await store.close()
    await scene.check()
  }, 60_000)

  // Needs strace, which not every machine has: `npm run faults` demands it.
  if (LONG)
    test('every 2xx to a write goes out only after a sync of the log that follows its commit', async () => {
      const installed = spawnSync('strace', ['--version']).status === 0
      expect(installed, 'strace is not installed; on Debian: apt-get install strace').toBe(true)
      const file = join(folder, 'trace')
      const traced = 'trace=pwrite64,fsync,fdatasync,write,writev,sendto,sendmsg'
      scene = await createScene('sqlite', {
        // -D: the server keeps its process id and parent; -f: every thread.
        under: ['strace', '-D', '-f', '-y', '-s', '70000', '-e', traced, '-o', file],
      })
      const writes = new Set<string>()
      for (const worker of scene.workers) {
        worker.onAnswered = async (requestId) => {
          writes.add(requestId)
        }
      }
      await Promise.all(
        scene.workers.map(async (worker) => {
          for (let step = 0; step < 40; step += 1) expect(await worker.step()).toBe('answered')
        }),
      )
      await scene.finish()
      await endOfTrace(file)
      const counts = { calls: 0, syncs: 0 }
      const calls: Call[] = []
      for (const call of parseTrace((await readFile(file, 'latin1')).split('\n'))) {
        counts.calls += 1
        if (/sync$/.test(call.name) && call.args.includes('-wal>')) counts.syncs += 1
        calls.push(call)
      }
      const answers = judgeAnswers(calls, writes)
      expect(answers.filter(({ verdict }) => verdict !== 'after its sync')).toEqual([])
      expect(new Set(answers.map(({ requestId }) => requestId))).toEqual(writes)
      recordFigures('power cut, sqlite', {
        'answers 2xx to writes': answers.length,
        'after a sync of the log that follows their commit': answers.length,
        'syncs of the log': counts.syncs,
        'system calls read': counts.calls,
      })
    }, 300_000)
})

/** The tracer outlives the server by a moment. */
async function endOfTrace(file: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (/\+\+\+ exited with 0 \+\+\+\s*$/.test((await readFile(file)).subarray(-200).toString())) return
    await wait(100)
  }
  throw new Error('the trace does not end')
}
