import { setTimeout as delay } from 'node:timers/promises'
import type { Authorization, HttpRequest, HttpResponse, Transport } from '../types.ts'
import { MAX_ATTEMPTS, parseRetryAfter, toWaitSeconds } from './retry-after.ts'

export interface ScimClientRequest {
  readonly method: HttpRequest['method']
  /** From the base URL on, encoded: `/Users?startIndex=1&count=2`. */
  readonly path: string
  readonly body?: unknown
  /** Overrides the app's own header, for the checks with a wrong token. */
  readonly authorization?: string
  /** Overrides the provider's Accept. */
  readonly accept?: string
}

/** One request with its answer. `json` is undefined when there is no body or it is not JSON. */
export interface Exchange {
  readonly request: { readonly method: string; readonly path: string }
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
  readonly json: unknown
}

export interface Throttle {
  readonly request: { readonly method: string; readonly path: string }
  readonly retryAfter: string | undefined
  readonly waitSeconds: number
  readonly attempt: number
}

export type ToHeaders = (request: ScimClientRequest, authorization: string) => Record<string, string>

interface ScimClientOptions {
  readonly baseUrl: string
  readonly authorization: Authorization
  /** The provider's own headers, in its own order and spelling. */
  readonly toHeaders: ToHeaders
  readonly transport: Transport
  readonly maxRetryWaitMs: number
  readonly signal?: AbortSignal
  readonly onThrottle: (throttle: Throttle) => void
}

export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
  readonly request: { readonly method: string; readonly path: string }

  constructor(request: { readonly method: string; readonly path: string }, cause: unknown) {
    super(cause instanceof Error ? toReason(cause) : String(cause), { cause })
    this.request = request
  }
}

/** Sends requests with a provider's headers, and waits after a 429 as Okta does: the most patient of them. */
export class ScimClient {
  readonly #options: ScimClientOptions
  readonly #baseUrl: string
  readonly #authorization: string
  /** Attempts on the wire, repeats included. */
  requests = 0

  constructor(options: ScimClientOptions) {
    this.#options = options
    this.#baseUrl = options.baseUrl.replace(/\/+$/, '')
    this.#authorization = toAuthorizationHeader(options.authorization)
  }

  async send(request: ScimClientRequest): Promise<Exchange> {
    for (let attempt = 1; ; attempt += 1) {
      const exchange = await this.#sendOnce(request)
      if (exchange.status !== 429) return exchange
      const retryAfter = exchange.headers['retry-after']
      const waitSeconds = toWaitSeconds(parseRetryAfter(retryAfter), attempt)
      this.#options.onThrottle({ request: exchange.request, retryAfter, waitSeconds, attempt })
      if (attempt === MAX_ATTEMPTS) return exchange
      await delay(Math.min(waitSeconds * 1000, this.#options.maxRetryWaitMs), undefined, this.#abortable())
    }
  }

  async #sendOnce(request: ScimClientRequest): Promise<Exchange> {
    this.#options.signal?.throwIfAborted()
    this.requests += 1
    const named = { method: request.method, path: request.path }
    let response: HttpResponse
    try {
      response = await this.#options.transport({
        method: request.method,
        url: `${this.#baseUrl}${request.path}`,
        headers: this.#options.toHeaders(request, request.authorization ?? this.#authorization),
        ...(request.body !== undefined && { body: JSON.stringify(request.body) }),
        ...this.#abortable(),
      })
    } catch (error) {
      this.#options.signal?.throwIfAborted()
      throw new NoAnswerError(named, error)
    }
    return { request: named, ...response, text: response.body, json: parseJson(response.body) }
  }

  #abortable(): { signal?: AbortSignal } {
    return this.#options.signal ? { signal: this.#options.signal } : {}
  }
}

export function toAuthorizationHeader(authorization: Authorization): string {
  switch (authorization.kind) {
    case 'bearer':
      return `Bearer ${authorization.token}`
    case 'header':
      return authorization.value
    case 'basic':
      return `Basic ${Buffer.from(`${authorization.username}:${authorization.password}`).toString('base64')}`
  }
}

function toReason(error: Error): string {
  if (error.message !== '') return error.message
  // A refused connection to a name with several addresses is an AggregateError without a message of its own.
  return error instanceof AggregateError ? error.errors.map(String).join('; ') : error.name
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
