import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { HistoryTable } from './history.table.ts'

export type HistoryRow = Selectable<HistoryTable>

export async function insertHistory(trx: Trx, row: HistoryRow): Promise<void> {
  await trx.insertInto('scim_history').values(row).execute()
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

/** Opens an interval of membership for each member. */
export async function openMemberships(
  trx: Trx,
  group: { readonly tenantId: string; readonly groupId: string },
  memberIds: readonly string[],
  from: { readonly version: number; readonly at: string },
): Promise<void> {
  for (let start = 0; start < memberIds.length; start += 1_000) {
    await trx
      .insertInto('scim_member_history')
      .values(
        memberIds.slice(start, start + 1_000).map((memberId) => ({
          tenant_id: group.tenantId,
          group_id: group.groupId,
          member_id: memberId,
          from_version: from.version,
          from_at: from.at,
          to_version: null,
          to_at: null,
        })),
      )
      .execute()
  }
}

/** Closes the open interval of each member. */
export async function closeMemberships(
  trx: Trx,
  group: { readonly tenantId: string; readonly groupId: string },
  memberIds: readonly string[],
  to: { readonly version: number; readonly at: string },
): Promise<void> {
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
