import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type Authorization,
  type HttpRequest,
  type OktaApp,
  type SimulationReport,
  simulateOkta,
} from '../src/index.ts'
import { BASE_URL, createScimServer, TOKEN } from './server/scim-server.ts'

interface Received {
  readonly method: string
  readonly url: string
  readonly rawHeaders: readonly string[]
}

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

/** The server of these tests behind a real socket. It packs its answers when the client takes gzip. */
async function listen(): Promise<{ baseUrl: string; received: Received[]; sockets: () => number }> {
  const scim = createScimServer()
  const received: Received[] = []
  let sockets = 0
  const server = http.createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    received.push({ method: incoming.method ?? '', url: incoming.url ?? '', rawHeaders: incoming.rawHeaders })
    const body = Buffer.concat(chunks).toString()
    const response = await scim.handle({
      method: incoming.method as HttpRequest['method'],
      url: BASE_URL + (incoming.url ?? '').replace('/tenant/scim/v2', ''),
      headers: { Authorization: incoming.headers.authorization ?? '' },
      ...(body !== '' && { body }),
    })
    outgoing.writeHead(response.status, { ...response.headers, ...(response.body && { 'content-encoding': 'gzip' }) })
    outgoing.end(response.body === '' ? undefined : gzipSync(response.body))
  })
  server.on('connection', () => {
    sockets += 1
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  const { port } = server.address() as AddressInfo
  return { baseUrl: `http://127.0.0.1:${port}/tenant/scim/v2/`, received, sockets: () => sockets }
}

/** Over the package's own transport. */
function simulateOverHttp(
  baseUrl: string,
  app: OktaApp,
  authorization: Authorization = { kind: 'bearer', token: TOKEN },
): Promise<SimulationReport> {
  return simulateOkta({ baseUrl, authorization, app, users: 30, groups: 3 })
}

describe('over HTTP', () => {
  test.each<OktaApp>(['wizard', 'catalogue'])('a %s app passes, on a few connections', async (app) => {
    const server = await listen()
    const report = await simulateOverHttp(server.baseUrl, app)
    expect(report.steps.filter((step) => step.verdict === 'failed')).toEqual([])
    expect(server.received).toHaveLength(report.requests)
    expect(server.sockets()).toBeLessThanOrEqual(4)
  })

  test('the headers are those of Okta, letter for letter', async () => {
    const server = await listen()
    await simulateOverHttp(server.baseUrl, 'catalogue')
    const host = new URL(server.baseUrl).host
    const common = ['Accept', 'application/scim+json', 'Accept-Charset', 'utf-8', 'Accept-Encoding', 'gzip,deflate']
    const start = [...common, 'Authorization', `Bearer ${TOKEN}`, 'Connection', 'Keep-Alive']
    const type = ['Content-Type', 'application/scim+json; charset=utf-8']
    const agent = ['User-Agent', 'Okta SCIM Client 1.0.0']
    const [get] = server.received.filter(({ method }) => method === 'GET')
    expect(get?.rawHeaders).toEqual([...start, ...agent, 'Host', host])
    const [post] = server.received.filter(({ method }) => method === 'POST')
    expect(post?.rawHeaders).toEqual([...start, ...type, ...agent, 'Content-Length', expect.any(String), 'Host', host])
    const [remove] = server.received.filter(({ method }) => method === 'DELETE')
    expect(remove?.rawHeaders).toEqual([...start, ...type, ...agent, 'Host', host])
  })

  test('a look-up is encoded as in the reference: a space is %20, an at sign %40', async () => {
    const server = await listen()
    await simulateOverHttp(server.baseUrl, 'wizard')
    expect(server.received.map(({ url }) => url)).toContain(
      '/tenant/scim/v2/Users?filter=userName%20eq%20%22ava.nguyen.sim-00001%40okta-simulation.example.com%22&startIndex=1&count=100',
    )
  })

  test.each<[string, Authorization, string]>([
    ['bearer', { kind: 'bearer', token: 'abc' }, 'Bearer abc'],
    ['header, as typed', { kind: 'header', value: 'abc' }, 'abc'],
    ['header, with the word typed', { kind: 'header', value: 'Bearer abc' }, 'Bearer abc'],
    ['basic', { kind: 'basic', username: 'okta', password: 'pass:wörd' }, 'Basic b2t0YTpwYXNzOnfDtnJk'],
  ])('authenticates by %s', async (_, authorization, header) => {
    const server = await listen()
    await simulateOverHttp(server.baseUrl, 'wizard', authorization)
    const { rawHeaders = [] } = server.received[0] ?? {}
    expect(rawHeaders[rawHeaders.indexOf('Authorization') + 1]).toBe(header)
  })

  test('a closed port is told', async () => {
    const report = await simulateOverHttp('http://127.0.0.1:1/scim/v2', 'wizard')
    expect(report.steps[0]?.failures[0]?.received).toMatch(/ECONNREFUSED/)
  })
})
