import { readFileSync } from 'node:fs'
import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createDirectory,
  createInstance,
  expectOneLine,
  type Instance,
  type RunningServer,
  rollcall,
  rollcallJson,
  startServer,
} from './support.ts'

type Texts = Record<string, string>

describe.each(DIALECTS)('the command line (%s)', (dialect) => {
  let instance: Instance
  let server: RunningServer
  let directoryId: string
  const json = <T extends object = Texts>(command: string) => rollcallJson<T>(instance.env, ...command.split(' '))

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

  test('tenant create prints id and slug', async () => {
    const tenant = await json('tenant create --slug acme --name Acme')
    expect(tenant).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), slug: 'acme' })
  }, 30_000)

  test('directory create prints id and scimBaseUrl; it starts Inactive unless told otherwise', async () => {
    const create = (more: string) => json(`directory create --tenant acme --name Okta --slug ${more}`)
    const directory = await create('okta --preset okta-wizard --role-prefix Envi_ --activate')
    directoryId = directory.id ?? ''
    expect(directory).toEqual({ id: expect.any(String), scimBaseUrl: 'http://127.0.0.1:3000/acme/okta/scim/v2' })
    await create('second')
    const { directories } = await json<{ directories: Texts[] }>('directory list --tenant acme')
    expect(directories.map(({ slug, status }) => `${slug} ${status}`).sort()).toEqual([
      'okta active',
      'second inactive',
    ])
  }, 30_000)

  test('token create prints id and token; list never shows it; revoke says when', async () => {
    const token = await json(`token create --directory ${directoryId} --name CI --expires-in 90d`)
    expect(token).toEqual({ id: expect.any(String), token: expect.stringMatching(/^\S{40,}$/) })
    const listed = JSON.stringify(await json(`token list --directory ${directoryId}`))
    expect(listed).toContain(token.id)
    expect(listed).not.toContain(token.token)
    expect(await json(`token revoke --id ${token.id}`)).toEqual({ id: token.id, revokedAt: expect.any(String) })
  }, 30_000)

  test('credential, api-key and admin create print exactly their members', async () => {
    const text = expect.any(String)
    expect(await json(`credential create --directory ${directoryId} --basic`)).toEqual({
      id: text,
      username: text,
      password: text,
    })
    expect(await json('api-key create --name CI --tenant acme --role auditor')).toEqual({ id: text, key: text })
    expect(await json('admin create --email a@example.com --role owner')).toEqual({
      id: text,
      setupUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:3000\/setup#rcs_[\w-]+$/),
    })
  }, 30_000)

  test('what the command line makes works on a server that is running already', async () => {
    server = await startServer(instance.env)
    expect(server.output.stdout).toContain(`${server.origin}/scim/v2`)
    const status = async (Authorization: string, base = '/scim/v2') =>
      (await fetch(`${server.origin}${base}/Users?startIndex=1&count=2`, { headers: { Authorization } })).status
    const { token } = await json(`token create --directory ${directoryId}`)
    expect(await status(`Bearer ${token}`)).toBe(200)
    expect(await status(`Bearer ${token}`, '/acme/okta/scim/v2')).toBe(200)
    const { username, password } = await json(`credential create --directory ${directoryId} --basic`)
    expect(await status(`Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`)).toBe(200)
    await json(`directory deactivate --directory ${directoryId}`)
    await expect.poll(() => status(`Bearer ${token}`), { timeout: 2_500, interval: 100 }).toBe(403)
    await json(`directory activate --directory ${directoryId}`)
    await expect.poll(() => status(`Bearer ${token}`), { timeout: 2_500, interval: 100 }).toBe(200)

    const simulate = `simulate okta --url ${server.origin}/scim/v2 --users 3 --groups 1 --app wizard --json --token ${token}`
    const { code, stdout } = await rollcall(instance.env, ...simulate.split(' '))
    expect(code, stdout.slice(0, 2_000)).toBe(0)
    expect(stdout).toMatch(/^\{[^\n]*\}\n$/)
    expect(JSON.parse(stdout)).toMatchObject({ provider: 'okta', app: 'wizard', ok: true, failed: 0 })
  }, 60_000)
})

describe('what cannot be done', () => {
  let instance: Instance
  beforeAll(async () => {
    instance = await createInstance('sqlite')
    await createDirectory(instance.env)
  })
  afterAll(() => instance.database.drop())

  test.each([
    ['tenant create --slug acme --name Again', 'acme'],
    ['tenant create --slug has_underscore --name X', 'has_underscore'],
    ['tenant create --slug scim --name X', 'reserved'],
    ['directory create --tenant nobody --slug x --name X', 'nobody'],
    ['token create --directory nothing', 'nothing'],
    ['credential create --directory nothing', '--basic'],
  ])(
    '%s is one line on stderr',
    async (command, word) => {
      expect(expectOneLine(await rollcall(instance.env, ...command.split(' '), '--json'))).toContain(word)
    },
    30_000,
  )

  test('a simulation that finds faults says so in its report and exit code', async () => {
    const { code, stdout } = await rollcall(
      instance.env,
      ...'simulate okta --url http://127.0.0.1:1/scim/v2 --token x --users 1 --groups 0 --json'.split(' '),
    )
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false })
  }, 30_000)

  test.each([
    ['nope', 'nope'],
    ['tenant create --slug a', '--name'],
    ['directory create --tenant a --slug a --name a --preset x', 'preset'],
    ['serve everything', 'everything'],
  ])(
    'the usage of %s is refused with words, exit code 1 and an empty stdout',
    async (command, word) => {
      const { code, stdout, stderr } = await rollcall(instance.env, ...command.split(' '))
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr).toContain(word)
      expect(stderr).not.toContain('    at ')
    },
    30_000,
  )

  test('--version prints the version alone and opens no database', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    const env = { DATABASE_URL: 'sqlite:/nonexistent/never-opened.db' }
    expect(await rollcall(env, '--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  }, 30_000)

  test('help names every command and opens no database', async () => {
    const { code, stdout } = await rollcall({ DATABASE_URL: 'sqlite:/nonexistent/never-opened.db' }, '--help')
    expect(code).toBe(0)
    for (const name of 'serve migrate tenant directory token api-key credential admin simulate backup restore'.split(
      ' ',
    )) {
      expect(stdout).toMatch(new RegExp(`^\\s+${name}\\b`, 'm'))
    }
  }, 30_000)
})
