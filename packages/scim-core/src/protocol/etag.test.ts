import { expect, test } from 'vitest'
import { namesVersion, toEtag } from '../index.ts'

test('an entity tag is weak', () => {
  expect(toEtag(7)).toBe('W/"7"')
})

test.each<[string, boolean]>([
  ['W/"7"', true],
  ['"7"', true],
  ['*', true],
  [' * ', true],
  ['"6", W/"7"', true],
  ['"6",W/"7","8"', true],
  ['"6"', false],
  ['W/"77"', false],
  ['7', false],
  ['', false],
  ['"*"', false],
  ['"7', false],
  ['w/"7"', true],
])('If-Match: %s names version 7: %s', (header, expected) => {
  expect(namesVersion(header, 7)).toBe(expected)
})
