import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { requirementsOf, type TestResult } from '../conformance/page.ts'
import type { Edit } from './mutation.ts'

/** What the tests of the SCIM side need of the repository. */
const PARTS = /^(apps|packages|fixtures|package\.json|pnpm-workspace\.yaml|vitest\.base\.ts|tsconfig\..*\.json)$/
const LEFT_OUT = new Set(['dist', '.test-results', '.turbo', '.vite', '.vite-temp', '.svelte-kit', 'admin', 'server'])
/** Longer than any of the test files takes on a busy machine. */
const PATIENCE_MS = 180_000

interface VitestReport {
  readonly testResults: readonly { readonly assertionResults: readonly TestResult[] }[]
}

/** A copy of the tree to break things in. The installed packages are shared, the workspace's own are the copy's. */
export class Tree {
  readonly #root: string

  constructor(source: string) {
    this.#root = mkdtempSync(join(tmpdir(), 'rollcall-mutation-'))
    for (const name of readdirSync(source).filter((each) => PARTS.test(each))) {
      cpSync(join(source, name), join(this.#root, name), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (from) => !LEFT_OUT.has(basename(from)),
      })
    }
    symlinkSync(join(source, 'node_modules'), join(this.#root, 'node_modules'))
  }

  remove(): void {
    rmSync(this.#root, { recursive: true, force: true })
  }

  /** Runs `work` on the edited tree. Throws when a text to replace does not stand in its file exactly once. */
  edited<T>(edits: readonly Edit[], work: () => T): T {
    const originals = new Map<string, string>()
    try {
      for (const { file, search, replace } of edits) {
        const path = join(this.#root, file)
        const text = readFileSync(path, 'utf8')
        if (text.split(search).length !== 2) throw new Error(`${file} does not hold exactly once: ${search}`)
        if (!originals.has(path)) originals.set(path, text)
        writeFileSync(
          path,
          text.replace(search, () => replace),
        )
      }
      return work()
    } finally {
      for (const [path, text] of originals) writeFileSync(path, text)
    }
  }

  /** The results of the tests that carry one of the numbers; all of the files without numbers. */
  test(files: readonly string[], numbers: readonly string[]): readonly TestResult[] {
    const folder = join(this.#root, 'apps', 'scim-api')
    const report = join(folder, '.test-results', 'vitest.json')
    rmSync(report, { force: true })
    const filter = numbers.length === 0 ? [] : ['-t', `\\[(${numbers.join('|')})\\]`]
    spawnSync(
      process.execPath,
      [
        join(this.#root, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        ...files,
        ...filter,
        // A worker that hangs goes with its process.
        '--pool=threads',
      ],
      {
        cwd: folder,
        stdio: 'ignore',
        timeout: PATIENCE_MS,
        killSignal: 'SIGKILL',
        env: { ...process.env, ROLLCALL_TEST_DIALECTS: 'sqlite' },
      },
    )
    try {
      const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport
      return testResults.flatMap((file) => file.assertionResults)
    } catch {
      return []
    }
  }
}

/** What a test proves: the numbers of its own title or, where it has none, of the groups it stands in. */
export function provenBy({ title, fullName }: TestResult): readonly string[] {
  const own = requirementsOf(title)
  return own.length > 0 ? own : requirementsOf(fullName)
}
