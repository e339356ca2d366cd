import { afterEach, describe, expect, test } from 'vitest'
import { rideOut } from './outage.ts'
import { createScene, type Scene } from './scene.ts'
import { LONG, recordFigures } from './settings.ts'
import { TcpProxy } from './tcp-proxy.ts'

const OUTAGE_MS = LONG ? 10_000 : 4_000

describe('the database is away (postgres)', () => {
  let scene: Scene | undefined
  let proxy: TcpProxy | undefined
  afterEach(async () => {
    await scene?.drop()
    await proxy?.close()
  }, 60_000)

  /** A server that reaches its database through the proxy only. */
  const start = async (): Promise<{ readonly scene: Scene; readonly proxy: TcpProxy }> => {
    let way: TcpProxy | undefined
    scene = await createScene('postgres', {
      env: async (env) => {
        const url = new URL(env.DATABASE_URL as string)
        way = proxy = await TcpProxy.start({ host: url.hostname, port: Number(url.port) })
        url.port = String(proxy.port)
        return { ...env, DATABASE_URL: url.href }
      },
    })
    return { scene, proxy: way as TcpProxy }
  }

  test('connections break and are refused: 503 with Retry-After, nothing by half, and it comes back by itself', async () => {
    const { scene, proxy } = await start()
    const figures = await rideOut(scene, {
      begin: () => proxy.cut(),
      end: () => proxy.restore(),
      ms: OUTAGE_MS,
      noticedAfterMs: 500,
      readsFail: true,
    })
    recordFigures(`database away for ${OUTAGE_MS / 1_000} s (connections refused), postgres`, figures)
    await scene.finish()
  }, 120_000)

  test('connections break again and again: what is refused with "nothing was changed" was not changed', async () => {
    const { scene, proxy } = await start()
    for (let round = 0; round < (LONG ? 40 : 4); round += 1) {
      const load = { stopped: false }
      const running = Promise.all(scene.workers.map((worker) => worker.run(load, async () => undefined)))
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 150))
      load.stopped = true
      await proxy.cut()
      await running
      await proxy.restore()
      await scene.check()
    }
    expect(scene.workers.some(({ counts }) => counts.refused > 0)).toBe(true)
    await scene.finish()
  }, 300_000)

  test('the network goes silent: requests wait, /readyz says so in time, and all goes on', async () => {
    const { scene, proxy } = await start()
    const figures = await rideOut(scene, {
      begin: () => proxy.silence(),
      end: () => proxy.speak(),
      ms: OUTAGE_MS,
      noticedAfterMs: 0,
      readsFail: false,
      writesWait: true,
    })
    recordFigures(`database silent for ${OUTAGE_MS / 1_000} s, postgres`, figures)
    await scene.finish()
  }, 120_000)
})
