import { addMembers, forgetUnresolvedMembers, listGroupsAwaiting, type ResourceRow, type Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { type TypedSpace } from './resource-space.ts'
import { resourceTypesOf } from './resource-types.ts'
import { touchGroup } from './touch-group.ts'

/** Where the directory opts in, groups that were pushed with a new resource's externalId as a member value get it as a member now. */
export async function attachAwaited(ctx: OperationContext, trx: Trx, typed: TypedSpace, row: ResourceRow): Promise<void> {
  if (typed.directory.unresolved_members !== 'attach' || row.external_id === null) return
  const groups = resourceTypesOf(typed.directory).types.filter((type) => type.members !== undefined)
  for (const groupId of await listGroupsAwaiting(trx, row.tenant_id, row.directory_id, row.external_id)) {
    await forgetUnresolvedMembers(trx, row.tenant_id, groupId, [row.external_id])
    const added = await addMembers(trx, row.tenant_id, groupId, [row.id])
    for (const type of groups) await touchGroup(ctx, trx, { directory: typed.directory, type }, groupId, { added })
  }
}
