import { type Actor, type Keyring, newId, type RequestRecorder, resourceTypesOf } from '@rollcall/provisioning'
import { type Clock, systemClock } from '@rollcall/request-bodies'
import { invalidSyntax, type Json, methodNotAllowed, notFound } from '@rollcall/scim-core'
import { type CredentialMatch, INSTANCE, type Store } from '@rollcall/store'
import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express'
import type { Logger } from 'pino'
import type { Answer, Exchange, Method, Route } from './exchange.ts'
import { type Address, addressOf, SHARED_BASES } from './http/address.ts'
import { Admission, type AdmissionBounds, type Asker } from './http/admission.ts'
import { authenticate } from './http/authenticate.ts'
import { toErrorAnswer } from './http/error-answer.ts'
import { inflate } from './http/inflate.ts'
import { observe } from './http/observe.ts'
import { parseJson } from './http/parse-json.ts'
import { type RawBody, receiveRawBody, tooManyBytes } from './http/read-body.ts'
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
  /** What the deadlines of bodies are measured with. */
  readonly clock?: Clock
  /** What a process gives to all of its clients; tests make it small. */
  readonly bounds?: AdmissionBounds
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
  const served = {
    ...options,
    clock: options.clock ?? systemClock,
    admission: new Admission(options.rateLimit, options.bounds),
  }
  // Only there does the base have parameters; merging them costs a little at every layer.
  const api = createRouter(served, { mergeParams: false })
  for (const base of SHARED_BASES) root.use(base, api)
  root.use(PATH_BASE, createRouter(served, { mergeParams: true }))
  root.use(serveAliases(options.store, api))
  return root
}

type Served = ScimApiOptions & { readonly admission: Admission; readonly clock: Clock }

/** A credential that was judged longer ago than this is judged again before anything is done in its name. */
const JUDGED_MS = 1_000
/** Answers below this are on their way before anybody could count them. */
const LARGE_ANSWER = 64 * 1_024

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
  const body: ReceivedBody = { received: 0, held: 0, raw: undefined, known: undefined }
  const leave: (() => void)[] = []
  try {
    const address = addressOf(req, options.publicUrl)
    const judge = () => lookUp(options, req, address)
    match = await judge()
    const asker = match.directory
    options.admission.takeRate(asker)
    if (failure !== undefined) throw failure
    if (handlerOf(route, req.method) !== undefined && BODY_METHODS.has(req.method)) {
      const judgedAt = options.clock.now()
      leave.push(() => options.admission.giveBodyBytes(asker, body.held))
      const take = (bytes: number) => takeBytes(options.admission, asker, body, bytes)
      const onBytes = (bytes: number) => {
        body.received += bytes
        return take(bytes)
      }
      body.raw = await receiveRawBody(req, res, { admission: options.admission, asker, clock: options.clock, onBytes })
      // It may have been revoked while the body came.
      if (options.clock.now() - judgedAt > JUDGED_MS) match = await judge()
    }
    leave.push(options.admission.enterDirectory(asker))
    const enterStream = () => void leave.push(options.admission.enterStream(asker))
    const readBody = () => parseBody(options.admission, asker, body)
    const exchange = toExchange(options, { req, readBody, address, enterStream }, match, requestId)
    answer = await begin(await dispatch(exchange, req.method, route), req.method)
    if (answer.failure !== undefined)
      options.logger.error({ err: answer.failure, requestId }, 'a bulk operation failed')
    const size = answer.body?.length ?? answer.bytes?.length ?? 0
    // What was changed is told whatever it takes.
    if (size > LARGE_ANSWER && isRead(req.method, route)) leave.push(options.admission.enterAnswer(asker, size))
  } catch (error) {
    const failed = toErrorAnswer(error, requestId)
    answer = failed.answer
    scimType = failed.scimType
    if (failed.unexpected) options.logger.error({ err: error, requestId }, 'request failed')
  }
  const tell = (sent: number) =>
    observe(options, req, {
      requestId,
      at,
      route: route?.path ?? 'unknown',
      match,
      answer,
      scimType,
      ms: performance.now() - started,
      sent,
      received: body.received,
      body: body.known,
    })
  if (answer.stream === undefined) {
    const { bytes, taken } = send(req, res, answer, requestId)
    tell(bytes)
    await taken
  } else {
    const streamed = await sendStream(req, res, { ...answer, stream: answer.stream }, requestId)
    if (streamed.failure !== undefined) {
      const level = toErrorAnswer(streamed.failure, requestId).unexpected ? 'error' : 'warn'
      options.logger[level]({ err: streamed.failure, requestId }, 'an answer broke off')
    }
    tell(streamed.bytes)
  }
  // Whoever does not take answers uses up a share of their own tenant.
  for (const end of leave) end()
}

/** Who sent the request, as it is at this moment. */
async function lookUp({ admission, store, now }: Served, req: Request, address: Address): Promise<CredentialMatch> {
  const leave = admission.enter()
  try {
    return await authenticate(store, req.headers.authorization, address, now?.() ?? new Date(), req.ip)
  } finally {
    leave()
  }
}

const BODY_METHODS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

const isRead = (method: string, route: Route | undefined): boolean =>
  method === 'GET' || route?.path.endsWith('/.search') === true

/** What is known of the body of one exchange. */
interface ReceivedBody {
  /** Bytes that came. */
  received: number
  /** Bytes that are kept, of the body as it came and inflated. */
  held: number
  raw: RawBody | undefined
  /** The parsed body by reference, until then its bytes: for the record of the request. */
  known: Json | Buffer | undefined
}

function takeBytes(admission: Admission, asker: Asker, body: ReceivedBody, bytes: number): boolean {
  if (!admission.takeBodyBytes(asker, bytes)) return false
  body.held += bytes
  return true
}

async function parseBody(admission: Admission, asker: Asker, body: ReceivedBody): Promise<Json> {
  const { raw } = body
  if (raw === undefined || raw.bytes.length === 0) throw noBody()
  let { bytes } = raw
  if (raw.encoding !== undefined) {
    bytes = await inflate(bytes, raw.encoding, asker.tenant_id)
    if (bytes.length === 0) throw noBody()
    if (!takeBytes(admission, asker, body, bytes.length)) throw tooManyBytes()
  }
  body.known = bytes
  body.known = await parseJson(bytes, asker.tenant_id)
  return body.known
}

const noBody = () => invalidSyntax('The request has no body; a JSON object is expected.')

interface Received {
  readonly req: Request
  readonly readBody: () => Promise<Json>
  readonly address: Address
  readonly enterStream: () => void
}

function toExchange(
  options: Served,
  { req, readBody, address, enterStream }: Received,
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
    readBody,
    enterStream,
    maxBulkOperations: options.admission.maxBulkOperations(directory),
    enterBulk: (operations) => options.admission.oweRate(directory, operations),
  }
}

async function dispatch(exchange: Exchange, method: string, route: Route | undefined): Promise<Answer> {
  if (route === undefined)
    throw notFound('There is nothing at this path. Check the base URL in your identity provider.')
  const allowed = Object.keys(route.handlers).flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name]))
  if (method === 'OPTIONS') return { status: 204, headers: { Allow: [...allowed, 'OPTIONS'].join(', ') } }
  const handler = handlerOf(route, method)
  if (handler === undefined) throw methodNotAllowed([...allowed, 'OPTIONS'])
  return handler(exchange)
}

const handlerOf = (route: Route | undefined, method: string) =>
  route?.handlers[(method === 'HEAD' ? 'GET' : method) as Method]
