import { type CompiledQuery, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  addMembers,
  addToTotal,
  closeMemberships,
  type Db,
  findPersonKey,
  findRemovedPersonId,
  findResource,
  findResourceByName,
  forgetOtherUnresolvedMembers,
  forgetUnresolvedMembers,
  getCredential,
  getDirectory,
  getTotal,
  hasMoreMembersThan,
  INSTANCE,
  insertAuditEvent,
  insertCredential,
  insertDirectory,
  insertEvent,
  insertHistory,
  insertPerson,
  insertTenant,
  keepUnresolvedMembers,
  listAuditEvents,
  listCredentials,
  listDirectGroupIds,
  listDirectories,
  listEvents,
  listGroupsAwaiting,
  listGroupsOf,
  listHistory,
  listLiveIds,
  listMembers,
  listResources,
  listResourcesById,
  listUnresolvedMembers,
  NotFoundError,
  openMemberships,
  type ReadOptions,
  removeMembers,
  removeOtherMembers,
  StaleVersionError,
  type Store,
  type Trx,
  updateCredential,
  updateDirectory,
  updateResource,
  writeUniqueValues,
  writeValues,
} from '../src/index.ts'
import { writePendingTotals } from '../src/resources/total.repository.ts'
import { DIALECTS } from '../testing/index.ts'
import { noting } from './statements.ts'
import { AT, directoryRow, EVERYTHING, Group, insertDocument, resolve, tenantRow, User, useStore } from './support.ts'

const BOTH = ['alpha', 'beta']
const READINGS: readonly ReadOptions[] = [{}, { inTurns: true }]
const space = (tenantId: string, type = 'User') => ({ tenantId, directoryId: 'dir', type })

/** The same ids, slugs, names and external ids in each tenant; only secrets and the tenant's own slug differ. */
async function fill(trx: Trx, tenantId: string): Promise<void> {
  await insertTenant(trx, tenantRow({ id: tenantId, slug: tenantId }))
  await insertDirectory(trx, directoryRow(tenantId, { id: 'dir', slug: 'okta', name: `of ${tenantId}` }))
  await insertCredential(trx, {
    tenant_id: tenantId,
    id: 'cred',
    directory_id: 'dir',
    kind: 'bearer',
    name: tenantId,
    username: null,
    secret_hash: `hash of ${tenantId}`,
    last_four: 'abcd',
    created_at: AT,
    expires_at: null,
    revoked_at: null,
    last_used_at: null,
  })
  await insertPerson(trx, { tenantId, id: 'person', wrappedKey: Buffer.from(tenantId), createdAt: AT })
  const user = { schemas: [User.schema.id], id: 'user', userName: 'ann', externalId: 'x', displayName: tenantId }
  await insertDocument(trx, space(tenantId), User, user, { person_id: 'person' })
  await insertDocument(
    trx,
    space(tenantId),
    User,
    { ...user, id: 'gone' },
    { person_id: 'person', removed_at: AT, name_tie: 'gone' },
  )
  await insertDocument(trx, space(tenantId, 'Group'), Group, {
    schemas: [Group.schema.id],
    id: 'group',
    displayName: tenantId,
  })
  await addMembers(trx, tenantId, 'group', ['user'])
  await keepUnresolvedMembers(trx, { tenantId, directoryId: 'dir', groupId: 'group' }, ['ghost'], AT)
  await openMemberships(trx, { tenantId, groupId: 'group' }, ['user'], { version: 1, at: AT })
  await writeUniqueValues(trx, space(tenantId), 'user', [], [{ path: 'badge', key: '1' }])
  await insertHistory(trx, {
    tenant_id: tenantId,
    resource_id: 'user',
    version: 1,
    directory_id: 'dir',
    operation: 'created',
    actor_type: 'system',
    actor_id: 'a',
    request_id: 'r',
    occurred_at: AT,
    person_id: 'person',
    doc: Buffer.from(tenantId),
  })
  await insertAuditEvent(trx, {
    tenant_id: tenantId,
    id: 'audit',
    occurred_at: AT,
    actor_type: 'system',
    actor_id: 'a',
    actor_label: tenantId,
    action: 'user.created',
    target_type: 'User',
    target_id: 'user',
    target_version: 1,
    directory_id: 'dir',
    person_id: 'person',
    request_id: 'r',
    changed: '[]',
    data: null,
    digest: 'd',
  })
  await insertEvent(trx, {
    tenant_id: tenantId,
    id: 'event',
    type: 'user.created',
    directory_id: 'dir',
    resource_type: 'User',
    resource_id: 'user',
    person_id: 'person',
    version: 1,
    changed: '[]',
    request_id: 'r',
    occurred_at: AT,
  })
}

/** Every table with a tenant, with all its rows as text. */
async function snapshot(store: Store, tenantId: string): Promise<Record<string, string[]>> {
  return store.read(INSTANCE, async (db) => {
    const found: Record<string, string[]> = {}
    for (const table of await db.introspection.getTables()) {
      const key = table.name === 'tenant' ? 'id' : 'tenant_id'
      if (!table.columns.some((column) => column.name === key)) continue
      const { rows } =
        await sql<object>`select * from ${sql.table(table.name)} where ${sql.ref(key)} = ${tenantId}`.execute(db)
      found[table.name] = rows.map((row) => JSON.stringify(row)).sort()
    }
    return found
  })
}

type Call = (db: Db, tenantId: string) => Promise<unknown>

/** What each reading function finds of a tenant; beside it, what it finds when it finds nothing. */
const reads: Readonly<Record<string, readonly [call: Call, nothing: unknown]>> = {
  getDirectory: [(db, t) => getDirectory(db, t, 'dir'), NotFoundError],
  listDirectories: [(db, t) => listDirectories(db, t), []],
  getCredential: [(db, t) => getCredential(db, t, 'cred'), NotFoundError],
  listCredentials: [(db, t) => listCredentials(db, t, 'dir'), []],
  findPersonKey: [(db, t) => findPersonKey(db, t, 'person'), undefined],
  findResource: [(db, t) => findResource(db, space(t), 'user'), undefined],
  findResourceByName: [(db, t) => findResourceByName(db, space(t), 'ann'), undefined],
  findRemovedPersonId: [(db, t) => findRemovedPersonId(db, space(t), 'x'), undefined],
  listResourcesById: [(db, t) => listResourcesById(db, t, ['user', 'group']), []],
  listResources: [async (db, t) => (await listResources(db, space(t), User, EVERYTHING)).rows, []],
  filteredByValue: [
    async (db, t) =>
      (
        await listResources(db, space(t), User, {
          ...EVERYTHING,
          filter: resolve(User, `displayName sw "a" or displayName sw "b"`),
        })
      ).rows,
    [],
  ],
  filteredByGroup: [
    async (db, t) =>
      (await listResources(db, space(t), User, { ...EVERYTHING, filter: resolve(User, 'groups.value eq "group"') }))
        .rows,
    [],
  ],
  getTotal: [(db, t) => getTotal(db, space(t)), 0],
  listLiveIds: [(db, t) => listLiveIds(db, t, 'dir', ['user']), []],
  listMembers: [(db, t) => listMembers(db, t, ['group']), []],
  listGroupsOf: [(db, t) => listGroupsOf(db, t, ['user']), []],
  listDirectGroupIds: [(db, t) => listDirectGroupIds(db, t, ['user']), []],
  hasMoreMembersThan: [(db, t) => hasMoreMembersThan(db, t, 'group', 0), false],
  listUnresolvedMembers: [(db, t) => listUnresolvedMembers(db, t, 'group'), []],
  listGroupsAwaiting: [(db, t) => listGroupsAwaiting(db, t, 'dir', 'ghost'), []],
  listHistory: [(db, t) => listHistory(db, t, 'user', 10), []],
  listAuditEvents: [(db, t) => listAuditEvents(db, t, { limit: 10 }), []],
  listEvents: [(db, t) => listEvents(db, t, { limit: 10 }), []],
}

const writes: Readonly<Record<string, Call>> = {
  updateDirectory: async (db, t) =>
    updateDirectory(db, directoryRow(t, { id: 'dir', slug: 'okta' }), { name: 'changed' }, AT),
  updateCredential: (db, t) => updateCredential(db, t, 'cred', { revoked_at: AT }),
  updateResource: (db, t) => updateResource(db, space(t), 'user', 1, { version: 2, updated_at: AT, doc: '{}' }),
  addToTotal: async (db, t) => {
    await addToTotal(db, space(t), 1)
    await writePendingTotals(db)
  },
  writeValues: (db, t) =>
    writeValues(db, space(t), 'user', [{ path: 'displayName', element: 0, key: t, lead: true }], []),
  writeUniqueValues: (db, t) => writeUniqueValues(db, space(t), 'user', [{ path: 'badge', key: '1' }], []),
  addMembers: (db, t) => addMembers(db, t, 'group', ['other']),
  removeMembers: (db, t) => removeMembers(db, t, 'group', ['user']),
  removeOtherMembers: (db, t) => removeOtherMembers(db, t, 'group', []),
  keepUnresolvedMembers: (db, t) =>
    keepUnresolvedMembers(db, { tenantId: t, directoryId: 'dir', groupId: 'group' }, ['other'], AT),
  forgetOtherUnresolvedMembers: (db, t) => forgetOtherUnresolvedMembers(db, t, 'group', []),
  forgetUnresolvedMembers: (db, t) => forgetUnresolvedMembers(db, t, 'group', ['value']),
  openMemberships: (db, t) => openMemberships(db, { tenantId: t, groupId: 'group' }, ['other'], { version: 2, at: AT }),
  closeMemberships: (db, t) =>
    closeMemberships(db, { tenantId: t, groupId: 'group' }, ['user'], { version: 2, at: AT }),
}

describe.each(DIALECTS)('two tenants with the same ids and names on %s', (dialect) => {
  const context = useStore(dialect)

  beforeAll(async () => {
    for (const tenantId of BOTH) await context.store.transaction(tenantId, (trx) => fill(trx, tenantId))
  })

  test.each(Object.entries(reads))('%s finds its own tenant’s rows only', async (_, [call, nothing]) => {
    for (const [tenantId, options] of BOTH.flatMap((id) => READINGS.map((each) => [id, each] as const))) {
      const found = await context.store.read(tenantId, (db) => call(db, tenantId), options)
      expect(found).not.toEqual(nothing)
      for (const row of Array.isArray(found) ? found : [found]) {
        if (typeof row === 'object' && row !== null && 'tenant_id' in row) expect(row.tenant_id).toBe(tenantId)
        if (Buffer.isBuffer(row)) expect(row.toString()).toBe(tenantId)
      }
    }
    const elsewhere = context.store.read('gamma', (db) => call(db, 'gamma'))
    if (nothing === NotFoundError) await expect(elsewhere).rejects.toBeInstanceOf(NotFoundError)
    else expect(await elsewhere).toEqual(nothing)
  })

  test.each(Object.entries(writes))('%s leaves the other tenant as it was', async (_, call) => {
    const before = await snapshot(context.store, 'beta')
    await context.store
      .transaction('alpha', async (trx) => {
        await call(trx, 'alpha')
        throw new Error('undo')
      })
      .catch((error: unknown) => {
        if (!(error instanceof StaleVersionError)) expect((error as Error).message).toBe('undo')
      })
    await context.store.transaction('alpha', (trx) => call(trx, 'alpha'))
    expect(await snapshot(context.store, 'beta')).toEqual(before)
  })

  test.each(Object.entries({ ...reads, ...writes }))(
    '%s names the tenant for every table it touches',
    async (_, call) => {
      const run = typeof call === 'function' ? call : call[0]
      const tables = Object.keys(await snapshot(context.store, 'alpha')).filter((name) => name !== 'tenant')
      const touched = new RegExp(`\\b(?:from|join|into|update)\\s+"?(?:${tables.join('|')})\\b"?`, 'gi')
      const statements: CompiledQuery[] = []
      await context.store
        .transaction('alpha', async (trx) => {
          await run(noting(trx, statements), 'alpha')
          throw new Error('undo')
        })
        // What the tests before left may refuse it; it was sent all the same.
        .catch(() => undefined)
      expect(statements.length).toBeGreaterThan(0)
      for (const { sql: text } of statements) {
        const named = text.match(/\btenant_id\b/gi)?.length ?? 0
        expect(named, text).toBeGreaterThanOrEqual(text.match(touched)?.length ?? 0)
      }
    },
  )

  if (dialect === 'sqlite') return

  test.each(Object.entries(reads))(
    '%s finds nothing of a tenant whose scope it is not in',
    async (_, [call, nothing]) => {
      for (const options of READINGS) {
        const elsewhere = context.store.read('alpha', (db) => call(db, 'beta'), options)
        if (nothing === NotFoundError) await expect(elsewhere).rejects.toBeInstanceOf(NotFoundError)
        else expect(await elsewhere).toEqual(nothing)
      }
    },
  )

  test.each(Object.entries(writes))('%s changes nothing of a tenant whose scope it is not in', async (_, call) => {
    const before = await snapshot(context.store, 'beta')
    // Updates and deletions find no row; insertions are refused.
    await context.store
      .transaction('alpha', (trx) => call(trx, 'beta'))
      .catch((error: unknown) => {
        if (!(error instanceof StaleVersionError)) expect((error as Error).message).toMatch(/row-level security/)
      })
    expect(await snapshot(context.store, 'beta')).toEqual(before)
  })

  test('SQL without any condition sees the rows of its scope, and none without a scope', async () => {
    const filled = Object.entries(await snapshot(context.store, 'beta')).filter(([, rows]) => rows.length > 0)
    expect(filled.length).toBeGreaterThan(12)
    for (const [table] of filled) {
      const key = table === 'tenant' ? 'id' : 'tenant_id'
      const tenantsIn = (scope: string, options: ReadOptions) =>
        context.store.read(
          scope,
          async (db) => {
            const select = sql<{ tenant: string }>`
              select distinct ${sql.ref(key)} as tenant from ${sql.table(table)} order by 1`
            // The scope holds for a second turn as well.
            await select.execute(db)
            return (await select.execute(db)).rows.map((row) => row.tenant)
          },
          options,
        )
      for (const options of READINGS) {
        expect(await tenantsIn('beta', options), table).toEqual(['beta'])
        expect(await tenantsIn(INSTANCE, options), table).toContain('beta')
        for (const scope of ['', 'nobody', "x' or true --"]) expect(await tenantsIn(scope, options), table).toEqual([])
      }
      await context.store.transaction('gamma', async (trx) => {
        await sql`update ${sql.table(table)} set ${sql.ref(key)} = ${sql.ref(key)}`.execute(trx)
        expect((await sql`delete from ${sql.table(table)}`.execute(trx)).numAffectedRows).toBe(0n)
      })
    }
  })

  test('a row of another tenant cannot be made from within a scope', async () => {
    const work = context.store.transaction('alpha', (trx) => insertTenant(trx, tenantRow()))
    await expect(work).rejects.toThrow(/row-level security/)
  })
})
