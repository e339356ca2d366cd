import type { Server } from 'node:http'
import { createAdminApi } from '@rollcall/admin-api'
import { AuditSealer, ExpiryJob, PolicyWorker, RequestRecorder, RetentionJob } from '@rollcall/provisioning'
import { type AnsweredExchange, createScimApi } from '@rollcall/scim-api'
import express, { type Express } from 'express'
import type { Logger } from 'pino'
import { ConfigError } from './config.ts'
import { createConsole } from './console.ts'
import { policyFindings } from './doctor-policies.ts'
import { announceFirstRun } from './first-run.ts'
import { fixedRouter } from './fixed-router.ts'
import { createHealth } from './health.ts'
import { createHttpServer } from './http-server.ts'
import { createLogger } from './logger.ts'
import { mailExpiring } from './mail/expiry-mail.ts'
import { createMailer } from './mail/mailer.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { parkedAddresses } from './parked-addresses.ts'
import { backgroundContext, openRuntime, type Runtime } from './runtime.ts'
import type { ServedPart } from './served-parts.ts'
import { unknownVariables } from './unknown-variables.ts'
import { VERSION } from './version.ts'

/** After this long a stop no longer waits for requests in flight. */
const DRAIN_MS = 2_000

/** Serves in the foreground until SIGTERM or SIGINT, then drains and returns. */
export async function serve(part: ServedPart, overrides: { readonly port?: string | undefined }): Promise<void> {
  const runtime = await openRuntime({ ...overrides, migrate: true })
  const logger = createLogger(runtime.config.logLevel)
  const recorder = new RequestRecorder(runtime.store, runtime.keyring, (error, dropped) =>
    logger.warn({ err: error, dropped }, 'request records were not written'),
  )
  const sealer = new AuditSealer(runtime.store, runtime.keyring, (error) =>
    logger.warn({ err: error }, 'audit events were not chained; the next attempt follows'),
  )
  const retention = new RetentionJob(runtime.store, runtime.config.retention, (error, what) =>
    logger.warn({ err: error, what }, 'what is kept long enough was not forgotten; the next attempt follows'),
  )
  const policyWorker = new PolicyWorker(backgroundContext(runtime), (error) =>
    logger.warn({ err: error }, 'people were not judged by the policy; the next attempt follows'),
  )
  const expiry = createExpiryJob(runtime, logger)
  let draining = false
  try {
    const metrics = createMetrics({ recorder: () => recorder.counts, retention: () => retention.counts })
    const options = { part, logger, metrics, recorder, isDraining: () => draining }
    const server = await listen(await createApp(runtime, options), { runtime, logger, metrics })
    announce(runtime, part)
    for (const sentence of unknownVariables(process.env)) logger.warn({ kind: 'unknown_variable' }, sentence)
    for (const sentence of await parkedAddresses(runtime.store)) logger.warn({ kind: 'address.parked' }, sentence)
    void warnOfUnreadable(runtime, logger)
    if (part !== 'scim') await announceFirstRun(runtime)
    await stopSignal()
    draining = true
    logger.info('stopping')
    await drain(server)
  } finally {
    await expiry.close()
    await policyWorker.close()
    await retention.close()
    await recorder.close()
    await sealer.close()
    await runtime.store.close()
  }
}

/** Nobody waits for it: there may be thousands of tenants. A database that is away, or closed by a stop meanwhile, is told elsewhere. */
async function warnOfUnreadable({ store }: Runtime, logger: Logger): Promise<void> {
  const findings = await policyFindings(store).catch(() => [])
  for (const { verdict, detail } of findings) {
    if (verdict === 'fail') logger.warn({ kind: 'policy.unreadable' }, `Policies: ${detail}`)
  }
}

/** Notices and events always, e-mail where it can be sent. */
function createExpiryJob(runtime: Runtime, logger: Logger): ExpiryJob {
  const { mail, publicUrl } = runtime.config
  const mailer = mail === undefined ? undefined : createMailer(mail)
  const ctx = backgroundContext(runtime)
  return new ExpiryJob(
    ctx,
    async (warned, signal) => {
      if (mailer !== undefined) await mailExpiring(ctx, warned, { mailer, publicUrl, logger }, signal)
    },
    (error) => logger.warn({ err: error }, 'nobody was told of credentials that end soon; the next attempt follows'),
  )
}

interface AppOptions {
  readonly part: ServedPart
  readonly logger: Logger
  readonly metrics: Metrics
  readonly recorder: RequestRecorder
  readonly isDraining: () => boolean
}

async function createApp(
  runtime: Runtime,
  { part, logger, metrics, recorder, isDraining }: AppOptions,
): Promise<Express> {
  const { config, store, keyring } = runtime
  const app = express()
  // SCIM has its own versions, and a hash of every answer costs more than most of them.
  app.set('etag', false)
  app.disable('x-powered-by')
  app.set('trust proxy', config.trustProxy)
  const onAnswer = (answer: AnsweredExchange) => metrics.observe({ part: 'scim', ...answer })
  const serves = (name: ServedPart) => part === 'all' || part === name
  const scim = serves('scim')
    ? createScimApi({
        store,
        keyring,
        publicUrl: config.publicUrl,
        logger,
        recorder,
        rateLimit: config.rateLimit,
        onAnswer,
      })
    : undefined
  const adminApi = createAdminApi({ store, keyring, publicUrl: config.publicUrl, logger })
  const console = serves('console')
    ? await createConsole({
        publicUrl: new URL(config.publicUrl),
        findSignedIn: adminApi.findSignedIn,
        // On one port the console's loads need no second connection; a console of its own reaches the API over HTTP.
        ...(part === 'all' ? { fetchGraphql: adminApi.fetchGraphql } : {}),
      })
    : undefined
  app.use(
    fixedRouter({
      health: createHealth(store, isDraining),
      metrics: metrics.router,
      scim,
      graphql: serves('graphql') ? express.Router().use('/graphql', adminApi.handler) : undefined,
      console,
    }),
  )
  // Only what is not fixed comes as far as the addresses that directories have of their own, and then the console: its first page, and its words for
  // what does not exist.
  if (scim !== undefined) app.use(scim)
  if (console !== undefined) app.use(console)
  return app
}

interface ListenOptions {
  readonly runtime: Runtime
  readonly logger: Logger
  readonly metrics: Metrics
}

function listen(app: Express, { runtime: { config }, logger, metrics }: ListenOptions): Promise<Server> {
  const server = createHttpServer(app, {
    maxConnections: config.maxConnections,
    onDropped(count) {
      metrics.countDropped(count)
      logger.warn({ count, maxConnections: config.maxConnections }, 'connections were not accepted: there are too many')
    },
  })
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = `${config.host}:${config.port}`
      const told =
        error.code === 'EADDRINUSE'
          ? new ConfigError(
              `Port ${config.port} on ${config.host} is taken. Stop what listens there, or set PORT to another one.`,
            )
          : new ConfigError(`Cannot listen on ${where}: ${error.message}.`)
      reject(told)
    })
    server.listen(config.port, config.host, () => resolve(server))
  })
}

function announce({ config, store }: Runtime, part: ServedPart): void {
  const lines = [
    `Rollcall is ready (${store.dialect}, version ${VERSION}).`,
    part === 'all' || part === 'console' ? `  Console   ${config.publicUrl}/` : '',
    part === 'all' || part === 'scim' ? `  SCIM      ${config.publicUrl}/scim/v2` : '',
    part === 'all' || part === 'graphql' ? `  GraphQL   ${config.publicUrl}/graphql` : '',
    `  Health    ${config.publicUrl}/readyz`,
  ]
  process.stdout.write(`${lines.filter((line) => line !== '').join('\n')}\n`)
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve())
  })

/** No new connections; requests in flight get a moment to end. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const force = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await closed
  clearTimeout(force)
}
