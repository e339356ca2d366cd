import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Edit } from './mutation.ts'

/** What the tests of the SCIM side need of the repository. */
const PARTS = /^(apps|packages|fixtures|package\.json|pnpm-workspace\.yaml|vitest\.base\.ts|tsconfig\..*\.json)$/
const LEFT_OUT = new Set(['dist', '.test-results', '.turbo', '.vite', '.vite-temp', '.svelte-kit', 'admin', 'server'])

/** A copy of the tree to break things in. The installed packages are shared, the workspace's own are the copy's. */
export class Tree {
  readonly root: string

  constructor(source: string) {
    this.root = mkdtempSync(join(tmpdir(), 'rollcall-mutation-'))
    for (const name of readdirSync(source).filter((each) => PARTS.test(each))) {
      cpSync(join(source, name), join(this.root, name), {
        recursive: true,
        verbatimSymlinks: true,
        filter: (from) => !LEFT_OUT.has(basename(from)),
      })
    }
    symlinkSync(join(source, 'node_modules'), join(this.root, 'node_modules'))
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  /** The edits whose text does not stand in its file exactly once. */
  staleAmong(edits: readonly Edit[]): string[] {
    return edits.flatMap(({ file, search }) =>
      this.#read(file).split(search).length === 2 ? [] : [`${file}: ${JSON.stringify(search)}`],
    )
  }

  /** Edits and returns how to undo it. */
  edit(edits: readonly Edit[]): () => void {
    const originals = new Map<string, string>()
    for (const { file, search, replace } of edits) {
      const text = this.#read(file)
      if (!originals.has(file)) originals.set(file, text)
      writeFileSync(
        join(this.root, file),
        text.replace(search, () => replace),
      )
    }
    return () => {
      for (const [file, text] of originals) writeFileSync(join(this.root, file), text)
    }
  }

  #read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8')
  }
}
