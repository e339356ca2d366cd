import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { BrakeHoldTable, BrakeKind } from './brake.table.ts'

export type BrakeHoldRow = Selectable<BrakeHoldTable>

/** What one brake of one directory counts. */
export interface BrakeScope {
  readonly tenantId: string
  readonly directoryId: string
  readonly kind: BrakeKind
}

/** Counts targets, each once within the window, and forgets what lies before it. */
export async function countBrakeTargets(
  trx: Trx,
  { tenantId, directoryId, kind }: BrakeScope,
  targetIds: readonly string[],
  window: { readonly from: string; readonly now: string },
): Promise<void> {
  await trx
    .deleteFrom('brake_count')
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .where('kind', '=', kind)
    .where('occurred_at', '<', window.from)
    .execute()
  if (targetIds.length === 0) return
  await trx
    .insertInto('brake_count')
    .values(
      targetIds.map((targetId) => ({
        tenant_id: tenantId,
        directory_id: directoryId,
        kind,
        target_id: targetId,
        occurred_at: window.now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Targets counted since `from`; no more than `most` are looked at. */
export async function readBrakeCount(
  db: Db,
  { tenantId, directoryId, kind }: BrakeScope,
  from: string,
  most: number,
): Promise<number> {
  const rows = await db
    .selectFrom('brake_count')
    .select('target_id')
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .where('kind', '=', kind)
    .where('occurred_at', '>=', from)
    .limit(most)
    .execute()
  return rows.length
}

export async function clearBrakeCount(trx: Trx, { tenantId, directoryId, kind }: BrakeScope): Promise<void> {
  await trx
    .deleteFrom('brake_count')
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .where('kind', '=', kind)
    .execute()
}

/** Adds a hold, unless one of the kind is open already; says whether it is new. */
export async function insertBrakeHold(trx: Trx, row: BrakeHoldRow): Promise<boolean> {
  const result = await trx
    .insertInto('brake_hold')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The newest hold of the kind, open or released. */
export async function findLatestBrakeHold(
  db: Db,
  { tenantId, directoryId, kind }: BrakeScope,
): Promise<BrakeHoldRow | undefined> {
  return db
    .selectFrom('brake_hold')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('directory_id', '=', directoryId)
    .where('kind', '=', kind)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The newest first; of one directory or of all. */
export async function listBrakeHolds(
  db: Db,
  tenantId: string,
  options: { readonly directoryId?: string | undefined; readonly open?: boolean | undefined; readonly limit: number },
): Promise<BrakeHoldRow[]> {
  return db
    .selectFrom('brake_hold')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(options.directoryId !== undefined, (query) => query.where('directory_id', '=', options.directoryId ?? ''))
    .$if(options.open === true, (query) => query.where('state', '<>', 'released'))
    .orderBy('id', 'desc')
    .limit(options.limit)
    .execute()
}

export async function updateBrakeHold(
  trx: Trx,
  tenantId: string,
  id: string,
  update: Partial<Pick<BrakeHoldRow, 'state' | 'released_at' | 'released_by'>>,
): Promise<void> {
  await trx.updateTable('brake_hold').set(update).where('tenant_id', '=', tenantId).where('id', '=', id).execute()
}

/** One more request was answered 429. */
export async function countHeldRequest(trx: Trx, tenantId: string, id: string): Promise<void> {
  await trx
    .updateTable('brake_hold')
    .set((eb) => ({ held: eb('held', '+', 1) }))
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()
}
