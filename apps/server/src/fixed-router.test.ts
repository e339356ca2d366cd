import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fixedPathOwner, fixedPaths } from '@rollcall/provisioning'
import express, { type RequestHandler } from 'express'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FixedHandlers, fixedRouter } from './fixed-router.ts'

const ADMIN = new URL('../../admin/', import.meta.url)

/** The first parts of the paths that a folder of SvelteKit's routes answers on; groups such as `(auth)` are no part of a path. */
const firstParts = (folder: URL): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => (/^\(.*\)$/.test(name) ? firstParts(new URL(`${name}/`, folder)) : [name]))

const isConsoles = (part: string) => fixedPathOwner(part) === 'console'

test('every page and file of the console is in the list, and nothing else is listed as its own', () => {
  const pages = firstParts(new URL('src/routes/', ADMIN))
  const files = readdirSync(new URL('static/', ADMIN))
  expect(pages).toContain('sign-in')
  expect(fixedPaths().filter(isConsoles).sort()).toEqual([...new Set([...pages, ...files, '_app'])].sort())
})

describe('a request', () => {
  const server = express()
  let port = 0
  let listening: ReturnType<typeof server.listen>

  const says =
    (name: string): RequestHandler =>
    (_request, response) =>
      void response.send(name)
  const handlers: FixedHandlers = {
    health: express.Router().get('/healthz', says('health')),
    metrics: says('metrics'),
    scim: says('scim'),
    graphql: undefined,
    console: says('console'),
  }

  beforeAll(async () => {
    server.use(fixedRouter(handlers))
    server.use(says('tenants'))
    listening = server.listen(0, '127.0.0.1')
    await once(listening, 'listening')
    port = (listening.address() as AddressInfo).port
  })
  afterAll(() => new Promise((resolve) => listening.close(resolve)))

  /** The path goes out as it is written, which `fetch` would not do. */
  const ask = async (path: string): Promise<string> => {
    const outgoing = request({ host: '127.0.0.1', port, path, agent: false })
    outgoing.end()
    const [response] = await once(outgoing, 'response')
    let text = ''
    for await (const chunk of response) text += chunk
    return response.statusCode === 200 ? text : `${response.statusCode}`
  }

  test.each([
    ['/healthz', 'health'],
    ['/HEALTHZ', 'health'],
    ['/metrics', 'metrics'],
    ['/scim/v2/Users', 'scim'],
    ['/scim', 'scim'],
    ['/t/acme?x=1', 'console'],
    ['/', 'tenants'],
    ['/acme/okta/scim/v2', 'tenants'],
    ['/api/v1/SCIM/SCIMOkta', 'tenants'],
    ['/v10/x', 'tenants'],
    ['/acme/v1/scim/v2', 'tenants'],
    ['/%E0%A4%A/x', 'tenants'],
    ['/%/v1', 'tenants'],
  ])('for %s is answered by: %s', async (path, owner) => {
    expect(await ask(path)).toBe(owner)
  })

  test.each([
    ['of an interface to come', '/v1/events'],
    ['in other letters', '/V1/events'],
    ['alone', '/v1'],
    ['with a slash at its end', '/v1/'],
    ['behind two slashes', '//v1/events'],
    ['behind many slashes', '////v1/events'],
    ['percent-encoded', '/%76%31/events'],
    ['partly percent-encoded', '/v%31/events'],
    ['with a query', '/v1?x=/acme'],
    ['with an absolute address', 'http://v1.example.com/v1/events'],
    ['.well-known', '/.well-known/jwks.json'],
    ['.well-known, percent-encoded', '/%2ewell-known/jwks.json'],
    ['of a page of a request', '/r/123'],
    ['of a set-up link', '/S/123'],
    ['of OAuth', '/oauth/token'],
    ['of a part that this process does not serve', '/graphql'],
    ['that its owner leaves alone', '/healthz/more'],
    ['of the metrics under a name that no proxy guards', '/%6detrics'],
    ['of the metrics behind two slashes', '//metrics'],
  ])('for a fixed path %s never comes to tenants: %s', async (_, path) => {
    expect(await ask(path)).toBe('404')
  })
})
