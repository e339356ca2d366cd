import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, systemClock } from './clock.ts'

/** A client that takes nothing for so long is gone, whether or not its connection says so. */
export const STALLED_MS = 60_000
/** How long a client that still sends is listened to after its answer. */
const LINGER_MS = 2_000

/**
 * Writes the rest of an answer and ends it. Where the body of the request was not read to its end, what still comes is thrown away for a moment first:
 * closing a connection with unread bytes resets it, and the client would lose the answer. The answer must have said `Connection: close` then.
 * Resolves when all was handed over, or the client is gone; one that takes nothing for a minute is.
 */
export async function endAnswer(
  req: IncomingMessage,
  res: ServerResponse,
  body?: Uint8Array,
  clock: Clock = systemClock,
): Promise<void> {
  if (!req.complete && !req.destroyed) {
    if (body === undefined) res.flushHeaders()
    else res.write(body)
    await afterwards(req, clock)
    res.end()
  } else res.end(body)
  await taken(res, clock)
}

/** Resolves when the request is whole, its client gone, or the moment over. */
function afterwards(req: IncomingMessage, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      cancel()
      req.off('end', done).off('close', done)
      resolve()
    }
    const cancel = clock.after(LINGER_MS, done)
    req.on('end', done).on('close', done)
    req.resume()
  })
}

/** Resolves when everything written was handed over or the client is gone; lets it go when it stalls. */
export function taken(res: ServerResponse, clock: Clock = systemClock): Promise<void> {
  if (res.writableFinished || res.closed || res.destroyed) return Promise.resolve()
  return new Promise((resolve) => {
    let seen = bytesTaken(res)
    let cancel = clock.after(STALLED_MS, look)
    function look(): void {
      const now = bytesTaken(res)
      if (now === seen) return void res.destroy()
      seen = now
      cancel = clock.after(STALLED_MS, look)
    }
    const done = () => {
      cancel()
      res.off('finish', done).off('close', done)
      resolve()
    }
    res.on('finish', done).on('close', done)
  })
}

/** What the system took of what was written to the connection. */
const bytesTaken = ({ socket }: ServerResponse): number =>
  socket === null ? 0 : socket.bytesWritten - socket.writableLength
