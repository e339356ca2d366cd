import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import type { AnyJson } from '@rollcall/scim-api/testing'

export interface FaultAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly json: AnyJson
}

/** One connection to a server that may die at any moment. `send` rejects when no whole answer came. */
export class FaultClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 })
  readonly #origin: URL
  readonly #token: string

  constructor(origin: string, token: string) {
    this.#origin = new URL(origin)
    this.#token = token
  }

  /** `path` below the SCIM base, or from the root when it starts with `//`. */
  send(method: string, path: string, body?: unknown): Promise<FaultAnswer> {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const headers: Record<string, string | number> = { Authorization: `Bearer ${this.#token}` }
    if (payload !== undefined) {
      headers['Content-Type'] = 'application/scim+json'
      headers['Content-Length'] = Buffer.byteLength(payload)
    }
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: this.#origin.hostname,
          port: this.#origin.port,
          method,
          path: path.startsWith('//') ? path.slice(1) : `/scim/v2${path}`,
          agent: this.#agent,
          headers,
        },
        (incoming) => {
          const chunks: Buffer[] = []
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
          incoming.on('error', reject)
          incoming.on('end', () => {
            const { statusCode: status = 0, headers } = incoming
            const text = Buffer.concat(chunks).toString('utf8')
            try {
              resolve({ status, headers, json: text === '' ? undefined : JSON.parse(text) })
            } catch {
              reject(new Error(`${method} ${path} was answered ${status} with what is not JSON: ${text.slice(0, 200)}`))
            }
          })
        },
      )
      outgoing.on('error', reject)
      outgoing.end(payload)
    })
  }

  change(path: string, ...operations: readonly unknown[]): Promise<FaultAnswer> {
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
    return this.send('PATCH', path, { schemas, Operations: operations })
  }

  close(): void {
    this.#agent.destroy()
  }
}

const ERROR_URN = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** "Not now" as identity providers understand it: 503 or 429, whole seconds in Retry-After, a SCIM error that shows nothing of our insides. */
export function isRefusal({ status, headers, json }: FaultAnswer): boolean {
  return (
    (status === 503 || status === 429) &&
    /^[1-9]\d*$/.test(String(headers['retry-after'])) &&
    headers['content-type'] === 'application/scim+json' &&
    JSON.stringify(json?.schemas) === JSON.stringify([ERROR_URN]) &&
    json.status === String(status) &&
    typeof json.detail === 'string' &&
    !/sqlite|postgres|ECONN|\.ts:\d/i.test(json.detail)
  )
}

/** A refused write whose answer promises that nothing was changed. */
export const promisesNothing = ({ json }: FaultAnswer): boolean => /nothing was changed/i.test(json?.detail ?? '')
