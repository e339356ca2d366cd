import { invalidSyntax, type Json, LIMITS, payloadTooLarge, unsupportedMediaType } from '@rollcall/scim-core'
import express, { type Request, type Response } from 'express'

/** Room for a PUT of a group of 100,000 members. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024

const ACCEPTED = /^\s*application\/(scim\+json|json)\s*(;|$)/i

const readRaw = express.raw({ type: () => true, limit: MAX_BODY_BYTES })

/** The body as JSON. Read only once the client is authenticated: a stranger's bytes are never parsed. */
export async function readBody(req: Request, res: Response): Promise<Json> {
  const type = req.headers['content-type']
  if (type !== undefined && !ACCEPTED.test(type)) {
    throw unsupportedMediaType(`The body was sent as "${type}"; send it as application/scim+json or application/json.`)
  }
  await new Promise<void>((resolve, reject) => {
    readRaw(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(toScimError(error))))
  })
  const bytes: unknown = req.body
  if (!Buffer.isBuffer(bytes) || bytes.length === 0)
    throw invalidSyntax('The request has no body; a JSON object is expected.')
  return parseJson(bytes)
}

/** UTF-8 JSON of bounded depth. Throws invalidSyntax that says where it breaks. */
export function parseJson(bytes: Buffer): Json {
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

/** Errors of the body reader carry a `type` (https://github.com/expressjs/body-parser#errors). */
function toScimError(error: unknown): unknown {
  const type = (error as { type?: unknown }).type
  if (type === 'entity.too.large') {
    return payloadTooLarge(`The body is larger than ${MAX_BODY_BYTES} bytes; send the change in smaller parts.`)
  }
  if (type === 'encoding.unsupported')
    return unsupportedMediaType('The Content-Encoding is not supported; use gzip, deflate, br or none.')
  if (type === 'request.aborted' || type === 'request.size.invalid')
    return invalidSyntax('The body ended before its announced length.')
  // What is left comes from inflating: a body that is not what its Content-Encoding says.
  return (error as { status?: unknown }).status === 400 ? invalidSyntax('The compressed body cannot be read.') : error
}
