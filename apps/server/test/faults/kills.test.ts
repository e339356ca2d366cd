import { DIALECTS } from '@rollcall/store/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { pause, startServer } from '../support.ts'
import { createScene, type Scene } from './scene.ts'
import { KILLS, LONG, recordFigures } from './settings.ts'
import type { Worker } from './worker.ts'

const MOST_MS = 20_000

/** Until so many more writes were answered, and a moment longer: the middle of anything. */
async function untilAnswered(workers: readonly Worker[], count: number): Promise<void> {
  const answered = () => workers.reduce((sum, { counts }) => sum + counts.answered, 0)
  const goal = answered() + count
  const until = performance.now() + MOST_MS
  while (answered() < goal && performance.now() < until) await pause(5)
  await pause(Math.random() * 20)
}

describe.each(DIALECTS)('kill -9 under load (%s)', (dialect) => {
  let scene: Scene | undefined
  afterEach(() => scene?.drop(), 60_000)

  test(
    `after each of ${KILLS} kills every answered write is there, every other is whole or absent`,
    async () => {
      scene = await createScene(dialect)
      const { servers, workers, env } = scene
      const sums = { whole: 0, absent: 0 }
      const began = performance.now()
      for (let kill = 0; kill < KILLS; kill += 1) {
        const load = { stopped: false }
        const running = Promise.all(workers.map((worker) => worker.run(load)))
        await untilAnswered(workers, 1 + Math.random() * 40)
        const { port, end } = servers[0] as (typeof servers)[number]
        await end('SIGKILL')
        await running
        servers[0] = await startServer(env, { port })
        const outcome = await scene.check()
        sums.whole += outcome.whole
        sums.absent += outcome.absent
      }
      const answered = workers.reduce((sum, { counts }) => sum + counts.answered, 0)
      const cut = workers.reduce((sum, { counts }) => sum + counts.cut, 0)
      // A run in which nothing was under way when the kills came would prove nothing.
      expect(cut).toBeGreaterThanOrEqual(KILLS)
      expect(sums.whole + sums.absent).toBe(cut)
      const sealed = await scene.finish()
      recordFigures(`kill -9, ${dialect}`, {
        kills: KILLS,
        'answered writes': answered,
        'unanswered found whole': sums.whole,
        'unanswered found absent': sums.absent,
        'audit events verified': sealed,
        seconds: Math.round((performance.now() - began) / 1_000),
      })
    },
    LONG ? 1_800_000 : 120_000,
  )

  test(
    'one of two processes is killed: the other goes on without an error',
    async () => {
      scene = await createScene(dialect, { servers: 2 })
      const { servers, workers, env } = scene
      const rounds = LONG ? 20 : 1
      for (let round = 0; round < rounds; round += 1) {
        const load = { stopped: false }
        // Workers of even number talk to the one that survives: run() throws on anything but 2xx.
        const running = Promise.all(workers.map((worker) => worker.run(load)))
        await untilAnswered(workers, 10 + Math.random() * 40)
        const { port, end } = servers[1] as (typeof servers)[number]
        await end('SIGKILL')
        const survivors = workers.filter((_, index) => index % 2 === 0)
        const before = survivors.map(({ counts }) => counts.answered)
        await untilAnswered(survivors, 40)
        load.stopped = true
        await running
        for (const [index, { counts, ledger }] of survivors.entries()) {
          expect(counts).toMatchObject({ refused: 0, cut: 0 })
          expect(ledger.pending).toBe(undefined)
          expect(counts.answered).toBeGreaterThan(before[index] as number)
        }
        await scene.check()
        servers[1] = await startServer(env, { port })
      }
      await scene.finish()
      recordFigures(`one of two processes killed, ${dialect}`, {
        kills: rounds,
        'answered writes': workers.reduce((sum, { counts }) => sum + counts.answered, 0),
        'errors of the survivor': 0,
      })
    },
    LONG ? 600_000 : 120_000,
  )
})
