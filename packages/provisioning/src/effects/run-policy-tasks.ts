import {
  advancePolicyTask,
  INSTANCE,
  listOpenPolicyTasks,
  listPersonIds,
  type PolicyTaskRow,
  type Trx,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { judgePeople } from './judge-people.ts'

/** People to a transaction, so that no rule change ever holds the writer for long. */
export const PEOPLE_PER_TRANSACTION = 500
/** Other processes may still judge by the former policy for a second. */
const SETTLE_MS = 2_000

/** Does a part of what is left to do, a transaction for each open task; returns how many tasks are still open. Safe in several processes at once. */
export async function runPolicyTasks(ctx: OperationContext): Promise<number> {
  const tasks = await ctx.store.read(INSTANCE, (db) => listOpenPolicyTasks(db, 100))
  let open = 0
  for (const task of tasks) if (!(await runOnce(ctx, task))) open += 1
  return open
}

async function runOnce(ctx: OperationContext, task: PolicyTaskRow): Promise<boolean> {
  return ctx.store.transaction(task.tenant_id, async (trx) => {
    const { personIds, lastId } = await nextPeople(trx, task)
    const settled = ctx.now().getTime() - Date.parse(task.created_at) >= SETTLE_MS
    const finished = personIds.length === 0 && lastId === task.after_id && settled
    const moved = await advancePolicyTask(trx, task, {
      afterId: lastId,
      judged: task.judged + personIds.length,
      finishedAt: finished ? ctx.now().toISOString() : null,
    })
    if (!moved) return false
    await judgePeople({ ...ctx, requestId: task.request_id }, trx, task.tenant_id, personIds, { arriving: false })
    return finished
  })
}

async function nextPeople(
  trx: Trx,
  task: PolicyTaskRow,
): Promise<{ readonly personIds: readonly string[]; readonly lastId: string }> {
  const personIds = await listPersonIds(trx, task.tenant_id, task.after_id, PEOPLE_PER_TRANSACTION)
  return { personIds, lastId: personIds.at(-1) ?? task.after_id }
}
