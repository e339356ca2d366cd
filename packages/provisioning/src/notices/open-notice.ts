import { insertNotice, type Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'

export interface NewNotice {
  readonly tenantId: string
  /** `licence.exhausted` */
  readonly kind: string
  readonly subject: { readonly type: string; readonly id: string }
  readonly directoryId?: string | undefined
  /** A sentence without personal values. */
  readonly detail: string
}

/** Tells the admins of a tenant, unless they are being told already; says whether it is news. */
export function openNotice(ctx: OperationContext, trx: Trx, notice: NewNotice): Promise<boolean> {
  return insertNotice(trx, {
    tenant_id: notice.tenantId,
    id: ctx.newId(),
    kind: notice.kind,
    subject_type: notice.subject.type,
    subject_id: notice.subject.id,
    directory_id: notice.directoryId ?? null,
    detail: notice.detail,
    request_id: ctx.requestId,
    created_at: ctx.now().toISOString(),
    dismissed_at: null,
  })
}
