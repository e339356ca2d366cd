import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, systemClock } from './clock.ts'
import { goOn } from './expect-continue.ts'
import { watchPace } from './pace.ts'

/**
 * - `too-large`: announced or sent more than may be
 * - `too-slow`: fell behind the pace
 * - `no-room`: the share of memory is used up
 * - `cut-off`: the client went away, or broke the protocol
 */
export type RefusalReason = 'too-large' | 'too-slow' | 'no-room' | 'cut-off'

/** A body that is not received to its end. */
export class BodyRefusedError extends Error {
  override name = 'BodyRefusedError'
  readonly reason: RefusalReason
  /** Bytes that had come. */
  readonly received: number

  constructor(reason: RefusalReason, received: number) {
    super(`the body was not received: ${reason}`)
    this.reason = reason
    this.received = received
  }
}

export interface BodyBounds {
  readonly maxBytes: number
  /** Asked for each piece before it is kept; false: there is no room. What was granted is the caller's to give back. */
  readonly take?: (bytes: number) => boolean
  readonly clock?: Clock
}

/** The body as it was sent, still compressed if it was. Asks a client that waits for it to go on. Throws BodyRefusedError only. */
export function receiveBody(
  req: IncomingMessage,
  res: ServerResponse,
  { maxBytes, take = () => true, clock = systemClock }: BodyBounds,
): Promise<Buffer> {
  // Nobody has to send what is going to be refused.
  if (Number(req.headers['content-length'] ?? 0) > maxBytes) return Promise.reject(new BodyRefusedError('too-large', 0))
  if (req.destroyed) return Promise.reject(new BodyRefusedError('cut-off', 0))
  goOn(req, res)
  return new Promise((resolve, reject) => {
    const pieces = new Pieces()
    const stopWatching = watchPace(
      clock,
      () => pieces.bytes,
      () => refuse('too-slow'),
    )
    const settle = () => {
      stopWatching()
      req.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone)
    }
    const refuse = (reason: RefusalReason) => {
      settle()
      // An error that comes later is of no interest any more, and must not be one that nobody handles.
      req.on('error', () => undefined)
      req.pause()
      reject(new BodyRefusedError(reason, pieces.bytes))
    }
    const onData = (piece: Buffer) => {
      if (pieces.bytes + piece.length > maxBytes) refuse('too-large')
      else if (take(piece.length)) pieces.add(piece)
      else refuse('no-room')
    }
    const onEnd = () => {
      settle()
      resolve(pieces.join())
    }
    const onGone = () => refuse('cut-off')
    req.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone)
  })
}

/** Pieces smaller than this are put together: each costs more than itself. */
const SMALL = 1_024
const MAX_SMALL = 256

/** What has come, in not too many pieces: a body of single bytes in chunks of their own must not cost a hundred times its size. */
class Pieces {
  #whole: Buffer[] = []
  #small: Buffer[] = []
  #bytes = 0

  get bytes(): number {
    return this.#bytes
  }

  add(piece: Buffer): void {
    this.#bytes += piece.length
    if (piece.length >= SMALL) {
      this.#gather()
      this.#whole.push(piece)
      return
    }
    this.#small.push(piece)
    if (this.#small.length >= MAX_SMALL) this.#gather()
  }

  join(): Buffer {
    this.#gather()
    return this.#whole.length === 1 ? (this.#whole[0] as Buffer) : Buffer.concat(this.#whole)
  }

  #gather(): void {
    if (this.#small.length === 0) return
    this.#whole.push(this.#small.length === 1 ? (this.#small[0] as Buffer) : Buffer.concat(this.#small))
    this.#small = []
  }
}
