import {
  advancePolicyTask,
  getDirectory,
  INSTANCE,
  listDirectories,
  listOpenPolicyTasks,
  listPolicyTasks as listRows,
  type PolicyTaskRow,
  type Trx,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { bindGroupsOfDirectory } from '../roles/bind-groups.ts'
import { judgeGroup } from '../roles/decide-group-role.ts'
import { judgePeople } from './judge-people.ts'
import { nextPeopleOfTask } from './people-of-task.ts'

/** People to a transaction, so that no rule change ever holds the writer for long. SQLite's writer is everybody's, and the event loop's too. */
export const PEOPLE_PER_TRANSACTION = { sqlite: 50, postgres: 500 } as const
/** Other processes may still judge by the former policy for a second. */
const SETTLE_MS = 2_000
const TASKS_PER_ROUND = 100

/** Does a part of what is left to do, a transaction for each open task; returns how many tasks are still open. Safe in several processes at once. */
export async function runPolicyTasks(ctx: OperationContext): Promise<number> {
  return (await runPolicyRound(ctx)).open
}

export interface PolicyRound {
  /** Tasks that are not finished yet. */
  readonly open: number
  /** Whether any of them got further. */
  readonly moved: boolean
}

export async function runPolicyRound(ctx: OperationContext): Promise<PolicyRound> {
  const tasks = await ctx.store.read(INSTANCE, (db) => listOpenPolicyTasks(db, TASKS_PER_ROUND))
  let open = 0
  let moved = false
  const failures: unknown[] = []
  for (const [task, state] of plan(tasks)) {
    try {
      const step = state === 'runs' ? await runOnce(ctx, task) : state === 'waits' ? state : await finish(ctx, task)
      if (step !== 'finished') open += 1
      if (step !== 'waits') moved = true
    } catch (error) {
      // One tenant's trouble is not another's.
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return { open, moved }
}

type Planned = [task: PolicyTaskRow, state: 'runs' | 'waits' | 'superseded']
type Step = 'moved' | 'finished' | 'waits'

/**
 * Of tasks that walk the same people, one runs at a time: what has begun goes on to its end, so that nobody is left out however often the rules change,
 * and of those that have not begun only the newest is needed.
 */
function plan(tasks: readonly PolicyTaskRow[]): Planned[] {
  const walks = Map.groupBy(tasks, (task) =>
    task.kind === 'everyone' ? task.tenant_id : `${task.tenant_id} ${task.group_id}`,
  )
  return [...walks.values()].flatMap((same): Planned[] => {
    const begun = same.find(hasBegun)
    const fresh = same.filter((task) => !hasBegun(task))
    // One that binds groups first does what the others do, and more.
    const next = fresh.findLast(bindsGroups) ?? fresh.at(-1)
    return same.map((task) => {
      if (task === begun || (task === next && begun === undefined)) return [task, 'runs']
      return [task, task === next || hasBegun(task) ? 'waits' : 'superseded']
    })
  })
}

const hasBegun = (task: PolicyTaskRow): boolean => task.after_id !== ''

/** Rules or a prefix changed, or roles are bound for the first time; without that, a group was removed. */
const bindsGroups = (task: PolicyTaskRow): boolean => task.kind === 'everyone' && task.group_id === null

async function finish(ctx: OperationContext, task: PolicyTaskRow): Promise<Step> {
  const finishedAt = ctx.now().toISOString()
  await ctx.store.transaction(task.tenant_id, (trx) =>
    advancePolicyTask(trx, task, { afterId: task.after_id, judged: task.judged, finishedAt }),
  )
  return 'finished'
}

async function runOnce(outer: OperationContext, task: PolicyTaskRow): Promise<Step> {
  const ctx = { ...outer, requestId: task.request_id }
  // Apart from the people, so that nobody waits for groups while others wait for people.
  if (bindsGroups(task) && !hasBegun(task)) {
    await ctx.store.transaction(task.tenant_id, (trx) => bindAllGroups(ctx, trx, task))
  }
  return ctx.store.transaction(task.tenant_id, async (trx): Promise<Step> => {
    const { personIds, afterId } = await nextPeopleOfTask(trx, task, PEOPLE_PER_TRANSACTION[ctx.store.dialect])
    const through = afterId === task.after_id
    if (through && ctx.now().getTime() - Date.parse(task.created_at) < SETTLE_MS) return 'waits'
    const finishedAt = through ? ctx.now().toISOString() : null
    if (!(await advancePolicyTask(trx, task, { afterId, judged: task.judged + personIds.length, finishedAt }))) {
      return 'moved'
    }
    await judgePeople(ctx, trx, task.tenant_id, personIds, { arriving: false })
    if (!through) return 'moved'
    // A group that another process made meanwhile, and did not know the rules yet.
    if (bindsGroups(task))
      for (const [directory, groupId] of await bindAllGroups(ctx, trx, task)) {
        await judgeGroup(ctx, trx, directory, groupId)
      }
    return 'finished'
  })
}

async function bindAllGroups(ctx: OperationContext, trx: Trx, task: PolicyTaskRow) {
  const changed = []
  // In the order in which applying a policy takes them.
  for (const { id } of await listDirectories(trx, task.tenant_id)) {
    const directory = await getDirectory(trx, task.tenant_id, id, { lock: 'update' })
    for (const groupId of await bindGroupsOfDirectory(ctx, trx, directory, 'found'))
      changed.push([directory, groupId] as const)
  }
  return changed
}

const LISTED_TASKS = 100

/** Work that changes of rules and groups left behind, the newest first: what is under way, and what is done. */
export function listPolicyTasks(
  ctx: OperationContext,
  tenantId: string,
  limit: number = LISTED_TASKS,
): Promise<readonly PolicyTaskRow[]> {
  return ctx.store.read(tenantId, (db) => listRows(db, tenantId, limit))
}
