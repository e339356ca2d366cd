import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import {
  connectStore,
  INSTANCE,
  insertTenant,
  listDirectories,
  listOpenNoticesOfKind,
  listTenants,
  type Trx,
} from '../src/index.ts'
import { createTestDatabase, DIALECTS } from '../testing/index.ts'
import { tenantRow } from './support.ts'

/** A directory as the version before wrote it. */
const addDirectory = (trx: Trx, tenantId: string, slug: string, alias: string | null) =>
  sql`insert into directory (tenant_id, id, slug, name, preset, status, role_prefix_case_exact, unresolved_members, alias, version, created_at, updated_at)
    values (${tenantId}, ${`${tenantId}-${slug}`}, ${slug}, 'D', 'generic', 'active', 0, 'keep', ${alias}, 1, '', '')`.execute(
    trx,
  )

describe.each(DIALECTS)('reserving the paths of the server on %s', (dialect) => {
  test('gives tenants another slug, takes aliases away, and tells each tenant what its address was', async () => {
    const database = await createTestDatabase(dialect)
    const opened = connectStore({ url: database.url })
    try {
      await opened.migrate('0004-index')
      const slugs = ['v1', 'v1-parked', 'v1-parked-2', 's', 'acme', 'v10', 'search']
      const tenants = slugs.map((slug) => ({ ...tenantRow(), slug }))
      const idOf = (slug: string) => tenants.find((tenant) => tenant.slug === slug)?.id ?? ''
      const aliases = {
        events: 'v1/events',
        upper: 'OAuth/token',
        near: 'v1x/events',
        vidizmo: 'api/v1/SCIM/SCIMOkta',
        plain: null,
      }
      await opened.store.transaction(INSTANCE, async (trx) => {
        for (const tenant of tenants) await insertTenant(trx, tenant)
        for (const [slug, alias] of Object.entries(aliases)) await addDirectory(trx, idOf('acme'), slug, alias)
        await addDirectory(trx, idOf('v1'), 'okta', 'r/x')
      })

      expect((await opened.migrate())[0]).toBe('0005-reserved-paths')

      const after = await opened.store.read(INSTANCE, listTenants)
      const slugOf = (slug: string) => after.find(({ id }) => id === idOf(slug))
      expect(slugOf('v1')).toMatchObject({ slug: 'v1-parked-3', version: 2 })
      expect(slugOf('s')).toMatchObject({ slug: 's-parked', version: 2 })
      expect(slugOf('search')).toMatchObject({ slug: 'search-parked', version: 2 })
      for (const kept of ['v1-parked', 'v1-parked-2', 'acme', 'v10'])
        expect(slugOf(kept)).toMatchObject({ slug: kept, version: 1 })

      const left = await opened.store.read(INSTANCE, (db) => listDirectories(db, idOf('acme')))
      expect(Object.fromEntries(left.map(({ slug, alias }) => [slug, alias]))).toEqual({
        ...aliases,
        events: null,
        upper: null,
      })

      const notices = await opened.store.read(INSTANCE, (db) => listOpenNoticesOfKind(db, 'address.parked'))
      const told = notices.map(({ tenantSlug, detail }) => `${tenantSlug}: ${detail}`).sort()
      expect(told).toEqual([
        expect.stringMatching(/^acme: .*\/OAuth by itself.*"upper".*"OAuth\/token"/),
        expect.stringMatching(/^acme: .*\/v1 by itself.*"events".*"v1\/events"/),
        expect.stringMatching(/^s-parked: .*"s-parked" instead of "s"/),
        expect.stringMatching(/^search-parked: /),
        expect.stringMatching(/^v1-parked-3: .*\/r by itself.*"okta".*"r\/x"/),
        expect.stringMatching(/^v1-parked-3: .*"v1-parked-3" instead of "v1"/),
      ])
      // A tenant sees its own, behind its fence too.
      const own = await opened.store.read(idOf('s'), (db) => listOpenNoticesOfKind(db, 'address.parked'))
      if (dialect === 'postgres') expect(own.map(({ tenantSlug }) => tenantSlug)).toEqual(['s-parked'])

      expect(await opened.migrate()).toEqual([])
      expect(await opened.store.read(INSTANCE, listTenants)).toEqual(after)
    } finally {
      await opened.store.close()
      await database.drop()
    }
  })
})
