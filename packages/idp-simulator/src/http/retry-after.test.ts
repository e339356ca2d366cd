import { describe, expect, test } from 'vitest'
import { parseRetryAfter, toWaitSeconds } from './retry-after.ts'

test.each<[string | undefined, number | undefined]>([
  ['120', 120],
  ['0', 0],
  [' 7 ', 7],
  ['1.5', undefined],
  ['-1', undefined],
  ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %j is %j seconds', (header, seconds) => {
  expect(parseRetryAfter(header)).toBe(seconds)
})

describe('the wait', () => {
  test('doubles with each attempt', () => {
    expect([1, 2, 3, 4].map((attempt) => toWaitSeconds(3, attempt))).toEqual([3, 6, 12, 24])
  })

  test('is five minutes when the header cannot be read', () => {
    expect([1, 2].map((attempt) => toWaitSeconds(undefined, attempt))).toEqual([300, 600])
  })
})
