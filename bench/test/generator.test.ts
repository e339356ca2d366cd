import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { readChunks } from '../src/load/http-connection.ts'
import { runLoad } from '../src/load/run-load.ts'
import { ScimClient, WrongAnswerError } from '../src/load/scim-client.ts'
import { median, percentile } from '../src/load/statistics.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function targetThatAnswers(status: number, body: string, options: { chunked?: boolean } = {}) {
  const server = createServer((req, res) => {
    req.resume()
    res.statusCode = status
    if (options.chunked) for (const part of body.split(' ')) res.write(`${part} `)
    res.end(options.chunked ? undefined : body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  return { port: (server.address() as AddressInfo).port, token: 't', base: '' }
}

describe('the load generator', () => {
  test('sends as many turns as it was told, over all connections', async () => {
    const target = await targetThatAnswers(200, '{"ok":true}')
    const seen = new Set<number>()
    const load = await runLoad(target, { connections: 4, turns: 50, maxMs: 10_000 }, async (client, n) => {
      await client.get('/', { status: 200, holds: '"ok"' })
      seen.add(n)
    })
    expect([load.turns, load.requests, seen.size]).toEqual([50, 50, 50])
  })

  test('ends when the time is up', async () => {
    const target = await targetThatAnswers(200, '{}')
    const load = await runLoad(target, { connections: 2, turns: 10_000_000, maxMs: 100 }, async (client) => {
      await client.get('/', { status: 200 })
    })
    expect(load.turns).toBeGreaterThan(0)
    expect(load.ms).toBeLessThan(5_000)
  })

  test.each([
    ['another status', 404, '{"ok":true}'],
    ['a body without the field', 200, '{"no":true}'],
  ])('refuses %s', async (_what, status, body) => {
    const client = await ScimClient.open(await targetThatAnswers(status, body))
    await expect(client.get('/', { status: 200, holds: '"ok"' })).rejects.toThrow(WrongAnswerError)
    client.close()
  })

  test('reads chunked answers, several on one connection', async () => {
    const client = await ScimClient.open(await targetThatAnswers(200, 'one two three', { chunked: true }))
    expect(await client.get('/', { status: 200 })).toBe('one two three ')
    expect(await client.get('/', { status: 200 })).toBe('one two three ')
    client.close()
  })

  test('joins chunks', () => {
    expect(readChunks(Buffer.from('3\r\nabc\r\na\r\n0123456789\r\n0\r\n\r\n'))).toBe('abc0123456789')
  })
})

test.each([
  [[1], 0.99, 1],
  [[1, 2, 3, 4], 0.5, 2],
  [[1, 2, 3, 4], 0.99, 4],
])('percentile of %j at %d is %d', (sorted, p, expected) => {
  expect(percentile(sorted, p)).toBe(expected)
})

test('the median of an even number lies between the middle two', () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5])
})

test('a connection that the server closed while it idled says so instead of waiting for ever', async () => {
  const server = createServer((_req, res) => res.end('{}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(() => server.close())
  const { port } = server.address() as AddressInfo
  const client = await ScimClient.open({ port, token: 't', base: '' })
  await client.get('/', { status: 200 })
  server.closeAllConnections()
  await new Promise((resolve) => setTimeout(resolve, 100))
  await expect(client.get('/', { status: 200 })).rejects.toThrow('closed the idle connection')
})
