import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstance, expectOneLine, type Instance, type RunningServer, rollcall, rollcallJson, startServer } from './support.ts'

const HEX_ID = /^[0-9a-f-]{36}$/

describe.each(DIALECTS)('the command line (%s)', (dialect) => {
  let instance: Instance
  let server: RunningServer | undefined
  let directoryId: string
  const json = <T extends object>(...args: string[]) => rollcallJson<T>(instance.env, ...args)

  beforeAll(async () => {
    instance = await createInstance(dialect)
  })
  afterAll(async () => {
    await server?.end('SIGTERM')
    await instance.database.drop()
  })

  test('migrate brings an empty database up to date, and is harmless the second time', async () => {
    const first = await json<{ migrations: string[] }>('migrate')
    expect(first.migrations.length).toBeGreaterThan(0)
    expect(await json('migrate')).toEqual({ migrations: [] })
  }, 30_000)

  test('tenant create prints id and slug; a taken or bad slug is one line', async () => {
    const tenant = await json<{ id: string; slug: string }>('tenant', 'create', '--slug', 'acme', '--name', 'Acme')
    expect(Object.keys(tenant).sort()).toEqual(['id', 'slug'])
    expect(tenant.slug).toBe('acme')
    expect(tenant.id).toMatch(HEX_ID)
    const [taken, bad, reserved, listed] = await Promise.all([
      rollcall(instance.env, 'tenant', 'create', '--slug', 'acme', '--name', 'Again', '--json'),
      rollcall(instance.env, 'tenant', 'create', '--slug', 'has_underscore', '--name', 'X', '--json'),
      rollcall(instance.env, 'tenant', 'create', '--slug', 'scim', '--name', 'X', '--json'),
      json<{ tenants: { slug: string }[] }>('tenant', 'list'),
    ])
    expect(expectOneLine(taken)).toContain('acme')
    expect(expectOneLine(bad)).toContain('has_underscore')
    expect(expectOneLine(reserved)).toContain('reserved')
    expect(listed.tenants).toMatchObject([{ slug: 'acme' }])
  }, 30_000)

  test('directory create prints id and scimBaseUrl; it starts Inactive unless told otherwise', async () => {
    const create = (slug: string, ...more: string[]) => json<{ id: string; scimBaseUrl: string }>('directory', 'create', '--tenant', 'acme', '--slug', slug, '--name', 'Okta', ...more)
    const directory = await create('okta', '--preset', 'okta-wizard', '--role-prefix', 'Envi_', '--activate')
    directoryId = directory.id
    expect(Object.keys(directory).sort()).toEqual(['id', 'scimBaseUrl'])
    expect(directory.scimBaseUrl).toBe('http://127.0.0.1:3000/acme/okta/scim/v2')
    await create('second')
    const { directories } = await json<{ directories: { slug: string; status: string }[] }>('directory', 'list', '--tenant', 'acme')
    expect(directories.map(({ slug, status }) => [slug, status]).sort()).toEqual([['okta', 'active'], ['second', 'inactive']])
    const unknown = await rollcall(instance.env, 'directory', 'create', '--tenant', 'nobody', '--slug', 'x', '--name', 'X', '--json')
    expect(expectOneLine(unknown)).toContain('nobody')
  }, 30_000)

  test('token create prints id and token; list never shows it; revoke is told', async () => {
    const token = await json<{ id: string; token: string }>('token', 'create', '--directory', directoryId, '--name', 'CI', '--expires-in', '90d')
    expect(Object.keys(token).sort()).toEqual(['id', 'token'])
    expect(token.token.length).toBeGreaterThan(40)
    expect(token.token).not.toMatch(/\s/)
    const [listed, badDuration, unknown] = await Promise.all([
      rollcall(instance.env, 'token', 'list', '--directory', directoryId, '--json'),
      rollcall(instance.env, 'token', 'create', '--directory', directoryId, '--expires-in', 'soon', '--json'),
      rollcall(instance.env, 'token', 'create', '--directory', 'nothing', '--json'),
    ])
    expect(listed.stdout).toContain(token.id)
    expect(listed.stdout).not.toContain(token.token)
    expect(expectOneLine(badDuration)).toContain('soon')
    expect(expectOneLine(unknown)).toContain('nothing')
    expect(await json('token', 'revoke', '--id', token.id)).toMatchObject({ id: token.id, revokedAt: expect.any(String) })
  }, 30_000)

  test('credential, api-key and admin create print exactly their members', async () => {
    const [credential, apiKey, admin] = await Promise.all([
      json<Record<string, string>>('credential', 'create', '--directory', directoryId, '--basic'),
      json<Record<string, string>>('api-key', 'create', '--name', 'CI', '--tenant', 'acme', '--role', 'auditor'),
      json<Record<string, string>>('admin', 'create', '--email', 'a@example.com', '--role', 'owner'),
    ])
    expect(Object.keys(credential).sort()).toEqual(['id', 'password', 'username'])
    expect(Object.keys(apiKey).sort()).toEqual(['id', 'key'])
    expect(Object.keys(admin).sort()).toEqual(['id', 'setupUrl'])
    expect(admin.setupUrl).toMatch(/^http:\/\/127\.0\.0\.1:3000\//)
  }, 30_000)

  test('what the command line made works on a server that is running already, and the other way round', async () => {
    server = await startServer(instance.env)
    const { token } = await json<{ token: string }>('token', 'create', '--directory', directoryId)
    const headers = { Authorization: `Bearer ${token}` }
    for (const base of ['/scim/v2', '/acme/okta/scim/v2']) {
      expect((await fetch(`${server.origin}${base}/Users?startIndex=1&count=2`, { headers })).status).toBe(200)
    }
    const { username, password } = await json<{ username: string; password: string }>('credential', 'create', '--directory', directoryId, '--basic')
    const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
    expect((await fetch(`${server.origin}/scim/v2/Users?count=1`, { headers: { Authorization: basic } })).status).toBe(200)
    await json('directory', 'deactivate', '--directory', directoryId)
    await expect.poll(async () => (await fetch(`${server?.origin}/scim/v2/Users?count=1`, { headers })).status, { timeout: 2_500, interval: 100 }).toBe(403)
    await json('directory', 'activate', '--directory', directoryId)
    await expect.poll(async () => (await fetch(`${server?.origin}/scim/v2/Users?count=1`, { headers })).status, { timeout: 2_500, interval: 100 }).toBe(200)
  }, 60_000)

  test('simulate okta prints one report and passes against the running server', async () => {
    const { token } = await json<{ token: string }>('token', 'create', '--directory', directoryId)
    const { code, stdout } = await rollcall(instance.env, 'simulate', 'okta', '--url', `${server?.origin}/scim/v2`, '--token', token, '--users', '3', '--groups', '1', '--app', 'wizard', '--json')
    expect(code, stdout.slice(0, 2_000)).toBe(0)
    expect(stdout).toMatch(/^\{[^\n]*\}\n$/)
    expect(JSON.parse(stdout)).toMatchObject({ provider: 'okta', app: 'wizard', ok: true, failed: 0 })
    const wrong = await rollcall(instance.env, 'simulate', 'okta', '--url', `${server?.origin}/scim/v2`, '--token', 'wrong', '--users', '1', '--groups', '0', '--json')
    expect(wrong.code).toBe(1)
    expect(JSON.parse(wrong.stdout).ok).toBe(false)
  }, 60_000)

  test('health: alive, ready, and not logged in for it', async () => {
    expect((await fetch(`${server?.origin}/healthz`)).status).toBe(200)
    expect((await fetch(`${server?.origin}/readyz`)).status).toBe(200)
    expect(server?.output.stdout).toContain(`${server?.origin}/scim/v2`)
  })
})

describe('usage', () => {
  const env = { DATABASE_URL: 'sqlite:/nonexistent/never-opened.db' }

  test('help names every command and opens no database', async () => {
    const { code, stdout } = await rollcall(env, '--help')
    expect(code).toBe(0)
    for (const name of ['serve', 'migrate', 'tenant', 'directory', 'token', 'api-key', 'credential', 'admin', 'simulate', 'backup', 'restore']) {
      expect(stdout).toMatch(new RegExp(`^\\s+${name}\\b`, 'm'))
    }
  }, 30_000)

  test.each([
    [['nope'], 'nope'],
    [['tenant', 'create', '--slug', 'a'], '--name'],
    [['directory', 'create', '--tenant', 'a', '--slug', 'a', '--name', 'a', '--preset', 'x'], 'preset'],
    [['serve', 'everything'], 'everything'],
  ])('%j is refused with words and exit code 1, stdout empty', async (args, word) => {
    const { code, stdout, stderr } = await rollcall(env, ...args)
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain(word)
    expect(stderr).not.toContain('    at ')
  }, 30_000)
})
