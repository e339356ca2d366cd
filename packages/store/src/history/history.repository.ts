import type { Selectable } from 'kysely'
import { type Db, isPostgres, type Trx } from '../database.ts'
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
  if (!isPostgres(trx)) {
    // Without a round trip to save, one row at a time is the cheaper way.
    for (const row of rows) await insertInterval(trx, row)
    return
  }
  for (let start = 0; start < rows.length; start += 1_000) {
    await trx
      .insertInto('scim_member_history')
      .values(rows.slice(start, start + 1_000))
      .execute()
  }
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
  if (!isPostgres(trx)) {
    for (const memberId of memberIds) await closeInterval(trx, { ...group, memberId, version: to.version, at: to.at })
    return
  }
  for (let start = 0; start < memberIds.length; start += 1_000) {
    await trx
      .updateTable('scim_member_history')
      .set({ to_version: to.version, to_at: to.at })
      .where('tenant_id', '=', group.tenantId)
      .where('group_id', '=', group.groupId)
      .where('member_id', 'in', memberIds.slice(start, start + 1_000))
      .where('to_version', 'is', null)
      .execute()
  }
}
