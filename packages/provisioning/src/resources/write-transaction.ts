import type { Trx } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { tellingOfRefusal } from '../licences/licence-notices.ts'
import type { TypedSpace } from './resource-space.ts'

/** The transaction of one write. When policy refuses it for want of a seat it leaves nothing but the notice of that. */
export const writeTransaction = <T>(
  ctx: OperationContext,
  { directory: { tenant_id: tenantId } }: TypedSpace,
  work: (trx: Trx) => Promise<T>,
): Promise<T> => tellingOfRefusal(ctx, tenantId, () => ctx.store.transaction(tenantId, work))
