import { join } from 'node:path'
import { createVitest, type Vitest } from 'vitest/node'
import { requirementsOf } from '../conformance/page.ts'
import type { Tree } from './tree.ts'

/** Longer than any of the test files takes on a busy machine. */
const PATIENCE_MS = 180_000

export interface Outcome {
  readonly title: string
  /** With the titles of the groups it stands in. */
  readonly fullName: string
  readonly failed: boolean
}

/** The conformance tests of a tree, in this process: what was not edited is compiled once. */
export class Suite {
  readonly #tree: Tree
  readonly #vitest: Vitest

  private constructor(tree: Tree, vitest: Vitest) {
    this.#tree = tree
    this.#vitest = vitest
  }

  static async open(tree: Tree): Promise<Suite> {
    const root = join(tree.root, 'apps', 'scim-api')
    // The configuration of the tree names paths of its own.
    process.chdir(root)
    process.env.ROLLCALL_TEST_DIALECTS = 'sqlite'
    // Threads: one that hangs goes with this process.
    return new Suite(tree, await createVitest('test', { root, watch: false, pool: 'threads', reporters: [{}] }))
  }

  close(): Promise<void> {
    return this.#vitest.close()
  }

  /** Says that files were edited. */
  forget(files: readonly string[]): void {
    for (const file of files) this.#vitest.invalidateFile(join(this.#tree.root, file))
  }

  /** Runs the tests that carry one of the numbers; all of the files without numbers. */
  async run(files: readonly string[], numbers: readonly string[]): Promise<readonly Outcome[]> {
    const specifications = await this.#vitest.globTestSpecifications([...files])
    if (numbers.length === 0) this.#vitest.resetGlobalTestNamePattern()
    else this.#vitest.setGlobalTestNamePattern(new RegExp(`\\[(${numbers.join('|')})\\]`))
    const { testModules } = await inTime(this.#vitest.runTestSpecifications(specifications, false))
    const ran = new Set(specifications.map(({ moduleId }) => moduleId))
    return testModules
      .filter(({ moduleId }) => ran.has(moduleId))
      .flatMap((module) => [...module.children.allTests()])
      .map((test) => ({ title: test.name, fullName: test.fullName, failed: test.result().state === 'failed' }))
  }
}

/** What a test proves: the numbers of its own title or, where it has none, of the groups it stands in. */
export function provenBy({ title, fullName }: Outcome): readonly string[] {
  const own = requirementsOf(title)
  return own.length > 0 ? own : requirementsOf(fullName)
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the tests took more than ${PATIENCE_MS} ms`)), PATIENCE_MS)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
