import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../bootstrap/paths.mjs'
import { cover, printPage, type Requirement, type TestResult, uncovered } from './page.ts'

export const PAGE = 'docs/scim/conformance.md'
const REQUIREMENTS = 'docs/scim/requirements.json'
const REPORTS = ['apps/scim-api', 'packages/scim-core']

/** What is not built yet, and what is answered until then. */
const NOT_BUILT: Readonly<Record<string, string>> = {
  '105': 'securityEvents is not announced',
  '106': 'no Security Event Tokens yet',
  '107': 'no Security Event Tokens yet',
  '108': 'no Security Event Tokens yet',
  '109': 'requests are simply answered, as the RFC allows',
  '110': 'no Security Event Tokens yet',
  'E-26': 'bearer tokens and Basic only; OAuth is not built yet',
}

interface VitestReport {
  readonly testResults: readonly { readonly assertionResults: readonly TestResult[] }[]
}

/** The page, and what stands against it. Reads the reports that the test run left. */
export function conformanceOf(): { readonly page: string; readonly missing: string[]; readonly failing: string[] } {
  const requirements = JSON.parse(readFileSync(join(ROOT, REQUIREMENTS), 'utf8')) as Requirement[]
  const results = REPORTS.flatMap((folder) => {
    const report = JSON.parse(readFileSync(join(ROOT, folder, '.test-results', 'vitest.json'), 'utf8')) as VitestReport
    return report.testResults.flatMap((file) => file.assertionResults)
  })
  const coverage = cover(requirements, results)
  return {
    page: printPage(coverage, NOT_BUILT),
    missing: uncovered(coverage).filter((number) => !(number in NOT_BUILT)),
    failing: coverage.filter(({ failed }) => failed > 0).map(({ requirement }) => requirement.number),
  }
}
