import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const CACHE = join(tmpdir(), 'rollcall-bench-cache')
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What decides the content of a loaded file. */
const SOURCES = [
  at('../../../packages/store/src/migrations'),
  at('../../../packages/scim-core/src'),
  at('../rows'),
  at('.'),
]

/**
 * A folder that `fill` made once for this plan and these sources; later runs on this machine find it. It is filled under another name, so a killed
 * run leaves no half, and what other sources made of the same plan goes.
 */
export async function cachedFolder(plan: object, fill: (folder: string) => Promise<void>): Promise<string> {
  await mkdir(CACHE, { recursive: true })
  const name = digest(JSON.stringify(plan))
  const folder = join(CACHE, `${name}-${digest(...SOURCES.flatMap(readAll))}`)
  if (existsSync(folder)) return folder
  for (const entry of readdirSync(CACHE)) {
    if (entry.startsWith(`${name}-`)) await rm(join(CACHE, entry), { recursive: true, force: true })
  }
  const part = `${folder}.part-${process.pid}`
  await mkdir(part)
  try {
    await fill(part)
    await rename(part, folder)
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
  return folder
}

const digest = (...texts: readonly string[]): string => {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(text).update('\0')
  return hash.digest('hex').slice(0, 16)
}

function readAll(path: string): string[] {
  if (!statSync(path).isDirectory()) return [readFileSync(path, 'utf8')]
  return readdirSync(path)
    .sort()
    .filter((name) => name !== 'node_modules')
    .flatMap((name) => readAll(join(path, name)))
}
