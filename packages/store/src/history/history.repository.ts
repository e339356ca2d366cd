import { type Selectable, sql } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
import { inTurns } from '../members/in-turns.ts'
import { fixedInsert, fixedStatement } from '../query/fixed-statement.ts'
import type { HistoryTable } from './history.table.ts'

export type HistoryRow = Selectable<HistoryTable>

const insertOne = fixedInsert('scim_history')

export async function insertHistory(trx: Trx, row: HistoryRow): Promise<void> {
  await insertOne(trx, row)
}

/** Versions of a resource, the latest first. */
export async function listHistory(db: Db, tenantId: string, resourceId: string, limit: number): Promise<HistoryRow[]> {
  return db
    .selectFrom('scim_history')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('resource_id', '=', resourceId)
    .orderBy('version', 'desc')
    .limit(limit)
    .execute()
}

const insertInterval = fixedInsert('scim_member_history')

/** So many rows are written with a parameter for each value. */
const FEW = 50

/** The rows as one parameter: a statement with seven thousand of them takes longer to write than to run. */
const insertIntervals = fixedStatement((db, { rows }: { readonly rows: string }) =>
  sql`insert into scim_member_history (tenant_id, group_id, member_id, from_version, from_at)
    select r.tenant_id, r.group_id, r.member_id, r.from_version, r.from_at from json_to_recordset(${rows}::json)
    as r (tenant_id text, group_id text, member_id text, from_version integer, from_at text)`.compile(db),
)

/** Opens an interval of membership for each member. */
export async function openMemberships(
  trx: Trx,
  group: { readonly tenantId: string; readonly groupId: string },
  memberIds: readonly string[],
  from: { readonly version: number; readonly at: string },
): Promise<void> {
  const rows = memberIds.map((memberId) => ({
    tenant_id: group.tenantId,
    group_id: group.groupId,
    member_id: memberId,
    from_version: from.version,
    from_at: from.at,
    to_version: null,
    to_at: null,
  }))
  if (rows.length === 0) return
  if (isPostgres(trx) && rows.length <= FEW) {
    await trx.insertInto('scim_member_history').values(rows).execute()
    return
  }
  await inTurns(rows, async (some) => {
    if (isPostgres(trx)) await insertIntervals(trx, { rows: JSON.stringify(some) })
    // Without a round trip to save, one row at a time is the cheaper way.
    else for (const row of some) await insertInterval(trx, row)
  })
}

interface ClosedInterval {
  readonly tenantId: string
  readonly groupId: string
  readonly memberId: string
  readonly version: number
  readonly at: string
}

const closeInterval = fixedStatement((db, { tenantId, groupId, memberId, version, at }: ClosedInterval) =>
  db
    .updateTable('scim_member_history')
    .set({ to_version: version, to_at: at })
    .where('tenant_id', '=', tenantId)
    .where('group_id', '=', groupId)
    .where('member_id', '=', memberId)
    .where('to_version', 'is', null)
    .compile(),
)

/** Closes the open interval of each member. */
export async function closeMemberships(
  trx: Trx,
  group: { readonly tenantId: string; readonly groupId: string },
  memberIds: readonly string[],
  to: { readonly version: number; readonly at: string },
): Promise<void> {
  if (memberIds.length === 0) return
  await inTurns(memberIds, async (some) => {
    if (!isPostgres(trx)) {
      for (const memberId of some) await closeInterval(trx, { ...group, memberId, version: to.version, at: to.at })
      return
    }
    await trx
      .updateTable('scim_member_history')
      .set({ to_version: to.version, to_at: to.at })
      .where('tenant_id', '=', group.tenantId)
      .where('group_id', '=', group.groupId)
      .where('member_id', 'in', some)
      .where('to_version', 'is', null)
      .execute()
  })
}
