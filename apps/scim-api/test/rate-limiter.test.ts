import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { RateLimiter } from '../src/http/rate-limiter.ts'

/** How many of `count` are let in, one each `step` milliseconds from `from`. */
function admitted(
  limiter: RateLimiter,
  id: string,
  own: number | null,
  { from, count, step }: { readonly from: number; readonly count: number; readonly step: number },
): number {
  let inside = 0
  for (let each = 0; each < count; each += 1) {
    if (limiter.take(id, own, from + each * step) === undefined) inside += 1
  }
  return inside
}

test.each([
  { rate: 1, burst: 10 },
  { rate: 5, burst: 50 },
  { rate: 100, burst: 1_000 },
  { rate: 333, burst: 3_330 },
])('a directory’s own limit of $rate a second lets $burst in at once, and then $rate a second', ({ rate, burst }) => {
  const limiter = new RateLimiter()
  expect(admitted(limiter, 'a', rate, { from: 0, count: burst + 500, step: 0 })).toBe(burst)
  // Ten seconds at twice the rate: half is let in.
  const steady = admitted(limiter, 'a', rate, { from: 1, count: rate * 20, step: 500 / rate })
  expect(Math.abs(steady - rate * 10)).toBeLessThanOrEqual(1)
  // After a rest the burst is whole again, and not larger.
  expect(admitted(limiter, 'a', rate, { from: 1e6, count: burst + 500, step: 0 })).toBe(burst)
})

test('a refusal says how long until the next request fits', () => {
  const limiter = new RateLimiter()
  admitted(limiter, 'a', 2, { from: 0, count: 20, step: 0 })
  expect(limiter.take('a', 2, 0)).toBeCloseTo(500)
  expect(limiter.take('a', 2, 499)).toBeCloseTo(1)
  expect(limiter.take('a', 2, 500)).toBeUndefined()
})

test('the default holds while others are served: who is alone may use the whole process, and is not in debt afterwards', () => {
  const limiter = new RateLimiter(10)
  expect(admitted(limiter, 'a', null, { from: 0, count: 5_000, step: 1 })).toBe(5_000)
  expect(limiter.take('b', null, 5_000)).toBeUndefined()
  expect(limiter.take('a', null, 5_000)).toBeGreaterThan(0)
  expect(limiter.take('a', null, 5_000)).toBeLessThanOrEqual(100)
  // Both are served: each gets its rate.
  let inside = 0
  for (let now = 5_000; now < 15_000; now += 10) {
    limiter.take('b', null, now)
    if (limiter.take('a', null, now) === undefined) inside += 1
  }
  expect(Math.abs(inside - 100)).toBeLessThanOrEqual(2)
  // A second after the other went quiet it is alone again.
  expect(admitted(limiter, 'a', null, { from: 16_100, count: 5_000, step: 0 })).toBe(5_000)
})

test('a directory’s own limit holds when it is alone, and may be above the default', () => {
  const limiter = new RateLimiter(1)
  expect(admitted(limiter, 'own', 3, { from: 0, count: 100, step: 0 })).toBe(30)
  limiter.take('b', null, 0)
  expect(admitted(limiter, 'large', 10, { from: 0, count: 200, step: 0 })).toBe(100)
})

test('without any limit nothing is refused and nothing is remembered', () => {
  const limiter = new RateLimiter()
  expect(admitted(limiter, 'a', null, { from: 0, count: 1_000, step: 0 })).toBe(1_000)
  expect(limiter.size).toBe(0)
})

test('a directory that rests is forgotten', async () => {
  const limiter = new RateLimiter(1_000)
  for (let each = 0; each < 1_000; each += 1) limiter.take(`d${each}`, null, performance.now())
  expect(limiter.size).toBe(1_000)
  await setTimeout(2_300)
  expect(limiter.size).toBe(0)
})

test('a request costs less than a microsecond', () => {
  const limiter = new RateLimiter(1e9)
  const ids = Array.from({ length: 100 }, (_, at) => `directory-${at}`)
  const run = (count: number) => {
    const before = process.cpuUsage()
    for (let each = 0; each < count; each += 1) limiter.take(ids[each % 100] as string, null, performance.now())
    const { user, system } = process.cpuUsage(before)
    return (user + system) / count
  }
  run(100_000)
  expect(Math.min(...Array.from({ length: 5 }, () => run(100_000)))).toBeLessThan(1)
})

test('a bulk request owes its operations: it is let in whole, and what follows waits', () => {
  const limiter = new RateLimiter()
  expect(limiter.burstOf(2)).toBe(20)
  expect(limiter.take('a', 2, 0)).toBeUndefined()
  expect(limiter.take('a', 2, 0)).toBeUndefined()
  // Eighteen are left; nineteen more go below zero.
  expect(limiter.owe('a', 2, 19, 0)).toBeUndefined()
  expect(limiter.take('a', 2, 0)).toBeCloseTo(1_000)
  expect(limiter.owe('a', 2, 19, 0)).toBeCloseTo(500)
  expect(limiter.take('a', 2, 999)).toBeCloseTo(1)
  expect(limiter.take('a', 2, 1_000)).toBeUndefined()
})

test.each([
  { rate: 0.01, burst: 1 },
  { rate: 1, burst: 10 },
  { rate: 500, burst: 5_000 },
])(
  'a burst of $burst requests is what a rate of $rate gives after a rest, and a bulk request of as many fits',
  ({ rate, burst }) => {
    const limiter = new RateLimiter()
    expect(limiter.burstOf(rate)).toBe(burst)
    expect(limiter.take('a', rate, 0)).toBeUndefined()
    expect(limiter.owe('a', rate, burst - 1, 0)).toBeUndefined()
    expect(limiter.take('a', rate, 0)).toBeCloseTo(1_000 / rate, 3)
  },
)

test('who is alone owes nothing afterwards, by the default', () => {
  const limiter = new RateLimiter(10)
  for (let each = 0; each < 5; each += 1) {
    expect(limiter.take('a', null, each)).toBeUndefined()
    expect(limiter.owe('a', null, 99, each)).toBeUndefined()
  }
  limiter.take('b', null, 5)
  expect(limiter.take('a', null, 5)).toBeLessThanOrEqual(100)
  expect(new RateLimiter().burstOf(null)).toBe(Number.POSITIVE_INFINITY)
})
