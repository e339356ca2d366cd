import type { ResourceDocument } from '@rollcall/scim-core'
import { findResource, type ResourceRow, type Trx, updateResource } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { recordChange } from './record-change.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'

/** Gives a group a new version because its members changed from elsewhere: a member was removed, or one that was awaited arrived. */
export async function touchGroup(
  ctx: OperationContext,
  trx: Trx,
  group: TypedSpace,
  groupId: string,
  members: { readonly added?: readonly string[]; readonly removed?: readonly string[] },
): Promise<void> {
  const row: ResourceRow | undefined = await findResource(trx, spaceOf(group), groupId, { lock: true })
  if (row === undefined) return
  const version = row.version + 1
  const at = ctx.now().toISOString()
  await updateResource(trx, spaceOf(group), groupId, row.version, { version, updated_at: at })
  const document = JSON.parse(row.doc) as ResourceDocument
  await recordChange(ctx, trx, group, {
    operation: 'patched',
    resourceId: groupId,
    version,
    at,
    person: undefined,
    before: document,
    after: document,
    addedMembers: members.added ?? [],
    removedMembers: members.removed ?? [],
  })
}
