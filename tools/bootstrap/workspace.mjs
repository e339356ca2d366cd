import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { childEnvironment } from './environment.mjs'
import { SetupError } from './fail.mjs'
import { ROOT } from './paths.mjs'

/**
 * Installs what the lockfile names; done already, it takes a moment. Integrity hashes hold; the age of each release is not
 * looked up again, because that check belongs where the lockfile changes and costs half a minute on a new machine.
 */
export async function installDependencies() {
  const flags = [
    '--frozen-lockfile',
    '--prefer-offline',
    '--config.minimumReleaseAge=0',
    '--config.confirmModulesPurge=false',
  ]
  await runQuietly('pnpm', ['install', ...flags, '--reporter=append-only'], {
    failure: 'pnpm install failed',
    shell: process.platform === 'win32',
  })
}

/** Builds what is not built yet; progress goes to stderr. @param {string} node */
export async function build(node) {
  await runQuietly(node, turbo('run', 'build', '--output-logs=errors-only'), { failure: 'the build failed' })
}

/** The arguments with which Node runs turbo. @param {...string} args */
export function turbo(...args) {
  return [join(ROOT, 'node_modules', 'turbo', 'bin', 'turbo'), ...args]
}

/**
 * Runs a step whose output matters only when it fails; then it is shown on stderr.
 * @param {string} command
 * @param {string[]} args
 * @param {{ failure: string, shell?: boolean }} options
 * @returns {Promise<void>}
 */
function runQuietly(command, args, { failure, shell = false }) {
  const child = spawn(command, args, { cwd: ROOT, env: childEnvironment(), stdio: ['ignore', 'pipe', 'pipe'], shell })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new SetupError(`${failure}: ${error.message}`)))
    child.once('close', (code) => {
      if (code === 0) return resolve()
      process.stderr.write(output)
      reject(new SetupError(`${failure} (see above)`))
    })
  })
}
