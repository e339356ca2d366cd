import { mkdirSync, rmdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DIALECTS } from '@rollcall/store/testing'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import {
  createDirectory,
  createInstance,
  expectOneLine,
  pause,
  rollcall,
  rollcallJson,
  startServer,
} from './support.ts'

const DAY = 86_400_000

describe('settings of retention and the rate limit', () => {
  test('have defaults, and take durations, forever and off', () => {
    expect(readConfig({})).toMatchObject({
      retention: { requests: 30 * DAY, history: 400 * DAY, events: 30 * DAY },
      rateLimit: 500,
    })
    const given = {
      ROLLCALL_RETENTION_REQUESTS: '24h',
      ROLLCALL_RETENTION_HISTORY: 'forever',
      ROLLCALL_RETENTION_EVENTS: '2w',
      ROLLCALL_RATE_LIMIT: 'off',
    }
    expect(readConfig(given)).toMatchObject({ retention: { requests: DAY, history: undefined, events: 14 * DAY } })
    expect(readConfig(given).rateLimit).toBeUndefined()
    expect(readConfig({ ROLLCALL_RATE_LIMIT: '25' }).rateLimit).toBe(25)
  })

  test.each([
    ['ROLLCALL_RETENTION_REQUESTS', 'forever'],
    ['ROLLCALL_RETENTION_REQUESTS', '30'],
    ['ROLLCALL_RETENTION_REQUESTS', '0d'],
    ['ROLLCALL_RETENTION_REQUESTS', '23h'],
    ['ROLLCALL_RETENTION_HISTORY', 'never'],
    ['ROLLCALL_RETENTION_HISTORY', '9999999w'],
    ['ROLLCALL_RETENTION_EVENTS', '-1d'],
    ['ROLLCALL_RATE_LIMIT', '0'],
    ['ROLLCALL_RATE_LIMIT', 'none'],
    ['ROLLCALL_RATE_LIMIT', '2.5'],
  ])('%s=%s stops the start with a line that names it', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^Bad configuration: ${name} must be [^\\n]+\\.$`))
  })
})

const metric = async (origin: string, line: string): Promise<number> => {
  const text = await (await fetch(`${origin}/metrics`)).text()
  return Number(
    text
      .split('\n')
      .find((each) => each.startsWith(`${line} `))
      ?.slice(line.length + 1) ?? Number.NaN,
  )
}

async function until(what: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await what()) return
    await pause(50)
  }
  throw new Error('it did not happen within ten seconds')
}

describe.each(DIALECTS)('a server on %s', (dialect) => {
  test('counts request records in /metrics, and the command line sets a rate limit that it obeys', async () => {
    const { env, database } = await createInstance(dialect)
    const { id, token } = await createDirectory(env)
    const server = await startServer(env)
    const get = () => fetch(`${server.origin}/scim/v2/Users`, { headers: { Authorization: `Bearer ${token}` } })
    try {
      expect((await get()).status).toBe(200)
      await until(async () => (await metric(server.origin, 'rollcall_request_records_total{outcome="written"}')) === 1)
      expect(await metric(server.origin, 'rollcall_request_records_total{outcome="dropped"}')).toBe(0)
      expect(await metric(server.origin, 'rollcall_request_records_waiting')).toBe(0)
      expect(await metric(server.origin, 'rollcall_retention_forgotten_total{what="history"}')).toBe(0)
      const set = (limit: string) => ['directory', 'update', '--directory', id, '--rate-limit', limit] as const
      expect(await rollcallJson(env, ...set('1'))).toMatchObject({ id, rateLimit: 1 })
      // Another process changed it: known here within a second.
      await pause(1_100)
      const statuses: number[] = []
      for (let each = 0; each < 20; each += 1) statuses.push((await get()).status)
      expect(statuses.slice(0, 10)).toEqual(Array(10).fill(200))
      expect(statuses).toContain(429)
      expect(expectOneLine(await rollcall(env, ...set('many')))).toContain('whole number')
      expect(await rollcallJson(env, ...set('default'))).toMatchObject({ rateLimit: null })
      expect(await server.end('SIGTERM')).toEqual({ code: 0, signal: null })
      expect(server.output.stderr).toBe('')
    } finally {
      await server.end('SIGKILL')
      await database.drop()
    }
  }, 60_000)
})

if (DIALECTS.includes('sqlite')) {
  test('records that cannot be written fail no request, wait, and are written when they can be', async () => {
    const { env, database } = await createInstance('sqlite')
    const { token } = await createDirectory(env)
    // In the way of the file.
    const inTheWay = join(dirname(database.url.slice('sqlite:'.length)), 'requests.db')
    mkdirSync(inTheWay)
    const server = await startServer(env)
    try {
      for (let each = 0; each < 30; each += 1) {
        const answer = await fetch(`${server.origin}/scim/v2/Users`, {
          method: 'POST',
          headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/scim+json' },
          body: JSON.stringify({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: `u${each}` }),
        })
        expect(answer.status).toBe(201)
      }
      await pause(700)
      expect(await metric(server.origin, 'rollcall_request_records_waiting')).toBe(30)
      rmdirSync(inTheWay)
      await until(async () => (await metric(server.origin, 'rollcall_request_records_total{outcome="written"}')) === 30)
      expect(await metric(server.origin, 'rollcall_request_records_waiting')).toBe(0)
    } finally {
      await server.end('SIGKILL')
      await database.drop()
    }
  }, 60_000)
}
