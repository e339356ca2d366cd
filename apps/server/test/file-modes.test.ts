import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createDirectory, type Environment, rollcall, startServer } from './support.ts'

const KEY = 'a-key-for-tests-that-is-long-enough-0000'
const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)
const modesIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, modeOf(join(folder, name))]))

/** Serves under the umask until what was asked of the server is on record, and tells the modes of its files then. */
async function modesWhileServing(env: Environment, folder: string, umask: string, token = 'unknown') {
  const server = await startServer(env, { under: ['sh', '-c', `umask ${umask}; exec "$@"`, 'sh'] })
  try {
    const headers = { authorization: `Bearer ${token}` }
    await fetch(`${server.origin}/scim/v2/Users`, { headers })
    await expect
      .poll(() => readdirSync(folder).includes('requests.db-wal'), { timeout: 5_000 })
      .toBe(token !== 'unknown')
    return modesIn(folder)
  } finally {
    await server.end('SIGTERM')
  }
}

test('the files of the database are for its own account alone, whatever the umask, also those of older versions', async () => {
  const parent = mkdtempSync(join(tmpdir(), 'rollcall-modes-'))
  const folder = join(parent, 'data')
  const env = { DATABASE_URL: `sqlite:${join(folder, 'rollcall.db')}`, LOG_LEVEL: 'error' }
  try {
    const files = ['rollcall.db', 'rollcall.db-shm', 'rollcall.db-wal']
    const first = await modesWhileServing(env, folder, '000')
    expect(first).toEqual(Object.fromEntries([...files, 'secret.key'].map((name) => [name, '600'])))
    expect(modeOf(folder)).toBe('700')

    rmSync(join(folder, 'secret.key'))
    const withKey = { ...env, ROLLCALL_SECRET_KEY: KEY }
    const { token } = await createDirectory(withKey)
    const all = [...files, 'requests.db', 'requests.db-shm', 'requests.db-wal']
    const asked = await modesWhileServing(withKey, folder, '000', token)
    expect(asked).toEqual(Object.fromEntries(all.map((name) => [name, '600'])))

    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644)
    const doctor = async () => (await rollcall(withKey, 'doctor')).stdout
    expect(await doctor()).toMatch(/! file modes: .*rollcall\.db, .*requests\.db/)
    const later = await modesWhileServing(withKey, folder, '022', token)
    expect(later).toEqual(asked)
    expect(await doctor()).toContain('✓ file modes')

    await rollcall(withKey, 'backup', '--to', join(folder, 'backup.gz'))
    expect(modeOf(join(folder, 'backup.gz'))).toBe('600')
  } finally {
    rmSync(parent, { recursive: true, force: true })
  }
}, 120_000)
