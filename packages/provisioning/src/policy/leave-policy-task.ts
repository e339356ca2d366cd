import { insertPolicyTask, type PolicyTaskKind, type Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'

export interface LeftTask {
  readonly tenantId: string
  readonly kind: PolicyTaskKind
  /** The group that gave rise to it; undefined: rules changed. */
  readonly groupId?: string | undefined
  readonly version: number
}

/** Has people judged again in the background, once the caller's transaction is committed. */
export function leavePolicyTask(
  ctx: OperationContext,
  trx: Trx,
  { tenantId, kind, groupId, version }: LeftTask,
): Promise<void> {
  return insertPolicyTask(trx, {
    tenant_id: tenantId,
    id: ctx.newId(),
    kind,
    group_id: groupId ?? null,
    policy_version: version,
    after_id: '',
    judged: 0,
    request_id: ctx.requestId,
    created_at: ctx.now().toISOString(),
    finished_at: null,
  })
}
