import { setImmediate } from 'node:timers/promises'
import { invalidSyntax, type Json, LIMITS } from '@rollcall/scim-core'
import { parseInParts } from './parse-in-parts.ts'
import { turnsOfTenants } from './turns-of-tenants.ts'

/** Up to this size a body is parsed at once: a few milliseconds. */
const SMALL_BYTES = 256 * 1_024

/** One large body at a time, tenants in turn: many at once would each take their part of every turn. */
const inTurn = turnsOfTenants(1)

/**
 * UTF-8 JSON of bounded depth; a large body in turns with everybody else. Throws invalidSyntax that says where it breaks, or ScimError 429 when
 * too many wait.
 */
export async function parseJson(bytes: Buffer, tenantId: string): Promise<Json> {
  return bytes.length <= SMALL_BYTES ? parseAtOnce(bytes) : inTurn(tenantId, () => parseInTurns(bytes))
}

async function parseInTurns(bytes: Buffer): Promise<Json> {
  const parts = parseInParts(bytes)
  for (let step = parts.next(); ; step = parts.next()) {
    if (step.done === true) return step.value
    await setImmediate()
  }
}

function parseAtOnce(bytes: Buffer): Json {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw invalidSyntax('The body is not valid UTF-8.')
  }
  checkDepth(text)
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    throw invalidSyntax(`The body is not valid JSON: ${(error as Error).message}.`)
  }
}

/** Counts nesting before anything recursive sees the text. */
function checkDepth(text: string): void {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at)
    if (quoted) {
      if (char === 92) at += 1
      else if (char === 34) quoted = false
    } else if (char === 34) quoted = true
    else if (char === 91 || char === 123) {
      depth += 1
      if (depth > LIMITS.depth) {
        throw invalidSyntax(`The body is nested deeper than ${LIMITS.depth} levels, at position ${at}.`)
      }
    } else if (char === 93 || char === 125) depth -= 1
  }
}
