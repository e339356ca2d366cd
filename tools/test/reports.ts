import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { EMPTY_TALLY, failed, sum, type Tally } from './tally.ts'

/** Where each package's runner leaves its report, relative to the package. */
export const RESULTS_FOLDER = '.test-results'

/** The part of Vitest's JSON report that we read. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}

/** The part of Playwright's JSON report that we read. */
interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[]
  readonly errors: readonly { readonly message?: string }[]
}

interface PlaywrightSuite {
  readonly title: string
  readonly suites?: readonly PlaywrightSuite[]
  readonly specs?: readonly {
    readonly title: string
    readonly tests: readonly { readonly projectName: string; readonly status: string }[]
  }[]
}

/** What a run task says about one package. */
export interface PackageRun {
  readonly package: string
  /** Absolute. */
  readonly folder: string
  readonly exitCode: number
}

/**
 * The tally of one package's runner. Its exit code has the last word: a runner that failed without a failed test (an unhandled
 * rejection, a crash before the report) is one failure, and so is a report that is not there.
 */
export function readReport(
  run: PackageRun,
  fileName: string,
  toTally: (json: unknown, run: PackageRun) => Tally,
): Tally {
  let tally: Tally
  try {
    tally = toTally(JSON.parse(readFileSync(join(run.folder, RESULTS_FOLDER, fileName), 'utf8')), run)
  } catch {
    return failed(`${run.package}: the test runner left no report (exit code ${run.exitCode})`)
  }
  if (run.exitCode === 0 || tally.failures.length > 0) return tally
  return sum([tally, failed(`${run.package}: the test runner failed outside of a test (exit code ${run.exitCode})`)])
}

/** A skipped test proves nothing and counts as failed. */
export function vitestTally(json: unknown, run: PackageRun): Tally {
  return sum(
    (json as VitestReport).testResults.map((file) => {
      const fileName = `${run.package} ${relative(run.folder, file.name)}`
      if (file.assertionResults.length === 0 && file.status !== 'passed') return failed(`${fileName}: did not run`)
      return sum(file.assertionResults.map((test) => outcome(test.status, 'passed', `${fileName} > ${test.fullName}`)))
    }),
  )
}

/** "expected" is passed; "flaky" passed on a second try and is not good enough. */
export function playwrightTally(json: unknown, run: PackageRun): Tally {
  const report = json as PlaywrightReport
  const errors = report.errors.map((error) => failed(`${run.package}: ${error.message?.split('\n')[0] ?? 'error'}`))
  return sum([...report.suites.map((suite) => playwrightSuiteTally(suite, `${run.package} ${suite.title}`)), ...errors])
}

function playwrightSuiteTally(suite: PlaywrightSuite, path: string): Tally {
  const specs = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map((test) => outcome(test.status, 'expected', `${path} > ${spec.title} (${test.projectName})`)),
  )
  const nested = (suite.suites ?? []).map((inner) => playwrightSuiteTally(inner, `${path} > ${inner.title}`))
  return sum([...specs, ...nested])
}

function outcome(status: string, good: string, name: string): Tally {
  if (status === good) return { ...EMPTY_TALLY, passed: 1 }
  return failed(status === 'failed' || status === 'unexpected' ? name : `${name} (${status})`)
}
