import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../src/index.ts'
import { isMatch, readFixtures } from './fixtures.ts'
import { BASE_URL, createScimServer } from './server/scim-server.ts'
import { runEntra } from './simulate.ts'

const fixtures = readFixtures('entra-requests')

/** Two runs, so that links are among what is recorded. The wrong token has no fixture: nobody sends it twice. */
async function record(flag: boolean): Promise<HttpRequest[]> {
  const server = createScimServer()
  const sent: HttpRequest[] = []
  const request = (each: HttpRequest) => {
    sent.push(each)
    return server.handle(each)
  }
  for (const _ of [1, 2]) await runEntra(server, { flag, users: 12, groups: 2, request })
  return sent
}

const recorded = { default: record(false), flag: record(true) }

describe.each(['default', 'flag'] as const)('what Entra sends (%s)', (app) => {
  const own = fixtures.filter((fixture) => fixture.app === app || fixture.app === 'both')

  test.each(own)('has $file: $title', async (fixture) => {
    expect((await recorded[app]).some((request) => isMatch(fixture, request, BASE_URL))).toBe(true)
  })

  test('is nothing but what the fixtures show', async () => {
    const unknown = (await recorded[app]).filter((sent) => !own.some((fixture) => isMatch(fixture, sent, BASE_URL)))
    expect(unknown.map(({ method, url, body }) => `${method} ${url} ${body}`)).toEqual([])
  })

  test('never uses PUT', async () => {
    expect((await recorded[app]).filter(({ method }) => method === 'PUT')).toEqual([])
  })
})

test('every fixture names its public sources', () => {
  for (const { source } of fixtures) for (const url of source) expect(url).toMatch(/^https:\/\//)
})
