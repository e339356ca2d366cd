import { type Json, ScimError } from '@rollcall/scim-core'
import { openStore, type Store } from '@rollcall/store'
import { createTestDatabase, type TestDatabase, type TestDialect } from '@rollcall/store/testing'
import { afterAll, beforeAll, expect } from 'vitest'
import {
  applyPolicy,
  createDirectory,
  createResource,
  createTenant,
  findDirectoryById,
  Keyring,
  newId,
  type OperationContext,
  resourceTypesOf,
  type TypedSpace,
  updateDirectory,
} from '../src/index.ts'

export const SECRET = 'a secret of the instance, long enough'
export const USER_URN = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const GROUP_URN = 'urn:ietf:params:scim:schemas:core:2.0:Group'
const PATCH_URN = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

export interface TestInstance {
  readonly store: Store
  readonly ctx: OperationContext
}

/** A migrated database, and a context whose clock moves one second with each look. */
export function useInstance(dialect: TestDialect): TestInstance {
  let database: TestDatabase
  let store: Store
  let clock = Date.UTC(2026, 0, 1)
  const ctx = {
    keyring: new Keyring([SECRET]),
    actor: { type: 'system' as const, id: 'tests', label: 'Tests' },
    requestId: 'request-1',
    now: () => {
      clock += 1_000
      return new Date(clock)
    },
    newId,
    get store() {
      return store
    },
  }
  beforeAll(async () => {
    database = await createTestDatabase(dialect)
    store = await openStore({ url: database.url })
  })
  afterAll(async () => {
    await store?.close()
    await database?.drop()
  })
  return {
    ctx,
    get store() {
      return store
    },
  }
}

export interface TestDirectory {
  readonly tenantId: string
  readonly users: TypedSpace
  readonly groups: TypedSpace
}

let counter = 0

/** A new tenant with one active directory. */
export async function createSpaces(
  { ctx }: TestInstance,
  options: {
    readonly preset?: string
    readonly unresolved?: 'keep' | 'attach' | 'reject'
    readonly tenantId?: string
  } = {},
): Promise<TestDirectory> {
  const slug = `t${++counter}`
  const tenantId = options.tenantId ?? (await createTenant(ctx, { slug, name: slug })).id
  const created = await createDirectory(ctx, {
    tenantId,
    slug: `d${counter}`,
    name: 'D',
    preset: options.preset,
    activate: true,
  })
  const directory =
    options.unresolved === undefined
      ? created
      : await updateDirectory(ctx, { tenantId, id: created.id }, { unresolved_members: options.unresolved })
  const typed = (name: string): TypedSpace => {
    const type = resourceTypesOf(directory).types.find((candidate) => candidate.name === name)
    if (type === undefined) throw new Error(`no type ${name}`)
    return { directory, type }
  }
  return { tenantId, users: typed('User'), groups: typed('Group') }
}

export const userBody = (userName: string, fields: object = {}): Json =>
  ({ schemas: [USER_URN], userName, ...fields }) as Json
export const groupBody = (displayName: string, members: readonly string[] = []): Json => ({
  schemas: [GROUP_URN],
  displayName,
  members: members.map((value) => ({ value })),
})
export const patchBody = (...Operations: readonly object[]): Json => ({ schemas: [PATCH_URN], Operations }) as Json
export const addMember = (...ids: readonly string[]) => ({
  op: 'add',
  path: 'members',
  value: ids.map((value) => ({ value })),
})

export const create = async ({ ctx }: TestInstance, space: TypedSpace, body: Json) =>
  (await createResource(ctx, space, body)).view.row

/** The ScimError that `work` rejects with. */
export async function refusal(work: Promise<unknown>): Promise<ScimError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ScimError)
  return error as ScimError
}

/** The tenant's policy as given for the one directory, and the directory as it is then. */
export async function usePolicy(
  { ctx }: TestInstance,
  { tenantId, users }: TestDirectory,
  directoryPolicy: object,
  tenantPolicy: object = {},
): Promise<TestDirectory> {
  const { slug, id } = users.directory
  await applyPolicy(ctx, tenantId, { ...tenantPolicy, directories: { [slug]: directoryPolicy } } as Json)
  const directory = await findDirectoryById(ctx, id)
  const typed = (name: string): TypedSpace => {
    const type = resourceTypesOf(directory).types.find((candidate) => candidate.name === name)
    if (type === undefined) throw new Error(`no type ${name}`)
    return { directory, type }
  }
  return { tenantId, users: typed('User'), groups: typed('Group') }
}
