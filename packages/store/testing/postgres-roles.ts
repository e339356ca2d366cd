import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A database on PostgreSQL as it is meant to be run: one role owns the tables, another one works with them. */
export interface DatabaseWithRoles {
  readonly ownerUrl: string
  readonly appUrl: string
  /** Like the app's role, but allowed to see past row-level security. */
  readonly bypassUrl: string
  readonly superuserUrl: string
  /** One statement after another, on one connection. Returns the rows of the last one. */
  query<Row>(url: string, ...statements: readonly string[]): Promise<Row[]>
  drop(): Promise<void>
}

/** Needs TEST_POSTGRES_ADMIN_URL, a superuser. */
export async function createDatabaseWithRoles(): Promise<DatabaseWithRoles> {
  const admin = process.env.TEST_POSTGRES_ADMIN_URL ?? ''
  if (admin === '') {
    throw new Error(
      'TEST_POSTGRES_ADMIN_URL is not set. "npm test" sets it; for a run of your own: TEST_POSTGRES_ADMIN_URL=$(node tools/postgres.mjs admin-url)',
    )
  }
  const name = `rollcall_${randomBytes(8).toString('hex')}`
  const password = randomBytes(16).toString('hex')
  const roles = { owner: '', app: '', bypass: 'bypassrls' }
  const superuserUrl = Object.assign(new URL(admin), { pathname: `/${name}` }).href
  const urlOf = (role: keyof typeof roles) =>
    Object.assign(new URL(superuserUrl), { username: `${name}_${role}`, password }).href
  await query(
    admin,
    ...Object.entries(roles).map(
      ([role, rights]) => `create role ${name}_${role} login ${rights} password '${password}'`,
    ),
    `create database ${name} owner ${name}_owner`,
  )
  return {
    ownerUrl: urlOf('owner'),
    appUrl: urlOf('app'),
    bypassUrl: urlOf('bypass'),
    superuserUrl,
    query,
    drop: async () => {
      await query(
        admin,
        `drop database if exists ${name} with (force)`,
        ...Object.keys(roles).map((role) => `drop role if exists ${name}_${role}`),
      )
    },
  }
}

async function query<Row>(url: string, ...statements: readonly string[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let rows: Row[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows as Row[]
    return rows
  } finally {
    await client.end()
  }
}
