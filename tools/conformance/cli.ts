// Writes docs/scim/conformance.md from the reports of the last test run; with --check only says whether it is true.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMain, SetupError } from '../bootstrap/fail.mjs'
import { ROOT } from '../bootstrap/paths.mjs'
import { conformanceOf, PAGE } from './conformance.ts'

await runMain(async () => {
  const { page, missing, failing } = conformanceOf()
  if (missing.length > 0) throw new SetupError(`no test proves requirement ${missing.join(', ')}`)
  if (failing.length > 0) throw new SetupError(`a test of requirement ${failing.join(', ')} fails`)
  if (!process.argv.includes('--check')) writeFileSync(join(ROOT, PAGE), page)
  else if (verdicts(readFileSync(join(ROOT, PAGE), 'utf8')) !== verdicts(page)) {
    throw new SetupError(`${PAGE} is not what the tests say; run: npm run conformance`)
  }
  return 0
})

/** The page without the titles of the tests, which may be reworded at any time. */
function verdicts(page: string): string {
  return page.replaceAll(/\|(?:[^|\n]|\\\|)*\|$/gm, '|')
}
