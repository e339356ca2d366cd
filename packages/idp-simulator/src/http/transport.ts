import http from 'node:http'
import https from 'node:https'
import { unzipSync } from 'node:zlib'
import type { HttpRequest, HttpResponse, Transport } from '../types.ts'

/**
 * Okta closes a socket that stayed silent for a minute.
 * https://developer.okta.com/docs/concepts/scim/faqs/
 */
const SILENCE_MS = 60_000

interface HttpTransport {
  readonly request: Transport
  close(): void
}

/** `node:http` instead of fetch: fetch insists on its own Accept-Encoding and Connection, and Okta's are known. */
export function createHttpTransport(options: { readonly concurrency: number }): HttpTransport {
  const settings = { keepAlive: true, maxSockets: options.concurrency }
  const plain = new http.Agent(settings)
  const secure = new https.Agent(settings)

  function request(message: HttpRequest): Promise<HttpResponse> {
    const url = new URL(message.url)
    const isSecure = url.protocol === 'https:'
    const send = isSecure ? https.request : http.request
    return new Promise((resolve, reject) => {
      const outgoing = send(
        url,
        {
          agent: isSecure ? secure : plain,
          method: message.method,
          headers: withLength(message),
          timeout: SILENCE_MS,
          ...(message.signal && { signal: message.signal }),
        },
        (incoming) => {
          const chunks: Buffer[] = []
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
          incoming.on('error', reject)
          incoming.on('end', () => {
            try {
              resolve({
                status: incoming.statusCode ?? 0,
                headers: flatten(incoming.headers),
                body: decode(incoming, chunks),
              })
            } catch (error) {
              reject(error)
            }
          })
        },
      )
      outgoing.on('timeout', () => outgoing.destroy(new Error('no byte for 60 seconds')))
      outgoing.on('error', reject)
      outgoing.end(message.body)
    })
  }

  return {
    request,
    close() {
      plain.destroy()
      secure.destroy()
    },
  }
}

function withLength(message: HttpRequest): Record<string, string> {
  if (message.body === undefined) return { ...message.headers }
  return { ...message.headers, 'Content-Length': String(Buffer.byteLength(message.body)) }
}

function flatten(headers: http.IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  )
}

function decode(incoming: http.IncomingMessage, chunks: readonly Buffer[]): string {
  const bytes = Buffer.concat(chunks)
  const encoding = incoming.headers['content-encoding'] ?? 'identity'
  return (encoding === 'identity' || bytes.length === 0 ? bytes : unzipSync(bytes)).toString('utf8')
}
