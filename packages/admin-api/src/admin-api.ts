import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Keyring, newId, type OperationContext } from '@rollcall/provisioning'
import type { Store } from '@rollcall/store'
import { createYoga } from 'graphql-yoga'
import type { Logger } from 'pino'
import { createBatching } from './batching.ts'
import { ANONYMOUS, type Caller, toActor } from './caller.ts'
import type { ApiContext } from './context.ts'
import { Work } from './execution/work.ts'
import { authenticate } from './http/authenticate.ts'
import { clientErrors } from './http/client-errors.ts'
import { type SessionCookie, sessionCookie } from './http/cookies.ts'
import { limits } from './http/limits.ts'
import { toJsonRequest } from './http/media-type.ts'
import { toNodeHandler } from './http/node-handler.ts'
import { refusal } from './http/refusal.ts'
import { serveSchema } from './http/serve-schema.ts'
import { Turns } from './http/turns.ts'
import { createLoaders } from './loaders.ts'
import { schema } from './schema/schema.ts'

export interface AdminApiOptions {
  readonly store: Store
  readonly keyring: Keyring
  /** Origin (and path prefix, if any) of the addresses that answers hold. Without a trailing slash. */
  readonly publicUrl: string
  readonly logger: Pick<Logger, 'info' | 'error'>
  readonly now?: () => Date
}

export interface AdminApi {
  /** For Node's http and Express: mount at `/graphql`, with no body parser in front. */
  handler(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** For callers in the same process; `address` is where the person behind the request sits, as far as the caller knows. */
  fetchGraphql(request: Request, address?: string): Promise<Response>
}

interface Arrival {
  readonly requestId: string
  readonly address: string
}

/** What one request carries from here to the resolvers and back. */
interface Exchange extends Arrival {
  readonly caller: Caller
  /** Set-Cookie of the answer. */
  cookie?: string
}

/** The GraphQL API for the console and for scripts. Never listens. */
export function createAdminApi(options: AdminApiOptions): AdminApi {
  const { store, publicUrl, logger } = options
  const now = options.now ?? (() => new Date())
  const cookie = sessionCookie(publicUrl)
  const turns = new Turns()
  const exchanges = new WeakMap<Request, Exchange>()
  const exchangeOf = (request: Request): Exchange =>
    exchanges.get(request) ?? { requestId: newId(), address: 'unknown', caller: ANONYMOUS }
  const yoga = createYoga({
    schema,
    graphqlEndpoint: '*',
    graphiql: false,
    landingPage: false,
    logging: false,
    maskedErrors: false,
    cors: false,
    // It would keep large documents of one caller, and answer one caller with the refusal of another.
    parserAndValidationCache: false,
    fetchAPI: { Request, Response, Headers, ReadableStream, TransformStream, URL, URLSearchParams, FormData, fetch },
    context: ({ request }) => createContext(options, cookie, request, exchangeOf(request)),
    plugins: [
      limits((request) => exchangeOf(request).caller.kind === 'anonymous'),
      clientErrors(logger, (request) => exchangeOf(request).requestId),
    ],
  })

  /** Who asks comes first: nothing of a refused caller's request is read. */
  const answer = async (request: Request, { requestId, address }: Arrival): Promise<Response> => {
    const caller = await authenticate(request, { store, publicUrl, cookie, now: now() })
    const exchange: Exchange = { requestId, address, caller }
    const asked = toJsonRequest(request)
    exchanges.set(asked, exchange)
    const response = await turns.run(caller, address, async () => yoga.fetch(asked))
    if (exchange.cookie === undefined) return response
    const headers = new Headers(response.headers)
    headers.append('Set-Cookie', exchange.cookie)
    return new Response(response.body, { status: response.status, headers })
  }

  const fetchGraphql = async (request: Request, address = 'unknown'): Promise<Response> => {
    if (new URL(request.url).pathname.endsWith('/schema.graphql')) {
      return serveSchema(
        () => authenticate(request, { store, publicUrl, cookie, now: now(), reads: 'no data' }),
        logger,
      )
    }
    const started = performance.now()
    const requestId = newId()
    const response = await answer(request, { requestId, address }).catch((error: unknown) =>
      refusal(error, requestId, logger),
    )
    const headers = new Headers(response.headers)
    headers.set('X-Request-Id', requestId)
    headers.set('Cache-Control', 'no-store')
    const ms = Math.round((performance.now() - started) * 10) / 10
    logger.info({ requestId, status: response.status, ms }, 'graphql')
    return new Response(response.body, { status: response.status, headers })
  }
  return { fetchGraphql, handler: toNodeHandler(publicUrl, fetchGraphql) }
}

async function createContext(
  options: AdminApiOptions,
  cookie: SessionCookie,
  request: Request,
  exchange: Exchange,
): Promise<ApiContext> {
  const { store, keyring, publicUrl } = options
  const now = options.now ?? (() => new Date())
  const { caller } = exchange
  const batching = createBatching(store)
  const operation: OperationContext = {
    store: batching.store,
    keyring,
    actor: toActor(caller),
    requestId: exchange.requestId,
    now,
    newId,
  }
  return {
    operation,
    caller,
    loaders: createLoaders(operation, batching.schedule),
    batching,
    work: new Work(batching),
    publicUrl,
    address: exchange.address,
    userAgent: request.headers.get('user-agent') ?? undefined,
    beginSession(this: ApiContext, { secret, ...started }) {
      exchange.cookie = cookie.set(secret, started.session.expires_at)
      this.caller = { kind: 'admin', ...started }
    },
    endSession(this: ApiContext) {
      exchange.cookie = cookie.clear()
      this.caller = ANONYMOUS
    },
  }
}
