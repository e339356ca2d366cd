import { expect, test } from 'vitest'
import { cover, printPage, type Requirement, requirementsOf, uncovered } from './page.ts'

test.each<[string, string[]]>([
  ['[57] a filter', ['57']],
  ['[57] [E-13] a filter', ['57', 'E-13']],
  ['a group [5] of tests [6] its test', ['5', '6']],
  ['no number', []],
  ['[84] a value [type eq "work"]', ['84']],
  ['emails[0] is no number', []],
  ['[x7] nor is this', []],
])('%s proves %j', (title, expected) => {
  expect(requirementsOf(title)).toEqual(expected)
})

const requirement = (number: string, more: Partial<Requirement> = {}): Requirement => ({
  number,
  section: 'Filters',
  requirement: `requirement ${number}`,
  source: 'RFC 7644',
  level: 'M',
  ...more,
})
const result = (title: string, status: string) => ({ title, fullName: `a group ${title}`, status })
const passed = (title: string) => result(title, 'passed')

test('a requirement that no test names is uncovered', () => {
  const coverage = cover([requirement('1'), requirement('2')], [passed('[1] it works')])
  expect(uncovered(coverage)).toEqual(['2'])
})

test('the same title on both databases counts twice and is told once; a failure or a skip is no pass', () => {
  const [both, broken] = cover(
    [requirement('1'), requirement('2')],
    [
      passed('[1] it works'),
      passed('[1] it works'),
      result('[2] it fails', 'failed'),
      result('[2] it waits', 'skipped'),
    ],
  )
  expect(both).toMatchObject({ titles: ['it works'], passed: 2, failed: 0 })
  expect(broken).toMatchObject({ titles: ['it fails', 'it waits'], passed: 0, failed: 2 })
})

test('the page has a table per section, one row per requirement, and says how each stands', () => {
  const requirements = [
    requirement('1', { requirement: 'a | b' }),
    requirement('2'),
    requirement('3', { section: 'Paging' }),
    requirement('4', { section: 'Paging' }),
    requirement('5', { section: 'Paging' }),
  ]
  const results = [
    passed('[1] it works'),
    result('[2] it fails', 'failed'),
    passed('[4] not really'),
    ...['a', 'b', 'c', 'd', 'e', 'f'].map((title) => passed(`[5] ${title}`)),
  ]
  const lines = printPage(cover(requirements, results), { '4': 'not yet' }).split('\n')
  expect(lines.filter((line) => line.startsWith('## '))).toEqual(['## Filters', '## Paging'])
  expect(lines.filter((line) => /^\| \d/.test(line))).toEqual([
    '| 1 | a \\| b | RFC 7644 | M | passes | it works |',
    '| 2 | requirement 2 | RFC 7644 | M | FAILS | it fails |',
    '| 3 | requirement 3 | RFC 7644 | M | untested |  |',
    '| 4 | requirement 4 | RFC 7644 | M | not built | not yet |',
    '| 5 | requirement 5 | RFC 7644 | M | passes | a; b; c; d; and 2 more |',
  ])
})
