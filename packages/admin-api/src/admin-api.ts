import type { IncomingMessage, ServerResponse } from 'node:http'
import { authenticateSession, type Keyring, newId, type OperationContext, openDevice } from '@rollcall/provisioning'
import { type Clock, systemClock } from '@rollcall/request-bodies'
import type { Store } from '@rollcall/store'
import { createYoga } from 'graphql-yoga'
import type { Logger } from 'pino'
import { createBatching } from './batching.ts'
import { ANONYMOUS, type Caller, toActor } from './caller.ts'
import type { ApiContext } from './context.ts'
import { Work, type WorkLimits } from './execution/work.ts'
import { authenticate, type Identity, identify } from './http/authenticate.ts'
import { clientErrors } from './http/client-errors.ts'
import { deviceCookie, type HostCookie, sessionCookie } from './http/cookies.ts'
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
  /** What the deadlines of bodies are measured with. */
  readonly clock?: Clock
  /** What one request may make the server do; tests make it small. */
  readonly workLimits?: WorkLimits | undefined
}

export interface AdminApi {
  /** For Node's http and Express: mount at `/graphql`, with no body parser in front. */
  handler(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** For callers in the same process; `address` is where the person behind the request sits, as far as the caller knows. */
  fetchGraphql(request: Request, address?: string): Promise<Response>
  /** Whose session a Cookie header names: an id of the admin; undefined: nobody's. Throws BusyError while too many unknown ones are looked up. */
  findSignedIn(cookieHeader: string | undefined, address?: string): Promise<string | undefined>
}

interface Arrival {
  readonly requestId: string
  readonly address: string
  /** undefined: to be looked up yet. */
  readonly identity: Identity | undefined
}

interface Cookies {
  readonly session: HostCookie
  readonly device: HostCookie
}

/** What one request carries from here to the resolvers and back. */
interface Exchange {
  readonly requestId: string
  readonly address: string
  readonly caller: Caller
  /** Set-Cookie of the answer, by cookie. */
  readonly cookies: Map<keyof Cookies, string>
}

/** The GraphQL API for the console and for scripts. Never listens. */
export function createAdminApi(options: AdminApiOptions): AdminApi {
  const { store, publicUrl, logger } = options
  const now = options.now ?? (() => new Date())
  const cookies: Cookies = { session: sessionCookie(publicUrl), device: deviceCookie(publicUrl) }
  const authentication = (address: string) => ({ store, publicUrl, cookie: cookies.session, now: now(), address })
  const turns = new Turns()
  const exchanges = new WeakMap<Request, Exchange>()
  const exchangeOf = (request: Request): Exchange =>
    exchanges.get(request) ?? { requestId: newId(), address: 'unknown', caller: ANONYMOUS, cookies: new Map() }
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
    context: ({ request }) => createContext(options, cookies, request, exchangeOf(request)),
    plugins: [
      limits((request) => exchangeOf(request).caller.kind === 'anonymous'),
      clientErrors(logger, (request) => exchangeOf(request).requestId),
    ],
  })

  /** Who asks comes first: nothing of a refused caller's request is read. */
  const answer = async (request: Request, { requestId, address, identity }: Arrival): Promise<Response> => {
    const caller =
      identity !== undefined && 'caller' in identity
        ? identity.caller
        : await authenticate(request, authentication(address))
    const exchange: Exchange = { requestId, address, caller, cookies: new Map() }
    const asked = toJsonRequest(request)
    exchanges.set(asked, exchange)
    // Whoever is signed in has a share already.
    const device = caller.kind === 'anonymous' ? cookies.device.read(request.headers.get('cookie')) : undefined
    const deviceOf = openDevice(options, device)?.adminId
    const response = await turns.run({ caller, address, deviceOf }, async () => yoga.fetch(asked))
    if (exchange.cookies.size === 0) return response
    const headers = new Headers(response.headers)
    for (const cookie of exchange.cookies.values()) headers.append('Set-Cookie', cookie)
    return new Response(response.body, { status: response.status, headers })
  }

  const fetchGraphql = async (request: Request, address = 'unknown', identity?: Identity): Promise<Response> => {
    if (new URL(request.url).pathname.endsWith('/schema.graphql')) {
      return serveSchema(() => authenticate(request, { ...authentication(address), reads: 'no data' }), logger)
    }
    const started = performance.now()
    const requestId = newId()
    const response = await answer(request, { requestId, address, identity }).catch((error: unknown) =>
      refusal(error, requestId, logger),
    )
    const headers = new Headers(response.headers)
    headers.set('X-Request-Id', requestId)
    headers.set('Cache-Control', 'no-store')
    const ms = Math.round((performance.now() - started) * 10) / 10
    logger.info({ requestId, status: response.status, ms }, 'graphql')
    return new Response(response.body, { status: response.status, headers })
  }
  return {
    fetchGraphql,
    async findSignedIn(cookieHeader, address) {
      const secret = cookies.session.read(cookieHeader ?? null)
      return secret === undefined ? undefined : (await authenticateSession(store, secret, now(), address))?.admin.id
    },
    handler: toNodeHandler({
      publicUrl,
      clock: options.clock ?? systemClock,
      handle: fetchGraphql,
      identify: (head, address) => identify(head, authentication(address)),
      refuse: (thrown, status) => refusal(thrown, newId(), logger, status),
    }),
  }
}

/** How long a browser is known after its latest sign-in. */
const DEVICE_MS = 180 * 86_400_000

async function createContext(
  options: AdminApiOptions,
  cookies: Cookies,
  request: Request,
  exchange: Exchange,
): Promise<ApiContext> {
  const { store, keyring, publicUrl } = options
  const now = options.now ?? (() => new Date())
  const { caller } = exchange
  const batching = createBatching(store)
  const work = new Work(batching, options.workLimits)
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
    loaders: createLoaders(operation, batching.schedule, work.documents),
    batching,
    work,
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
