import { delimiter, join } from 'node:path'
import { TOOLS } from './paths.mjs'

/** What `npm run` adds for its own script. A child that sees it believes it is that script. */
const NPM_RUN_VARIABLE = /^npm_(package_|lifecycle_|config_local_prefix$|command$|execpath$|node_execpath$)/

/**
 * The environment of a child process: ours without npm's traces, and (unless told otherwise) with the fetched programs
 * first on PATH. The user's own npm settings (cache, registry, proxy) stay.
 * @param {{ withTools?: boolean }} [options]
 */
export function childEnvironment({ withTools = true } = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const environment = {}
  for (const [name, value] of Object.entries(process.env)) {
    if (!NPM_RUN_VARIABLE.test(name)) environment[name] = value
  }
  environment.TURBO_TELEMETRY_DISABLED = '1'
  environment.DO_NOT_TRACK = '1'
  if (withTools) {
    const pathName = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
    environment[pathName] = [join(TOOLS, 'node_modules', '.bin'), environment[pathName]].filter(Boolean).join(delimiter)
  }
  return environment
}
