import { expect, test } from 'vitest'
import { TooManyAttemptsError } from './errors.ts'

test.each([
  [1, 'a second'],
  [2, '2 seconds'],
  [119, '119 seconds'],
  [120, '2 minutes'],
  [121, '3 minutes'],
  [895, '15 minutes'],
])('a wait of %d s is told as %s', (seconds, words) => {
  expect(new TooManyAttemptsError(seconds).message).toBe(`Too many attempts. Try again in ${words}.`)
})
