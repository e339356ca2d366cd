import { randomUUID } from 'node:crypto'
import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The first parts of paths that the server answers on by itself, as they were when this was written. */
const RESERVED: readonly string[] = [
  'healthz',
  'readyz',
  'metrics',
  'scim',
  'graphql',
  '_app',
  'favicon.svg',
  'search',
  'settings',
  'setup',
  'sign-in',
  'sign-out',
  't',
  'theme',
  '.well-known',
  'oauth',
  'r',
  's',
  'v1',
]

/** The one open notice of this kind about a tenant or a directory tells what its address was. */
const KIND = 'address.parked'

/**
 * Tenants and aliases that begin a path with a name of the server itself would catch what is meant for it. Such a tenant gets another slug, such a
 * directory loses its alias (it keeps its other addresses), and the tenant gets a notice that names the old address and the new one.
 */
export const reservedPaths: Migration = {
  async up(db: Kysely<unknown>) {
    if (db.getExecutor().adapter instanceof PostgresAdapter) {
      await sql`select set_config('rollcall.tenant', '*', true)`.execute(db)
    }
    await parkTenants(db)
    await parkAliases(db)
  },
}

async function parkTenants(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; slug: string }>`
    select id, slug from tenant where lower(slug) in (${sql.join(RESERVED)}) order by slug`.execute(db)
  for (const { id, slug } of rows) {
    const parked = await freeSlug(db, `${slug}-parked`)
    await sql`update tenant set slug = ${parked}, version = version + 1, updated_at = ${new Date().toISOString()}
      where id = ${id}`.execute(db)
    await tell(db, {
      tenantId: id,
      subject: ['tenant', id],
      directoryId: null,
      detail: `The server now answers at /${slug} by itself, so the slug of this tenant is "${parked}" instead of "${slug}". Addresses with the old slug, by path or sub-domain, no longer work: enter those with the new one at the identity provider. The shared address /scim/v2 works as before.`,
    })
  }
}

async function freeSlug(db: Kysely<unknown>, wanted: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const slug = attempt === 1 ? wanted : `${wanted}-${attempt}`
    const { rows } = await sql`select id from tenant where slug = ${slug}`.execute(db)
    if (rows.length === 0) return slug
  }
}

async function parkAliases(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ tenant_id: string; id: string; slug: string; alias: string }>`
    select tenant_id, id, slug, alias from directory where alias is not null order by tenant_id, slug`.execute(db)
  for (const { tenant_id, id, slug, alias } of rows) {
    const [first = ''] = alias.split('/', 1)
    if (!RESERVED.includes(first.toLowerCase())) continue
    await sql`update directory set alias = null, version = version + 1, updated_at = ${new Date().toISOString()}
      where tenant_id = ${tenant_id} and id = ${id}`.execute(db)
    await tell(db, {
      tenantId: tenant_id,
      subject: ['directory', id],
      directoryId: id,
      detail: `The server now answers at /${first} by itself, so the directory "${slug}" no longer answers at its alias "${alias}". Its other addresses work as before: enter one of them at the identity provider, or give the directory another alias.`,
    })
  }
}

interface Parked {
  readonly tenantId: string
  readonly subject: readonly [type: string, id: string]
  readonly directoryId: string | null
  readonly detail: string
}

async function tell(db: Kysely<unknown>, { tenantId, subject, directoryId, detail }: Parked): Promise<void> {
  const [type, subjectId] = subject
  await sql`insert into notice
      (tenant_id, id, kind, subject_type, subject_id, directory_id, detail, request_id, created_at, dismissed_at)
    values (${tenantId}, ${timeOrderedId()}, ${KIND}, ${type}, ${subjectId}, ${directoryId}, ${detail}, ${timeOrderedId()},
      ${new Date().toISOString()}, null)`.execute(db)
}

/** A UUID of version 7, as everything else has: notices are listed by it. */
function timeOrderedId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
