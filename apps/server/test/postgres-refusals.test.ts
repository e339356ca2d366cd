import { setImmediate } from 'node:timers/promises'
import { INSTANCE, openStore, type Store } from '@rollcall/store'
import { DIALECTS, sql } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createDirectory,
  createInstance,
  type Environment,
  type Instance,
  type RunningServer,
  rollcallJson,
  startServer,
} from './support.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** So many rounds, and more while nothing was hit by a cancel, which meets a statement only by chance. */
const goesOn = (round: number, rounds: number, refused: number): boolean =>
  round < rounds || (refused === 0 && round < 100 * rounds)

/** What refused writes may say, and what is true then. */
const NOTHING_CHANGED = /nothing was changed/
const WHOLE_OR_NOT = /made whole or not at all/

describe.runIf(DIALECTS.includes('postgres'))('a PostgreSQL that refuses statements', () => {
  let instance: Instance
  let server: RunningServer
  let foreign: Store
  let token: string
  let key: string

  beforeAll(async () => {
    instance = await createInstance('postgres')
    ;({ token } = await createDirectory(instance.env))
    ;({ key } = await rollcallJson<{ key: string }>(
      instance.env,
      'api-key',
      'create',
      '--name',
      'k',
      '--role',
      'owner',
    ))
    foreign = await openStore({ url: instance.database.url })
    server = await startServer(limited(instance.env, { lock_timeout: '500ms' }), { part: 'all' })
  }, 120_000)
  afterAll(async () => {
    await server?.end('SIGTERM')
    await foreign?.close()
    await instance?.database.drop()
  }, 60_000)

  /** Limits that the operator of the database has set for the role. */
  const limited = (env: Environment, settings: Readonly<Record<string, string>>): Environment => {
    const url = new URL(env.DATABASE_URL ?? '')
    const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)
    url.searchParams.set('options', options.join(' '))
    return { ...env, DATABASE_URL: url.href.replaceAll('+', '%20') }
  }

  const scim = async (method: string, path: string, body?: object) => {
    const response = await fetch(`${server.origin}/scim/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: response.status, headers: response.headers, json: await response.json() }
  }
  const graphql = async (query: string, variables: object) => {
    const response = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    return { status: response.status, json: await response.json() }
  }

  /** Cancels whatever the server has in hand, again and again, while `work` runs; says how often. */
  async function whileCancelling(work: () => Promise<unknown>): Promise<number> {
    let running = true
    let cancelled = 0
    const cancelling = (async () => {
      while (running) {
        const { rows } = await foreign.read(INSTANCE, (db) =>
          sql`select pg_cancel_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and state = 'active'`.execute(db),
        )
        cancelled += rows.length
        for (let turn = 0; turn < 5; turn += 1) await setImmediate()
      }
    })()
    try {
      await work()
    } finally {
      running = false
      await cancelling
    }
    return cancelled
  }

  /** A write that was refused: a passing status, when to come again, and a text that is true. */
  function expectRefused({ status, headers, json }: Awaited<ReturnType<typeof scim>>): 'absent' | 'unknown' {
    expect([429, 503], JSON.stringify(json)).toContain(status)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(json.scimType).toBeUndefined()
    if (WHOLE_OR_NOT.test(json.detail)) return 'unknown'
    expect(json.detail).toMatch(NOTHING_CHANGED)
    return 'absent'
  }

  test('by cancelling them keeps what was acknowledged, and nothing of what was refused, over SCIM', async () => {
    const created = new Map<string, 'there' | 'absent' | 'unknown'>()
    const titles = new Map<string, Set<string | undefined>>()
    let refused = 0
    const worker = async (name: string): Promise<void> => {
      const own = await scim('POST', '/Users', { schemas: [USER], userName: `${name}@patched.test` })
      if (own.status !== 201) return worker(name)
      let possible = new Set<string | undefined>([undefined])
      for (let at = 0; goesOn(at, 20, refused); at += 1) {
        const userName = `${name}-${at}@created.test`
        const made = await scim('POST', '/Users', { schemas: [USER], userName })
        created.set(userName, made.status === 201 ? 'there' : expectRefused(made))
        if (made.status !== 201) refused += 1
        const title = `t${at}`
        const patched = await scim('PATCH', `/Users/${own.json.id}`, {
          schemas: [PATCH_OP],
          Operations: [{ op: 'replace', path: 'title', value: title }],
        })
        if (patched.status === 200) possible = new Set([title])
        else if (expectRefused(patched) === 'unknown') possible.add(title)
        titles.set(own.json.id, possible)
      }
    }
    const workers = Array.from({ length: 6 }, (_, index) => `w${index}`)
    const cancelled = await whileCancelling(() => Promise.all(workers.map(worker)))
    expect(cancelled).toBeGreaterThan(0)
    const outcomes = [...created.values()]
    expect(outcomes).toContain('there')
    expect(refused).toBeGreaterThan(0)
    for (const [userName, outcome] of created) {
      const found = await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`)
      if (outcome !== 'unknown')
        expect(found.json.totalResults, `${userName} ${outcome}`).toBe(outcome === 'there' ? 1 : 0)
    }
    for (const [id, possible] of titles)
      expect(possible, [...possible].join()).toContain((await scim('GET', `/Users/${id}`)).json.title)
  }, 120_000)

  test('by cancelling them never loses a mutation that was answered', async () => {
    const acknowledged: string[] = []
    const failures: string[] = []
    const worker = async (name: string): Promise<void> => {
      for (let at = 0; goesOn(at, 15, failures.length); at += 1) {
        const slug = `${name}-${at}`
        const { status, json } = await graphql(
          'mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenant { slug } userErrors { message } } }',
          { input: { slug, name: slug } },
        )
        if (json.data?.createTenant?.tenant?.slug === slug) {
          acknowledged.push(slug)
          continue
        }
        expect([200, 429, 503], JSON.stringify(json)).toContain(status)
        expect(json.errors[0].extensions, JSON.stringify(json)).toMatchObject({ retryAfterSeconds: expect.any(Number) })
        failures.push(json.errors[0].message)
      }
    }
    await whileCancelling(() => Promise.all(['a', 'b', 'c', 'd'].map(worker)))
    expect(acknowledged.length).toBeGreaterThan(0)
    expect(failures.length).toBeGreaterThan(0)
    for (const message of failures) expect(message).toMatch(/cannot be used at the moment|made whole or not at all/)
    for (const slug of acknowledged) {
      const { json } = await graphql('query ($slug: String!) { tenant(slug: $slug) { slug } }', { slug })
      expect(json.data).toEqual({ tenant: { slug } })
    }
  }, 120_000)

  test('by a foreign lock refuses the writes that wait for it, while reads and the readiness check are answered', async () => {
    const { json: known } = await scim('POST', '/Users', { schemas: [USER], userName: 'known@locked.test' })
    const ended = Promise.withResolvers<void>()
    const locked = Promise.withResolvers<void>()
    const holding = foreign.transaction(INSTANCE, async (trx) => {
      await sql`lock table scim_resource in exclusive mode`.execute(trx)
      locked.resolve()
      await ended.promise
    })
    await locked.promise
    const userNames = Array.from({ length: 40 }, (_, index) => `${index}@locked.test`)
    const writing = Promise.all(userNames.map((userName) => scim('POST', '/Users', { schemas: [USER], userName })))
    for (let read = 0; read < 10; read += 1) {
      expect((await scim('GET', `/Users/${known.id}`)).status).toBe(200)
      expect((await fetch(`${server.origin}/readyz`)).status).toBe(200)
    }
    const answers = await writing
    ended.resolve()
    await holding
    for (const answer of answers) expect(expectRefused(answer)).toBe('absent')
    const found = await scim('GET', `/Users?filter=${encodeURIComponent('userName ew "@locked.test"')}`)
    expect(found.json.totalResults).toBe(1)
    expect((await scim('POST', '/Users', { schemas: [USER], userName: userNames[0] })).status).toBe(201)
  }, 120_000)
})
