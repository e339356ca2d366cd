import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { childEnvironment } from './environment.mjs'
import { ROOT } from './paths.mjs'

/** @type {NodeJS.Signals[]} */
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program in the root of the repository to its end and resolves to its exit code. Signals sent to us go on to the
 * child, and we wait for it: a server drains first. A child killed by a signal counts as 128 + its number, as in a shell.
 * @param {string} command
 * @param {string[]} args
 * @param {{ stdio?: import('node:child_process').StdioOptions, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>}
 */
export function runChild(command, args, { stdio = 'inherit', env = {} } = {}) {
  const child = spawn(command, args, { cwd: ROOT, stdio, env: { ...childEnvironment(), ...env } })
  const forward = FORWARDED.map((signal) => {
    const listener = () => child.kill(signal)
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 1 : constants.signals[signal])))
  }).finally(() => {
    for (const stop of forward) stop()
  })
}
