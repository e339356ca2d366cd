import { expect, test } from 'vitest'
import { failed, passed, printTally, sum } from './tally.ts'

test('adds up what passed and keeps each failure by name', () => {
  expect(sum([passed(), failed('a'), passed(), failed('b')])).toEqual({ passed: 2, failures: ['a', 'b'] })
})

test('prints the sums as the very last line, the failures above it', () => {
  expect(printTally({ passed: 3, failures: ['layers'] })).toBe('\n  FAILED  layers\n\n3 passed, 1 failed\n')
  expect(printTally({ passed: 3, failures: [] })).toBe('\n3 passed, 0 failed\n')
})
