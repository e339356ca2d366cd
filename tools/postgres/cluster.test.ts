import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'

const START = `
  const { startCluster, stopClusterAtExit } = await import('${new URL('./cluster.ts', import.meta.url).href}')
  const cluster = await startCluster()
  stopClusterAtExit(cluster)
  console.log(cluster.folder)
  setInterval(() => {}, 1000)
`

test('the cluster is gone after the process that started it was killed', async () => {
  const owner = spawn(process.execPath, ['--input-type=module', '-e', START], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(owner.stdout, 'data')) as [Buffer]
  const folder = line.toString().trim()
  expect(existsSync(folder)).toBe(true)
  owner.kill('SIGKILL')
  for (let tries = 0; existsSync(folder) && tries < 100; tries += 1) await wait(100)
  expect(existsSync(folder)).toBe(false)
}, 60_000)
