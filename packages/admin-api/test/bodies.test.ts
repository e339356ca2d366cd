import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { ManualClock } from '@rollcall/request-bodies/testing'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createInstance, DIALECTS, type Instance } from './support.ts'

describe.each(DIALECTS)('bodies of GraphQL requests (%s)', (dialect) => {
  const clock = new ManualClock()
  let instance: Instance
  let key: string
  const open: Socket[] = []

  /** Sends bytes as they are; what comes back. */
  const send = (text: string) => {
    const { hostname, port } = new URL(instance.origin)
    const socket = connect(Number(port), hostname)
    open.push(socket)
    let answer = ''
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString()
    })
    socket.on('error', () => undefined)
    socket.write(text)
    return {
      socket,
      get text() {
        return answer
      },
      async status() {
        while (!/^HTTP\/1\.1 (?!100)\d+ .*\}/s.test(answer.replace('HTTP/1.1 100 Continue\r\n\r\n', '')))
          await once(socket, 'data')
        return Number(/HTTP\/1\.1 (?!100)(\d+)/.exec(answer)?.[1])
      },
    }
  }
  const head = (length: number | string, ...more: string[]) =>
    [
      'POST /graphql HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      typeof length === 'number' ? `Content-Length: ${length}` : length,
      ...more,
      '',
      '',
    ].join('\r\n')
  const CSRF = 'x-rollcall-csrf: 1'

  beforeAll(async () => {
    instance = await createInstance(dialect, { clock })
    key = await instance.key('owner')
  })
  afterEach(() => {
    for (const socket of open.splice(0)) socket.destroy()
  })
  afterAll(() => instance.close())

  test.each<[string, number, () => string]>([
    ['a wrong key', 401, () => head(200_000, 'Authorization: Bearer rck_wrong')],
    ['no credential and no header of ours', 403, () => head(200_000)],
    ['nobody, above what nobody may send', 413, () => head(8_193, CSRF)],
    [
      'a cookie that is over, above what nobody may send',
      413,
      () => head(8_193, CSRF, 'Cookie: rollcall=x', 'Sec-Fetch-Site: same-origin'),
    ],
    ['a key, above what anybody may send', 413, () => head(256 * 1_024 + 1, `Authorization: Bearer ${key}`)],
    [
      'nobody, whose length is not announced',
      413,
      () => `${head('Transfer-Encoding: chunked', CSRF)}2710\r\n${' '.repeat(10_000)}\r\n`,
    ],
  ])('of %s are answered %i before they are there', async (_, status, make) => {
    const sent = send(make())
    expect(await sent.status()).toBe(status)
    expect(sent.text.toLowerCase()).toContain('connection: close')
    expect(sent.text).toContain('"requestId"')
    expect(clock.waiting).toBeLessThanOrEqual(2)
  })

  test('a client that waits is not asked for a body that would be refused', async () => {
    const refused = send(head(9_000, CSRF, 'Expect: 100-continue'))
    expect(await refused.status()).toBe(413)
    expect(refused.text).not.toContain('100 Continue')
    const body = '{"query":"{ viewer { name } }"}'
    const taken = send(head(body.length, CSRF, 'Expect: 100-continue'))
    while (!taken.text.includes('100 Continue')) await once(taken.socket, 'data')
    taken.socket.write(body)
    expect(await taken.status()).toBe(200)
  })

  test('2,000 half-sent ones of strangers are bounded and given up, and others are served meanwhile', async () => {
    const waiting = Array.from({ length: 2_000 }, () => send(`${head(8_000, CSRF)}{`))
    while (clock.waiting < 2_000) await new Promise(setImmediate)
    expect((await instance.ask('{ viewer { name } }')).status).toBe(200)
    expect((await instance.ask('{ tenants(first: 1) { totalCount } }', {}, key)).errors).toEqual([])
    clock.advance(25_000)
    expect(await waiting[0]?.status()).toBe(408)
    expect(waiting[0]?.text).toContain('too slowly')
  })

  test('a key that was revoked while its body came does nothing any more', async () => {
    const own = await instance.key('owner')
    const body =
      '{"query":"mutation { createTenant(input: { slug: \\"late\\", name: \\"Late\\" }) { tenant { id } } }"}'
    const before = clock.waiting
    const sent = send(head(body.length, `Authorization: Bearer ${own}`) + body.slice(0, 5))
    while (clock.waiting === before) await new Promise(setImmediate)
    await revokeNewestKey(instance, key)
    clock.advance(2_000)
    sent.socket.write(body.slice(5))
    expect(await sent.status()).toBe(401)
  })
})

async function revokeNewestKey(instance: Instance, key: string): Promise<void> {
  const list = await instance.ask('{ apiKeys(first: 50) { nodes { id createdAt } } }', {}, key)
  const newest = list.data.apiKeys.nodes.toSorted((a: { createdAt: string }, b: { createdAt: string }) =>
    a.createdAt < b.createdAt ? 1 : -1,
  )[0]
  const done = await instance.ask(
    'mutation ($id: ID!) { revokeApiKey(input: { id: $id }) { userErrors { message } } }',
    { id: newest.id },
    key,
  )
  expect(done.errors).toEqual([])
}
