import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { childEnvironment } from './environment.mjs'
import { SetupError } from './fail.mjs'
import { installedPackage } from './paths.mjs'

const INSTALL_FLAGS = [
  '--no-save',
  '--no-package-lock',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  // npm's own waits let two minutes pass before it says that there is no network.
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=4000',
]

/** @typedef {{ name: string, version: string }} Pin */

/** @param {string} prefix @param {Pin} pin */
export function isInstalled(prefix, pin) {
  try {
    const manifest = readFileSync(join(installedPackage(prefix, pin.name), 'package.json'), 'utf8')
    return JSON.parse(manifest).version === pin.version
  } catch {
    return false
  }
}

/**
 * Installs exact versions under `prefix`, outside the workspace. npm removes what it was not told about, so all packages of
 * one prefix are named in one call. Install scripts do not run.
 * @param {string} prefix
 * @param {Pin[]} pins
 */
export async function installPins(prefix, pins) {
  if (pins.every((pin) => isInstalled(prefix, pin))) return
  const specs = pins.map((pin) => `${pin.name}@${pin.version}`)
  process.stderr.write(`Fetching ${specs.join(', ')}\n`)
  await mkdir(prefix, { recursive: true })
  const { code, output } = await runNpm(['install', ...INSTALL_FLAGS, '--prefix', prefix, ...specs])
  if (code !== 0 || !pins.every((pin) => isInstalled(prefix, pin))) {
    throw new SetupError(`could not install ${specs.join(', ')}: ${reasonFrom(output)}`)
  }
}

/** @param {string[]} args @returns {Promise<{ code: number, output: string }>} */
function runNpm(args) {
  // Under `npm run`, npm names its own entry file: the npm in use, whatever PATH says.
  const entry = process.env.npm_execpath
  const useEntry = entry !== undefined && /npm-cli\.[cm]?js$/.test(entry)
  const command = useEntry ? process.execPath : process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const child = spawn(command, useEntry ? [entry, ...args] : args, {
    env: childEnvironment({ withTools: false }),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: command === 'npm.cmd',
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  return new Promise((resolve, reject) => {
    child.once('error', () => reject(new SetupError('npm was not found on PATH; install Node with npm')))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** @param {string} output what npm printed */
function reasonFrom(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET/.test(output)) {
    return 'the npm registry cannot be reached (check the network, or the proxy and registry in the npm configuration)'
  }
  const line = output.split('\n').find((text) => text.startsWith('npm error') && !/npm error code/.test(text))
  return line === undefined ? 'npm failed' : line.replace(/^npm error\s*/, '')
}
