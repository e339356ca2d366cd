import type { IncomingMessage, ServerResponse } from 'node:http'
import { authenticateSession, type Keyring, newId, type OperationContext } from '@rollcall/provisioning'
import { type Clock, systemClock } from '@rollcall/request-bodies'
import type { Store } from '@rollcall/store'
import { createYoga } from 'graphql-yoga'
import type { Logger } from 'pino'
import { ANONYMOUS, type Caller, toActor } from './caller.ts'
import type { ApiContext } from './context.ts'
import { authenticate, type Identity, identify } from './http/authenticate.ts'
import { clientErrors } from './http/client-errors.ts'
import { deviceCookie, type HostCookie, sessionCookie } from './http/cookies.ts'
import { limits } from './http/limits.ts'
import { toNodeHandler } from './http/node-handler.ts'
import { createLoaders } from './loaders.ts'
import { schema, schemaText } from './schema/schema.ts'

export interface AdminApiOptions {
  readonly store: Store
  readonly keyring: Keyring
  /** Origin (and path prefix, if any) of the addresses that answers hold. Without a trailing slash. */
  readonly publicUrl: string
  readonly logger: Pick<Logger, 'info' | 'error'>
  readonly now?: () => Date
  /** What the deadlines of bodies are measured with. */
  readonly clock?: Clock
}

export interface AdminApi {
  /** For Node's http and Express: mount at `/graphql`, with no body parser in front. */
  handler(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** For callers in the same process; `address` is where the person behind the request sits, as far as the caller knows. */
  fetchGraphql(request: Request, address?: string): Promise<Response>
  /** Whose session a Cookie header names: an id of the admin; undefined: nobody's. */
  findSignedIn(cookieHeader: string | undefined): Promise<string | undefined>
}

/** What one request carries from here to the resolvers and back. */
interface Exchange {
  readonly requestId: string
  readonly address: string
  /** undefined: to be looked up yet. */
  readonly identity: Identity | undefined
  /** Set-Cookie of the answer, by cookie. */
  readonly cookies: Map<'session' | 'device', string>
}

/** The GraphQL API for the console and for scripts. Never listens. */
export function createAdminApi(options: AdminApiOptions): AdminApi {
  const { publicUrl, logger } = options
  const cookies = { session: sessionCookie(publicUrl), device: deviceCookie(publicUrl) }
  const exchanges = new WeakMap<Request, Exchange>()
  const exchangeOf = (request: Request): Exchange => exchanges.get(request) ?? newExchange('unknown')
  const yoga = createYoga({
    schema,
    graphqlEndpoint: '*',
    graphiql: false,
    landingPage: false,
    logging: false,
    maskedErrors: false,
    cors: false,
    fetchAPI: { Request, Response, Headers, ReadableStream, TransformStream, URL, URLSearchParams, FormData, fetch },
    context: ({ request }) => createContext(options, cookies, request, exchangeOf(request)),
    plugins: [limits(), clientErrors(logger, (request) => exchangeOf(request).requestId)],
  })

  const fetchGraphql = async (request: Request, address = 'unknown', identity?: Identity): Promise<Response> => {
    if (new URL(request.url).pathname.endsWith('/schema.graphql')) {
      return new Response(schemaText, {
        headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-cache' },
      })
    }
    const started = performance.now()
    const exchange = newExchange(address, identity)
    exchanges.set(request, exchange)
    const answer = isJsonOrGet(request) ? await yoga.fetch(request) : notJson(exchange.requestId)
    const headers = new Headers(answer.headers)
    headers.set('X-Request-Id', exchange.requestId)
    headers.set('Cache-Control', 'no-store')
    for (const cookie of exchange.cookies.values()) headers.append('Set-Cookie', cookie)
    const ms = Math.round((performance.now() - started) * 10) / 10
    logger.info({ requestId: exchange.requestId, status: answer.status, ms }, 'graphql')
    return new Response(answer.body, { status: answer.status, headers })
  }
  const authentication = () => ({
    store: options.store,
    publicUrl,
    cookie: cookies.session,
    now: (options.now ?? (() => new Date()))(),
  })
  return {
    fetchGraphql,
    async findSignedIn(cookieHeader) {
      const secret = cookies.session.read(cookieHeader ?? null)
      const { store, now } = authentication()
      return secret === undefined ? undefined : (await authenticateSession(store, secret, now))?.admin.id
    },
    handler: toNodeHandler({
      publicUrl,
      clock: options.clock ?? systemClock,
      handle: fetchGraphql,
      identify: (head) => identify(head, authentication()),
    }),
  }
}

const newExchange = (address: string, identity?: Identity): Exchange => ({
  requestId: newId(),
  address,
  identity,
  cookies: new Map(),
})

/** How long a browser is known after its latest sign-in. */
const DEVICE_MS = 180 * 86_400_000

const isJsonOrGet = ({ method, headers }: Request): boolean =>
  method !== 'POST' || /^application\/(graphql-response\+)?json\b/i.test(headers.get('content-type') ?? '')

/** Forms of other sites cannot send JSON, so nothing else is read. */
const notJson = (requestId: string): Response =>
  Response.json(
    {
      errors: [{ message: 'Send the request as application/json.', extensions: { code: 'BAD_USER_INPUT', requestId } }],
    },
    { status: 415 },
  )

async function createContext(
  options: AdminApiOptions,
  cookies: { readonly session: HostCookie; readonly device: HostCookie },
  request: Request,
  exchange: Exchange,
): Promise<ApiContext> {
  const { store, keyring, publicUrl } = options
  const now = options.now ?? (() => new Date())
  const { identity } = exchange
  const caller: Caller =
    identity !== undefined && 'caller' in identity
      ? identity.caller
      : await authenticate(request, { store, publicUrl, cookie: cookies.session, now: now() })
  const operation: OperationContext = {
    store,
    keyring,
    actor: toActor(caller),
    requestId: exchange.requestId,
    now,
    newId,
  }
  return {
    operation,
    caller,
    loaders: createLoaders(operation),
    publicUrl,
    address: exchange.address,
    userAgent: request.headers.get('user-agent') ?? undefined,
    device: cookies.device.read(request.headers.get('cookie')),
    beginSession(this: ApiContext, { secret, device, ...started }) {
      exchange.cookies.set('session', cookies.session.set(secret, started.session.expires_at))
      this.rememberDevice(device)
      this.caller = { kind: 'admin', ...started }
    },
    rememberDevice(device) {
      const expiresAt = new Date(now().getTime() + DEVICE_MS).toISOString()
      exchange.cookies.set('device', cookies.device.set(device, expiresAt))
    },
    endSession(this: ApiContext) {
      exchange.cookies.set('session', cookies.session.clear())
      this.caller = ANONYMOUS
    },
  }
}
