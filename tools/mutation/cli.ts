// Breaks each requirement's code in a copy of the tree and sees whether its tests notice; writes docs/scim/mutations.md as it goes.
// Numbers as arguments (57 E-13) run only their mutations, --missing those without a verdict, --survived those that nothing caught; the other lines of the page stay.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runMain, SetupError } from '../bootstrap/fail.mjs'
import { ROOT } from '../bootstrap/paths.mjs'
import type { Requirement } from '../conformance/page.ts'
import type { Mutation } from './mutation.ts'
import { MUTATIONS, NOT_MUTATED, testFileOf } from './mutations.ts'
import { keyOf, parseVerdicts, printPage, printVerdict, SURVIVED, type Verdict, type Verdicts } from './page.ts'
import { provenBy, Suite } from './suite.ts'
import { Tree } from './tree.ts'

const PAGE = join(ROOT, 'docs', 'scim', 'mutations.md')
const REQUIREMENTS = join(ROOT, 'docs', 'scim', 'requirements.json')
const OPTIONS = ['--missing', '--survived']

await runMain(async () => {
  const asked = process.argv.slice(2)
  const requirements = JSON.parse(readFileSync(REQUIREMENTS, 'utf8')) as Requirement[]
  const verdicts: Verdicts =
    asked.length > 0 && existsSync(PAGE) ? parseVerdicts(readFileSync(PAGE, 'utf8')) : new Map()
  checkComplete(requirements, asked)
  const chosen = inOrder(choose(asked, verdicts))
  const tree = new Tree(ROOT)
  const suite = await Suite.open(tree)
  try {
    checkFresh(tree, chosen)
    await checkSound(suite, chosen)
    return (await runAll(tree, suite, chosen, requirements, verdicts)) ? 0 : 1
  } finally {
    await suite.close()
    tree.remove()
  }
})

function choose(asked: readonly string[], verdicts: Verdicts): readonly Mutation[] {
  if (asked.length === 0) return MUTATIONS
  return MUTATIONS.filter((each) =>
    each.requirements.some((number) => {
      const verdict = verdicts.get(keyOf(number, each))
      return (
        asked.includes(number) ||
        (asked.includes('--missing') && verdict === undefined) ||
        (asked.includes('--survived') && verdict === SURVIVED)
      )
    }),
  )
}

/** Those that reach a new requirement first, so that a run which is cut short says something about most of them. */
function inOrder(mutations: readonly Mutation[]): readonly Mutation[] {
  const reached = new Set<string>()
  const isFirst = new Set(
    mutations.filter(({ requirements }) => {
      const fresh = requirements.filter((number) => !reached.has(number))
      for (const number of fresh) reached.add(number)
      return fresh.length > 0
    }),
  )
  return [...isFirst, ...mutations.filter((each) => !isFirst.has(each))]
}

/** Every requirement is either mutated or has a reason not to be. */
function checkComplete(requirements: readonly Requirement[], asked: readonly string[]): void {
  const mutated = new Set(MUTATIONS.flatMap((each) => each.requirements))
  const known = new Set(requirements.map(({ number }) => number))
  const missing = [...known].filter((number) => !mutated.has(number) && !(number in NOT_MUTATED))
  if (missing.length > 0) throw new SetupError(`no mutation breaks requirement ${missing.join(', ')}`)
  const unknown = [...mutated, ...asked].filter((number) => !known.has(number) && !OPTIONS.includes(number))
  if (unknown.length > 0) throw new SetupError(`there is no requirement ${unknown.join(', ')}`)
}

function filesOf(mutations: readonly Mutation[]): string[] {
  return [...new Set(mutations.flatMap(({ requirements }) => requirements.map(testFileOf)))]
}

/** The code may have moved on since a mutation was written. */
function checkFresh(tree: Tree, chosen: readonly Mutation[]): void {
  const stale = chosen.flatMap(({ edits }) => tree.staleAmong(edits))
  if (stale.length > 0) throw new SetupError(`not exactly once in its file:\n${stale.join('\n')}`)
}

/** A test that fails anyway proves nothing. */
async function checkSound(suite: Suite, chosen: readonly Mutation[]): Promise<void> {
  const outcomes = await suite.run(filesOf(chosen), [])
  const failing = outcomes.filter(({ failed }) => failed).map(({ fullName }) => fullName)
  if (failing.length > 0) throw new SetupError(`fails without any mutation: ${failing.join('; ')}`)
}

/** Whether every mutation was caught. */
async function runAll(
  tree: Tree,
  suite: Suite,
  chosen: readonly Mutation[],
  requirements: readonly Requirement[],
  verdicts: Verdicts,
): Promise<boolean> {
  let caught = true
  for (const mutation of chosen) {
    for (const [number, titles] of await judge(tree, suite, mutation)) {
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
async function judge(
  tree: Tree,
  suite: Suite,
  mutation: Mutation,
): Promise<readonly (readonly [number: string, titles: Verdict])[]> {
  const { requirements, edits } = mutation
  const files = edits.map(({ file }) => file)
  const undo = tree.edit(edits)
  suite.forget(files)
  try {
    const outcomes = await suite.run(filesOf([mutation]), requirements)
    const failed = outcomes.filter((outcome) => outcome.failed)
    return requirements.map((number) => [
      number,
      failed.filter((outcome) => provenBy(outcome).includes(number)).map(({ title }) => title),
    ])
  } finally {
    undo()
    suite.forget(files)
  }
}
