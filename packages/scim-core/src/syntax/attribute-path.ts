import type { AttributePath } from './ast.ts'
import { SyntaxProblem, shorten } from './tokenizer.ts'

/**
 * attrPath  = [URI ":"] ATTRNAME *1subAttr
 * subAttr   = "." ATTRNAME
 *
 * The URI may hold dots (`…:2.0:User`), so it ends at the last colon. A URN alone cannot be told from one by its look:
 * its last part is read as the name (or, when it cannot be a name, the name is empty) and look-up decides.
 */
export function toAttributePath(word: string, position: number): AttributePath {
  const colon = word.lastIndexOf(':')
  if (colon === -1) {
    const path = splitName(undefined, word)
    if (path === undefined) throw new SyntaxProblem(`expected an attribute name, found ${shorten(word)} at ${position}`)
    return path
  }
  if (!isUrn(word)) throw new SyntaxProblem(`expected an attribute name or URN, found ${shorten(word)} at ${position}`)
  return (
    splitName(word.slice(0, colon), word.slice(colon + 1)) ?? {
      kind: 'AttributePath',
      schema: word,
      name: '',
      subAttribute: undefined,
    }
  )
}

function splitName(schema: string | undefined, text: string): AttributePath | undefined {
  const dot = text.indexOf('.')
  const name = dot === -1 ? text : text.slice(0, dot)
  const subAttribute = dot === -1 ? undefined : text.slice(dot + 1)
  if (!isAttributeName(name) || (subAttribute !== undefined && !isAttributeName(subAttribute))) return undefined
  return { kind: 'AttributePath', schema, name, subAttribute }
}

/** ATTRNAME = ALPHA *("-" / "_" / DIGIT / ALPHA), or `$ref` (RFC 7643 section 2.1, erratum 8924). */
export function isAttributeName(text: string): boolean {
  return /^\$?[A-Za-z][A-Za-z0-9_-]*$/.test(text)
}

/** A scheme-like word, then parts that are not empty. */
function isUrn(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9.-]*(:[A-Za-z0-9$_.-]+)+$/.test(text)
}
