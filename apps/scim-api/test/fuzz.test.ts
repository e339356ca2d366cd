import { request } from 'node:http'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AnyJson } from '../testing/index.ts'
import { createGroup, createUser, ENTERPRISE, GROUP, onEachDatabase, PATCH_OP, USER } from './support.ts'

const NAMES = [
  'schemas',
  'id',
  'externalId',
  'meta',
  'userName',
  'name',
  'name.givenName',
  'displayName',
  'active',
  'emails',
  'members',
  'groups',
  'password',
  'value',
  'type',
  'primary',
  '$ref',
  '__proto__',
  ENTERPRISE,
  `${ENTERPRISE}:manager`,
  'manager',
  'x509Certificates',
  'addresses',
  'emails[type eq "work"].value',
]

const names = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 8 }))
const texts = fc.oneof(
  fc.constantFrom('', 'True', 'work', USER, GROUP, '\u0000', '\ud800', 'bulkId:x'),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const values: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    texts,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(names, tie('value'), { maxKeys: 5 }),
  ),
})).value

const fragments = fc.constantFrom(
  'userName',
  'emails',
  'eq',
  'ne',
  'co',
  'pr',
  'and',
  'or',
  'not',
  '(',
  ')',
  '[',
  ']',
  '"',
  '"a"',
  '.',
  'value',
  'type',
  'true',
  'null',
  '5',
  '-',
  ':',
  ENTERPRISE,
  USER,
  'meta.created',
  '\\',
  ' ',
  '\u0000',
  'members',
  'active',
  'gt',
  'password',
)
const filters = fc.array(fragments, { maxLength: 14 }).map((parts) => parts.join(' '))
const paths = fc.oneof(
  filters.map((text) => text.replaceAll(' ', '')),
  names,
)

/** `npm run fuzz` runs longer. */
const NUMBER_OF_RUNS = Number(process.env.ROLLCALL_FUZZ_RUNS ?? 120)
const TIMEOUT_MS = 30_000 + NUMBER_OF_RUNS * 200

/** The client judges every answer by the laws: never a 5xx, always a SCIM error. */
onEachDatabase(
  'Whatever is thrown at it',
  (shared) => {
    let user: AnyJson
    let group: AnyJson
    beforeAll(async () => {
      user = await createUser(shared.client)
      group = await createGroup(shared.client)
    })
    afterAll(() => {
      expect(Object.keys(Object.prototype)).toEqual([])
      expect(shared.server.failures).toEqual([])
      const { requests, slowestMs } = shared.client
      const heap = Math.round(process.memoryUsage().heapUsed / 1024 / 1024)
      process.stdout.write(`fuzz: ${requests} requests, slowest ${Math.round(slowestMs)} ms, heap ${heap} MiB\n`)
    })
    const targets = fc.constantFrom(
      'POST /Users',
      'POST /Groups',
      'PUT /Users',
      'PUT /Groups',
      'PATCH /Users',
      'PATCH /Groups',
      'POST /Bulk',
      'POST /.search',
      'POST /Users/.search',
    )
    const send = (target: string, options: { body?: unknown; raw?: Buffer }) => {
      const [method = '', endpoint = ''] = target.split(' ')
      const id = endpoint === '/Users' ? user.id : group.id
      return shared.client.send(method, method === 'POST' ? endpoint : `${endpoint}/${id}`, options)
    }

    test('random bytes', async () => {
      await fc.assert(
        fc.asyncProperty(targets, fc.uint8Array({ maxLength: 200 }), async (target, bytes) => {
          const answer = await send(target, { raw: Buffer.from(bytes) })
          expect(answer.status).toBeGreaterThanOrEqual(400)
        }),
        { numRuns: NUMBER_OF_RUNS },
      )
    })

    test('random JSON', async () => {
      await fc.assert(
        fc.asyncProperty(targets, values, async (target, body) => {
          await send(target, { raw: Buffer.from(JSON.stringify(body) ?? 'null') })
        }),
        { numRuns: NUMBER_OF_RUNS },
      )
    })

    test('resources with random attributes: what is accepted can be read, found and put back', async () => {
      await fc.assert(
        fc.asyncProperty(fc.dictionary(names, values, { maxKeys: 6 }), fc.uuid(), async (more, userName) => {
          const answer = await shared.client.post('/Users', { ...more, schemas: [USER], userName })
          if (answer.status !== 201) return
          const back = await shared.client.get(`/Users/${answer.json.id}`)
          expect(back.json).toEqual({ groups: [], ...answer.json })
          const put = await shared.client.put(`/Users/${answer.json.id}`, back.json)
          expect(put.status, put.text.slice(0, 300)).toBe(200)
          expect(put.json).toEqual(back.json)
          expect((await shared.client.delete(`/Users/${answer.json.id}`)).status).toBe(204)
        }),
        { numRuns: NUMBER_OF_RUNS },
      )
    })

    test('random PATCH operations', async () => {
      const operations = fc.array(
        fc.record(
          {
            op: fc.constantFrom('add', 'Replace', 'remove', 'x'),
            path: fc.option(paths, { nil: undefined }),
            value: fc.option(values, { nil: undefined }),
          },
          { requiredKeys: ['op'] },
        ),
        { maxLength: 5 },
      )
      await fc.assert(
        fc.asyncProperty(fc.constantFrom('/Users', '/Groups'), operations, async (endpoint, list) => {
          const path = `${endpoint}/${endpoint === '/Users' ? user.id : group.id}`
          await shared.client.patch(path, { schemas: [PATCH_OP], Operations: list })
          const { status } = await shared.client.get(path)
          expect(status).toBe(200)
        }),
        { numRuns: NUMBER_OF_RUNS },
      )
    })

    test('random queries', async () => {
      const parameters = fc.dictionary(
        fc.constantFrom(
          'filter',
          'sortBy',
          'sortOrder',
          'startIndex',
          'count',
          'attributes',
          'excludedAttributes',
          'cursor',
          'x',
        ),
        fc.oneof(filters, names, fc.integer().map(String), texts),
        { maxKeys: 4 },
      )
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('/Users', '/Groups', '/', '/Schemas', '/ResourceTypes'),
          parameters,
          async (endpoint, query) => {
            const text = Object.entries(query)
              .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
              .join('&')
            const { status } = await shared.client.get(`${endpoint}?${text}`)
            expect([200, 400, 403]).toContain(status)
          },
        ),
        { numRuns: NUMBER_OF_RUNS * 2 },
      )
    })

    test('random methods, paths and headers', async () => {
      const segment = fc.oneof(
        fc.constantFrom('Users', 'Groups', 'Schemas', 'Me', 'Bulk', '.search', '..', '%2e%2e', '%zz', '%00', ''),
        fc.stringMatching(/^[!-~]{0,10}$/),
      )
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'LOCK', 'PURGE'),
          fc.array(segment, { maxLength: 4 }),
          fc.dictionary(
            fc.constantFrom(
              'If-Match',
              'If-None-Match',
              'Accept',
              'Content-Type',
              'Prefer',
              'Range',
              'X-Forwarded-For',
              'X-Request-Id',
              'Cookie',
            ),
            fc.stringMatching(/^[ -~]{0,20}$/),
            { maxKeys: 3 },
          ),
          async (method, segments, headers) => {
            // A fragment would not be sent at all; what begins with // is another host.
            const path = `/${segments.join('/')}`.replaceAll('#', '').replaceAll('\\', '').replace(/^\/+/, '/')
            const body = ['POST', 'PUT', 'PATCH', 'LOCK'].includes(method) ? { raw: '{}' } : {}
            await shared.client.send(method, path, { headers, ...body })
          },
        ),
        { numRuns: NUMBER_OF_RUNS * 2 },
      )
    })

    test('a client that goes away in the middle of its body harms nobody', async () => {
      const { hostname, port } = new URL(shared.server.origin)
      await Promise.all(
        Array.from(
          { length: 5 },
          () =>
            new Promise<void>((resolve) => {
              const outgoing = request({
                hostname,
                port,
                method: 'POST',
                path: '/scim/v2/Users',
                headers: {
                  Authorization: `Bearer ${shared.server.token}`,
                  'Content-Type': 'application/scim+json',
                  'Content-Length': '1000',
                },
              })
              outgoing.on('error', () => resolve())
              outgoing.write('{"schemas":')
              setTimeout(() => outgoing.destroy(), 30)
              outgoing.on('close', () => resolve())
            }),
        ),
      )
      expect((await shared.client.get('/Users?count=0')).status).toBe(200)
    })
  },
  { timeoutMs: TIMEOUT_MS },
)
