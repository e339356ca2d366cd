import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'
import { fixedStatement } from '../query/fixed-statement.ts'
import { rowsInTurns, VALUES_AT_ONCE } from './in-turns.ts'
import { listed } from './member.repository.ts'

interface KeptValues extends GroupValues {
  readonly directoryId: string
  readonly createdAt: string
}

const insertValues = fixedStatement((db, { tenantId, directoryId, groupId, values, createdAt }: KeptValues) =>
  sql`insert into scim_unresolved_member (tenant_id, directory_id, group_id, value, created_at)
    select ${tenantId}, ${directoryId}, ${groupId}, l.value, ${createdAt} from ${listed(db, values)} l where true
    on conflict (tenant_id, group_id, value) do nothing`.compile(db),
)

/** Remembers values that name no live resource; those already remembered stay as they are. */
export async function keepUnresolvedMembers(
  trx: Trx,
  group: { readonly tenantId: string; readonly directoryId: string; readonly groupId: string },
  values: readonly string[],
  createdAt: string,
): Promise<void> {
  await rowsInTurns(values, (some) => insertValues(trx, { ...group, values: JSON.stringify(some), createdAt }))
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

/** Forgets the values. */
export async function forgetUnresolvedMembers(
  trx: Trx,
  tenantId: string,
  groupId: string,
  values: readonly string[],
): Promise<void> {
  await rowsInTurns(values, (some) => deleteValues(trx, { tenantId, groupId, values: JSON.stringify(some) }))
}

/** Forgets every value of the group that is not in `values`. Whoever pushes the same list again changes nothing. */
export async function forgetOtherUnresolvedMembers(
  trx: Trx,
  tenantId: string,
  groupId: string,
  values: readonly string[],
): Promise<void> {
  const kept = new Set(values)
  for (let after = ''; ; await setImmediate()) {
    const { rows } = await selectPage(trx, { tenantId, groupId, after })
    const others = rows.map((row) => row.value).filter((value) => !kept.has(value))
    if (others.length > 0) await forgetUnresolvedMembers(trx, tenantId, groupId, others)
    if (rows.length < VALUES_AT_ONCE) return
    after = rows.at(-1)?.value ?? after
  }
}

const selectPage = fixedStatement(
  (db, { tenantId, groupId, after }: { readonly tenantId: string; readonly groupId: string; readonly after: string }) =>
    db
      .selectFrom('scim_unresolved_member')
      .select('value')
      .where('tenant_id', '=', tenantId)
      .where('group_id', '=', groupId)
      .where('value', '>', after)
      .orderBy('value')
      .limit(VALUES_AT_ONCE)
      .compile(),
)

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
