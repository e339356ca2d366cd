import { expect, test } from 'vitest'
import { ANONYMOUS, type Caller } from '../caller.ts'
import { STRANGER_TURNS, TURNS, Turns } from './turns.ts'

const keyOf = (id: string, tenantId: string): Caller =>
  ({ kind: 'api-key', apiKey: { id }, grants: [{ tenantId, role: 'auditor' }] }) as unknown as Caller

/** Requests that run until the test lets them end. */
function occupy(turns: Turns, caller: Caller, address: string, count: number) {
  const { promise: end, resolve } = Promise.withResolvers<void>()
  let started = 0
  const all = Array.from({ length: count }, () =>
    turns.run({ caller, address }, async () => {
      started += 1
      await end
    }),
  )
  return { all: Promise.allSettled(all), started: () => started, end: resolve }
}

test.each([
  {
    title: 'keys of one tenant',
    own: keyOf('a', 'acme'),
    same: keyOf('b', 'acme'),
    other: keyOf('c', 'globex'),
    bounds: TURNS,
    address: 'x',
  },
  {
    title: 'a key of the instance',
    own: keyOf('a', '*'),
    same: keyOf('a', '*'),
    other: keyOf('c', '*'),
    bounds: TURNS,
    address: 'x',
  },
  {
    title: 'strangers of one address',
    own: ANONYMOUS,
    same: ANONYMOUS,
    other: keyOf('c', 'globex'),
    bounds: STRANGER_TURNS,
    address: '192.0.2.1',
  },
])('$title share a few turns; others are served meanwhile', async ({ own, same, other, bounds, address }) => {
  const turns = new Turns()
  const busy = occupy(turns, own, address, bounds.runningOfScope + bounds.waitingOfScope)
  await Promise.resolve()
  expect(busy.started()).toBe(bounds.runningOfScope)
  await expect(turns.run({ caller: same, address }, async () => 'ran')).rejects.toMatchObject({
    extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 5, http: { status: 429 } },
  })
  expect(await turns.run({ caller: other, address: 'another' }, async () => 'ran')).toBe('ran')
  busy.end()
  await busy.all
  expect(await turns.run({ caller: same, address }, async () => 'ran')).toBe('ran')
})

test('strangers of many addresses do not take the turns of those who are signed in', async () => {
  const turns = new Turns()
  const crowds = Array.from({ length: 20 }, (_, at) => occupy(turns, ANONYMOUS, `192.0.2.${at}`, 18))
  expect(await turns.run({ caller: keyOf('a', 'acme'), address: 'x' }, async () => 'ran')).toBe('ran')
  // Nor those of a browser that signed in before.
  expect(await turns.run({ caller: ANONYMOUS, address: 'x', deviceOf: 'ada' }, async () => 'ran')).toBe('ran')
  for (const crowd of crowds) crowd.end()
  await Promise.all(crowds.map(({ all }) => all))
})
