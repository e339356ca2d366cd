import { type Db, isPostgres, type Trx } from '../database.ts'
import { fixedStatement } from '../query/fixed-statement.ts'
import { addPendingTotal, takePendingTotals } from './pending-totals.ts'
import type { ResourceSpace } from './resource.repository.ts'

/** PostgreSQL holds a row lock to the end of each transaction: creates spread over slots instead of queueing on one counter. */
const POSTGRES_SLOTS = 16

const add = fixedStatement(
  (
    db,
    { tenantId, directoryId, type, slot, delta }: ResourceSpace & { readonly slot: number; readonly delta: number },
  ) =>
    db
      .insertInto('scim_total')
      .values({ tenant_id: tenantId, directory_id: directoryId, type, slot, live: delta })
      .onConflict((conflict) =>
        conflict
          .columns(['tenant_id', 'directory_id', 'type', 'slot'])
          .doUpdateSet((eb) => ({ live: eb('scim_total.live', '+', eb.ref('excluded.live')) })),
      )
      .compile(),
)

/**
 * Counts resources in or out. On PostgreSQL the sum is written once, when the transaction commits: a counter's row lock is then held for the commit
 * alone, and taken when no other lock is waited for any more.
 */
export async function addToTotal(trx: Trx, space: ResourceSpace, delta: 1 | -1): Promise<void> {
  if (isPostgres(trx)) addPendingTotal(trx, space, delta)
  else await add(trx, { ...space, slot: 0, delta })
}

/**
 * Writes what the transaction counted, all of it into one slot and in one order: two transactions that draw the same slot wait for each other in
 * line, never in a circle. The answers are waited for by the commit that follows.
 */
export async function writePendingTotals(trx: Trx): Promise<void> {
  const slot = Math.floor(Math.random() * POSTGRES_SLOTS)
  for (const { space, delta } of takePendingTotals(trx)) await add(trx, { ...space, slot, delta })
}

const selectTotals = fixedStatement((db, { tenantId, directoryId, type }: ResourceSpace) =>
  db
    .selectFrom('scim_total')
    .select('live')
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .where('type', '=', type)
    .compile(),
)

/** Live resources of the type, without counting them. */
export async function getTotal(db: Db, space: ResourceSpace): Promise<number> {
  const { rows } = await selectTotals(db, space)
  return rows.reduce((sum, row) => sum + row.live, 0)
}
