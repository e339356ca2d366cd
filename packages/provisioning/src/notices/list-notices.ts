import { type KeysetPage, listNoticePage, type NoticeFilter, type NoticeRow } from '@rollcall/store'
import type { OperationContext } from '../context.ts'

/** What the admins of a tenant should hear about, the newest first. */
export const listNotices = (
  ctx: OperationContext,
  tenantId: string,
  filter: NoticeFilter,
  page: KeysetPage,
): Promise<NoticeRow[]> => ctx.store.read(tenantId, (db) => listNoticePage(db, tenantId, filter, page))
