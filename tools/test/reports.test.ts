import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { playwrightTally, RESULTS_FOLDER, readReport, vitestTally } from './reports.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-reports-'))
  mkdirSync(join(folder, RESULTS_FOLDER))
})

afterEach(() => rmSync(folder, { recursive: true }))

function tallyOf(report: unknown, exitCode: number) {
  if (report !== undefined) writeFileSync(join(folder, RESULTS_FOLDER, 'vitest.json'), JSON.stringify(report))
  return readReport({ package: 'pkg', folder, exitCode }, 'vitest.json', vitestTally)
}

function file(status: string, ...statuses: string[]) {
  const assertionResults = statuses.map((each, index) => ({ fullName: `test ${index}`, status: each }))
  return { testResults: [{ name: join(folder, 'src/a.test.ts'), status, assertionResults }] }
}

describe('the report of Vitest', () => {
  test('counts each test', () => {
    expect(tallyOf(file('failed', 'passed', 'passed', 'failed'), 1)).toEqual({
      passed: 2,
      failures: ['pkg src/a.test.ts > test 2'],
    })
  })

  test.each(['skipped', 'pending', 'todo'])('counts a test that is %s as failed', (status) => {
    expect(tallyOf(file('passed', 'passed', status), 0)).toEqual({
      passed: 1,
      failures: [`pkg src/a.test.ts > test 1 (${status})`],
    })
  })

  test('counts a file that could not be loaded as one failure', () => {
    expect(tallyOf(file('failed'), 1)).toEqual({ passed: 0, failures: ['pkg src/a.test.ts: did not run'] })
  })

  test('counts an exit code without a failed test as one failure', () => {
    expect(tallyOf(file('passed', 'passed'), 1)).toEqual({
      passed: 1,
      failures: ['pkg: the test runner failed outside of a test (exit code 1)'],
    })
  })

  test('counts a report that is missing as one failure, whatever the exit code', () => {
    expect(tallyOf(undefined, 0).failures).toEqual(['pkg: the test runner left no report (exit code 0)'])
  })

  test('counts nothing for a package without tests', () => {
    expect(tallyOf({ testResults: [] }, 0)).toEqual({ passed: 0, failures: [] })
  })
})

describe('the report of Playwright', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ projectName: 'narrow', status }] })
  const run = { package: 'pkg', folder: '', exitCode: 1 }

  test('counts each test of each project, through nested suites', () => {
    const suites = [
      {
        title: 'a.test.ts',
        specs: [spec('works', 'expected'), spec('breaks', 'unexpected')],
        suites: [{ title: 'inner', specs: [spec('wavers', 'flaky'), spec('rests', 'skipped')] }],
      },
    ]
    expect(playwrightTally({ suites, errors: [] }, run)).toEqual({
      passed: 1,
      failures: [
        'pkg a.test.ts > breaks (narrow)',
        'pkg a.test.ts > inner > wavers (narrow) (flaky)',
        'pkg a.test.ts > inner > rests (narrow) (skipped)',
      ],
    })
  })

  test('counts an error outside of the tests', () => {
    const errors = [{ message: 'the server did not start\nstack' }]
    expect(playwrightTally({ suites: [], errors }, run).failures).toEqual(['pkg: the server did not start'])
  })
})
