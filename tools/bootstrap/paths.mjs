// Where things are, for every tool. Syntax that Node 18 understands: this runs before the right Node is there.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** Programs fetched for this repository only; never committed. */
export const TOOLS = join(ROOT, '.tools')

/** @param {string} prefix @param {string} name a package installed under that prefix */
export function installedPackage(prefix, name) {
  return join(prefix, 'node_modules', ...name.split('/'))
}
