import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  createApiKey,
  createDirectory,
  createResource,
  createTenant,
  createToken,
  Keyring,
  newId,
  type OperationContext,
  resourceTypesOf,
} from '@rollcall/provisioning'
import { answerExpectations, type Clock } from '@rollcall/request-bodies'
import type { Json } from '@rollcall/scim-core'
import { type AdminRole, type DirectoryRow, openStore, type Store, type TenantRow } from '@rollcall/store'
import { createTestDatabase, type TestDatabase, type TestDialect } from '@rollcall/store/testing'
import type { WorkLimits } from '../src/execution/work.ts'
import { createAdminApi } from '../src/index.ts'

export { DIALECTS } from '@rollcall/store/testing'

/** What a field answers; tests look into it. */
// biome-ignore lint/suspicious/noExplicitAny: a GraphQL answer has the shape of its query
export type Data = any

export interface GraphqlError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: { readonly code: string; readonly requestId?: string; readonly [name: string]: unknown }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly data: Data
  readonly errors: readonly GraphqlError[]
  readonly text: string
}

export interface Instance {
  readonly store: Store
  readonly database: TestDatabase
  readonly origin: string
  readonly ctx: OperationContext
  readonly logged: unknown[]
  /** Moves the instance's clock. */
  advance(ms: number): void
  /** A request with an API key, or as nobody. */
  ask(query: string, variables?: Record<string, unknown>, key?: string): Promise<Answer>
  send(body: unknown, headers: Readonly<Record<string, string>>, method?: string): Promise<Answer>
  key(role: AdminRole, tenantId?: string): Promise<string>
  close(): Promise<void>
}

/** The API behind a real HTTP server, on a database of its own. */
export async function createInstance(
  dialect: TestDialect,
  options: {
    readonly publicUrl?: string
    readonly wrap?: (store: Store) => Store
    readonly clock?: Clock
    readonly workLimits?: WorkLimits
  } = {},
): Promise<Instance> {
  const database = await createTestDatabase(dialect)
  const opened = await openStore({ url: database.url })
  const store = options.wrap?.(opened) ?? opened
  const keyring = new Keyring(['a-key-for-tests-that-is-long-enough-0000'])
  const logged: unknown[] = []
  let skew = 0
  const now = () => new Date(Date.now() + skew)
  const ctx: OperationContext = {
    store,
    keyring,
    actor: { type: 'command_line', id: 'test', label: 'the test' },
    requestId: newId(),
    now,
    newId,
  }
  let handler: ReturnType<typeof createAdminApi>['handler'] | undefined
  const listener: RequestListener = (request, response) => void handler?.(request, response)
  const server = createServer(listener)
  answerExpectations(server, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const log = (...entry: unknown[]) => void logged.push(entry)
  handler = createAdminApi({
    store,
    keyring,
    publicUrl: options.publicUrl ?? origin,
    logger: { info: log, error: log } as never,
    now,
    ...(options.clock && { clock: options.clock }),
    workLimits: options.workLimits,
  }).handler

  const send: Instance['send'] = async (body, headers, method = 'POST') => {
    const response = await fetch(`${origin}/graphql`, {
      method,
      headers,
      ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const json = text.startsWith('{') ? (JSON.parse(text) as { data?: Data; errors?: GraphqlError[] }) : {}
    return { status: response.status, headers: response.headers, data: json.data, errors: json.errors ?? [], text }
  }
  return {
    store,
    database,
    origin,
    ctx,
    logged,
    advance: (ms) => {
      skew += ms
    },
    send,
    ask: (query, variables = {}, key) =>
      send(
        { query, variables },
        {
          'content-type': 'application/json',
          ...(key === undefined ? { 'x-rollcall-csrf': '1' } : { authorization: `Bearer ${key}` }),
        },
      ),
    key: async (role, tenantId) => (await createApiKey(ctx, { name: `${role} key`, role, tenantId })).key,
    async close() {
      await closeServer(server)
      await opened.close()
      await database.drop()
    },
  }
}

const closeServer = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

/** A tenant with an active directory, made by operations. */
export async function seedTenant(
  { ctx }: Instance,
  slug: string,
  options: { readonly rolePrefix?: string } = {},
): Promise<{
  readonly tenant: TenantRow
  readonly directory: DirectoryRow
  readonly credentialId: string
  readonly token: string
}> {
  const tenant = await createTenant(ctx, { slug, name: slug.toUpperCase() })
  const directory = await createDirectory(ctx, {
    tenantId: tenant.id,
    slug: 'okta',
    name: 'Okta',
    preset: 'okta-catalogue',
    activate: true,
    ...options,
  })
  const { credential, token } = await createToken(ctx, { tenantId: tenant.id, directoryId: directory.id })
  return { tenant, directory, credentialId: credential.id, token }
}

function typed(directory: DirectoryRow, name: string) {
  const type = resourceTypesOf(directory).types.find((candidate) => candidate.name === name)
  if (type === undefined) throw new Error(name)
  return { directory, type }
}

const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group'

export async function seedUser(
  { ctx }: Instance,
  directory: DirectoryRow,
  userName: string,
  more: Record<string, Json> = {},
): Promise<string> {
  const body = {
    schemas: [USER_SCHEMA],
    userName,
    emails: [{ value: `${userName}@example.com`, primary: true }],
    ...more,
  }
  return (await createResource(ctx, typed(directory, 'User'), body)).view.row.id
}

export async function seedGroup(
  { ctx }: Instance,
  directory: DirectoryRow,
  displayName: string,
  members: readonly string[] = [],
): Promise<string> {
  const body = { schemas: [GROUP_SCHEMA], displayName, members: members.map((value) => ({ value })) }
  return (await createResource(ctx, typed(directory, 'Group'), body)).view.row.id
}

/** The error codes of an answer. */
export const codes = (answer: Answer): string[] => answer.errors.map((error) => error.extensions.code)
