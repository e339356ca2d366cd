import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countStars, Glob } from './glob.ts'

/** What a pattern means, by trying everything. */
function means(glob: readonly string[], text: readonly string[]): boolean {
  const [first, ...rest] = glob
  if (first === undefined) return text.length === 0
  if (first === '*') return means(rest, text) || (text.length > 0 && means(glob, text.slice(1)))
  return text.length > 0 && (first === '?' || first === text[0]) && means(rest, text.slice(1))
}

const letter = fc.constantFrom('a', 'b', '.', '\\', '[', 'é', '\n', '😀', '\ud83d')

describe('a glob', () => {
  test.each<[glob: string, text: string, matches: boolean]>([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['*', 'anything\nat all', true],
    ['**', 'a', true],
    ['?', '', false],
    ['?', '😀', true],
    ['??', '😀', false],
    ['?', '\ud83d', true],
    ['a*c', 'abc', true],
    ['a*c', 'ac', true],
    ['a*c', 'acb', false],
    ['*b', 'abab', true],
    ['a.c', 'abc', false],
    ['a?c', 'a.c', true],
    ['[ab]', 'a', false],
    ['team-*-eu', 'team-sales-eu', true],
    ['team-*-eu', 'team-sales-us', false],
    [`${'x'.repeat(31)}*`, `${'x'.repeat(31)}y`, true],
    [`${'x'.repeat(32)}*z`, `${'x'.repeat(32)}yyz`, true],
    [`${'x'.repeat(64)}?`, `${'x'.repeat(64)}y`, true],
    [`${'x'.repeat(64)}?`, 'x'.repeat(64), false],
  ])('%j and %j: %s', (glob, text, matches) => {
    expect(new Glob(glob).matches(text)).toBe(matches)
  })

  test('means what trying everything means', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(letter, fc.constantFrom('*', '?')), { maxLength: 9 }),
        fc.array(letter, { maxLength: 9 }),
        fc.nat({ max: 66 }),
        (glob, text, before) => {
          // Over the borders of the integers that places are kept in.
          const shift = 'a'.repeat(before)
          const characters = [...text.join('')]
          expect(new Glob(shift + glob.join('')).matches(shift + text.join(''))).toBe(
            means([...glob.join('')], characters),
          )
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test('of 100 stars takes a step for each character and each 32 characters of the pattern', () => {
    const glob = new Glob(`${'*a'.repeat(100)}*b`)
    expect(glob.matches('a'.repeat(200))).toBe(false)
    expect(glob.steps).toBe(200 * Math.ceil(102 / 32))
  })

  test('of any kind never takes more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 200 }),
        fc.array(fc.constantFrom('a', 'b'), { maxLength: 500 }),
        (characters, text) => {
          const glob = new Glob(characters.join(''))
          glob.matches(text.join(''))
          expect(glob.steps).toBeLessThanOrEqual(text.length * (Math.floor(characters.length / 32) + 1))
        },
      ),
    )
  })

  test.each([
    ['', 0],
    ['a', 0],
    ['*', 1],
    ['**', 1],
    ['*a**b***', 3],
  ])('%j holds %d stars', (glob, stars) => {
    expect(countStars(glob)).toBe(stars)
  })
})
