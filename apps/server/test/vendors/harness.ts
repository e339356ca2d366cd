import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdminApi } from '@rollcall/admin-api'
import {
  createApiKey,
  Keyring,
  newId,
  type OperationContext,
  PolicyWorker,
  RequestRecorder,
  runPolicyTasks,
  warnOfExpiringCredentials,
} from '@rollcall/provisioning'
import { createScimApi } from '@rollcall/scim-api'
import type { AnyJson } from '@rollcall/scim-api/testing'
import { type EventRow, listEvents, openStore, type Store } from '@rollcall/store'
import { createTestDatabase, DIALECTS, type TestDialect } from '@rollcall/store/testing'
import express from 'express'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import type { Environment } from '../support.ts'
import { Admin, type AdminRole } from './admin.ts'
import { OktaApp, type OktaAppOptions } from './okta.ts'

export type { AnyJson } from '@rollcall/scim-api/testing'
export { ENTERPRISE, OktaApp, profileOf, USER } from './okta.ts'

const SECRET_KEY = 'a-key-for-tests-that-is-long-enough-0000'

/** A whole server on one port, as an admin and as Okta meet it: SCIM, GraphQL and the background work, in this process. */
export interface VendorServer {
  readonly origin: string
  readonly store: Store
  /** The environment for the `rollcall` command on the same database. */
  readonly env: Environment
  readonly ctx: OperationContext
  /** An owner of the instance. */
  readonly admin: Admin
  adminWith(role: AdminRole, tenantId?: string): Promise<Admin>
  /** An Okta app; `baseUrl` may be a path below the origin. */
  okta(options: Omit<OktaAppOptions, 'baseUrl'> & { readonly baseUrl?: string }): OktaApp
  /** Waits until the background has nothing left to do. */
  settle(): Promise<void>
  /** What the server does by itself, now and then. */
  warnOfExpiry(): Promise<unknown>
  events(tenantId: string): Promise<EventRow[]>
  /** Moves the clock of the server. */
  advance(ms: number): void
  close(): Promise<void>
}

async function start(dialect: TestDialect, publicUrl?: string): Promise<VendorServer> {
  const database = await createTestDatabase(dialect)
  const store = await openStore({ url: database.url })
  const keyring = new Keyring([SECRET_KEY])
  let skew = 0
  const now = () => new Date(Date.now() + skew)
  const ctx: OperationContext = {
    store,
    keyring,
    actor: { type: 'system', id: 'tests', label: 'tests' },
    requestId: newId(),
    now,
    newId,
  }
  const failures: string[] = []
  const logger = pino({ level: 'error' }, { write: (line: string) => void failures.push(line) })
  const recorder = new RequestRecorder(store, keyring, (error) => failures.push(String(error)))
  const worker = new PolicyWorker(ctx, (error) => failures.push(String(error)))
  const app = express()
  app.set('etag', false)
  app.disable('x-powered-by')
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const served = { store, keyring, publicUrl: publicUrl ?? origin, logger, now }
  app.use(createScimApi({ ...served, recorder }))
  app.use('/graphql', createAdminApi(served).handler)
  const adminWith = async (role: AdminRole, tenantId?: string) =>
    new Admin(origin, (await createApiKey(ctx, { name: role, role, tenantId })).key)
  const apps: OktaApp[] = []
  return {
    origin,
    store,
    env: { DATABASE_URL: database.url, ROLLCALL_SECRET_KEY: SECRET_KEY, LOG_LEVEL: 'error' },
    ctx,
    admin: await adminWith('owner'),
    adminWith,
    okta: ({ baseUrl = '/scim/v2', ...options }) => {
      const app = new OktaApp({ ...options, baseUrl: baseUrl.startsWith('/') ? `${origin}${baseUrl}` : baseUrl })
      apps.push(app)
      return app
    },
    settle: async () => {
      // A task stays open for two seconds, for the sake of other processes: here they are over at once.
      const later = { ...ctx, now: () => new Date(now().getTime() + 60_000) }
      for (let round = 0; round < 100; round += 1) if ((await runPolicyTasks(later)) === 0) return
      throw new Error('the policy tasks never end')
    },
    warnOfExpiry: () => warnOfExpiringCredentials(ctx),
    events: (tenantId) => store.read(tenantId, (db) => listEvents(db, tenantId, { limit: 10_000 })),
    advance: (ms) => {
      skew += ms
    },
    close: async () => {
      for (const app of apps) app.close()
      await stop(server)
      await worker.close()
      await recorder.close()
      await store.close()
      await database.drop()
      expect(failures).toEqual([])
    },
  }
}

const stop = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/** Runs the scenarios of a guide on each database, on a server of its own. At the end nothing may have failed unforeseen. */
export function onBothDatabases(
  title: string,
  scenarios: (shared: { readonly server: VendorServer }) => void,
  options: { readonly publicUrl?: string } = {},
): void {
  describe.each(DIALECTS)(`${title} (%s)`, { timeout: 60_000 }, (dialect) => {
    let server: VendorServer | undefined
    beforeAll(async () => {
      server = await start(dialect, options.publicUrl)
    }, 60_000)
    afterAll(async () => server?.close(), 60_000)
    scenarios({
      get server() {
        if (server === undefined) throw new Error('the server is not started yet')
        return server
      },
    })
  })
}

const exampleOf = (path: string): AnyJson =>
  JSON.parse(readFileSync(new URL(`../../../../examples/${path}.json`, import.meta.url), 'utf8'))

/** The policy that the recipe of a vendor shows. */
export const policyOf = (vendor: string): AnyJson => exampleOf(`policies/${vendor}`)

/** The schemas that it shows. */
export const schemasOf = (vendor: string): AnyJson => exampleOf(`schemas/${vendor}`)

export interface Connected {
  readonly tenantId: string
  /** As GraphQL names it. */
  readonly tenant: AnyJson
  readonly directory: AnyJson
  readonly token: string
  readonly okta: OktaApp
}

export interface ConnectOptions {
  readonly vendor?: string
  readonly app?: 'catalogue' | 'wizard'
  readonly organisations?: readonly string[]
  readonly directory?: object
  readonly policy?: AnyJson
  /** Schemas beyond the built-in ones. */
  readonly definitions?: AnyJson
}

/** What every guide begins with: a tenant, an Inactive directory, the policy of the recipe, a token, then Active. */
export async function connect(server: VendorServer, options: ConnectOptions = {}): Promise<Connected> {
  const { admin } = server
  const { app = 'catalogue', organisations = [] } = options
  const slug = `t-${newId().slice(-10)}`
  const { tenant } = await admin.mutate('createTenant', { slug, name: slug }, 'tenant { id databaseId slug }')
  for (const name of organisations) await admin.mutate('createOrganisation', { tenantId: tenant.id, name })
  const { directory } = await admin.mutate(
    'createDirectory',
    {
      tenantId: tenant.id,
      slug: 'okta',
      name: 'Okta',
      preset: app === 'wizard' ? 'OKTA_WIZARD' : 'OKTA_CATALOGUE',
      ...options.directory,
    },
    'directory { id databaseId slug status scimBaseUrl sharedScimBaseUrl }',
  )
  if (options.definitions !== undefined) {
    await admin.mutate('applyDefinitions', { directoryId: directory.id, documents: options.definitions })
  }
  const document = options.policy ?? (options.vendor === undefined ? undefined : policyOf(options.vendor))
  if (document !== undefined) await admin.mutate('applyPolicy', { tenantId: tenant.id, document }, 'policy { version }')
  const expiresAt = new Date(server.ctx.now().getTime() + 90 * 86_400_000).toISOString()
  const { token } = await admin.mutate('createToken', { directoryId: directory.id, name: 'Okta', expiresAt }, 'token')
  await admin.mutate('activateDirectory', { id: directory.id }, 'directory { status }')
  const okta = server.okta({ kind: app, authorization: `Bearer ${token}` })
  return { tenantId: tenant.databaseId, tenant, directory, token, okta }
}
