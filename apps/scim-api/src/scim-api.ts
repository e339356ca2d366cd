import { type Actor, type Keyring, newId, type RequestRecorder, resourceTypesOf } from '@rollcall/provisioning'
import { methodNotAllowed, notFound } from '@rollcall/scim-core'
import { type CredentialMatch, INSTANCE, type Store } from '@rollcall/store'
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express'
import type { Logger } from 'pino'
import type { Answer, Exchange, Method, Route } from './exchange.ts'
import { type Address, addressOf, SHARED_BASES } from './http/address.ts'
import { Admission } from './http/admission.ts'
import { authenticate } from './http/authenticate.ts'
import { toErrorAnswer } from './http/error-answer.ts'
import { keepBody, observe } from './http/observe.ts'
import { readBody } from './http/read-body.ts'
import { begin, send, sendStream } from './http/send.ts'
import { serveAliases } from './http/serve-aliases.ts'
import { bulkRoutes } from './routes/bulk.ts'
import { discoveryRoutes } from './routes/discovery.ts'
import { resourceRoutes } from './routes/resources.ts'

export interface ScimApiOptions {
  readonly store: Store
  readonly keyring: Keyring
  /** Origin (and path prefix, if any) that answers are written with. Never taken from the request. */
  readonly publicUrl: string
  readonly logger: Logger
  readonly recorder: RequestRecorder
  /** Hears of every answer, for metrics. */
  readonly onAnswer?: (answer: AnsweredExchange) => void
  /** Requests per second of a directory without a limit of its own, while other directories are served too; undefined: none. */
  readonly rateLimit?: number | undefined
  readonly now?: () => Date
}

/** In words that stay few: never a tenant, a path or an id. */
export interface AnsweredExchange {
  readonly method: string
  readonly route: string
  readonly status: number
  readonly seconds: number
}

const PATH_BASE = '/:tenant/:directory/scim/v2'

/** SCIM 2.0 as an Express router, to be mounted at the root. Never listens. */
export function createScimApi(options: ScimApiOptions): Router {
  const root = express.Router()
  // The thread that reads long lists starts with the server, not in the time of the first client that asks for one.
  if (options.store.dialect === 'sqlite') options.store.readLong(INSTANCE, async () => undefined).catch(() => undefined)
  const served = { ...options, admission: new Admission(options.rateLimit) }
  // Only there does the base have parameters; merging them costs a little at every layer.
  const api = createRouter(served, { mergeParams: false })
  for (const base of SHARED_BASES) root.use(base, api)
  root.use(PATH_BASE, createRouter(served, { mergeParams: true }))
  root.use(serveAliases(options.store, api))
  return root
}

type Served = ScimApiOptions & { readonly admission: Admission }

function createRouter(served: Served, options: { readonly mergeParams: boolean }): Router {
  const router = express.Router(options)
  // Fixed paths before the ones with parameters.
  for (const route of [...discoveryRoutes, ...bulkRoutes, ...resourceRoutes]) {
    router.all(route.path, (req, res) => serve(served, req, res, route))
  }
  router.use((req, res, next) => {
    if (!req.url.startsWith('//')) return serve(served, req, res, undefined)
    // A base URL was entered with a slash at its end, and the provider added "/Users".
    req.url = req.url.replace(/^\/+/, '/')
    router(req, res, next)
  })
  // Express itself refuses a path it cannot decode, before any route is chosen.
  const refuse: ErrorRequestHandler = (error: unknown, req, res, _next) => serve(served, req, res, undefined, error)
  router.use(refuse)
  return router
}

/** One exchange from start to end: authenticate, route, answer, log, record. Never throws. */
async function serve(
  options: Served,
  req: Request,
  res: Response,
  route: Route | undefined,
  failure?: unknown,
): Promise<void> {
  const started = performance.now()
  const at = options.now?.() ?? new Date()
  const requestId = newId()
  let match: CredentialMatch | undefined
  let answer: Answer
  let scimType: string | undefined
  const leave: (() => void)[] = []
  try {
    leave.push(options.admission.enter())
    const address = addressOf(req, options.publicUrl)
    match = await authenticate(options.store, req.headers.authorization, address, at)
    leave.push(options.admission.enterDirectory(match.directory.id, match.directory.rate_limit))
    if (failure !== undefined) throw failure
    const { id } = match.directory
    const enterStream = () => void leave.push(options.admission.enterStream(id))
    const exchange = toExchange(options, { req, res, address, enterStream }, match, requestId)
    answer = await begin(await dispatch(exchange, req.method, route), req.method)
    if (answer.failure !== undefined)
      options.logger.error({ err: answer.failure, requestId }, 'a bulk operation failed')
  } catch (error) {
    const failed = toErrorAnswer(error, requestId)
    answer = failed.answer
    scimType = failed.scimType
    if (failed.unexpected) options.logger.error({ err: error, requestId }, 'request failed')
  }
  let sent: number
  if (answer.stream === undefined) {
    for (const end of leave) end()
    sent = send(req, res, answer, requestId)
  } else {
    const streamed = await sendStream(req, res, { ...answer, stream: answer.stream }, requestId)
    for (const end of leave) end()
    sent = streamed.bytes
    if (streamed.failure !== undefined) {
      const level = toErrorAnswer(streamed.failure, requestId).unexpected ? 'error' : 'warn'
      options.logger[level]({ err: streamed.failure, requestId }, 'an answer broke off')
    }
  }
  const ms = performance.now() - started
  observe(options, req, {
    requestId,
    at,
    route: route?.path ?? 'unknown',
    match,
    answer,
    scimType,
    ms,
    sent,
  })
}

interface Received {
  readonly req: Request
  readonly res: Response
  readonly address: Address
  readonly enterStream: () => void
}

function toExchange(
  options: Served,
  { req, res, address, enterStream }: Received,
  { credential, directory }: CredentialMatch,
  requestId: string,
): Exchange {
  const actor: Actor = { type: 'credential', id: credential.id, label: credential.name }
  return {
    ctx: {
      store: options.store,
      keyring: options.keyring,
      actor,
      requestId,
      now: options.now ?? (() => new Date()),
      newId,
    },
    directory,
    types: resourceTypesOf(directory),
    baseUrl: address.baseUrl,
    params: req.params as Readonly<Record<string, string>>,
    query: req.query,
    header: (name) => req.get(name),
    readBody: async () => keepBody(req, await readBody(req, res)),
    enterStream,
    maxBulkOperations: options.admission.maxBulkOperations(directory.rate_limit),
    enterBulk: (operations) => options.admission.enterBulk(directory.id, operations, directory.rate_limit),
  }
}

async function dispatch(exchange: Exchange, method: string, route: Route | undefined): Promise<Answer> {
  if (route === undefined)
    throw notFound('There is nothing at this path. Check the base URL in your identity provider.')
  const allowed = Object.keys(route.handlers).flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]))
  if (method === 'OPTIONS') return { status: 204, headers: { Allow: [...allowed, 'OPTIONS'].join(', ') } }
  const handler = route.handlers[(method === 'HEAD' ? 'GET' : method) as Method]
  if (handler === undefined) throw methodNotAllowed([...allowed, 'OPTIONS'])
  return handler(exchange)
}
