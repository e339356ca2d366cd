import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'

/** No deletion takes more than this many rows, so that the writer is never held for long. */
export const ROWS_PER_DELETION = 500

const counted = (result: { readonly numAffectedRows?: bigint | undefined }): number =>
  Number(result.numAffectedRows ?? 0n)

/** Tenants in order of id, after the given one. Needs the instance scope. */
export async function listTenantIds(db: Db, after: string, limit: number): Promise<string[]> {
  const rows = await db.selectFrom('tenant').select('id').where('id', '>', after).orderBy('id').limit(limit).execute()
  return rows.map((row) => row.id)
}

/** Whether the tenant's first event in the outbox is older: one seek, so that tenants without work cost no write. */
export async function hasEventBefore(db: Db, tenantId: string, before: string): Promise<boolean> {
  const row = await db
    .selectFrom('event')
    .select('occurred_at')
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined && row.occurred_at < before
}

/** Forgets the oldest events of the outbox that are older. */
export async function forgetEvents(trx: Trx, tenantId: string, before: string): Promise<number> {
  return counted(
    await sql`delete from event where tenant_id = ${tenantId} and occurred_at < ${before} and id in
      (select id from event where tenant_id = ${tenantId} order by id limit ${ROWS_PER_DELETION})`.execute(trx),
  )
}

/** A version that was made, as the audit log tells it: in order of time, by the log's own key. */
export interface MadeVersion {
  readonly id: string
  readonly target_id: string
  readonly target_version: number | null
  readonly occurred_at: string
}

/** Audit events after the mark. The log is never shortened, so it says in order of time what superseded which version: history needs no index by time. */
export async function listVersionsMade(db: Db, tenantId: string, after: string, limit: number): Promise<MadeVersion[]> {
  return db
    .selectFrom('audit_event')
    .select(['id', 'target_id', 'target_version', 'occurred_at'])
    .where('tenant_id', '=', tenantId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Forgets versions of a resource below the given one, at most `limit` of them. */
export async function forgetVersionsBelow(
  trx: Trx,
  tenantId: string,
  resourceId: string,
  version: number,
  limit: number,
): Promise<number> {
  return counted(
    await sql`delete from scim_history where tenant_id = ${tenantId} and resource_id = ${resourceId} and version in
      (select version from scim_history where tenant_id = ${tenantId} and resource_id = ${resourceId}
        and version < ${version} order by version limit ${limit})`.execute(trx),
  )
}

export async function findRetentionMark(db: Db, tenantId: string, job: string): Promise<string> {
  const row = await db
    .selectFrom('retention_mark')
    .select('position')
    .where('tenant_id', '=', tenantId)
    .where('job', '=', job)
    .executeTakeFirst()
  return row?.position ?? ''
}

export async function setRetentionMark(
  trx: Trx,
  mark: { readonly tenantId: string; readonly job: string; readonly position: string; readonly at: string },
): Promise<void> {
  await trx
    .insertInto('retention_mark')
    .values({ tenant_id: mark.tenantId, job: mark.job, position: mark.position, updated_at: mark.at })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'job']).doUpdateSet({ position: mark.position, updated_at: mark.at }),
    )
    .execute()
}

/** Sessions whose time was up before then. Needs the instance scope, as the next two. */
export async function forgetSomeSessions(trx: Trx, before: string): Promise<number> {
  return counted(
    await sql`delete from admin_session where id in
      (select id from admin_session where expires_at < ${before} limit ${ROWS_PER_DELETION})`.execute(trx),
  )
}

export async function forgetSomeIdempotencyKeys(trx: Trx, before: string): Promise<number> {
  return counted(
    await sql`delete from idempotency_key where (tenant_id, actor_id, key) in
      (select tenant_id, actor_id, key from idempotency_key where created_at < ${before}
        order by created_at limit ${ROWS_PER_DELETION})`.execute(trx),
  )
}

export async function forgetSomeAttempts(trx: Trx, before: string): Promise<number> {
  return counted(
    await sql`delete from throttle where key in
      (select key from throttle where resets_at <= ${before} order by resets_at limit ${ROWS_PER_DELETION})`.execute(
      trx,
    ),
  )
}

/** An unresolved member's place, in the order of the table's key. */
export interface UnresolvedMemberKey {
  readonly group_id: string
  readonly value: string
}

/** Unresolved members after the given one, and whether their group is gone. */
export async function listUnresolvedAfter(
  db: Db,
  tenantId: string,
  after: UnresolvedMemberKey,
): Promise<(UnresolvedMemberKey & { readonly gone: boolean })[]> {
  const { rows } = await sql<UnresolvedMemberKey & { live_id: string | null }>`
    select u.group_id, u.value, g.id as live_id from scim_unresolved_member u
    left join scim_resource g on g.tenant_id = u.tenant_id and g.id = u.group_id and g.removed_at is null
    where u.tenant_id = ${tenantId} and (u.group_id, u.value) > (${after.group_id}, ${after.value})
    order by u.group_id, u.value limit ${ROWS_PER_DELETION}`.execute(db)
  return rows.map(({ group_id, value, live_id }) => ({ group_id, value, gone: live_id === null }))
}
