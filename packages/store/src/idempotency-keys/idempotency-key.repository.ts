import type { Selectable } from 'kysely'
import type { Trx } from '../database.ts'

/** What a creating request with an idempotency key made, so that its repeat makes nothing. Secrets are not kept. */
export interface IdempotencyKeyTable {
  tenant_id: string
  actor_id: string
  key: string
  operation: string
  request_digest: string
  result_id: string
  created_at: string
}
export type IdempotencyKeyRow = Selectable<IdempotencyKeyTable>

/** Keeps the row, unless the key is taken: then returns the row that has it. Waits for a transaction that is just taking it. */
export async function claimIdempotencyKey(trx: Trx, row: IdempotencyKeyRow): Promise<IdempotencyKeyRow | undefined> {
  const result = await trx
    .insertInto('idempotency_key')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'actor_id', 'key']).doNothing())
    .executeTakeFirst()
  if (result.numInsertedOrUpdatedRows === 1n) return undefined
  return trx
    .selectFrom('idempotency_key')
    .selectAll()
    .where('tenant_id', '=', row.tenant_id)
    .where('actor_id', '=', row.actor_id)
    .where('key', '=', row.key)
    .executeTakeFirstOrThrow()
}

/** Forgets keys taken before then. */
export async function forgetIdempotencyKeys(trx: Trx, tenantId: string, before: string): Promise<void> {
  await trx.deleteFrom('idempotency_key').where('tenant_id', '=', tenantId).where('created_at', '<', before).execute()
}
