import { unavailable } from '@rollcall/scim-core'
import { listPersonIdsOf, type Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { isGoverned, policyOf } from '../policy/effective-policy.ts'
import { leavePolicyTask } from '../policy/leave-policy-task.ts'
import type { RecordedChange } from '../resources/recorded-change.ts'
import { spaceOf, type TypedSpace } from '../resources/resource-space.ts'
import { bindGroup } from '../roles/bind-groups.ts'
import { judgePeople } from './judge-people.ts'

/** So many people are judged in the request's own transaction; more are left to the background. */
const JUDGED_AT_ONCE = 100

/** What follows from one new version of a resource, in the transaction that makes it. Throws ScimError when policy refuses it. */
export async function applyEffects(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  change: RecordedChange,
): Promise<void> {
  if (!isGoverned(typed.directory)) return
  const { tenantId } = spaceOf(typed)
  refuseUnderUnreadable(typed, change)
  if (typed.type.members !== undefined) return applyGroupEffects(ctx, trx, typed, change)
  if (change.person === undefined) return
  const active = typed.type.definition.activeAttribute
  const arrives =
    change.operation === 'created' ||
    (active !== undefined && change.before?.[active] === false && change.after[active] !== false)
  await judgePeople(ctx, trx, tenantId, [change.person.id], { arriving: arrives && change.operation !== 'removed' })
}

const RETRY_AFTER_SECONDS = 300

/** While the policy cannot be read, what could give somebody rights waits; who must lose theirs does. */
function refuseUnderUnreadable(typed: TypedSpace, change: RecordedChange): void {
  const { unreadable } = policyOf(typed.directory)
  if (unreadable !== true) return
  const active = typed.type.definition.activeAttribute
  const ends = change.operation === 'removed' || (active !== undefined && change.after[active] === false)
  if (typed.type.members === undefined && ends) return
  throw unavailable(
    'This version of Rollcall cannot read the policy of this tenant. Until an admin applies it again, only deactivations and removals of users are taken, and nothing was changed.',
    RETRY_AFTER_SECONDS,
  )
}

async function applyGroupEffects(
  ctx: OperationContext,
  trx: Trx,
  typed: TypedSpace,
  change: RecordedChange,
): Promise<void> {
  const { tenantId } = spaceOf(typed)
  const rebound = await bindGroup(ctx, trx, typed, change)
  const moved = [...(change.addedMembers ?? []), ...(change.removedMembers ?? [])]
  const renamed = change.operation !== 'created' && change.operation !== 'removed' && nameChanged(typed, change)
  // A rename reaches everybody in the group; members that are groups reach further than their own id.
  const personIds = moved.length > JUDGED_AT_ONCE ? [] : await listPersonIdsOf(trx, tenantId, moved)
  const reachesFurther = rebound || renamed || moved.length > JUDGED_AT_ONCE || personIds.length < moved.length
  await judgePeople(ctx, trx, tenantId, personIds, { arriving: false })
  if (!reachesFurther) return
  // Whom a removed member held can no longer be found through the group.
  const loses = (change.removedMembers?.length ?? 0) > 0 || change.operation === 'removed'
  const { version } = policyOf(typed.directory)
  await leavePolicyTask(ctx, trx, {
    tenantId,
    kind: loses ? 'everyone' : 'group',
    groupId: change.resourceId,
    version,
  })
}

function nameChanged({ type }: TypedSpace, { before, after }: RecordedChange): boolean {
  const name = type.definition.nameAttribute
  return before?.[name] !== after[name]
}
