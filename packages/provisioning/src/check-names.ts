import type { Json } from '@rollcall/scim-core'
import { InvalidInputError } from './errors.ts'

/**
 * Refuses a document that has a member called `__proto__` anywhere. Such a name is lost on the way through many a program, and with it whatever stands
 * below: half a document is not what anybody asked for. Throws InvalidInputError that names the place, below `root`.
 */
export function checkNames(root: string, document: Json): void {
  // No recursion: a document may be as deep as its text is long.
  const open: [value: Json, path: string][] = [[document, '']]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, path] = next
    if (typeof value !== 'object' || value === null) continue
    for (const [name, held] of Object.entries(value)) {
      const place = path === '' ? name : `${path}.${name}`
      if (name === '__proto__')
        throw new InvalidInputError(place, `${place}: "__proto__" cannot be a name in a ${root}.`)
      if (typeof held === 'object' && held !== null) open.push([held, place])
    }
  }
}
