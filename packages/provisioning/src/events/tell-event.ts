import { insertEvent, type Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'

/** What happened, for those who follow the tenant. */
export interface ToldEvent {
  readonly tenantId: string
  readonly type: string
  /** '' where no directory is concerned. */
  readonly directoryId: string
  readonly subject: { readonly type: string; readonly id: string; readonly version: number }
  readonly personId: string | null
  readonly changed: readonly string[]
  readonly at: string
}

/** Puts an event into the outbox, in the transaction of what it tells. */
export const tellEvent = (ctx: OperationContext, trx: Trx, event: ToldEvent): Promise<void> =>
  insertEvent(trx, {
    tenant_id: event.tenantId,
    id: ctx.newId(),
    type: event.type,
    directory_id: event.directoryId,
    resource_type: event.subject.type,
    resource_id: event.subject.id,
    person_id: event.personId,
    version: event.subject.version,
    changed: JSON.stringify(event.changed),
    request_id: ctx.requestId,
    occurred_at: event.at,
  })
