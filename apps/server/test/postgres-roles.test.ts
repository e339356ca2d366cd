import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createDirectory,
  createTenant,
  createToken,
  Keyring,
  newId,
  type OperationContext,
} from '@rollcall/provisioning'
import { ScimClient } from '@rollcall/scim-api/testing'
import { openStore } from '@rollcall/store'
import { createDatabaseWithRoles, type DatabaseWithRoles, DIALECTS } from '@rollcall/store/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Environment, expectOneLine, freePort, rollcall, rollcallJson, startServer } from './support.ts'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'

interface Made {
  readonly tenantId: string
  readonly token: string
}

describe.runIf(DIALECTS.includes('postgres'))('PostgreSQL with a role that owns nothing', () => {
  let database: DatabaseWithRoles
  let env: Environment
  let made: readonly Made[]

  beforeAll(async () => {
    database = await createDatabaseWithRoles()
    env = {
      DATABASE_URL: database.appUrl,
      DATABASE_MIGRATION_URL: database.ownerUrl,
      ROLLCALL_SECRET_KEY: 'a-key-for-tests-that-is-long-enough-0000',
      LOG_LEVEL: 'error',
    }
    expect(await rollcall(env, 'migrate')).toMatchObject({ code: 0, stderr: '' })
    const store = await openStore({ url: database.appUrl, migrate: false })
    const ctx: OperationContext = {
      store,
      keyring: new Keyring([env.ROLLCALL_SECRET_KEY ?? '']),
      actor: { type: 'system', id: 'tests', label: 'tests' },
      requestId: newId(),
      now: () => new Date(),
      newId,
    }
    const all: Made[] = []
    for (const slug of ['acme', 'globex']) {
      const { id: tenantId } = await createTenant(ctx, { slug, name: slug })
      const directory = { tenantId, slug: 'okta', name: 'Okta', preset: 'okta-catalogue', activate: true } as const
      const { id: directoryId } = await createDirectory(ctx, directory)
      all.push({ tenantId, token: (await createToken(ctx, { tenantId, directoryId })).token })
    }
    made = all
    await store.close()
  }, 120_000)
  afterAll(async () => {
    await database?.drop()
  })

  test('serves everything', async () => {
    // Only what the server itself needs: a process that serves need not be able to migrate.
    const { DATABASE_MIGRATION_URL: _, ...serving } = env
    const server = await startServer(serving)
    try {
      for (const { token } of made) {
        const client = new ScimClient(`${server.origin}/scim/v2`, token)
        try {
          const { json: user } = await client.post('/Users', { schemas: [USER], userName: 'ann', active: true })
          const members = [{ value: user.id }]
          const { json: group } = await client.post('/Groups', { schemas: [GROUP], displayName: 'G', members })
          expect(
            (await client.change(`/Users/${user.id}`, { op: 'replace', path: 'active', value: false })).status,
          ).toBe(200)
          expect((await client.get(`/Groups/${group.id}`)).json.members).toHaveLength(1)
          const { json: leaver } = await client.post('/Users', { schemas: [USER], userName: 'leaver' })
          expect((await client.delete(`/Users/${leaver.id}`)).status).toBe(204)
          expect((await client.find('/Users', 'userName co "N"')).json.totalResults).toBe(1)
        } finally {
          client.close()
        }
      }
    } finally {
      expect(await server.end('SIGTERM'), server.output.stderr).toEqual({ code: 0, signal: null })
    }
    expect(await rollcallJson(serving, 'audit', 'verify', '--tenant', 'acme')).toMatchObject({ ok: true })
  }, 120_000)

  test('owns no table, no function, and can neither make nor change any', async () => {
    const owned = await database.query(
      database.appUrl,
      `select relname as name from pg_class where relowner = current_user::regrole
       union all select proname from pg_proc where proowner = current_user::regrole`,
    )
    expect(owned).toEqual([])
    for (const statement of [
      'create table mine (id integer)',
      'alter table scim_resource disable row level security',
      'alter table scim_resource no force row level security',
      'drop policy scim_resource_tenant on scim_resource',
      'drop table scim_resource',
      'truncate audit_event',
      `set role ${new URL(database.ownerUrl).username}`,
    ]) {
      await expect(database.query(database.appUrl, statement), statement).rejects.toThrow(
        /permission denied|must be owner/,
      )
    }
  })

  const tenantTables = async () => {
    const rows = await database.query<{ name: string }>(
      database.superuserUrl,
      `select c.relname as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
       and c.relrowsecurity order by 1`,
    )
    return rows.map((row) => row.name)
  }

  test.each(['appUrl', 'ownerUrl'] as const)('row-level security holds for the role of %s', async (role) => {
    const url = database[role]
    const tables = await tenantTables()
    expect(tables.length).toBeGreaterThan(15)
    let filled = 0
    for (const table of tables) {
      const key = table === 'tenant' ? 'id' : 'tenant_id'
      const select = `select distinct ${key} as tenant from ${table}`
      const all = await database.query<{ tenant: string }>(database.superuserUrl, select)
      expect(await database.query(url, select), table).toEqual([])
      for (const { tenantId } of made) {
        const seen = await database.query(
          url,
          'begin',
          `select set_config('rollcall.tenant', '${tenantId}', true)`,
          select,
        )
        expect(seen, table).toEqual(all.filter((row) => row.tenant === tenantId))
        filled += seen.length
      }
    }
    expect(filled).toBeGreaterThan(20)
    const [first, second] = made
    const steal = [
      'begin',
      `select set_config('rollcall.tenant', '${first?.tenantId}', true)`,
      `update credential set tenant_id = '${second?.tenantId}'`,
    ]
    await expect(database.query(url, ...steal)).rejects.toThrow(/row-level security/)
  })

  test('the start refuses a superuser and a role with BYPASSRLS', async () => {
    await expect(openStore({ url: database.superuserUrl })).rejects.toThrow('a superuser')
    await expect(openStore({ url: database.bypassUrl })).rejects.toThrow('BYPASSRLS')
    const refused = { ...env, DATABASE_URL: database.bypassUrl, PORT: String(await freePort()) }
    expect(expectOneLine(await rollcall(refused, 'serve', 'scim'))).toContain('BYPASSRLS')
  }, 120_000)

  test('every command that opens the database refuses such a connection with one line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-roles-'))
    try {
      const file = join(folder, 'whole.gz')
      expect(await rollcall(env, 'backup', '--to', file)).toMatchObject({ code: 0 })
      const refused = { ...env, DATABASE_URL: database.bypassUrl }
      for (const args of [
        ['migrate'],
        ['tenant', 'list'],
        ['backup', '--to', join(folder, 'other.gz')],
        ['restore', '--from', file],
      ])
        expect(expectOneLine(await rollcall(refused, ...args)), args[0]).toContain('BYPASSRLS')
      expect((await rollcall(refused, 'doctor')).stdout).toMatch(/✗ database: .*BYPASSRLS/)
      expect(readdirSync(folder)).toEqual(['whole.gz'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  }, 120_000)
})
