import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { checkLaws } from './laws.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose very shape they judge
export type AnyJson = any

export interface ScimResponse {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  readonly text: string
  /** undefined when the answer has no body. */
  readonly json: AnyJson
}

export interface ScimRequestOptions {
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent byte for byte, instead of `body`. */
  readonly raw?: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
  /** The whole Authorization header; null: none. */
  readonly authorization?: string | null
}

/** Talks SCIM to one base URL and holds every answer to the laws that bind all of them. Paths go out as they are written. */
export class ScimClient {
  readonly baseUrl: string
  requests = 0
  slowestMs = 0
  readonly #authorization: string
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 32 })

  constructor(baseUrl: string, token: string) {
    this.baseUrl = baseUrl
    this.#authorization = `Bearer ${token}`
  }

  get = (path: string, options?: ScimRequestOptions) => this.send('GET', path, options)
  delete = (path: string, options?: ScimRequestOptions) => this.send('DELETE', path, options)
  post = (path: string, body: unknown, options?: ScimRequestOptions) => this.send('POST', path, { body, ...options })
  put = (path: string, body: unknown, options?: ScimRequestOptions) => this.send('PUT', path, { body, ...options })
  patch = (path: string, body: unknown, options?: ScimRequestOptions) => this.send('PATCH', path, { body, ...options })

  /** A list with a filter. */
  find = (endpoint: string, filter: string, query = '') =>
    this.get(`${endpoint}?filter=${encodeURIComponent(filter)}${query === '' ? '' : `&${query}`}`)

  /** A PATCH of these operations. */
  change = (path: string, ...operations: readonly unknown[]) =>
    this.patch(path, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations })

  async send(method: string, path: string, options: ScimRequestOptions = {}): Promise<ScimResponse> {
    const { body, raw, headers = {}, authorization = this.#authorization } = options
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const sent: Record<string, string> = { Accept: 'application/scim+json' }
    if (authorization !== null) sent.Authorization = authorization
    if (payload !== undefined) sent['Content-Type'] = 'application/scim+json; charset=utf-8'
    Object.assign(sent, headers)
    const started = performance.now()
    const response = await this.#exchange(method, path, sent, payload)
    this.requests += 1
    this.slowestMs = Math.max(this.slowestMs, performance.now() - started)
    checkLaws(method, path, response)
    return response
  }

  #exchange(
    method: string,
    path: string,
    headers: Record<string, string>,
    payload: string | Buffer | undefined,
  ): Promise<ScimResponse> {
    const url = new URL(this.baseUrl)
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: url.hostname,
          port: url.port,
          method,
          path: `${url.pathname}${path}`,
          agent: this.#agent,
          headers: payload === undefined ? headers : { ...headers, 'Content-Length': Buffer.byteLength(payload) },
        },
        (incoming) => {
          const chunks: Buffer[] = []
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
          incoming.on('error', reject)
          incoming.on('end', () => {
            const bytes = Buffer.concat(chunks)
            const text = bytes.toString('utf8')
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              bytes,
              text,
              json: text === '' ? undefined : parse(method, path, text),
            })
          })
        },
      )
      outgoing.on('error', reject)
      outgoing.end(payload)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}

function parse(method: string, path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error(`${method} ${path} was answered with what is not JSON: ${text.slice(0, 200)}`)
  }
}
