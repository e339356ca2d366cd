import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { SetupError } from '../bootstrap/fail.mjs'
import { installPins } from '../bootstrap/npm.mjs'
import { installedPackage, ROOT, TOOLS } from '../bootstrap/paths.mjs'

const SYSTEM_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

const PACKAGE = { name: '@sparticuz/chromium', version: '153.0.0' }

/** What the browser tests need to know; apps/admin/playwright.config.ts reads it. */
export interface ChromiumEnvironment extends NodeJS.ProcessEnv {
  readonly CHROMIUM_PATH: string
  /** A folder with the fetched browser's libraries and fonts; unset for the system's own browser. */
  readonly CHROMIUM_SUPPORT?: string
}

/** The browser named by CHROMIUM_PATH, the system's, or one fetched from npm. */
export async function ensureChromium(): Promise<ChromiumEnvironment> {
  const given = process.env.CHROMIUM_PATH
  if (given !== undefined && given !== '') {
    if (!existsSync(resolve(ROOT, given))) throw new SetupError(`CHROMIUM_PATH names ${given}, which does not exist`)
    return { CHROMIUM_PATH: resolve(ROOT, given) }
  }
  const system = SYSTEM_PATHS.find((path) => existsSync(path))
  return system === undefined ? fetchChromium() : { CHROMIUM_PATH: system }
}

async function fetchChromium(): Promise<ChromiumEnvironment> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `the browser tests need Chromium or Chrome, and none can be fetched for ${process.platform} ${process.arch}; install one or set CHROMIUM_PATH`,
    )
  }
  const prefix = join(TOOLS, 'chromium')
  const folder = join(prefix, `browser-${PACKAGE.version}`)
  if (!existsSync(folder)) {
    await installPins(prefix, [PACKAGE])
    await unpack(installedPackage(prefix, PACKAGE.name), folder)
  }
  return { CHROMIUM_PATH: join(folder, 'chromium'), CHROMIUM_SUPPORT: folder }
}

/** The package unpacks into the folder for temporary files, so it gets one of its own; the rename makes it all or nothing. */
async function unpack(packageFolder: string, folder: string): Promise<void> {
  const partial = `${folder}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  const script = fileURLToPath(new URL('unpack.mjs', import.meta.url))
  const entry = pathToFileURL(join(packageFolder, 'build', 'index.js')).href
  const result = spawnSync(process.execPath, [script, entry, join(packageFolder, 'bin')], {
    env: { ...process.env, TMPDIR: partial },
    encoding: 'utf8',
  })
  if (result.status !== 0) throw new SetupError(`could not unpack Chromium: ${result.stderr.trim().slice(-300)}`)
  // The package's own configuration looks for fonts in fixed places outside of the repository.
  const fonts = join(folder, 'fonts')
  const configuration = `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><cachedir>${fonts}/cache</cachedir></fontconfig>\n`
  await writeFile(join(partial, 'fonts', 'fonts.conf'), configuration)
  await rename(partial, folder)
}
