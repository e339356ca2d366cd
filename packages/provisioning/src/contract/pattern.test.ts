import { RE2JS } from 're2js'
import { describe, expect, test } from 'vitest'
import { compilePattern, MAX_PATTERN_SIZE, PatternBudget, patternSize } from './pattern.ts'

describe('the size of a pattern', () => {
  test.each<[pattern: string, size: number]>([
    ['', 0],
    ['abc', 3],
    ['a{3}', 3],
    ['a{2,5}', 5],
    ['a{2,}', 2],
    ['a{0}', 1],
    ['(ab){3}', 9],
    ['((a{10}){10}){10}', 1_110],
    ['[A-Z]{3}-[0-9]+', 6],
    ['[]a]{4}', 4],
    ['[^]a]{4}', 4],
    ['[[:alpha:]]{4}', 4],
    ['[\\]]{4}', 4],
    ['\\{3}', 3],
    ['\\pL{1000}', 1_001],
    ['\\p{Greek}{7}', 7],
    ['\\x{10FFFF}{7}', 7],
    ['\\Q(a{1000})\\E', 13],
    ['(', 0],
    ['a{1000}{1000}', 1_000_000],
  ])('%j is %d', (pattern, size) => {
    expect(patternSize(pattern)).toBe(size)
  })

  test.each(['a{1000}'.repeat(60), '\\pL{1000}'.repeat(50), '((a{30}){30}){30}', '(((.?){9}){9}){20}'])(
    '%j is too large to be compiled',
    (pattern) => {
      expect(() => compilePattern(pattern)).toThrow(`${MAX_PATTERN_SIZE} are allowed`)
    },
  )

  test.each(['(a|b){1,300}', '\\d{1,15}', '[^@\\s]{1,64}@[^@\\s]{1,255}', '(?i)(\\pL|\\pN){1,200}', '(?:a?){900}'])(
    '%j is within a few times of the program that it stands for',
    (pattern) => {
      expect(RE2JS.compile(pattern).programSize()).toBeLessThanOrEqual(5 * (patternSize(pattern) + 5))
    },
  )
})

test('one document is worth so much matching, and no more', () => {
  const pattern = compilePattern('(a?){300}')
  const budget = new PatternBudget()
  const answers = Array.from({ length: 20 }, () => pattern.matches('a'.repeat(50), budget))
  expect(answers.slice(0, 5)).toEqual([true, true, true, true, true])
  expect(answers.at(-1)).toBeUndefined()
  expect(pattern.matches('a'.repeat(60_000), new PatternBudget())).toBeUndefined()
  expect(pattern.matches('', new PatternBudget())).toBe(true)
})

test.each<[pattern: string, says: string]>([
  ['(', 'a "(" is never closed'],
  [')', 'a ")" was never opened'],
  ['[a', 'a "[" is never closed'],
  ['*a', 'nothing stands before a repeat'],
  ['a**', 'two repeats stand side by side'],
  ['(?=a)', 'no look-ahead'],
  ['(a)\\1', 'no back-references'],
  ['a\\', 'ends with a backslash'],
  ['[z-a]', 'runs backwards'],
  ['\\p{Nosuch}', 'class'],
])('what is wrong with %j is said in plain words', (pattern, says) => {
  let message = ''
  try {
    compilePattern(pattern)
  } catch (error) {
    message = (error as Error).message
  }
  expect(message).toContain(says)
  expect(message).not.toContain('error parsing')
})
