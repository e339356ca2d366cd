import { expect, test } from 'vitest'
import { mutation } from './mutation.ts'
import { keyOf, parseVerdicts, printPage, printVerdict, SURVIVED } from './page.ts'
import { provenBy } from './suite.ts'

const BROKEN = mutation('57 E-13', 'a | remove', { file: 'a/b.ts', search: 'x', replace: 'y' })
const REQUIREMENTS = ['57', 'E-4', 'E-13'].map((number) => ({
  number,
  section: '',
  requirement: '',
  source: '',
  level: '',
}))

test('a page is read back as it was written; what was not run has no verdict', () => {
  const verdicts = new Map([[keyOf('57', BROKEN), printVerdict(['[57] one | two \u2028'])]])
  const page = printPage(REQUIREMENTS, [BROKEN], verdicts, { 'E-4': 'no line of ours' })
  expect(page).toContain('| E-4 | not mutated: no line of ours | | |')
  expect(page).toContain('| E-13 | a \\| remove | `a/b.ts` | not run yet |')
  expect(parseVerdicts(page)).toEqual(verdicts)
})

test.each([
  [[], SURVIVED],
  [['[57] a', '[57] a'], 'a'],
  [['[57] a', '[57] [58] b', 'c'], 'a; b; and 1 more'],
])('%j is shown as %s', (titles, shown) => {
  expect(printVerdict(titles)).toBe(shown)
})

test('a test proves the numbers of its own title, or else those of its groups', () => {
  const outcome = { failed: true, fullName: '[65] [66] filters > [66] escapes', title: '[66] escapes' }
  expect(provenBy(outcome)).toEqual(['66'])
  expect(provenBy({ ...outcome, fullName: '[E-10] manager > by a string', title: 'by a string' })).toEqual(['E-10'])
})
