import {
  type Db,
  destroyPersonKeys,
  dismissNoticesAbout,
  erasePersons,
  findPersonKey,
  findResourceOfAnyState,
  getDirectory,
  listEveryResourceOfPerson,
  listJoinedPersons,
  NotFoundError,
} from '@rollcall/store'
import { appendAuditEvent } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { resourceTypesOf } from '../definitions/definitions.ts'
import { judgePeople } from '../effects/judge-people.ts'
import { ConflictError, InvalidInputError } from '../errors.ts'
import { tellEvent } from '../events/tell-event.ts'
import { eraseRequestContents } from '../requests/request-records.ts'
import { removeResource } from '../resources/remove-resource.ts'

export interface PurgedPerson {
  readonly personId: string
  /** Ids of the resources that were erased. */
  readonly resourceIds: readonly string[]
}

/**
 * Erases the person behind a user for ever: every resource of theirs in every directory, the key under which history and audit hold their values, and
 * the bodies of failed requests of the tenant. The audit log still verifies. `confirm` repeats the user's id; a person who is still provisioned is only
 * purged with `removeFirst`. Throws NotFoundError, InvalidInputError or ConflictError.
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
  const { personId, live } = await ctx.store.read(tenantId, (db) => findPerson(db, tenantId, userId))
  if (live.length > 0 && options.removeFirst !== true) throw stillProvisioned(live.length)
  for (const row of live) {
    const directory = await ctx.store.read(tenantId, (db) => getDirectory(db, tenantId, row.directory_id))
    const type = resourceTypesOf(directory).types.find((each) => each.name === row.type)
    if (type !== undefined) await removeResource(ctx, { directory, type }, row.id, { byAdmin: true })
  }
  const purged = await erase(ctx, tenantId, userId, personId)
  await eraseRequestContents(ctx, tenantId)
  return purged
}

async function findPerson(db: Db, tenantId: string, userId: string) {
  const user = await findResourceOfAnyState(db, tenantId, userId)
  const personId = user?.person_id ?? undefined
  if (personId === undefined || (await findPersonKey(db, tenantId, personId)) === undefined) {
    throw new NotFoundError('user', userId)
  }
  const resources = await listEveryResourceOfPerson(db, tenantId, personId)
  return { personId, live: resources.filter((row) => row.removed_at === null) }
}

function erase(ctx: OperationContext, tenantId: string, userId: string, personId: string): Promise<PurgedPerson> {
  return ctx.store.transaction(tenantId, async (trx) => {
    const personIds = [personId, ...(await listJoinedPersons(trx, tenantId, personId))]
    if (!(await destroyPersonKeys(trx, tenantId, personIds))) throw new NotFoundError('user', userId)
    // The identity provider may have created them anew meanwhile; nobody can from here on.
    const resources = await listEveryResourceOfPerson(trx, tenantId, personId)
    const live = resources.filter((row) => row.removed_at === null)
    if (live.length > 0) throw stillProvisioned(live.length)
    // A seat that is still theirs goes to whoever waits for it.
    await judgePeople(ctx, trx, tenantId, personIds, { arriving: false })
    const resourceIds = await erasePersons(trx, tenantId, personIds)
    const at = ctx.now().toISOString()
    await dismissNoticesAbout(trx, tenantId, resourceIds, at)
    await appendAuditEvent(ctx, trx, {
      tenantId,
      action: 'user.purged',
      target: { type: 'User', id: userId },
      personId,
      changed: [],
    })
    await tellEvent(ctx, trx, {
      tenantId,
      type: 'user.purged',
      directoryId: resources.find((row) => row.id === userId)?.directory_id ?? '',
      subject: { type: 'User', id: userId, version: 1 },
      personId,
      changed: resourceIds,
      at,
    })
    return { personId, resourceIds }
  })
}

const stillProvisioned = (count: number) =>
  new ConflictError(
    'userId',
    `The person is still provisioned in ${count === 1 ? 'a directory' : `${count} directories`}. Delete the user in the identity provider first, or ask to remove it here.`,
  )
