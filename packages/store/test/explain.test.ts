import { acceptCreate, findAttribute, parsePath } from '@rollcall/scim-core'
import BetterSqlite3 from 'better-sqlite3'
import { type CompiledQuery, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  addMembers,
  countMembersUpTo,
  findPersonsBy,
  INSTANCE,
  listGroupsOf,
  listMembers,
  listResourceKeys,
  listResources,
  type ResourceListQuery,
  type ResourceSpace,
  readMemberIds,
  writeGroupsOf,
  writeMembers,
  writeMembersOf,
  writeResourcesOf,
} from '../src/index.ts'
import { DIALECTS } from '../testing/index.ts'
import { statementsOf } from './statements.ts'
import { createSpace, EVERYTHING, Group, insertDocument, resolve, User, useStore } from './support.ts'

const USERS = 3_000
const at = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString()

interface HotQuery {
  readonly what: string
  readonly filter?: string
  readonly sortBy?: string
  /** The index, and on SQLite the columns it is entered by: entering by directory and type alone is a walk of the whole directory. */
  readonly sqlite: readonly string[]
  readonly postgres: readonly string[]
  /** Matches are sorted after they were found; never the whole directory. */
  readonly sorts?: true
  readonly small?: true
}

const DIRECTORY = 'tenant_id=? AND directory_id=? AND type=?'
const BY_ID = 'SEARCH r USING INDEX sqlite_autoindex_scim_resource_1 (tenant_id=? AND id=?)'
const VALUE = `USING PRIMARY KEY (${DIRECTORY} AND path=? AND value_key=?)`

/** Of a resource that was found already. */
const INDEX_ROW = `SEARCH x USING INDEX sqlite_autoindex_scim_index_1 (${DIRECTORY} AND resource_id=?)`

const hot: readonly HotQuery[] = [
  {
    what: 'the first page',
    sqlite: [`SEARCH r USING INDEX scim_resource_n_idx (${DIRECTORY})`],
    postgres: ['scim_resource_n_idx'],
  },
  { what: 'a look-up by id', filter: 'id eq "id1500"', sqlite: [BY_ID], postgres: ['scim_resource_pkey'] },
  {
    what: 'a look-up by userName',
    filter: 'userName eq "user1500"',
    sqlite: [`scim_resource_name_key (${DIRECTORY} AND name_key=?)`],
    postgres: ['scim_resource_name_key'],
    sorts: true,
  },
  {
    what: 'a look-up by externalId',
    filter: 'externalId eq "ext1500"',
    sqlite: [`scim_resource_external_id_key (${DIRECTORY} AND external_id=?)`],
    postgres: ['scim_resource_external_id_key'],
  },
  {
    what: 'a look-up by displayName',
    filter: 'displayName eq "user 1500"',
    sqlite: [BY_ID, `SEARCH v ${VALUE}`],
    postgres: ['scim_value_pkey', 'scim_resource_pkey'],
    sorts: true,
  },
  {
    what: 'a look-up by emails.value',
    filter: 'emails.value eq "user1500@example.com"',
    sqlite: [BY_ID, `SEARCH v ${VALUE}`],
    postgres: ['scim_value_pkey', 'scim_resource_pkey'],
    sorts: true,
  },
  {
    what: 'a look-up by a value path, as Entra does it',
    filter: 'emails[type eq "work"].value eq "user1500@example.com"',
    sqlite: [BY_ID, `SEARCH u ${VALUE}`, INDEX_ROW],
    postgres: ['scim_value_pkey', 'scim_resource_pkey', 'scim_index_pkey'],
    sorts: true,
  },
  {
    what: 'a look-up by either of two attributes',
    filter: 'userName eq "user1500" or emails.value eq "user1500@example.com"',
    sqlite: [BY_ID, `scim_resource_name_key (${DIRECTORY} AND name_key=?)`, `SEARCH v ${VALUE}`],
    postgres: [],
    sorts: true,
  },
  {
    what: 'a look-up with a further condition',
    filter: 'emails.value eq "user1500@example.com" and not (title pr) and active eq true',
    sqlite: [BY_ID, `SEARCH v ${VALUE}`, INDEX_ROW],
    postgres: ['scim_value_pkey'],
    sorts: true,
  },
  {
    what: 'a look-up by name with a condition on what nobody is looked up by',
    filter: 'userName eq "user1500" and title eq "engineer"',
    sqlite: [`scim_resource_name_key (${DIRECTORY} AND name_key=?)`, INDEX_ROW],
    postgres: ['scim_resource_name_key', 'scim_index_pkey'],
    sorts: true,
  },
  {
    what: 'the inactive ones',
    filter: 'active eq false',
    sqlite: [`scim_resource_active_idx (${DIRECTORY} AND active=?)`],
    postgres: ['scim_resource'],
  },
  {
    what: 'the ones changed lately',
    filter: `meta.lastModified gt "${at(USERS - 10)}"`,
    sqlite: [`scim_resource_updated_at_idx (${DIRECTORY} AND updated_at>?)`],
    postgres: ['scim_resource_updated_at_idx'],
    sorts: true,
  },
  {
    what: 'the members of a group',
    filter: 'groups.value eq "group7"',
    sqlite: [BY_ID, 'SEARCH s USING PRIMARY KEY (tenant_id=? AND group_id=?)'],
    postgres: ['scim_member'],
    sorts: true,
    small: true,
  },
  {
    what: 'the first page by userName',
    sortBy: 'userName',
    sqlite: [`scim_resource_name_key (${DIRECTORY})`],
    postgres: ['scim_resource_name_key'],
  },
]

const shape = {
  parts: ['value', '$ref', 'display', 'type'],
  references: [{ type: 'User', base: 'https://x/Users/' }],
} as const

/** Intermediate results, not tables. */
const isTableScan = (line: string) =>
  /^SCAN (?!h\b|held\b|m\b|l\b|e VIRTUAL TABLE|json_each|related\b|counted\b|run\b)/.test(line)

describe.each(DIALECTS)('the plan on %s', (dialect) => {
  const context = useStore(dialect)
  let users: ResourceSpace

  beforeAll(async () => {
    const { tenantId, directoryId } = await createSpace(context.store)
    users = { tenantId, directoryId, type: 'User' }
    const groups = { tenantId, directoryId, type: 'Group' }
    await context.store.transaction(tenantId, async (trx) => {
      for (let index = 0; index < USERS; index += 1) {
        const { document } = acceptCreate(User, {
          schemas: [User.schema.id],
          userName: `user${index}`,
          externalId: `ext${index}`,
          displayName: `User ${index}`,
          active: index % 10 > 0,
          emails: [{ value: `user${index}@example.com`, type: 'work', primary: true }],
        })
        await insertDocument(trx, users, User, { ...document, id: `id${index}` }, { updated_at: at(index) })
      }
      for (let index = 0; index < 30; index += 1) {
        const id = `group${index}`
        await insertDocument(trx, groups, Group, { schemas: [Group.schema.id], id, displayName: id })
        await addMembers(
          trx,
          tenantId,
          id,
          Array.from({ length: 100 }, (_, member) => `id${index * 100 + member}`),
        )
      }
    })
    if (dialect === 'postgres') await context.store.transaction(INSTANCE, (trx) => sql`analyze`.execute(trx))
  }, 60_000)

  /** `small`: at this size PostgreSQL rightly reads a page or two whole; then the question is what it does when that is dear. */
  async function planOf(statement: CompiledQuery, small = false): Promise<string[]> {
    if (dialect === 'sqlite') {
      const handle = new BetterSqlite3(context.url.slice('sqlite:'.length), { readonly: true })
      const rows = handle.prepare(`explain query plan ${statement.sql}`).all(...statement.parameters)
      handle.close()
      return (rows as { detail: string }[]).map((row) => row.detail)
    }
    const plan = await context.store.read(users.tenantId, async (db) => {
      if (small) await sql`set local enable_seqscan = off`.execute(db)
      return db.executeQuery<Record<string, string>>({ ...statement, sql: `explain (costs off) ${statement.sql}` })
    })
    return plan.rows.map((row) => (row['QUERY PLAN'] ?? '').trim())
  }

  test.each(hot)('of $what walks no table', async ({ filter, sortBy, sorts, small, ...expected }) => {
    const query: ResourceListQuery = {
      ...EVERYTHING,
      limit: 10,
      filter: filter === undefined ? undefined : resolve(User, filter),
      sortBy: sortBy === undefined ? undefined : findAttribute(User, parsePath(sortBy).attribute),
    }
    const statements = await context.store.read(users.tenantId, (db) =>
      statementsOf(db, (spied) => listResources(spied, users, User, query)),
    )
    const plans = await Promise.all(statements.map((statement) => planOf(statement, small)))
    const [first = []] = plans
    for (const fragment of expected[dialect]) expect(first.join('\n')).toContain(fragment)
    for (const lines of plans) {
      expect(lines.filter(isTableScan)).toEqual([])
      expect(lines.filter((line) => /Seq Scan on scim_(resource|value|member|index)\b/.test(line))).toEqual([])
    }
    if (dialect === 'sqlite' && sorts === undefined) expect(first).not.toContain('USE TEMP B-TREE FOR ORDER BY')
  })

  test.each([
    ['externalId', { externalId: 'ext1500' }, 'scim_resource_external_id_key'],
    ['userName', { nameKey: 'user1500' }, 'scim_resource_name_key'],
    ['e-mail address', { path: 'emails.value', valueKeys: ['user1500@example.com'] }, 'path=? AND value_key=?'],
  ] as const)('of a search for a person by %s in other directories walks no table', async (_, by, sqlite) => {
    const { tenantId, directoryId, type } = users
    const scope = { tenantId, type, directoryIds: [directoryId, 'another'] }
    const statements = await context.store.read(tenantId, (db) =>
      statementsOf(db, (spied) => findPersonsBy(spied, scope, by)),
    )
    const lines = (await Promise.all(statements.map((statement) => planOf(statement)))).flat()
    if (dialect === 'sqlite') {
      for (const fragment of [sqlite, 'link_request_resource_id_key']) expect(lines.join('\n')).toContain(fragment)
    }
    expect(lines.filter(isTableScan)).toEqual([])
    expect(lines.filter((line) => /Seq Scan on scim_(resource|value)\b/.test(line))).toEqual([])
  })

  test.each([0, 1_000, 2_900])('of the ids of a page at %i walks one index in order', async (offset) => {
    const statements = await context.store.read(users.tenantId, (db) =>
      statementsOf(db, (spied) => listResourceKeys(spied, users, User, { ...EVERYTHING, offset, limit: 10 })),
    )
    const page = statements.find((statement) => statement.sql.includes('order by'))
    const lines = await planOf(page as CompiledQuery)
    expect(lines.join('\n')).toContain(
      dialect === 'sqlite' ? `scim_resource_n_idx (${DIRECTORY})` : 'scim_resource_n_idx',
    )
    expect(lines.filter((line) => /TEMP B-TREE|Sort/.test(line))).toEqual([])
  })

  test('of a page of groups of users, and of members, starts from the page', async () => {
    const statements = await context.store.read(users.tenantId, (db) =>
      statementsOf(db, async (spied) => {
        expect(await listGroupsOf(spied, users.tenantId, ['id1', 'id250'])).toHaveLength(2)
        expect(await listMembers(spied, users.tenantId, ['group3'])).toHaveLength(100)
        expect(await writeMembersOf(spied, users.tenantId, ['group3'], shape, 100)).toHaveLength(1)
        expect(await writeGroupsOf(spied, users.tenantId, ['id1', 'id250'], shape)).toHaveLength(2)
        const ids = (await readMemberIds(spied, users.tenantId, 'group3')).split('\n')
        expect(ids).toHaveLength(100)
        expect(JSON.parse(`[${await writeMembers(spied, users.tenantId, ids, shape)}]`)).toHaveLength(100)
        const [ofUsers, ofGroups] = [
          { groups: shape, members: undefined },
          { groups: undefined, members: shape },
        ]
        const { directoryId } = users
        const { keys } = await listResourceKeys(spied, users, User, { ...EVERYTHING, offset: 700, limit: 3 })
        const run = { directoryId, n: keys[0]?.n ?? 0 }
        for (const [type, relations, chosen] of [
          [User, ofUsers, { ids: ['id1', 'id250'] }],
          [User, ofUsers, { ids: keys.map(({ id }) => id), run }],
          [Group, ofGroups, { ids: ['group3'] }],
        ] as const) {
          const whole = { location: 'https://x/', ...relations }
          const text = await writeResourcesOf(spied, users.tenantId, type, chosen, whole, 100)
          const written = JSON.parse(`[${Buffer.from(text as string)}]`)
          expect(written.map(({ id }: { id: string }) => id)).toEqual(chosen.ids)
        }
        expect(await countMembersUpTo(spied, users.tenantId, ['group3', 'none'], 50)).toEqual(
          new Map([
            ['group3', 50],
            ['none', 0],
          ]),
        )
      }),
    )
    for (const statement of statements) {
      const lines = await planOf(statement, true)
      expect(lines.filter(isTableScan)).toEqual([])
      // Entered by the tenant alone, an index is walked from end to end.
      expect(
        lines.filter((line) => line.includes('(tenant_id=?)') || /Seq Scan on scim_resource\b/.test(line)),
      ).toEqual([])
    }
  })
})
