import { type Db, INSTANCE, openStore } from '@rollcall/store'
import { sql } from '@rollcall/store/testing'
import { demand } from './ledger.ts'

interface Kept {
  readonly id: string
  readonly versions: number
  readonly latest: number
}

/** What one transaction writes into many tables is in all of them or in none. */
export async function checkTables(databaseUrl: string): Promise<void> {
  const store = await openStore({ url: databaseUrl })
  try {
    await store.read(INSTANCE, async (db) => {
      await checkVersions(db)
      await checkTotals(db)
      await checkMembers(db)
      await checkLeftovers(db)
    })
  } finally {
    await store.close()
  }
}

/** Every version of every resource has one history row, one audit event and one outbox event. */
async function checkVersions(db: Db): Promise<void> {
  const resources = await rowsOf<{ id: string; version: number }>(db, 'select id, version from scim_resource')
  const versions = new Map(resources.map(({ id, version }) => [id, version]))
  const kept = {
    history: `select resource_id as id, count(*) as versions, max(version) as latest from scim_history group by resource_id`,
    'audit log': `select target_id as id, count(*) as versions, max(target_version) as latest from audit_event
      where target_type in ('User', 'Group') group by target_id`,
    outbox: `select resource_id as id, count(*) as versions, max(version) as latest from event group by resource_id`,
  }
  for (const [name, query] of Object.entries(kept)) {
    const rows = await rowsOf<Kept>(db, query)
    for (const row of rows) {
      const version = versions.get(row.id)
      demand(row.versions === version && row.latest === version, `the ${name} differs from the resource`, row, version)
    }
    demand(rows.length === versions.size, `the ${name} knows other resources`, rows.length, versions.size)
  }
  await demandNone(
    db,
    'a removed resource whose history does not end so',
    `select r.id from scim_resource r join scim_history h
       on h.tenant_id = r.tenant_id and h.resource_id = r.id and h.version = r.version
     where (r.removed_at is not null) <> (h.operation = 'removed')`,
  )
}

/** The counters that totals are read from agree with the rows. */
async function checkTotals(db: Db): Promise<void> {
  const rows = (from: string) => rowsOf<{ type: string; live: number }>(db, `${from} group by type order by type`)
  const counters = await rows('select type, sum(live) as live from scim_total')
  const counted = await rows('select type, count(*) as live from scim_resource where removed_at is null')
  const shown = (totals: readonly { type: string; live: number }[]) =>
    totals.filter(({ live }) => Number(live) > 0).map(({ type, live }) => `${type} ${Number(live)}`)
  demand(String(shown(counters)) === String(shown(counted)), 'the counters differ from the rows', counters, counted)
}

/** Members are live resources of live groups, and the open intervals of the membership history are the members. */
async function checkMembers(db: Db): Promise<void> {
  await demandNone(
    db,
    'a member or its group is not live',
    `select m.group_id, m.member_id from scim_member m
     where not exists (select 1 from scim_resource r where r.tenant_id = m.tenant_id and r.id = m.member_id and r.removed_at is null)
        or not exists (select 1 from scim_resource r where r.tenant_id = m.tenant_id and r.id = m.group_id and r.removed_at is null)`,
  )
  const open = 'select tenant_id, group_id, member_id from scim_member_history where to_version is null'
  const members = 'select tenant_id, group_id, member_id from scim_member'
  await demandNone(db, 'a member without an open interval', `${members} except ${open}`)
  await demandNone(db, 'an open interval without a member', `${open} except ${members}`)
}

/** Searchable values belong to live resources, and every live user has some, a person, and that person's key. */
async function checkLeftovers(db: Db): Promise<void> {
  await demandNone(
    db,
    'searchable values of what is gone',
    `select v.resource_id from scim_value v
     where not exists (select 1 from scim_resource r where r.tenant_id = v.tenant_id and r.id = v.resource_id and r.removed_at is null)`,
  )
  await demandNone(
    db,
    'an index row of what is gone',
    `select x.resource_id from scim_index x
     where not exists (select 1 from scim_resource r where r.tenant_id = x.tenant_id and r.id = x.resource_id and r.removed_at is null)`,
  )
  await demandNone(
    db,
    'a user without searchable values',
    `select r.id from scim_resource r where r.type = 'User' and r.removed_at is null
       and not exists (select 1 from scim_index x where x.tenant_id = r.tenant_id and x.directory_id = r.directory_id
         and x.type = r.type and x.resource_id = r.id)`,
  )
  await demandNone(
    db,
    'a user without the key of its person',
    `select r.id from scim_resource r where r.type = 'User'
       and not exists (select 1 from person_key k where k.tenant_id = r.tenant_id and k.person_id = r.person_id)`,
  )
}

async function rowsOf<T>(db: Db, query: string): Promise<T[]> {
  return (await sql.raw<T>(query).execute(db)).rows
}

async function demandNone(db: Db, what: string, query: string): Promise<void> {
  const rows = await rowsOf(db, `${query} limit 3`)
  demand(rows.length === 0, what, rows)
}
