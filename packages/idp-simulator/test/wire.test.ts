import { describe, expect, test } from 'vitest'
import type { HttpRequest, OktaApp } from '../src/index.ts'
import { isMatch, readFixtures } from './fixtures.ts'
import { BASE_URL, createScimServer } from './server/scim-server.ts'
import { simulate } from './simulate.ts'

const fixtures = readFixtures('okta')

/** Two runs, so that links are among what is recorded. */
async function record(app: OktaApp): Promise<HttpRequest[]> {
  const server = createScimServer()
  const sent: HttpRequest[] = []
  for (const _ of [1, 2]) {
    await simulate(server, {
      app,
      users: 120,
      request: (request) => {
        sent.push(request)
        return server.handle(request)
      },
    })
  }
  return sent
}

describe.each<OktaApp>(['wizard', 'catalogue'])('what a %s app sends', (app) => {
  const own = fixtures.filter((fixture) => fixture.app === app || fixture.app === 'both')

  test.each(own)('has $file: $title', async (fixture) => {
    expect((await sentBy(app)).some((request) => isMatch(fixture, request, BASE_URL))).toBe(true)
  })

  test('is nothing but what the documents show', async () => {
    const unknown = (await sentBy(app)).filter((request) => !own.some((fixture) => isMatch(fixture, request, BASE_URL)))
    expect(unknown.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([])
  })

  test('uses PATCH only in a catalogue app', async () => {
    expect((await sentBy(app)).some((request) => request.method === 'PATCH')).toBe(app === 'catalogue')
  })

  test('never deletes a user', async () => {
    expect((await sentBy(app)).filter(({ method, url }) => method === 'DELETE' && url.includes('/Users'))).toEqual([])
  })
})

test('every fixture names its public sources', () => {
  for (const { source } of fixtures) for (const url of source) expect(url).toMatch(/^https:\/\//)
})

const recorded = new Map<OktaApp, Promise<HttpRequest[]>>()

function sentBy(app: OktaApp): Promise<HttpRequest[]> {
  const requests = recorded.get(app) ?? record(app)
  recorded.set(app, requests)
  return requests
}
