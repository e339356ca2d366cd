import type { Selectable } from 'kysely'
import type { Db, Trx } from '../database.ts'
import type { PolicyTaskTable } from './policy.table.ts'

export type PolicyTaskRow = Selectable<PolicyTaskTable>

export async function insertPolicyTask(trx: Trx, row: PolicyTaskRow): Promise<void> {
  await trx.insertInto('policy_task').values(row).execute()
}

/** Of every tenant, the oldest first. Needs the instance scope. */
export async function listOpenPolicyTasks(db: Db, limit: number): Promise<PolicyTaskRow[]> {
  return db.selectFrom('policy_task').selectAll().where('finished_at', 'is', null).orderBy('id').limit(limit).execute()
}

/** The newest first. */
export async function listPolicyTasks(db: Db, tenantId: string, limit: number): Promise<PolicyTaskRow[]> {
  return db
    .selectFrom('policy_task')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Moves a task on from where it stood; false: another process was quicker. */
export async function advancePolicyTask(
  trx: Trx,
  task: PolicyTaskRow,
  update: { readonly afterId: string; readonly judged: number; readonly finishedAt: string | null },
): Promise<boolean> {
  const result = await trx
    .updateTable('policy_task')
    .set({ after_id: update.afterId, judged: update.judged, finished_at: update.finishedAt })
    .where('tenant_id', '=', task.tenant_id)
    .where('id', '=', task.id)
    .where('after_id', '=', task.after_id)
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
