import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { fixedStatement } from '../query/fixed-statement.ts'
import { listed } from './member.repository.ts'

const CHUNK = 1_000

/** Remembers values that name no live resource; those already remembered stay as they are. */
export async function keepUnresolvedMembers(
  trx: Trx,
  group: { readonly tenantId: string; readonly directoryId: string; readonly groupId: string },
  values: readonly string[],
  createdAt: string,
): Promise<void> {
  for (let start = 0; start < values.length; start += CHUNK) {
    await trx
      .insertInto('scim_unresolved_member')
      .values(
        values.slice(start, start + CHUNK).map((value) => ({
          tenant_id: group.tenantId,
          directory_id: group.directoryId,
          group_id: group.groupId,
          value,
          created_at: createdAt,
        })),
      )
      .onConflict((conflict) => conflict.columns(['tenant_id', 'group_id', 'value']).doNothing())
      .execute()
  }
}

interface GroupValues {
  readonly tenantId: string
  readonly groupId: string
  /** A JSON array. */
  readonly values: string
}

const deleteValues = fixedStatement((db, { tenantId, groupId, values }: GroupValues) =>
  sql`delete from scim_unresolved_member where tenant_id = ${tenantId} and group_id = ${groupId}
    and value in (select l.value from ${listed(db, values)} l)`.compile(db),
)

/** Forgets the values, or all of the group's when none are given. */
export async function forgetUnresolvedMembers(
  trx: Trx,
  tenantId: string,
  groupId: string,
  values?: readonly string[],
): Promise<void> {
  if (values !== undefined) {
    await deleteValues(trx, { tenantId, groupId, values: JSON.stringify(values) })
    return
  }
  await trx
    .deleteFrom('scim_unresolved_member')
    .where('tenant_id', '=', tenantId)
    .where('group_id', '=', groupId)
    .execute()
}

/** Groups of the directory that wait for the value. */
export async function listGroupsAwaiting(
  db: Db,
  tenantId: string,
  directoryId: string,
  value: string,
): Promise<string[]> {
  const { rows } = await sql<{ group_id: string }>`
    select group_id from scim_unresolved_member
    where tenant_id = ${tenantId} and directory_id = ${directoryId} and value = ${value}`.execute(db)
  return rows.map((row) => row.group_id)
}

export async function listUnresolvedMembers(db: Db, tenantId: string, groupId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('scim_unresolved_member')
    .select('value')
    .where('tenant_id', '=', tenantId)
    .where('group_id', '=', groupId)
    .orderBy('value')
    .execute()
  return rows.map((row) => row.value)
}
