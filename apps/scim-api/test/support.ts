import { readFileSync } from 'node:fs'
import { DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { type AnyJson, type ScimClient, type ScimResponse, startTestServer, type TestServer } from '../testing/index.ts'

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const SEARCH = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'
export const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** A server that the tests of a `describe` share; started before them, stopped after them. */
export interface Shared {
  readonly server: TestServer
  readonly client: ScimClient
}

type Options = Parameters<typeof startTestServer>[1] & { readonly timeoutMs?: number }

/** Runs the tests over HTTP on each database. At the end nothing may have failed in a way the server did not foresee. */
export function onEachDatabase(title: string, tests: (shared: Shared) => void, options?: Options): void {
  // A busy machine is no fault of the server; what must be quick says so in its own test.
  describe.each(DIALECTS)(`${title} (%s)`, { timeout: options?.timeoutMs ?? 30_000 }, (dialect) => {
    let server: TestServer | undefined
    const running = (): TestServer => {
      if (server === undefined) throw new Error('the server is not started yet')
      return server
    }
    beforeAll(async () => {
      server = await startTestServer(dialect, options)
    }, 60_000)
    afterAll(async () => {
      const failures = server?.failures ?? []
      await server?.close()
      expect(failures).toEqual([])
    }, 60_000)
    tests({
      get server() {
        return running()
      },
      get client() {
        return running().client
      },
    })
  })
}

let counter = 0

/** A name that no other test uses. */
export const unique = (prefix = 'user'): string => {
  counter += 1
  return `${prefix}-${process.pid}-${counter}@example.com`
}

export const userBody = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  schemas: [USER],
  userName: unique(),
  ...more,
})

export const groupBody = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  schemas: [GROUP],
  displayName: unique('group'),
  ...more,
})

/** Creates and returns the resource as answered. */
export async function create(client: ScimClient, endpoint: string, body: unknown): Promise<AnyJson> {
  const created = await client.post(endpoint, body)
  expect(created.status, created.text.slice(0, 300)).toBe(201)
  return created.json
}

export const createUser = (client: ScimClient, more: Record<string, unknown> = {}): Promise<AnyJson> =>
  create(client, '/Users', userBody(more))

export const createGroup = (client: ScimClient, more: Record<string, unknown> = {}): Promise<AnyJson> =>
  create(client, '/Groups', groupBody(more))

export const read = async (client: ScimClient, endpoint: string, { id }: { id: string }): Promise<AnyJson> => {
  const answer = await client.get(`${endpoint}/${id}`)
  expect(answer.status, answer.text.slice(0, 300)).toBe(200)
  return answer.json
}

/** The ids of a group's members, sorted. */
export const memberIds = async (client: ScimClient, group: { id: string }): Promise<string[]> =>
  ((await read(client, '/Groups', group)).members ?? []).map((member: AnyJson) => member.value).sort()

export const ids = (...resources: readonly { id: string }[]): string[] => resources.map(({ id }) => id).sort()

/** Status, and scimType where one is named; several, separated by `|`, where the RFC leaves the choice. */
export function expectError(answer: ScimResponse, status: number, scimType?: string): void {
  expect(answer.status, answer.text.slice(0, 300)).toBe(status)
  if (scimType !== undefined) expect(scimType.split('|'), answer.text.slice(0, 300)).toContain(answer.json.scimType)
}

export const total = async (client: ScimClient, endpoint = '/Users'): Promise<number> =>
  (await client.get(`${endpoint}?count=0`)).json.totalResults

/** The userNames (or displayNames) of the matches, sorted. */
export async function names(client: ScimClient, endpoint: string, filter: string): Promise<string[]> {
  const answer = await client.find(endpoint, filter)
  expect(answer.status, answer.text.slice(0, 300)).toBe(200)
  expect(answer.json.totalResults).toBe(answer.json.Resources.length)
  return answer.json.Resources.map((each: AnyJson) => (endpoint === '/Users' ? each.userName : each.displayName)).sort()
}

/** A file of the fixtures that all packages share. */
export const fixture = (path: string): AnyJson =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), 'utf8'))
