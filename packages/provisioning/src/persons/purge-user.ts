import {
  erasePerson,
  findResourceOfAnyState,
  getDirectory,
  insertEvent,
  listEveryResourceOfPerson,
  NotFoundError,
} from '@rollcall/store'
import { appendAuditEvent } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { resourceTypesOf } from '../definitions/definitions.ts'
import { ConflictError, InvalidInputError } from '../errors.ts'
import { removeResource } from '../resources/remove-resource.ts'

export interface PurgedPerson {
  readonly personId: string
  /** Ids of the resources that were erased. */
  readonly resourceIds: readonly string[]
}

/**
 * Erases the person behind a user for ever: every resource of theirs in every directory, and the key under which history and audit hold their
 * values. The audit log still verifies. `confirm` repeats the user's id; a person who is still provisioned is only purged with `removeFirst`.
 * Throws NotFoundError, InvalidInputError or ConflictError.
 */
export async function purgeUser(
  ctx: OperationContext,
  target: { readonly tenantId: string; readonly userId: string },
  options: { readonly confirm: string; readonly removeFirst?: boolean | undefined },
): Promise<PurgedPerson> {
  const { tenantId, userId } = target
  if (options.confirm !== userId) {
    throw new InvalidInputError('confirm', 'Repeat the id of the user to confirm: this cannot be undone.')
  }
  const user = await ctx.store.read(tenantId, (db) => findResourceOfAnyState(db, tenantId, userId))
  const personId = user?.person_id ?? undefined
  if (personId === undefined) throw new NotFoundError('user', userId)
  const resources = await ctx.store.transaction(tenantId, (trx) => listEveryResourceOfPerson(trx, tenantId, personId))
  const live = resources.filter((row) => row.removed_at === null)
  if (live.length > 0 && options.removeFirst !== true) {
    throw new ConflictError(
      'userId',
      `The person is still provisioned in ${live.length === 1 ? 'a directory' : `${live.length} directories`}. Delete the user in the identity provider first, or ask to remove it here.`,
    )
  }
  for (const row of live) {
    const directory = await ctx.store.read(tenantId, (db) => getDirectory(db, tenantId, row.directory_id))
    const type = resourceTypesOf(directory).types.find((each) => each.name === row.type)
    if (type !== undefined) await removeResource(ctx, { directory, type }, row.id, { byAdmin: true })
  }
  return ctx.store.transaction(tenantId, async (trx) => {
    const resourceIds = await erasePerson(trx, tenantId, personId)
    await appendAuditEvent(ctx, trx, {
      tenantId,
      action: 'user.purged',
      target: { type: 'User', id: userId },
      personId,
      changed: [],
    })
    await insertEvent(trx, {
      tenant_id: tenantId,
      id: ctx.newId(),
      type: 'user.purged',
      directory_id: user?.directory_id ?? '',
      resource_type: 'User',
      resource_id: userId,
      person_id: personId,
      version: user?.version ?? 0,
      changed: JSON.stringify(resourceIds),
      request_id: ctx.requestId,
      occurred_at: ctx.now().toISOString(),
    })
    return { personId, resourceIds }
  })
}
