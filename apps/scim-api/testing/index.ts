/** A SCIM server in this process for tests, here and in the packages above: a real database, a real port. Never part of what ships. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type CreateDirectoryInput,
  createDirectory,
  createTenant,
  createToken,
  Keyring,
  newId,
  type OperationContext,
  RequestRecorder,
} from '@rollcall/provisioning'
import { answerExpectations, type Clock } from '@rollcall/request-bodies'
import { type DirectoryRow, openStore, type Store } from '@rollcall/store'
import { createTestDatabase, type TestDialect } from '@rollcall/store/testing'
import express from 'express'
import pino from 'pino'
import { createScimApi, type ScimApiOptions } from '../src/index.ts'
import { ScimClient } from './scim-client.ts'

export { type AnyJson, ScimClient, type ScimRequestOptions, type ScimResponse } from './scim-client.ts'

/** One directory with a token of it. */
export interface TestDirectory {
  readonly directory: DirectoryRow
  readonly tenantSlug: string
  readonly token: string
  /** At the shared address, `/scim/v2`. */
  readonly client: ScimClient
}

export interface TestServer extends TestDirectory {
  readonly dialect: TestDialect
  readonly databaseUrl: string
  /** `http://127.0.0.1:<port>`, without a trailing slash. */
  readonly origin: string
  /** The shared SCIM base URL. */
  readonly url: string
  readonly store: Store
  /** For operations beside the wire: directories, tokens, clock at the present. */
  readonly ctx: OperationContext
  /** What was logged as an error: empty, unless the server failed in a way nobody foresaw. */
  readonly failures: readonly string[]
  /** A further directory, active unless told otherwise; of the first tenant unless `tenantSlug` names a new one. */
  addDirectory(options?: Partial<CreateDirectoryInput> & { readonly tenantSlug?: string }): Promise<TestDirectory>
  /** A client of any base below the origin. */
  clientOf(path: string, token: string): ScimClient
  close(): Promise<void>
}

/** Starts on a random port of the loopback address, over a fresh database with one tenant (`acme`), one active directory (`idp`) and one token. */
export async function startTestServer(
  dialect: TestDialect,
  options: {
    readonly preset?: CreateDirectoryInput['preset']
    /** The clock of the server; the operations beside the wire keep the present. */
    readonly now?: () => Date
    /** Where the server believes to be reached; its origin unless given. */
    readonly publicUrl?: string
    /** Requests per second of a directory, while others are served too; none unless given. */
    readonly rateLimit?: number
    /** What the deadlines of bodies are measured with. */
    readonly clock?: Clock
    /** What the process gives to all of its clients; as it ships unless given. */
    readonly bounds?: ScimApiOptions['bounds']
    /** The way to the database, where something stands in between. */
    readonly via?: (databaseUrl: string) => Promise<string>
    /** Stands between the server and its store. */
    readonly wrap?: (store: Store) => Store
  } = {},
): Promise<TestServer> {
  const database = await createTestDatabase(dialect)
  const opened = await openStore({ url: (await options.via?.(database.url)) ?? database.url })
  const store = options.wrap?.(opened) ?? opened
  const failures: string[] = []
  const ctx: OperationContext = {
    store,
    keyring: new Keyring(['a-key-for-tests-that-is-long-enough-0000']),
    actor: { type: 'system', id: 'tests', label: 'tests' },
    requestId: newId(),
    now: () => new Date(),
    newId,
  }
  const recorder = new RequestRecorder(store, ctx.keyring, (error) => failures.push(String(error)))
  const { server, origin } = await listen(ctx, recorder, failures, options)
  const clients: ScimClient[] = []
  const clientOf = (path: string, token: string): ScimClient => {
    const client = new ScimClient(`${origin}${path}`, token)
    clients.push(client)
    return client
  }
  const tenants = new Map<string, string>()
  const addDirectory: TestServer['addDirectory'] = async ({ tenantSlug = 'acme', ...input } = {}) => {
    const tenantId = tenants.get(tenantSlug) ?? (await createTenant(ctx, { slug: tenantSlug, name: tenantSlug })).id
    tenants.set(tenantSlug, tenantId)
    const slug = input.slug ?? `idp-${newId().slice(-8)}`
    const directory = await createDirectory(ctx, {
      name: `Directory ${slug}`,
      activate: true,
      ...input,
      slug,
      tenantId,
    })
    const { token } = await createToken(ctx, { tenantId, directoryId: directory.id, name: 'test' })
    return { directory, tenantSlug, token, client: clientOf('/scim/v2', token) }
  }
  const first = await addDirectory({ slug: 'idp', preset: options.preset })
  return {
    ...first,
    dialect,
    databaseUrl: database.url,
    origin,
    url: `${origin}/scim/v2`,
    store,
    ctx,
    failures,
    addDirectory,
    clientOf,
    close: async () => {
      for (const client of clients) client.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await recorder.close()
      await store.close()
      await database.drop()
    },
  }
}

async function listen(
  { store, keyring }: OperationContext,
  recorder: RequestRecorder,
  failures: string[],
  {
    now,
    publicUrl,
    rateLimit,
    clock,
    bounds,
  }: {
    readonly now?: () => Date
    readonly publicUrl?: string
    readonly rateLimit?: number
    readonly clock?: Clock
    readonly bounds?: ScimApiOptions['bounds']
  },
): Promise<{ readonly server: Server; readonly origin: string }> {
  const app = express()
  app.set('etag', false)
  app.disable('x-powered-by')
  const server = createServer(app)
  answerExpectations(server, app)
  // As the product has it: a connection that is closed while a test is busy elsewhere is no fault of the server.
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const logger = pino({ level: 'error' }, { write: (line: string) => void failures.push(line) })
  app.use(
    createScimApi({
      store,
      keyring,
      publicUrl: publicUrl ?? origin,
      logger,
      recorder,
      rateLimit,
      ...(now && { now }),
      ...(clock && { clock }),
      ...(bounds && { bounds }),
    }),
  )
  return { server, origin }
}
