import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { connectStore, INSTANCE, insertTenant, listOpenPolicyTasks } from '../src/index.ts'
import { createTestDatabase, DIALECTS } from '../testing/index.ts'
import { tenantRow } from './support.ts'

describe.each(DIALECTS)('the policy migration on %s', (dialect) => {
  test('leaves a task to each tenant that has a role prefix: its groups are not bound yet', async () => {
    const database = await createTestDatabase(dialect)
    const opened = connectStore({ url: database.url })
    try {
      await opened.migrate('0001-init')
      const tenants = [tenantRow(), tenantRow(), tenantRow()]
      const [one, two] = tenants
      const prefixes = [
        [one?.id, 'Envi_'],
        [one?.id, 'Acme_'],
        [two?.id, null],
      ]
      await opened.store.transaction(INSTANCE, async (trx) => {
        for (const tenant of tenants) await insertTenant(trx, tenant)
        for (const [index, [tenantId, prefix]] of prefixes.entries()) {
          await sql`insert into directory (tenant_id, id, slug, name, preset, status, role_prefix, role_prefix_case_exact,
              unresolved_members, version, created_at, updated_at)
            values (${tenantId}, ${`d${index}`}, ${`d${index}`}, 'D', 'generic', 'active', ${prefix}, 0, 'keep', 1, '', '')`.execute(
            trx,
          )
        }
      })
      await opened.migrate()
      const tasks = await opened.store.read(INSTANCE, (db) => listOpenPolicyTasks(db, 10))
      expect(tasks).toMatchObject([{ tenant_id: one?.id, kind: 'everyone', group_id: null, after_id: '' }])
    } finally {
      await opened.store.close()
      await database.drop()
    }
  })
})
