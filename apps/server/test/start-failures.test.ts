import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectStore, INSTANCE } from '@rollcall/store'
import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { createInstance, type Environment, expectOneLine, freePort, rollcall, rollcallJson } from './support.ts'

describe('a bad environment value stops the start with one line that names it', () => {
  test.each([
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'sqlite:'],
    ['DATABASE_URL', '/data/rollcall.db'],
    ['DATABASE_MIGRATION_URL', 'sqlite:x'],
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['PORT', '30.5'],
    ['HOST', 'not a host'],
    ['PUBLIC_URL', 'scim.example.com'],
    ['PUBLIC_URL', 'ftp://scim.example.com'],
    ['PUBLIC_URL', 'https://scim.example.com/?a=b'],
    ['PUBLIC_URL', 'https://my_scim.example.com'],
    ['LOG_LEVEL', 'loud'],
    ['ROLLCALL_SECRET_KEY', 'short'],
    ['ROLLCALL_SECRET_KEY', `${'x'.repeat(40)},short`],
    ['TRUST_PROXY', 'perhaps'],
  ])('%s=%s', (name, value) => {
    let message = ''
    try {
      readConfig({ [name]: value })
    } catch (error) {
      message = (error as Error).message
    }
    expect(message).toContain(name)
    expect(message).not.toContain('\n')
    // A secret never shows in an error.
    if (name === 'ROLLCALL_SECRET_KEY') expect(message).not.toContain(value)
  })

  test.each([
    ['PORT', 'abc', 'PORT must be a whole number between 1 and 65535, not "abc".'],
    ['PORT', '3000\n', 'PORT must be a whole number between 1 and 65535, not "3000\\n".'],
    ['PORT', '0x10', 'PORT must be a whole number between 1 and 65535, not "0x10".'],
    ['LOG_LEVEL', 'loud', 'must be one of fatal, error, warn, info, debug, trace, silent, not "loud".'],
    ['HOST', 'a b', 'HOST must be a host name or an address to listen on, not "a b".'],
    ['ROLLCALL_RATE_LIMIT', '0', 'must be off, or requests per second, 1 to 99999, not "0".'],
    [
      'DATABASE_URL',
      'mysql://u:pa55@h/x',
      'DATABASE_URL must be sqlite:<path> or postgres://user:password@host/database',
    ],
    ['SMTP_URL', 'http://u:pa55@h', 'SMTP_URL must be smtp://user:password@host:port or smtps://…'],
  ])('in our own words, with the value where it is no secret: %s=%s', (name, value, words) => {
    expect(() => readConfig({ [name]: value })).toThrow(words)
  })

  test('several at once are named in one line, by the process itself', async () => {
    const line = expectOneLine(await rollcall({ DATABASE_URL: 'mysql://x', PORT: 'x', LOG_LEVEL: 'x' }, 'serve'))
    for (const name of ['DATABASE_URL', 'PORT', 'LOG_LEVEL']) expect(line).toContain(name)
  }, 30_000)

  test('--port is judged like PORT', async () => {
    expect(
      expectOneLine(await rollcall({ DATABASE_URL: 'sqlite:/nonexistent/x.db' }, 'serve', '--port', '99999')),
    ).toContain('PORT')
  }, 30_000)

  test('an empty value counts as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', PUBLIC_URL: '' })).toMatchObject({ port: 3000, host: '127.0.0.1' })
  })
})

describe('places that cannot be used', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollcall-start-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('a taken port is one line that names it', async () => {
    const holder = createServer()
    const port = await freePort()
    await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve))
    try {
      const line = expectOneLine(
        await rollcall(
          { DATABASE_URL: `sqlite:${join(folder, 'port.db')}`, LOG_LEVEL: 'error' },
          'serve',
          'scim',
          '--port',
          String(port),
        ),
      )
      expect(line).toContain(String(port))
      expect(line).toContain('PORT')
    } finally {
      await new Promise((resolve) => holder.close(resolve))
    }
  }, 30_000)

  test('an address that is not ours is one line', async () => {
    const line = expectOneLine(
      await rollcall(
        { DATABASE_URL: `sqlite:${join(folder, 'host.db')}`, HOST: '192.0.2.1', LOG_LEVEL: 'error' },
        'serve',
        'scim',
        '--port',
        String(await freePort()),
      ),
    )
    expect(line).toContain('192.0.2.1')
  }, 30_000)

  test('a data folder that cannot be made is one line that names it', async () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    expect(
      expectOneLine(await rollcall({ DATABASE_URL: `sqlite:${file}/data/rollcall.db` }, 'serve', 'scim')),
    ).toContain(file)
  }, 30_000)

  test('a file that is no database is one line', async () => {
    const file = join(folder, 'text.db')
    writeFileSync(file, 'this is not a database, and long enough to be looked at as one. '.repeat(100))
    expect(expectOneLine(await rollcall({ DATABASE_URL: `sqlite:${file}` }, 'tenant', 'list', '--json'))).toContain(
      file,
    )
  }, 30_000)

  test('a damaged secret key file is one line that names it', async () => {
    writeFileSync(join(folder, 'secret.key'), 'x')
    const env = { DATABASE_URL: `sqlite:${join(folder, 'key.db')}` }
    await rollcall(env, 'migrate')
    expect(expectOneLine(await rollcall(env, 'tenant', 'list', '--json'))).toContain('secret.key')
    rmSync(join(folder, 'secret.key'))
  }, 30_000)

  test('a PostgreSQL that is away is one line without the password', async () => {
    const env = {
      DATABASE_URL: `postgres://someone:pa55word@127.0.0.1:${await freePort()}/x`,
      ROLLCALL_SECRET_KEY: 'x'.repeat(40),
    }
    const line = expectOneLine(await rollcall(env, 'serve', 'scim'))
    expect(line).toMatch(/database|PostgreSQL/i)
    expect(line).not.toContain('pa55word')
  }, 30_000)
})

describe.each(DIALECTS)('databases that do not fit (%s)', (dialect) => {
  test('one that a newer version migrated is refused, by every command', async () => {
    const { env, database } = await createInstance(dialect)
    try {
      await rollcallJson(env, 'migrate')
      await pretendNewer(env)
      const refused = await Promise.all(
        [
          ['serve', 'scim'],
          ['migrate', '--json'],
          ['backup', '--to', '/nonexistent/x.gz'],
          ['tenant', 'list', '--json'],
        ].map((args) => rollcall(env, ...args)),
      )
      for (const each of refused) expect(expectOneLine(each)).toMatch(/newer version of Rollcall/)
    } finally {
      await database.drop()
    }
  }, 60_000)
})

test.each(DIALECTS.filter((dialect) => dialect === 'postgres'))(
  'without ROLLCALL_SECRET_KEY nothing starts (%s)',
  async (dialect) => {
    const { env, database } = await createInstance(dialect)
    try {
      const { ROLLCALL_SECRET_KEY: _none, ...without } = env
      expect(expectOneLine(await rollcall(without, 'tenant', 'list', '--json'))).toContain('ROLLCALL_SECRET_KEY')
    } finally {
      await database.drop()
    }
  },
  30_000,
)

/** Kysely, as far as the bookkeeping of its migrations goes. */
interface Bookkeeping {
  insertInto(table: 'kysely_migration'): { values(row: Record<string, string>): { execute(): Promise<unknown> } }
}

/** Notes a migration that this version does not know. */
async function pretendNewer({ DATABASE_URL = '' }: Environment): Promise<void> {
  const { store } = connectStore({ url: DATABASE_URL })
  const row = { name: '9999-from-the-future', timestamp: '2099-01-01T00:00:00Z' }
  await store.transaction(INSTANCE, (trx) =>
    (trx as unknown as Bookkeeping).insertInto('kysely_migration').values(row).execute(),
  )
  await store.close()
}
