import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { createTables } from './create-tables.ts'

/** What ending an admin and unlocking one need. */
const statements: readonly string[] = [
  // The admin who made the key, by themselves or through another key of theirs; null: the command line, or a key that was kept when its maker left.
  'alter table api_key add column created_by KEYTEXT',
  'create index api_key_created_by_idx on api_key (created_by) where created_by is not null',

  // Whose sign-in an attempt was for, as a digest: all of them are forgotten together, from whatever clients they came.
  'alter table throttle add column subject KEYTEXT',
  'create index throttle_subject_idx on throttle (subject) where subject is not null',
  // Not before then; null: no wait.
  'alter table throttle add column waits_until KEYTEXT',
]

export const admins: Migration = {
  async up(db: Kysely<unknown>) {
    await createTables(db, statements, {})
    if (db.getExecutor().adapter instanceof PostgresAdapter) {
      await sql`select set_config('rollcall.tenant', '*', true)`.execute(db)
    }
    await recordMakers(db)
  },
}

/** Who made the keys there are, as far as the audit log still tells. A key made by a key belongs to the admin who made the first one. */
async function recordMakers(db: Kysely<unknown>): Promise<void> {
  const { rows: keys } = await sql<{ id: string }>`select id from api_key`.execute(db)
  if (keys.length === 0) return
  const { rows: made } = await sql<{ target_id: string; actor_type: string; actor_id: string }>`
    select target_id, actor_type, actor_id from audit_event where action = 'api_key.created' order by id`.execute(db)
  const { rows: admins } = await sql<{ id: string }>`select id from admin`.execute(db)
  const known = new Set(admins.map(({ id }) => id))
  const makers = new Map<string, string>()
  // In the order they were made, so the key that made another one comes first.
  for (const { target_id, actor_type, actor_id } of made) {
    const maker = actor_type === 'admin' ? actor_id : actor_type === 'api_key' ? makers.get(actor_id) : undefined
    if (maker !== undefined && known.has(maker)) makers.set(target_id, maker)
  }
  for (const { id } of keys) {
    const maker = makers.get(id)
    if (maker !== undefined) await sql`update api_key set created_by = ${maker} where id = ${id}`.execute(db)
  }
}
