import {
  decideLinkRequest as decide,
  dismissNoticesAbout,
  findLinkRequest,
  joinPersons,
  type LinkRequestRow,
  listLinkRequests as listRows,
  NotFoundError,
} from '@rollcall/store'
import { appendAuditEvent } from '../audit/append-audit-event.ts'
import type { OperationContext } from '../context.ts'
import { judgePeople } from '../effects/judge-people.ts'
import { ConflictError } from '../errors.ts'
import { holdKeyedPerson } from './person-keys.ts'

/** New users that match a person of another directory, the newest first. */
export const listLinkRequests = (
  ctx: OperationContext,
  tenantId: string,
  options: { readonly waiting?: boolean | undefined } = {},
): Promise<LinkRequestRow[]> => ctx.store.read(tenantId, (db) => listRows(db, tenantId, { ...options, limit: 100 }))

/**
 * Says whether a waiting user is the person it matches: approved, it becomes one of that person's resources; declined, it stays somebody of its
 * own. Either way its roles and licence count from now on. Throws NotFoundError or ConflictError.
 */
export function decideLinkRequest(
  ctx: OperationContext,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
  verdict: 'approved' | 'declined',
): Promise<LinkRequestRow> {
  return ctx.store.transaction(tenantId, async (trx) => {
    const row = await findLinkRequest(trx, tenantId, id)
    if (row === undefined) throw new NotFoundError('link request', id)
    const approved = verdict === 'approved'
    if (approved && (await holdKeyedPerson(ctx, trx, tenantId, row.person_id)) === undefined) {
      throw new ConflictError('id', 'The person it matches was purged. Decline the request.')
    }
    const at = ctx.now().toISOString()
    const decision = { state: verdict, decided_by: ctx.actor.label, decided_at: at }
    if (!(await decide(trx, tenantId, id, decision))) {
      throw new ConflictError('id', 'The link request was decided already.')
    }
    if (approved) await joinPersons(trx, tenantId, row.own_person_id, row.person_id)
    await dismissNoticesAbout(trx, tenantId, [row.resource_id], at)
    await judgePeople(ctx, trx, tenantId, [row.own_person_id, row.person_id], { arriving: false })
    await appendAuditEvent(ctx, trx, {
      tenantId,
      action: approved ? 'person.linked' : 'person.link_declined',
      target: { type: 'User', id: row.resource_id },
      directoryId: row.directory_id,
      personId: row.person_id,
      changed: ['person'],
    })
    return { ...row, ...decision }
  })
}
