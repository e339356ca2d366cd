import { request } from 'node:http'
import { type HttpRequest, type HttpResponse, simulateOkta } from '@rollcall/idp-simulator'
import { type AnyJson, ScimClient } from '@rollcall/scim-api/testing'
import { DIALECTS } from '@rollcall/store/testing'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDirectory, createInstance, type Instance, pause, type RunningServer, startServer } from './support.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'

describe.each(DIALECTS)('stopping (%s)', (dialect) => {
  let instance: Instance
  let server: RunningServer | undefined
  let token: string

  beforeEach(async () => {
    instance = await createInstance(dialect)
    ;({ token } = await createDirectory(instance.env))
    server = await startServer(instance.env)
  }, 60_000)
  afterEach(async () => {
    await server?.end('SIGKILL')
    await instance.database.drop()
  })

  test('SIGTERM: a request in flight is answered, new ones are refused, the exit code is 0', async () => {
    const { origin, port, end } = server as RunningServer
    const body = JSON.stringify({ schemas: [USER], userName: 'in-flight' })
    const answered = new Promise<{ status: number; text: string }>((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          method: 'POST',
          path: '/scim/v2/Users',
          headers: {
            Authorization: `Bearer ${token}`,
            'Content-Type': 'application/scim+json',
            'Content-Length': Buffer.byteLength(body),
          },
        },
        (incoming) => {
          let text = ''
          incoming.on('data', (chunk: Buffer) => {
            text += chunk.toString()
          })
          incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text }))
        },
      )
      outgoing.on('error', reject)
      // Half of the body before the signal, half after it.
      outgoing.write(body.slice(0, 10))
      setTimeout(() => outgoing.end(body.slice(10)), 600)
    })
    await pause(200)
    const ended = end('SIGTERM')
    await pause(200)
    await expect(fetch(`${origin}/healthz`)).rejects.toThrow()
    expect((await answered).status).toBe(201)
    expect(await ended).toEqual({ code: 0, signal: null })
    expect(server?.output.stderr).toBe('')
    server = await startServer(instance.env)
    const client = new ScimClient(`${server.origin}/scim/v2`, token)
    expect((await client.find('/Users', 'userName eq "in-flight"')).json.totalResults).toBe(1)
    client.close()
  }, 60_000)

  test('SIGINT ends it as well, idle connections or not', async () => {
    const client = new ScimClient(`${(server as RunningServer).origin}/scim/v2`, token)
    await client.get('/Users?count=0')
    const started = performance.now()
    expect(await (server as RunningServer).end('SIGINT')).toEqual({ code: 0, signal: null })
    expect(performance.now() - started).toBeLessThan(5_000)
    client.close()
  }, 60_000)

  test('kill -9 in the middle of a sync: everything answered 2xx is there, totals are right, and a new run passes', async () => {
    const { port } = server as RunningServer
    const baseUrl = `http://127.0.0.1:${port}/scim/v2`
    const exchanges: { readonly sent: HttpRequest; readonly answer: HttpResponse }[] = []
    const options = {
      baseUrl,
      authorization: { kind: 'bearer', token },
      app: 'catalogue',
      users: 40,
      groups: 4,
      maxRetryWaitMs: 0,
    } as const
    const killAfter = 90
    const interrupted = await simulateOkta({
      ...options,
      request: async (sent) => {
        const answer = await transport(sent)
        exchanges.push({ sent, answer })
        if (exchanges.length === killAfter) server?.child.kill('SIGKILL')
        return answer
      },
    })
    expect(interrupted.ok).toBe(false)
    expect(exchanges.length).toBeGreaterThanOrEqual(killAfter)
    await server?.end('SIGKILL')

    server = await startServer(instance.env, { port })
    const client = new ScimClient(baseUrl, token)
    await expectPromisesKept(client, exchanges)
    await expectTotals(client)
    const again = await simulateOkta(options)
    expect(
      again.steps.filter(({ verdict }) => verdict === 'failed').map(({ id, failures }) => ({ id, failures })),
    ).toEqual([])
    expect(again.ok).toBe(true)
    await expectTotals(client)
    client.close()
  }, 120_000)
})

const transport = async ({ method, url, headers, body, signal }: HttpRequest): Promise<HttpResponse> => {
  const answer = await fetch(url, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  })
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
}

/** What a write was answered with must still be so: at that version, or at a later one that a cut-off request made. */
async function expectPromisesKept(
  client: ScimClient,
  exchanges: readonly { readonly sent: HttpRequest; readonly answer: HttpResponse }[],
): Promise<void> {
  const promised = new Map<string, { version: number; body: AnyJson } | 'deleted'>()
  let writes = 0
  for (const { sent, answer } of exchanges) {
    if (sent.method === 'GET' || answer.status >= 300) continue
    writes += 1
    if (sent.method === 'DELETE') {
      promised.set(new URL(sent.url).pathname.replace('/scim/v2', ''), 'deleted')
      continue
    }
    if (answer.body === '') continue
    const body = JSON.parse(answer.body)
    promised.set(`/${body.meta.resourceType}s/${body.id}`, { version: versionOf(body), body })
  }
  expect(writes).toBeGreaterThan(20)
  for (const [path, promise] of promised) {
    const now = await client.get(path)
    if (promise === 'deleted') {
      expect(now.status, path).toBe(404)
      continue
    }
    expect(now.status, path).toBe(200)
    expect(versionOf(now.json), path).toBeGreaterThanOrEqual(promise.version)
    if (versionOf(now.json) === promise.version) {
      const { groups: _nowComputed, ...stored } = now.json
      const { groups: _thenComputed, ...told } = promise.body
      expect(stored).toEqual(told)
    }
  }
}

const versionOf = ({ meta }: AnyJson): number => Number(/\d+/.exec(meta.version)?.[0])

/** The counters agree with the rows, and the rows with each other. */
async function expectTotals(client: ScimClient): Promise<void> {
  for (const endpoint of ['/Users', '/Groups']) {
    const counter = (await client.get(`${endpoint}?count=0`)).json.totalResults
    const counted = (await client.find(endpoint, 'id pr', 'count=0')).json.totalResults
    const listed = (await client.get(`${endpoint}?count=1000`)).json.Resources
    expect(counter, endpoint).toBe(counted)
    expect(listed, endpoint).toHaveLength(counter)
  }
  for (const group of (await client.get('/Groups?count=1000')).json.Resources) {
    for (const member of group.members ?? []) {
      const user = await client.get(`/Users/${member.value}?attributes=groups`)
      expect(user.status).toBe(200)
      expect(user.json.groups.map((each: AnyJson) => each.value)).toContain(group.id)
    }
  }
}
