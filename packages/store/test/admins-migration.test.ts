import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { connectStore, INSTANCE } from '../src/index.ts'
import { createTestDatabase, DIALECTS } from '../testing/index.ts'

describe.each(DIALECTS)('the migration of admins on %s', (dialect) => {
  test('records who made each API key, as far as the audit log tells', async () => {
    const database = await createTestDatabase(dialect)
    const opened = connectStore({ url: database.url })
    try {
      await opened.migrate('0004-index')
      // By an admin; by that key; by a key of the command line; by an admin who is not known; by nobody the log still tells of.
      const makers = [
        ['k1', 'admin', 'ada'],
        ['k2', 'api_key', 'k1'],
        ['k3', 'command_line', 'root'],
        ['k4', 'api_key', 'k3'],
        ['k5', 'admin', 'gone'],
      ] as const
      await opened.store.transaction(INSTANCE, async (trx) => {
        await sql`insert into admin (id, email, email_key, name, version, created_at, updated_at)
          values ('ada', 'a', 'a', 'Ada', 1, '', '')`.execute(trx)
        for (const id of [...makers.map(([key]) => key), 'k6']) {
          await sql`insert into api_key (id, name, secret_hash, last_four, created_at) values (${id}, 'k', ${id}, '', '')`.execute(
            trx,
          )
        }
        for (const [index, [key, type, actor]] of makers.entries()) {
          await sql`insert into audit_event (tenant_id, id, occurred_at, actor_type, actor_id, actor_label, action,
              target_type, target_id, request_id, changed, digest)
            values (${index % 2 === 0 ? '*' : 't'}, ${`e${index}`}, '', ${type}, ${actor}, '', 'api_key.created', 'api_key', ${key},
              '', '[]', '')`.execute(trx)
        }
      })
      await opened.migrate()
      const rows = await opened.store.read(INSTANCE, (db) =>
        db.selectFrom('api_key').select(['id', 'created_by']).orderBy('id').execute(),
      )
      expect(rows.map(({ created_by }) => created_by)).toEqual(['ada', 'ada', null, null, null, null])
    } finally {
      await opened.store.close()
      await database.drop()
    }
  })
})
