import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** A request larger than this is refused. */
const MAX_BODY = 256 * 1_024

/** Express sets `originalUrl` and `ip`; plain http has neither. */
type NodeRequest = IncomingMessage & { readonly originalUrl?: string; readonly ip?: string | undefined }

/** A fetch-style handler for Node's http and Express. No body parser may stand in front of it. */
export const toNodeHandler =
  (publicUrl: string, handle: (request: Request, address: string) => Promise<Response>) =>
  async (incoming: NodeRequest, outgoing: ServerResponse): Promise<void> => {
    const body = await readBody(incoming)
    if (body === undefined) {
      outgoing.writeHead(413, { 'Content-Type': 'application/json', Connection: 'close' })
      outgoing.end(
        JSON.stringify({
          errors: [
            { message: `The request is larger than ${MAX_BODY} bytes.`, extensions: { code: 'BAD_USER_INPUT' } },
          ],
        }),
      )
      return
    }
    const aborted = new AbortController()
    outgoing.once('close', () => aborted.abort())
    const method = incoming.method ?? 'GET'
    const request = new Request(new URL(incoming.originalUrl ?? incoming.url ?? '/', publicUrl), {
      method,
      headers: toHeaders(incoming),
      signal: aborted.signal,
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) }),
    })
    await send(outgoing, await handle(request, incoming.ip ?? incoming.socket.remoteAddress ?? 'unknown'))
  }

function toHeaders(incoming: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && name !== 'content-length')
      headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function send(outgoing: ServerResponse, response: Response): Promise<void> {
  const headers: Record<string, string | string[]> = Object.fromEntries(response.headers)
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) headers['set-cookie'] = cookies
  outgoing.writeHead(response.status, headers)
  if (response.body === null) {
    outgoing.end()
    return
  }
  // A client that goes away ends the stream; that is no fault of ours.
  await pipeline(Readable.fromWeb(response.body as never), outgoing).catch(() => undefined)
}
