import { type RawBuilder, sql } from 'kysely'
import { type Db, isPostgres } from '../database.ts'
import { MAX_NESTING } from '../members/member.repository.ts'

export interface NamedGroup {
  readonly id: string
  readonly displayName: string
}

/** A group that grants a role. `side` tells two sets of grants apart when they are compared. */
export interface RoleGrantSeed {
  readonly side: 0 | 1
  /** Roles are the same when their keys are. */
  readonly role: string
  readonly groupId: string
}

/** `cross join` fixes the order for SQLite, which might otherwise start each step at all memberships of the tenant. Recursive rows (side, role, id, depth): everything the groups hold, directly or through other groups. */
function held(db: Db, tenantId: string, seeds: readonly RoleGrantSeed[]): RawBuilder<unknown> {
  const json = JSON.stringify(seeds.map(({ side, role, groupId }) => [side, role, groupId]))
  const seed = isPostgres(db)
    ? sql`select (value->>0)::int, (value->>1) collate "C", (value->>2) collate "C", 0 from json_array_elements(${json}::json)`
    : sql`select json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'), 0 from json_each(${json})`
  return sql`with recursive held (side, role, id, depth) as (
      ${seed}
      union
      select h.side, h.role, m.member_id, h.depth + 1 from held h
      cross join scim_member m where m.tenant_id = ${tenantId} and m.group_id = h.id and h.depth < ${sql.lit(MAX_NESTING)}
    ), holder (side, role, id) as (
      select distinct h.side, h.role, h.id from held h
      cross join scim_resource r where r.tenant_id = ${tenantId} and r.id = h.id
      and h.depth > 0 and r.active = 1 and r.removed_at is null
    )`
}

/** How many active people hold each role. */
export async function countRoleHolders(
  db: Db,
  tenantId: string,
  seeds: readonly RoleGrantSeed[],
): Promise<{ readonly side: number; readonly role: string; readonly people: number }[]> {
  if (seeds.length === 0) return []
  const { rows } = await sql<{ side: number; role: string; people: number }>`
    ${held(db, tenantId, seeds)}
    select side as "side", role as "role", count(*) as "people" from holder group by side, role`.execute(db)
  return rows
}

/** How many active people the grants of each side reach, each counted once. */
export async function countPeopleReached(
  db: Db,
  tenantId: string,
  seeds: readonly RoleGrantSeed[],
): Promise<{ readonly side: number; readonly people: number }[]> {
  if (seeds.length === 0) return []
  const { rows } = await sql<{ side: number; people: number }>`
    ${held(db, tenantId, seeds)}
    select side as "side", count(distinct id) as "people" from holder group by side`.execute(db)
  return rows
}

export interface RoleDifference {
  /** The side that alone has them. */
  readonly side: number
  readonly people: number
  readonly sample: readonly { readonly id: string; readonly role: string }[]
}

/** People who hold a role on one side only, per side: how many, and the first few. */
export async function compareRoleHolders(
  db: Db,
  tenantId: string,
  seeds: readonly RoleGrantSeed[],
  sampleSize: number,
): Promise<RoleDifference[]> {
  if (seeds.length === 0) return []
  const only = sql`${held(db, tenantId, seeds)}, difference (side, role, id) as (
      select min(side), role, id from holder group by role, id having count(*) = 1
    )`
  const { rows: counts } = await sql<{ side: number; people: number }>`
    ${only} select side as "side", count(distinct id) as "people" from difference group by side`.execute(db)
  const differences: RoleDifference[] = []
  for (const { side, people } of counts) {
    const { rows: sample } = await sql<{ id: string; role: string }>`
      ${only} select id as "id", role as "role" from difference where side = ${side} order by id, role limit ${sampleSize}`.execute(
      db,
    )
    differences.push({ side, people, sample })
  }
  return differences
}
