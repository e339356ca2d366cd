/** Databases for tests, here and in the packages above: real SQLite files and a real PostgreSQL. Never part of what ships. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

/** For tests above the store that look into tables: no package but the store depends on Kysely. */
export { sql } from 'kysely'

export { createDatabaseWithRoles, type DatabaseWithRoles } from './postgres-roles.ts'
export { observeRoundTrips, type RoundTrips } from './round-trips.ts'

export type TestDialect = 'sqlite' | 'postgres'

/** What every database test runs on. ROLLCALL_TEST_DIALECTS narrows the list while developing. */
export const DIALECTS: readonly TestDialect[] = (process.env.ROLLCALL_TEST_DIALECTS?.split(',') as
  | TestDialect[]
  | undefined) ?? ['sqlite', 'postgres']

export interface TestDatabase {
  /** For openStore and DATABASE_URL. */
  readonly url: string
  drop(): Promise<void>
}

/** A fresh empty database. Drop it only after every store on it is closed. */
export async function createTestDatabase(dialect: TestDialect): Promise<TestDatabase> {
  return dialect === 'sqlite' ? createSqlite() : createPostgres()
}

function createSqlite(): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-test-'))
  return {
    url: `sqlite:${join(folder, 'rollcall.db')}`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function createPostgres(): Promise<TestDatabase> {
  const server = process.env.TEST_POSTGRES_URL
  if (server === undefined || server === '') {
    throw new Error(
      'TEST_POSTGRES_URL is not set. "npm test" starts a PostgreSQL for the tests; for a run of your own: TEST_POSTGRES_URL=$(node tools/postgres.mjs start)',
    )
  }
  const name = `rollcall_${randomBytes(8).toString('hex')}`
  await execute(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => dropDatabase(server, name) }
}

const INSUFFICIENT_PRIVILEGE = '42501'

/** While autovacuum is in the database it belongs to a process that the test role may not end; it is gone in a moment. */
async function dropDatabase(server: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await execute(server, `drop database if exists ${name} with (force)`)
      return
    } catch (error) {
      if ((error as { code?: string }).code !== INSUFFICIENT_PRIVILEGE || attempt === 50) throw error
      await setTimeout(200)
    }
  }
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
