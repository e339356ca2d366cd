import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FairShare, GRACE_MS, MIN_BYTES_PER_SECOND, watchPace } from '../src/index.ts'
import { ManualClock } from '../testing/index.ts'

describe('a fair share', () => {
  test('of whoever is alone is nine tenths, and leaves room for another', () => {
    const share = new FairShare(1_000)
    while (share.take('a'));
    expect(share.held).toBe(900)
    expect(share.take('b')).toBe(true)
  })

  test('leaves room for one who has nothing, however many hold all they can', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), (holders) => {
        const share = new FairShare(1_000)
        const names = Array.from({ length: holders }, (_, at) => `h${at}`)
        for (let taken = true; taken; ) taken = names.map((name) => share.take(name)).includes(true)
        expect(share.take('another')).toBe(true)
        expect(Math.max(...names.map((name) => share.heldBy(name)))).toBeLessThanOrEqual(
          Math.ceil(9_000 / (1 + 9 * holders)),
        )
      }),
    )
  })

  test('is never more than there is, and what is given back can be taken again', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 60 }), fc.boolean()))
    fc.assert(
      fc.property(steps, (all) => {
        const share = new FairShare(100)
        const held: [string, number][] = []
        for (const [holder, amount, takes] of all) {
          if (takes && share.take(holder, amount)) held.push([holder, amount])
          else if (!takes) {
            const [who, much] = held.shift() ?? ['', 0]
            if (much > 0) share.give(who, much)
          }
          expect(share.held).toBe(held.reduce((sum, [, much]) => sum + much, 0))
          expect(share.held).toBeLessThanOrEqual(100)
        }
        for (const [holder, amount] of held) share.give(holder, amount)
        expect([share.held, share.heldBy('a')]).toEqual([0, 0])
        expect(share.take('a', 90)).toBe(true)
      }),
    )
  })
})

describe('the pace of a body', () => {
  /** Seconds until it is too slow, when so many bytes come in each; undefined: it never was, within a quarter of an hour. */
  function secondsOf(perSecond: (second: number) => number): number | undefined {
    const clock = new ManualClock()
    let [bytes, tooSlow] = [0, false]
    const stop = watchPace(
      clock,
      () => bytes,
      () => {
        tooSlow = true
      },
    )
    for (let second = 1; second <= 900; second += 1) {
      bytes += perSecond(second)
      clock.advance(1_000)
      if (tooSlow) return second
    }
    stop()
    expect(clock.waiting).toBe(0)
    return undefined
  }

  test.each<[string, (second: number) => number, number | undefined]>([
    ['nothing', () => 0, 20],
    ['a byte a second', () => 1, 21],
    ['a KiB a second', () => 1_024, 21],
    ['one mebibit a second', () => 131_072, undefined],
    ['just the rate', () => MIN_BYTES_PER_SECOND, undefined],
    ['half the rate', () => MIN_BYTES_PER_SECOND / 2, 40],
    ['much at first and nothing then', (second) => (second === 1 ? 16_000_000 : 0), 40],
    ['a rest that is short enough', (second) => (second % 19 === 0 ? MIN_BYTES_PER_SECOND * 19 : 0), undefined],
  ])('of %s', (_, perSecond, seconds) => {
    const found = secondsOf(perSecond)
    if (seconds === undefined) expect(found).toBeUndefined()
    else expect(Math.abs((found ?? 0) - seconds)).toBeLessThanOrEqual(2)
  })

  test('gives every body its grace and ends every silence', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 200_000 }), { maxLength: 100 }), (sent) => {
        const seconds = secondsOf((second) => sent[second - 1] ?? 0)
        expect(seconds).toBeGreaterThanOrEqual(GRACE_MS / 1_000)
        expect(seconds).toBeLessThanOrEqual(sent.length + 42)
      }),
    )
  })
})
