import { addMembers, forgetUnresolvedMembers, listGroupsAwaiting, type ResourceRow, type Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { resourceTypesOf } from '../definitions/definitions.ts'
import type { TypedSpace } from './resource-space.ts'
import { touchGroup } from './touch-group.ts'

/**
 * Gives a new resource to the groups that were pushed with one of `values` as a member before it was there: its externalId where the directory
 * opts in, and its id where that was made beforehand (bulk requests).
 */
export async function attachAwaited(
  ctx: OperationContext,
  trx: Trx,
  { directory }: TypedSpace,
  row: ResourceRow,
  values: readonly string[],
): Promise<void> {
  const groups = resourceTypesOf(directory).types.filter((type) => type.members !== undefined)
  for (const value of values) {
    for (const groupId of await listGroupsAwaiting(trx, row.tenant_id, row.directory_id, value)) {
      await forgetUnresolvedMembers(trx, row.tenant_id, groupId, [value])
      const added = await addMembers(trx, row.tenant_id, groupId, [row.id])
      for (const type of groups) await touchGroup(ctx, trx, { directory, type }, groupId, { added })
    }
  }
}
