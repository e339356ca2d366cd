import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenedStore, ServerFacts } from '@rollcall/store'
import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { examine, type Finding } from '../src/doctor.ts'
import { createInstance, type Instance, rollcall } from './support.ts'

const NOW = new Date('2026-01-31T09:30:00Z')
const folder = mkdtempSync(join(tmpdir(), 'rollcall-doctor-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
writeFileSync(join(folder, 'secret.key'), 'a-key-for-tests-that-is-long-enough-0000\n')

const SQLITE = { DATABASE_URL: `sqlite:${join(folder, 'rollcall.db')}`, PUBLIC_URL: 'https://rollcall.example.com' }
const KEY = 'a-key-for-tests-that-is-long-enough-0000'
const POSTGRES = {
  DATABASE_URL: 'postgres://u:p@db/rollcall',
  PUBLIC_URL: 'https://rollcall.example.com',
  ROLLCALL_SECRET_KEY: KEY,
}

const FACTS: ServerFacts = { now: NOW, synchronousCommit: 'on', fsync: true, role: 'rollcall', ownsTables: false }

/** A database in the state that a case needs. */
function database(more: Partial<OpenedStore> & { readonly dialect?: string } = {}): OpenedStore {
  return {
    store: { dialect: more.dialect ?? 'sqlite' },
    checkConnection: async () => undefined,
    migrationState: async () => 'current',
    serverFacts: async () => FACTS,
    ...more,
  } as unknown as OpenedStore
}

const find = (findings: readonly Finding[], check: string) => findings.filter((each) => each.check === check)

describe('what it finds', () => {
  test.each<[string, Record<string, string>, string, Finding['verdict'] | undefined, string]>([
    ['an https address', SQLITE, 'public URL', 'ok', 'https://rollcall.example.com'],
    ['no address', { ...SQLITE, PUBLIC_URL: '' }, 'public URL', 'warn', 'Set PUBLIC_URL'],
    ['this machine', { ...SQLITE, PUBLIC_URL: 'http://localhost:3000' }, 'public URL', 'warn', 'cannot reach'],
    ['this machine by IPv6', { ...SQLITE, PUBLIC_URL: 'http://[::1]:3000' }, 'public URL', 'warn', 'cannot reach'],
    ['plain http', { ...SQLITE, PUBLIC_URL: 'http://rollcall.example.com' }, 'public URL', 'fail', 'not https'],
    ['https without a proxy', SQLITE, 'proxy headers', 'warn', 'TRUST_PROXY is false'],
    ['https behind a proxy', { ...SQLITE, TRUST_PROXY: '1' }, 'proxy headers', 'ok', '1 hops'],
    ['named proxies', { ...SQLITE, TRUST_PROXY: '10.0.0.0/8' }, 'proxy headers', 'ok', '10.0.0.0/8'],
    ['everybody’s word taken', { ...SQLITE, TRUST_PROXY: 'true' }, 'proxy headers', 'warn', 'any client address'],
    ['no proxy at all', { ...SQLITE, PUBLIC_URL: '' }, 'proxy headers', undefined, ''],
    ['a proxy without https', { ...SQLITE, PUBLIC_URL: '', TRUST_PROXY: '1' }, 'proxy headers', 'warn', 'not https'],
    ['a key in the environment', { ...SQLITE, ROLLCALL_SECRET_KEY: KEY }, 'secret key', 'ok', 'one key'],
    ['two keys', { ...SQLITE, ROLLCALL_SECRET_KEY: `${KEY},${KEY}2` }, 'secret key', 'ok', '2 keys'],
    ['a key beside the database', SQLITE, 'secret key', 'warn', 'back it up'],
    [
      'no key beside a database to come',
      { ...SQLITE, DATABASE_URL: `sqlite:${join(folder, 'to-come', 'x.db')}` },
      'secret key',
      'warn',
      'the first start makes one',
    ],
    ['no key on PostgreSQL', { ...POSTGRES, ROLLCALL_SECRET_KEY: '' }, 'secret key', 'fail', 'ROLLCALL_SECRET_KEY'],
    ['no disk of ours on PostgreSQL', POSTGRES, 'disk', undefined, ''],
    ['no durability of the server on SQLite', SQLITE, 'durability', undefined, ''],
  ])('%s', async (_title, env, check, verdict, words) => {
    const [finding] = find(await examine(readConfig(env), database(), NOW), check)
    expect(finding?.verdict).toBe(verdict)
    expect(finding?.detail ?? '').toContain(words)
  })

  const seconds = (ms: number) => new Date(NOW.getTime() + ms)
  test.each<[string, Partial<OpenedStore>, string, Finding['verdict'], string]>([
    ['a migrated database', {}, 'database', 'ok', 'at this version'],
    ['one that is behind', { migrationState: async () => 'behind' }, 'database', 'fail', 'rollcall migrate'],
    ['one of a newer version', { migrationState: async () => 'newer' }, 'database', 'fail', 'newer version'],
    [
      'one that does not answer',
      { checkConnection: () => Promise.reject(new Error('cannot connect')) },
      'database',
      'fail',
      'cannot connect',
    ],
    ['commits that wait for the disk', {}, 'durability', 'ok', 'on'],
    [
      'commits that do not',
      { serverFacts: async () => ({ ...FACTS, synchronousCommit: 'off' }) },
      'durability',
      'fail',
      'can be lost',
    ],
    [
      'a server that does not sync',
      { serverFacts: async () => ({ ...FACTS, fsync: false }) },
      'durability',
      'warn',
      'power cut',
    ],
    ['a role that owns nothing', {}, 'database role', 'ok', 'owns nothing'],
    [
      'a role that owns the tables',
      { serverFacts: async () => ({ ...FACTS, ownsTables: true }) },
      'database role',
      'ok',
      'DATABASE_MIGRATION_URL',
    ],
    [
      'clocks that agree',
      { serverFacts: async () => ({ ...FACTS, now: seconds(4_900), synchronousCommit: 'local' }) },
      'clock',
      'ok',
      'agrees',
    ],
    [
      'clocks that differ',
      { serverFacts: async () => ({ ...FACTS, now: seconds(-61_000) }) },
      'clock',
      'fail',
      '61 seconds',
    ],
  ])('of PostgreSQL: %s', async (_title, more, check, verdict, words) => {
    const [finding] = find(await examine(readConfig(POSTGRES), database({ ...more }), NOW), check)
    expect(finding).toMatchObject({ verdict, detail: expect.stringContaining(words) })
  })

  test('a clock that was set back, by the time of the last write', async () => {
    const later = mkdtempSync(join(folder, 'later-'))
    const file = join(later, 'rollcall.db')
    writeFileSync(file, '')
    const config = readConfig({ ...SQLITE, DATABASE_URL: `sqlite:${file}` })
    for (const [seconds, verdict] of [
      [4, 'ok'],
      [90, 'fail'],
    ] as const) {
      const at = new Date(NOW.getTime() + seconds * 1_000)
      utimesSync(file, at, at)
      const [finding] = find(await examine(config, database(), NOW), 'clock')
      expect(finding).toMatchObject({
        verdict,
        detail: expect.stringContaining(verdict === 'ok' ? 'last write' : '90'),
      })
    }
  })

  test('a damaged key file', async () => {
    const damaged = mkdtempSync(join(folder, 'damaged-'))
    writeFileSync(join(damaged, 'secret.key'), 'short\n')
    const config = readConfig({ ...SQLITE, DATABASE_URL: `sqlite:${join(damaged, 'rollcall.db')}` })
    const [finding] = find(await examine(config, database(), NOW), 'secret key')
    expect(finding).toMatchObject({ verdict: 'fail', detail: expect.stringContaining('damaged') })
  })
})

describe.each(DIALECTS)('the command (%s)', (dialect) => {
  let instance: Instance
  beforeAll(async () => {
    instance = await createInstance(dialect)
  })
  afterAll(() => instance.database.drop())

  test('ends with 1 while something fails, and with 0 once nothing does', async () => {
    const before = await rollcall(instance.env, 'doctor', '--json')
    expect(before).toMatchObject({ code: 1, stderr: '' })
    expect(JSON.parse(before.stdout)).toMatchObject({ healthy: false })
    expect((await rollcall(instance.env, 'migrate')).code).toBe(0)
    // Databases of tests may be quick rather than durable; one that answers for its writes is asked for here.
    const durable = dialect === 'sqlite' ? '' : '?options=-c%20synchronous_commit%3Don'
    const env = { ...instance.env, DATABASE_URL: `${instance.env.DATABASE_URL}${durable}` }
    const after = await rollcall(env, 'doctor')
    expect(after, after.stdout).toMatchObject({ code: 0, stderr: '' })
    expect(after.stdout).toContain('✓ database')
    expect(after.stdout).not.toContain('✗')
  }, 60_000)
})
