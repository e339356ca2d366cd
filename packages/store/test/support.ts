import { readFileSync } from 'node:fs'
import {
  compileResourceType,
  defineAttribute,
  EnterpriseUserSchema,
  findAttribute,
  GroupResourceType,
  GroupSchema,
  type IndexEntry,
  type JsonObject,
  matchesFilter,
  parseFilter,
  parsePath,
  type ResolvedFilter,
  type ResourceDocument,
  type ResourceType,
  resolveFilter,
  type SchemaDefinition,
  toIndexEntries,
  toKey,
  UserResourceType,
  UserSchema,
} from '@rollcall/scim-core'
import { afterAll, beforeAll } from 'vitest'
import {
  addToTotal,
  type Db,
  type DirectoryRow,
  INSTANCE,
  insertDirectory,
  insertResource,
  insertTenant,
  listResources,
  openStore,
  type ResourceListQuery,
  type ResourceRow,
  type ResourceSpace,
  type Store,
  type TenantRow,
  type Trx,
  writeValues,
} from '../src/index.ts'
import { createTestDatabase, type TestDatabase, type TestDialect } from '../testing/index.ts'

/** One attribute of every kind the built-in types lack: numbers, dates, simple lists, values that must be unique. */
export const DeviceSchema: SchemaDefinition = {
  id: 'urn:example:params:scim:schemas:Device',
  name: 'Device',
  description: 'A thing with a serial number',
  attributes: [
    defineAttribute({ name: 'serial', required: true, caseExact: true, uniqueness: 'server' }),
    defineAttribute({ name: 'ports', type: 'integer' }),
    defineAttribute({ name: 'weight', type: 'decimal' }),
    defineAttribute({ name: 'boughtAt', type: 'dateTime' }),
    defineAttribute({ name: 'locked', type: 'boolean' }),
    defineAttribute({ name: 'fingerprint', type: 'binary' }),
    defineAttribute({ name: 'tags', multiValued: true }),
    defineAttribute({ name: 'codes', multiValued: true, caseExact: true }),
    defineAttribute({
      name: 'owner',
      type: 'complex',
      subAttributes: [defineAttribute({ name: 'value', caseExact: true }), defineAttribute({ name: 'note' })],
    }),
    defineAttribute({
      name: 'readings',
      type: 'complex',
      multiValued: true,
      subAttributes: [
        defineAttribute({ name: 'value', type: 'integer' }),
        defineAttribute({ name: 'at', type: 'dateTime' }),
        defineAttribute({ name: 'units', multiValued: true }),
        defineAttribute({ name: 'primary', type: 'boolean' }),
      ],
    }),
  ],
}

const schemas = [UserSchema, EnterpriseUserSchema, GroupSchema, DeviceSchema]
export const User = compileResourceType(UserResourceType, schemas)
export const Group = compileResourceType(GroupResourceType, schemas)
export const Device = compileResourceType(
  {
    id: 'Device',
    name: 'Device',
    endpoint: '/Devices',
    description: '',
    schema: DeviceSchema.id,
    schemaExtensions: [],
    nameAttribute: 'serial',
    displayAttributes: ['serial'],
  },
  schemas,
)

export const AT = '2026-01-02T03:04:05.678Z'

export const readFixture = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/${path}`, import.meta.url), 'utf8')) as T

/** A migrated database of the dialect for the tests of one `describe`. */
export function useStore(dialect: TestDialect): { readonly store: Store; readonly url: string } {
  let database: TestDatabase
  let opened: Store
  beforeAll(async () => {
    database = await createTestDatabase(dialect)
    opened = await openStore({ url: database.url })
  })
  afterAll(async () => {
    await opened?.close()
    await database?.drop()
  })
  return {
    get store() {
      return opened
    },
    get url() {
      return database.url
    },
  }
}

let counter = 0
export const nextId = (prefix = 'x'): string => `${prefix}-${(++counter).toString().padStart(6, '0')}`

export function tenantRow(over: Partial<TenantRow> = {}): TenantRow {
  const id = nextId('t')
  return { id, slug: id, name: id, version: 1, created_at: AT, updated_at: AT, ...over }
}

export function directoryRow(tenantId: string, over: Partial<DirectoryRow> = {}): DirectoryRow {
  const id = nextId('d')
  return {
    tenant_id: tenantId,
    id,
    slug: id,
    name: id,
    preset: 'generic',
    status: 'active',
    organisation_id: null,
    role_prefix: null,
    role_prefix_case_exact: 0,
    unresolved_members: 'keep',
    definitions: null,
    rate_limit: null,
    policy: null,
    alias: null,
    version: 1,
    created_at: AT,
    updated_at: AT,
    ...over,
  }
}

/** A new tenant with one directory. */
export async function createSpace(store: Store): Promise<{ readonly tenantId: string; readonly directoryId: string }> {
  const tenant = tenantRow()
  const directory = directoryRow(tenant.id)
  await store.transaction(INSTANCE, async (trx) => {
    await insertTenant(trx, tenant)
    await insertDirectory(trx, directory)
  })
  return { tenantId: tenant.id, directoryId: directory.id }
}

export const keyOf = (type: ResourceType, path: string, value: unknown): string | undefined => {
  const reference = findAttribute(type, parsePath(path).attribute)
  return reference === undefined || value === undefined ? undefined : toKey(reference.attribute, value as string)
}

/** The row of a document, as an operation would write it. */
export function resourceRow(
  space: ResourceSpace,
  type: ResourceType,
  document: ResourceDocument,
  over: Partial<ResourceRow> = {},
): ResourceRow {
  const name = document[type.definition.nameAttribute]
  const active = document.active
  const id = String(document.id)
  const displayName = String(document.displayName ?? name).replaceAll('\0', '\uFFFD')
  return {
    tenant_id: space.tenantId,
    directory_id: space.directoryId,
    type: space.type,
    id,
    n: ++counter,
    name_key: keyOf(type, type.definition.nameAttribute, name) ?? '',
    name_tie: '',
    external_id: keyOf(type, 'externalId', document.externalId) ?? null,
    display_name: displayName,
    display_key: toKey(defineAttribute({ name: 'display' }), displayName) ?? '',
    active: typeof active === 'boolean' ? Number(active) : null,
    version: 1,
    doc: JSON.stringify(document),
    person_id: null,
    created_at: AT,
    updated_at: AT,
    removed_at: null,
    ...over,
  }
}

/** Writes a document with everything lists and filters look at. */
export async function insertDocument(
  trx: Trx,
  space: ResourceSpace,
  type: ResourceType,
  document: ResourceDocument,
  over: Partial<ResourceRow> = {},
): Promise<ResourceRow> {
  const row = resourceRow(space, type, document, over)
  await insertResource(trx, row)
  await writeValues(trx, space, row.id, [], toIndexEntries(type, document))
  await addToTotal(trx, space, 1)
  return row
}

const instant = (at: string) => `${at.slice(0, 23)}000000`

/** The entries of a row that are not in its document. */
export const metaEntries = (row: ResourceRow): IndexEntry[] =>
  (
    [
      ['meta', ''],
      ['meta.resourceType', row.type],
      ['meta.created', instant(row.created_at)],
      ['meta.lastModified', instant(row.updated_at)],
      ['meta.version', `W/"${row.version}"`],
    ] as const
  ).map(([path, key]) => ({ path, key, element: 0, lead: true }))

export const resolve = (type: ResourceType, filter: string): ResolvedFilter => resolveFilter(type, parseFilter(filter))

/** The rows that match in memory. */
export const matchingIds = (
  type: ResourceType,
  filter: ResolvedFilter,
  rows: readonly ResourceRow[],
  extra: (row: ResourceRow) => readonly IndexEntry[] = () => [],
): string[] =>
  rows
    .filter((row) =>
      matchesFilter(type, filter, JSON.parse(row.doc) as JsonObject, [...metaEntries(row), ...extra(row)]),
    )
    .map((row) => row.id)

export const EVERYTHING: ResourceListQuery = {
  filter: undefined,
  sortBy: undefined,
  descending: false,
  offset: 0,
  limit: 1_000,
}

/** The rows that match in the database. */
export async function listedIds(
  db: Db,
  space: ResourceSpace,
  type: ResourceType,
  query: Partial<ResourceListQuery>,
): Promise<string[]> {
  const list = await listResources(db, space, type, { ...EVERYTHING, ...query })
  return list.rows.map((row) => row.id)
}
