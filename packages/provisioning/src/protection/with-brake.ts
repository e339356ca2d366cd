import { countHeldRequest, findLatestBrakeHold, insertBrakeHold } from '@rollcall/store'
import type { OperationContext } from '../context.ts'
import { spaceOf, type TypedSpace } from '../resources/resource-space.ts'
import { tellBrake } from './brake.ts'
import { BrakeHeldError } from './brake-held-error.ts'

/** Runs a change; when the safety brake holds it, writes that down in a transaction of its own, since the change's was rolled back. */
export async function withBrake<T>(ctx: OperationContext, typed: TypedSpace, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BrakeHeldError) await recordHold(ctx, typed, error)
    throw error
  }
}

async function recordHold(ctx: OperationContext, typed: TypedSpace, { hold }: BrakeHeldError): Promise<void> {
  const { tenantId, directoryId } = spaceOf(typed)
  await ctx.store.transaction(tenantId, async (trx) => {
    if (await insertBrakeHold(trx, hold)) await tellBrake(ctx, trx, typed, hold)
    const open = await findLatestBrakeHold(trx, { tenantId, directoryId, kind: hold.kind })
    if (open?.state === 'hold') await countHeldRequest(trx, tenantId, open.id)
  })
}
