import { type Kysely, PostgresAdapter, sql } from 'kysely'

const SQLITE_WORDS = { KEYTEXT: 'text', BYTES: 'blob', CLUSTERED: 'without rowid', JSONTEXT: 'text' }
const POSTGRES_WORDS = { KEYTEXT: 'text collate "C"', BYTES: 'bytea', CLUSTERED: '', JSONTEXT: 'jsonb' }

/**
 * Runs statements that are written with four words that differ by dialect: KEYTEXT (text compared by code point), BYTES, CLUSTERED (rows live in
 * the primary key), and JSONTEXT (JSON that SQL looks into). `tenantTables` are those whose rows belong to one tenant, with the column that says which.
 */
export async function createTables(
  db: Kysely<unknown>,
  statements: readonly string[],
  tenantTables: Readonly<Record<string, string>>,
): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const words: Readonly<Record<string, string>> = postgres ? POSTGRES_WORDS : SQLITE_WORDS
  for (const statement of statements) {
    await sql
      .raw(statement.replace(/\b(KEYTEXT|BYTES|CLUSTERED|JSONTEXT)\b/g, (word) => words[word] ?? word))
      .execute(db)
  }
  if (!postgres) return
  // The second fence round a tenant: forced, so that it holds for the owner of the tables too.
  for (const [table, column] of Object.entries(tenantTables)) {
    const visible = `(${column} = current_setting('rollcall.tenant', true) or current_setting('rollcall.tenant', true) = '*')`
    await sql.raw(`alter table ${table} enable row level security`).execute(db)
    await sql.raw(`alter table ${table} force row level security`).execute(db)
    await sql.raw(`create policy ${table}_tenant on ${table} using ${visible} with check ${visible}`).execute(db)
  }
}
