import { setImmediate } from 'node:timers/promises'
import { endAnswer, STALLED_MS } from '@rollcall/request-bodies'
import type { Request, Response } from 'express'
import type { Answer } from '../exchange.ts'

/** Writes the answer in one piece. `taken` resolves once it left the process, or the client is gone. */
export function send(
  req: Request,
  res: Response,
  answer: Answer,
  requestId: string,
): { readonly bytes: number; readonly taken: Promise<void> } {
  const body = answer.body === undefined ? answer.bytes : Buffer.from(answer.body)
  const headers = headersOf(req, answer, requestId, body !== undefined)
  if (body !== undefined) headers['Content-Length'] = body.length
  res.writeHead(answer.status, headers)
  return { bytes: body?.length ?? 0, taken: endAnswer(req, res, req.method === 'HEAD' ? undefined : body) }
}

/** Makes the first piece of a stream before anything is sent: until then a failure is an answer of its own. */
export async function begin(answer: Answer, method: string): Promise<Answer> {
  if (answer.stream === undefined || method === 'HEAD') return answer
  const pieces = answer.stream[Symbol.asyncIterator]()
  const first = await pieces.next()
  return { ...answer, stream: resumed(first, pieces) }
}

async function* resumed(first: IteratorResult<string>, pieces: AsyncIterator<string>): AsyncGenerator<string> {
  for (let each = first; each.done !== true; each = await pieces.next()) yield each.value
}

/**
 * Writes a body of unknown length piece by piece, no faster than the client takes it and with a turn of the event loop for everybody else between two
 * pieces. Ends early when the client does. When a piece cannot be made the connection is cut, which is how the client learns of it.
 */
export async function sendStream(
  req: Request,
  res: Response,
  answer: Answer & { readonly stream: AsyncIterable<string> },
  requestId: string,
): Promise<{ readonly bytes: number; readonly failure?: unknown }> {
  res.writeHead(answer.status, headersOf(req, answer, requestId, true))
  let bytes = 0
  try {
    if (req.method !== 'HEAD') {
      for await (const text of answer.stream) {
        if (res.closed) break
        const piece = Buffer.from(text)
        bytes += piece.length
        if (!res.write(piece)) await drained(res)
        await setImmediate()
      }
    }
    res.end()
    return { bytes }
  } catch (failure) {
    res.destroy()
    return { bytes, failure }
  }
}

/** Resolves when the client has taken what was written, or is gone. */
function drained(res: Response): Promise<void> {
  return new Promise((resolve) => {
    const stalled = setTimeout(() => res.destroy(), STALLED_MS)
    const go = () => {
      clearTimeout(stalled)
      res.off('drain', go)
      res.off('close', go)
      resolve()
    }
    res.on('drain', go)
    res.on('close', go)
    if (res.closed) go()
  })
}

function headersOf(req: Request, answer: Answer, requestId: string, hasBody: boolean): Record<string, string | number> {
  const headers: Record<string, string | number> = {
    ...answer.headers,
    'X-Request-Id': requestId,
    'Cache-Control': 'no-store',
  }
  if (hasBody) headers['Content-Type'] = 'application/scim+json'
  // A body that nobody read would be taken for the next request.
  if (!req.complete) headers.Connection = 'close'
  return headers
}
