// Breaks each requirement's code in a copy of the tree and sees whether its tests notice; writes docs/scim/mutations.md as it goes.
// Numbers as arguments (57 E-13) run only their mutations.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMain, SetupError } from '../bootstrap/fail.mjs'
import { ROOT } from '../bootstrap/paths.mjs'
import type { Requirement } from '../conformance/page.ts'
import type { Mutation } from './mutation.ts'
import { MUTATIONS, NOT_MUTATED, testFileOf } from './mutations.ts'
import { keyOf, parseVerdicts, printPage, printVerdict, SURVIVED, type Verdict, type Verdicts } from './page.ts'
import { provenBy, Tree } from './tree.ts'

const PAGE = join(ROOT, 'docs', 'scim', 'mutations.md')
const REQUIREMENTS = join(ROOT, 'docs', 'scim', 'requirements.json')

await runMain(async () => {
  const asked = process.argv.slice(2)
  const requirements = JSON.parse(readFileSync(REQUIREMENTS, 'utf8')) as Requirement[]
  checkComplete(requirements, asked)
  const chosen = MUTATIONS.filter((each) => asked.length === 0 || each.requirements.some((one) => asked.includes(one)))
  const verdicts = asked.length > 0 && existsSync(PAGE) ? parseVerdicts(readFileSync(PAGE, 'utf8')) : new Map()
  const tree = new Tree(ROOT)
  try {
    checkSound(tree, chosen)
    return runAll(tree, chosen, requirements, verdicts) ? 0 : 1
  } finally {
    tree.remove()
  }
})

/** Every requirement is either mutated or has a reason not to be. */
function checkComplete(requirements: readonly Requirement[], asked: readonly string[]): void {
  const mutated = new Set(MUTATIONS.flatMap((each) => each.requirements))
  const known = new Set(requirements.map(({ number }) => number))
  const numbered = [...known].filter((number) => /^(E-)?\d+$/.test(number))
  const missing = numbered.filter((number) => !mutated.has(number) && !(number in NOT_MUTATED))
  if (missing.length > 0) throw new SetupError(`no mutation breaks requirement ${missing.join(', ')}`)
  const unknown = [...mutated, ...asked].filter((number) => !known.has(number))
  if (unknown.length > 0) throw new SetupError(`there is no requirement ${unknown.join(', ')}`)
}

function filesOf(mutations: readonly Mutation[]): string[] {
  return [...new Set(mutations.flatMap(({ requirements }) => requirements.map(testFileOf)))]
}

/** A test that fails anyway proves nothing. */
function checkSound(tree: Tree, chosen: readonly Mutation[]): void {
  const results = tree.test(filesOf(chosen), [])
  const failing = results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
  if (results.length === 0) throw new SetupError('the tests do not run')
  if (failing.length > 0) throw new SetupError(`fails without any mutation: ${failing.join('; ')}`)
}

/** Whether every mutation was caught. */
function runAll(
  tree: Tree,
  chosen: readonly Mutation[],
  requirements: readonly Requirement[],
  verdicts: Verdicts,
): boolean {
  let caught = true
  for (const mutation of chosen) {
    const found = judge(tree, mutation)
    for (const [number, titles] of found) {
      const verdict = printVerdict(titles)
      verdicts.set(keyOf(number, mutation), verdict)
      if (verdict === SURVIVED) caught = false
      process.stdout.write(`${titles.length === 0 ? 'SURVIVED' : 'caught  '} ${number.padEnd(5)} ${mutation.what}\n`)
    }
    writeFileSync(PAGE, printPage(requirements, MUTATIONS, verdicts, NOT_MUTATED))
  }
  return caught
}

/** The titles of the tests that fail, by requirement. */
function judge(tree: Tree, mutation: Mutation): ReadonlyMap<string, Verdict> {
  const { requirements, edits } = mutation
  const results = tree.edited(edits, () => tree.test(filesOf([mutation]), requirements))
  if (results.length === 0) process.stderr.write(`the tests did not end: ${mutation.what}\n`)
  const failed = results.filter(({ status }) => status === 'failed')
  return new Map(
    requirements.map((number) => [
      number,
      failed.filter((result) => provenBy(result).includes(number)).map(({ title }) => title),
    ]),
  )
}
