import type { ResourceDocument } from '@rollcall/scim-core'
import {
  addToTotal,
  findResource,
  forgetOtherUnresolvedMembers,
  listDirectGroupIds,
  lockResources,
  removeMembers,
  removeOtherMembers,
  type Trx,
  updateResource,
  writeUniqueValues,
  writeValues,
} from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { resourceTypesOf } from '../definitions/definitions.ts'
import { findKeyedPerson } from '../persons/person-keys.ts'
import { checkOperation } from '../policy/check-operation.ts'
import { guardChange } from '../protection/guard-change.ts'
import { withBrake } from '../protection/with-brake.ts'
import { entriesOf, uniqueValuesOf } from './indexed.ts'
import { recordChange } from './record-change.ts'
import { spaceOf, type TypedSpace } from './resource-space.ts'
import { touchGroup } from './touch-group.ts'
import { checkPrecondition, unknownResource, type WriteOptions } from './write-options.ts'

/** DELETE (RFC 7644 section 3.6): hidden from SCIM for ever, kept as Removed; its unique values are free again. Throws ScimError. */
export function removeResource(
  ctx: OperationContext,
  typed: TypedSpace,
  id: string,
  options: WriteOptions & {
    /** An act of an admin: neither the directory's switches nor its brake stand in the way. */
    readonly byAdmin?: boolean
  } = {},
): Promise<void> {
  if (options.byAdmin !== true) checkOperation(typed, 'delete')
  const space = spaceOf(typed)
  const transact = () =>
    ctx.store.transaction(space.tenantId, async (trx) => {
      if (ctx.store.dialect === 'postgres') await lockGroupsOf(trx, typed, id)
      const row = await findResource(trx, space, id, { lock: true })
      if (row === undefined) throw unknownResource(typed, id)
      checkPrecondition(row, options)
      const document = JSON.parse(row.doc) as ResourceDocument
      const planned = { operation: 'removed', row, before: document, after: document, removedMembers: [] } as const
      if (options.byAdmin !== true) await guardChange(ctx, trx, typed, planned)
      const version = row.version + 1
      const at = ctx.now().toISOString()
      await leaveGroups(ctx, trx, typed, id)
      const removedMembers = await removeOtherMembers(trx, space.tenantId, id, [])
      await forgetOtherUnresolvedMembers(trx, space.tenantId, id, [])
      await writeValues(trx, space, id, entriesOf(typed.type, document), [])
      await writeUniqueValues(trx, space, id, uniqueValuesOf(typed.type, document), [])
      await updateResource(trx, space, id, row.version, { version, updated_at: at, removed_at: at })
      await addToTotal(trx, space, -1)
      const person = row.person_id === null ? undefined : await findKeyedPerson(ctx, trx, space.tenantId, row.person_id)
      await recordChange(ctx, trx, typed, {
        operation: 'removed',
        resourceId: id,
        version,
        at,
        person,
        before: document,
        after: document,
        removedMembers,
      })
    })
  return withBrake(ctx, typed, transact)
}

/** Groups before their members: whoever takes a member in locks in this order too, so that nobody waits in a circle. */
async function lockGroupsOf(trx: Trx, typed: TypedSpace, id: string): Promise<void> {
  const space = spaceOf(typed)
  if ((await findResource(trx, space, id)) === undefined) throw unknownResource(typed, id)
  await lockResources(trx, space.tenantId, await listDirectGroupIds(trx, space.tenantId, [id]))
}

/** No group keeps a member that is gone. */
async function leaveGroups(ctx: OperationContext, trx: Trx, { directory }: TypedSpace, id: string): Promise<void> {
  const groupTypes = resourceTypesOf(directory).types.filter((type) => type.members !== undefined)
  for (const groupId of await listDirectGroupIds(trx, directory.tenant_id, [id])) {
    // A group may be a member of itself: that goes with its other members.
    if (groupId === id) continue
    const removed = await removeMembers(trx, directory.tenant_id, groupId, [id])
    for (const type of groupTypes) await touchGroup(ctx, trx, { directory, type }, groupId, { removed })
  }
}
