import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rollcall } from './rollcall.ts'
import { seedDemo } from './seed-demo.ts'

let folder: string
let env: NodeJS.ProcessEnv

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-demo-'))
  env = { ...process.env, DATABASE_URL: `sqlite:${join(folder, 'rollcall.db')}`, PORT: '3456' }
})

afterEach(() => rmSync(folder, { recursive: true }))

test('seeds once: the second start finds the same directory and token', async () => {
  const tokenFile = join(folder, 'demo.json')
  const first = await seedDemo(env, tokenFile)
  expect(first.scimBaseUrl).toMatch(/:3456\/demo\/okta\/scim\/v2$/)
  expect(await seedDemo(env, tokenFile)).toEqual(first)
  const { directories } = await rollcall<{ directories: unknown[] }>(env, 'directory', 'list', '--tenant', 'demo')
  expect(directories).toMatchObject([{ slug: 'okta', status: 'active' }])
}, 60_000)
