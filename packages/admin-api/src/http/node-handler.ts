import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  BodyRefusedError,
  type Clock,
  endAnswer,
  FairShare,
  GRACE_MS,
  receiveBody,
  taken,
} from '@rollcall/request-bodies'
import { apiError } from '../errors.ts'
import type { Identity } from './authenticate.ts'

/** A request of a known caller larger than this is refused. */
export const MAX_BODY = 256 * 1_024
/** The same for somebody who is not signed in: room for signing in and setting up. Times the connections of a server, this bounds what strangers make it keep. */
export const MAX_ANONYMOUS_BODY = 8 * 1_024
/** Bytes of bodies of all known callers, who share them. */
const MAX_BODIES = 32 * 1_024 * 1_024
/** A caller who was looked up longer ago than this is looked up again before anything is done in their name. */
const JUDGED_MS = 1_000

/** Express sets `originalUrl` and `ip`; plain http has neither. */
type NodeRequest = IncomingMessage & { readonly originalUrl?: string; readonly ip?: string | undefined }

export interface HandlerParts {
  readonly publicUrl: string
  readonly clock: Clock
  /** Who sends the request, judged by its head. */
  readonly identify: (head: Request, address: string) => Promise<Identity>
  readonly handle: (request: Request, address: string, identity?: Identity) => Promise<Response>
  /** The answer to a request that is not read. */
  readonly refuse: (thrown: unknown, status?: number) => Response
}

/**
 * A fetch-style handler for Node's http and Express. No body parser may stand in front of it. Whoever sends a key or cookie that is not accepted is
 * answered before the body; of somebody unknown only a small one is kept.
 */
export function toNodeHandler({ publicUrl, clock, identify, handle, refuse }: HandlerParts) {
  const bodies = new FairShare(MAX_BODIES)
  return async (incoming: NodeRequest, outgoing: ServerResponse): Promise<void> => {
    const method = incoming.method ?? 'GET'
    const address = incoming.ip ?? incoming.socket.remoteAddress ?? 'unknown'
    const aborted = new AbortController()
    outgoing.once('close', () => aborted.abort())
    const url = new URL(incoming.originalUrl ?? incoming.url ?? '/', publicUrl)
    const toRequest = (body?: Buffer) =>
      new Request(url, {
        method,
        headers: toHeaders(incoming),
        signal: aborted.signal,
        ...(body === undefined ? {} : { body: new Uint8Array(body) }),
      })
    if (method === 'GET' || method === 'HEAD')
      return send(incoming, outgoing, await handle(toRequest(), address), clock)
    const head = toRequest()
    const judgedAt = clock.now()
    const identity = await identify(head, address)
    if ('failure' in identity) return send(incoming, outgoing, refuse(identity.failure), clock)
    const holder = identity.holder ?? ''
    let held = 0
    const take = (bytes: number) => {
      // Those of strangers are small, and as many as there are connections.
      if (identity.holder === undefined) return true
      if (!bodies.take(holder, bytes)) return false
      held += bytes
      return true
    }
    const maxBytes = identity.holder === undefined ? MAX_ANONYMOUS_BODY : MAX_BODY
    try {
      const body = await receiveBody(incoming, outgoing, { maxBytes, take, clock })
      const isFresh = clock.now() - judgedAt <= JUDGED_MS
      await send(incoming, outgoing, await handle(toRequest(body), address, isFresh ? identity : undefined), clock)
    } catch (error) {
      if (!(error instanceof BodyRefusedError)) throw error
      const [told, status] = toError(error, maxBytes, identity.holder !== undefined)
      await send(incoming, outgoing, refuse(told, status), clock)
    } finally {
      if (held > 0) bodies.give(holder, held)
    }
  }
}

function toError({ reason }: BodyRefusedError, maxBytes: number, isKnown: boolean) {
  switch (reason) {
    case 'too-large': {
      const hint = isKnown ? '' : ' Sign in, or send an API key, for larger ones.'
      return [apiError('BAD_USER_INPUT', `The request is larger than ${maxBytes} bytes.${hint}`), 413] as const
    }
    case 'too-slow':
      return [
        apiError('BAD_USER_INPUT', `The request came too slowly: it has ${GRACE_MS / 1_000} seconds. Send it again.`),
        408,
      ] as const
    case 'no-room':
      return [
        apiError('RATE_LIMITED', 'More requests are being sent at once than can be kept. Try again in a moment.', {
          extensions: { retryAfterSeconds: RETRY_AFTER_SECONDS },
          headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
        }),
        429,
      ] as const
    case 'cut-off':
      return [apiError('BAD_USER_INPUT', 'The request ended before its announced length.'), 400] as const
  }
}

const RETRY_AFTER_SECONDS = 2

function toHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && name !== 'content-length')
      headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

async function send(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  response: Response,
  clock: Clock,
): Promise<void> {
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) headers['set-cookie'] = cookies
  if (!incoming.complete) {
    // A body that nobody read would be taken for the next request.
    const body = Buffer.from(await response.arrayBuffer())
    outgoing.writeHead(response.status, { ...headers, 'content-length': String(body.length), connection: 'close' })
    return endAnswer(incoming, outgoing, body, clock)
  }
  outgoing.writeHead(response.status, headers)
  if (response.body === null) {
    outgoing.end()
    return
  }
  // A client that goes away ends the stream; that is no fault of ours. One that takes nothing is let go.
  await Promise.all([
    pipeline(Readable.fromWeb(response.body as never), outgoing).catch(() => undefined),
    taken(outgoing, clock),
  ])
}
