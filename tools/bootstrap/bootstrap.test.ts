import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { childEnvironment } from './environment.mjs'
import { meetsFloor } from './toolchain.mjs'

afterEach(() => vi.unstubAllEnvs())

describe('the Node that will do', () => {
  test.each([
    ['18.20.8', false],
    ['20.20.2', false],
    ['22.21.0', false],
    ['24.10.0', false],
    ['24.11.0', true],
    ['24.21.0', true],
    ['25.9.0', false],
    ['26.0.0', true],
    ['28.1.0', true],
  ])('%s: %s', (version, expected) => {
    expect(meetsFloor(version)).toBe(expected)
  })
})

describe('the environment of a child', () => {
  test("has the user's npm settings and none of the traces of npm run", () => {
    vi.stubEnv('npm_config_cache', '/cache')
    vi.stubEnv('npm_package_name', 'rollcall')
    vi.stubEnv('npm_lifecycle_event', 'start')
    vi.stubEnv('npm_config_local_prefix', '/repo')
    const environment = childEnvironment()
    expect(environment.npm_config_cache).toBe('/cache')
    expect(Object.keys(environment).filter((name) => /^npm_(package|lifecycle|config_local)/.test(name))).toEqual([])
  })

  test('finds the fetched programs first', () => {
    vi.stubEnv('PATH', '/usr/bin')
    expect(childEnvironment().PATH).toMatch(/\.tools\/node_modules\/\.bin:\/usr\/bin$/)
    expect(childEnvironment({ withTools: false }).PATH).toBe('/usr/bin')
  })
})

describe('exec', () => {
  const run = fileURLToPath(new URL('../run.mjs', import.meta.url))
  const exec = (script: string) => spawn(process.execPath, [run, 'exec', process.execPath, '-e', script])

  test('passes the exit code on and prints nothing of its own', async () => {
    const child = exec('console.log("{}"); process.exitCode = 7')
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    const [code] = await once(child, 'close')
    expect({ code, output }).toEqual({ code: 7, output: '{}\n' })
  })

  test('passes SIGTERM on, and waits for the child to end in its own way', async () => {
    const child = exec(
      'process.on("SIGTERM", () => setTimeout(() => process.exit(3), 200)); setInterval(() => {}, 1e3); console.log("up")',
    )
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    const [code] = await once(child, 'close')
    expect(code).toBe(3)
  })

  test('counts a child that a signal ended as a shell does', async () => {
    const child = exec('process.kill(process.pid, "SIGKILL")')
    const [code] = await once(child, 'close')
    expect(code).toBe(128 + 9)
  })

  test('an unknown task is told in one line', async () => {
    const child = spawn(process.execPath, [run, 'lunch'])
    let complaint = ''
    child.stderr.on('data', (chunk) => {
      complaint += chunk
    })
    const [code] = await once(child, 'close')
    expect(code).toBe(2)
    expect(complaint).toMatch(/^rollcall: unknown task "lunch"; one of: setup, start, [a-z0-9:, ]+\n$/)
  })
})
